// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/WebhookEditor.h"

#include "models/domain/Policy.h"

#include <QtCore/QJsonObject>
#include <QtCore/QUrl>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

namespace rehome::ui {

WebhookEditor::WebhookEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_url(new QLineEdit(this))
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
    form->addRow(tr("API version"), m_apiVersion);
    form->addRow(m_note);
    connect(m_url, &QLineEdit::editingFinished, this, [this] { check(true); });
    connect(m_url, &QLineEdit::textEdited, this, [this] { check(false); });
    connect(m_apiVersion, &QComboBox::activated, this, [this] { check(true); });
    connect(m_apiVersion->lineEdit(), &QLineEdit::editingFinished, this, [this] { check(true); });
    check(false);
}

void WebhookEditor::setChosen(const QJsonObject &definition)
{
    const QString savedUrl = definition.value(QLatin1String("webhookUrl")).toString();
    const QString savedVersion = definition.value(QLatin1String("apiVersion")).toString();
    if (savedUrl == m_savedUrl && savedVersion == m_savedVersion)
        return;
    m_savedUrl = savedUrl;
    m_savedVersion = savedVersion;
    m_url->setText(savedUrl);
    if (!savedVersion.isEmpty())
        m_apiVersion->setCurrentText(savedVersion);
    check(false);
}

QString WebhookEditor::url() const
{
    return m_url->text().trimmed();
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
    Q_EMIT chosen(m_savedUrl, m_savedVersion);
}

} // namespace rehome::ui
