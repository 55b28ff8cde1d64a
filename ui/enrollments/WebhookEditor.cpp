// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/WebhookEditor.h"

#include "models/domain/Policy.h"
#include "models/fleet/CopySecrets.h"
#include "ui/theme/RehomeStyle.h"

#include <QtCore/QJsonObject>
#include <QtCore/QUrl>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace rehome::ui {

WebhookEditor::WebhookEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_url(new QLineEdit(this))
    , m_showCode(new QPushButton(this))
    , m_apiVersion(new QComboBox(this))
    , m_note(new QLabel(this))
{
    m_url->setAccessibleName(tr("URL of the webhook"));
    m_url->setPlaceholderText(QStringLiteral("https://"));
    m_apiVersion->setAccessibleName(tr("API version of the webhook"));
    m_apiVersion->setEditable(true);
    m_apiVersion->addItems({QStringLiteral("2021-10-01"), QStringLiteral("2021-06-01"), QStringLiteral("2019-03-31"),
                            QStringLiteral("2018-11-01"), QStringLiteral("2018-09-01-preview")});
    m_note->setWordWrap(true);
    m_note->setFont(theme.font(TextRole::Secondary));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("Webhook"), m_url);
    auto *show = new QHBoxLayout;
    show->addWidget(m_showCode);
    show->addStretch();
    form->addRow(QString(), show);
    form->addRow(tr("API version"), m_apiVersion);
    form->addRow(m_note);
    m_showCode->setCheckable(true);
    setButtonKind(m_showCode, ButtonKind::Link);
    connect(m_showCode, &QPushButton::toggled, this, &WebhookEditor::showUrl);
    connect(m_url, &QLineEdit::editingFinished, this, [this] {
        check(true);
        m_whole = url();
        showUrl();
    });
    connect(m_url, &QLineEdit::textEdited, this, [this] { check(false); });
    connect(m_apiVersion, &QComboBox::activated, this, [this] { check(true); });
    connect(m_apiVersion->lineEdit(), &QLineEdit::editingFinished, this, [this] { check(true); });
    showUrl();
    check(false);
}

void WebhookEditor::showUrl()
{
    const bool shown = m_showCode->isChecked();
    m_whole = url(); // what is being typed counts
    m_showCode->setVisible(fleet::hasWebhookCode(m_whole));
    m_showCode->setText(shown ? tr("Hide code") : tr("Show code"));
    const QString text = shown ? m_whole : fleet::maskedWebhookCode(m_whole);
    if (m_url->text() == text)
        return;
    m_url->setText(text);
    if (!m_url->hasFocus())
        m_url->setCursorPosition(0); // its host is what tells it from others
}

void WebhookEditor::setChosen(const QJsonObject &definition)
{
    const QString savedUrl = definition.value(QLatin1String("webhookUrl")).toString();
    const QString savedVersion = definition.value(QLatin1String("apiVersion")).toString();
    if (savedUrl == m_savedUrl && savedVersion == m_savedVersion)
        return;
    m_savedUrl = savedUrl;
    m_savedVersion = savedVersion;
    m_showCode->setChecked(false); // another enrollment's is asked for anew
    m_whole = savedUrl;
    m_url->setText(fleet::maskedWebhookCode(savedUrl));
    m_url->setCursorPosition(0);
    showUrl();
    if (!savedVersion.isEmpty())
        m_apiVersion->setCurrentText(savedVersion);
    check(false);
}

QString WebhookEditor::url() const
{
    return fleet::unmaskedWebhookCode(m_url->text().trimmed(), m_whole);
}

QString WebhookEditor::apiVersion() const
{
    return m_apiVersion->currentText().trimmed();
}

void WebhookEditor::check(bool tell)
{
    const QUrl address(url(), QUrl::StrictMode);
    const bool web = address.isValid() && !address.host().isEmpty() &&
                     (address.scheme() == QLatin1String("https") || address.scheme() == QLatin1String("http"));
    QString note;
    if (!web)
        note = tr("Custom allocation needs the address of a webhook, starting with https://.");
    else if (!domain::ApiVersion::parse(apiVersion()))
        note = tr("The API version is a date such as 2021-10-01.");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    if (!tell || !note.isEmpty() || (url() == m_savedUrl && apiVersion() == m_savedVersion))
        return;
    m_savedUrl = url();
    m_savedVersion = apiVersion();
    m_whole = m_savedUrl;
    Q_EMIT chosen(m_savedUrl, m_savedVersion);
}

} // namespace rehome::ui
