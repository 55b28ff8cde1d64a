// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/ClientPicker.h"

#include "models/items/Words.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

enum Kind : int
{
    Unknown = -2,
    Api = -1, // from 0 on: domain::Sdk
};

int kindOf(const domain::DeclaredClient &client)
{
    return client.sdk() ? int(*client.sdk()) : client.isKnown() ? int(Api) : int(Unknown);
}

} // namespace

ClientPicker::ClientPicker(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_version(new QComboBox(this))
    , m_note(new QLabel(this))
{
    m_kind->setAccessibleName(tr("What its devices speak"));
    m_kind->setPlaceholderText(tr("several"));
    m_kind->addItem(tr("Unknown"), Unknown);
    m_kind->addItem(tr("API version"), Api);
    for (const domain::SdkInfo &info : domain::sdkTable())
        m_kind->addItem(QLatin1String(info.name), int(info.sdk));
    m_version->setEditable(true);
    m_version->setInsertPolicy(QComboBox::NoInsert);
    m_version->setAccessibleName(tr("Version of it"));
    // The whole word comes from the person: completing "1.2" to "1.2.8" would declare what nobody said.
    m_version->setCompleter(nullptr);
    m_note->setWordWrap(true);
    m_note->setFont(theme.font(TextRole::Secondary));
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_kind, 3);
    row->addWidget(m_version, 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(m_note);
    setFocusProxy(m_kind);
    connect(m_kind, &QComboBox::activated, this, [this] {
        fillVersions();
        m_version->setCurrentText({});
        tell();
        Q_EMIT edited();
        choose();
    });
    connect(m_version, &QComboBox::editTextChanged, this, [this] {
        tell();
        Q_EMIT edited();
    });
    connect(m_version, &QComboBox::activated, this, &ClientPicker::choose);
    connect(m_version->lineEdit(), &QLineEdit::editingFinished, this, &ClientPicker::choose);
    setClient(domain::DeclaredClient());
}

void ClientPicker::setClient(const std::optional<domain::DeclaredClient> &client)
{
    if (m_shown == client)
        return;
    m_shown = client;
    const QSignalBlocker quiet(m_version);
    m_kind->setCurrentIndex(client ? m_kind->findData(kindOf(*client)) : -1);
    fillVersions();
    m_version->setCurrentText(!client ? QString() : client->sdk() ? client->sdkVersion() : client->api().toString());
    tell();
}

std::optional<domain::DeclaredClient> ClientPicker::client() const
{
    if (m_kind->currentIndex() < 0)
        return std::nullopt;
    const int kind = m_kind->currentData().toInt();
    const QString version = m_version->currentText().trimmed();
    if (kind == Unknown)
        return domain::DeclaredClient();
    if (kind != Api)
        return domain::DeclaredClient::ofSdk(domain::Sdk(kind), version);
    const auto api = domain::ApiVersion::parse(version);
    return api ? std::optional(domain::DeclaredClient::ofApi(*api)) : std::nullopt;
}

void ClientPicker::fillVersions()
{
    const int kind = m_kind->currentIndex() < 0 ? int(Unknown) : m_kind->currentData().toInt();
    const QSignalBlocker quiet(m_version);
    m_version->clear();
    m_version->setVisible(kind != Unknown);
    if (kind == Unknown)
        return;
    // Those that clients were seen with; of an SDK the last one before native reprovisioning.
    if (kind == Api)
        m_version->addItems({QStringLiteral("2021-06-01"), QStringLiteral("2019-03-31"), QStringLiteral("2018-11-01"),
                             QStringLiteral("2018-04-01")});
    else
        m_version->addItem(QLatin1String(domain::sdkInfo(domain::Sdk(kind)).lastOld));
    m_version->setCurrentIndex(-1); // nothing is suggested by itself, and the arrow keys begin with the first
    m_version->lineEdit()->setPlaceholderText(m_version->itemText(m_version->count() - 1));
}

void ClientPicker::tell()
{
    const std::optional<domain::DeclaredClient> known = client();
    QString note;
    if (m_kind->currentIndex() < 0)
        note = tr("The selected ones differ. Choosing declares all of them.");
    else if (!known)
        note = m_kind->currentData().toInt() == Api ? tr("The API version is a date such as 2018-04-01.")
                                                    : tr("Its version is a number such as 1.2.8.");
    else if (!known->isKnown())
        note = tr("No answer of the service tells it. Predictions show both outcomes.");
    else if (known->predatesReprovisioning())
        note = tr("From before reprovisioning: without a policy its devices stay on their hub.");
    else
        note = tr("Knows reprovisioning: without a policy its devices move with their data.");
    m_note->setText(note);
    m_version->setAccessibleDescription(note);
}

void ClientPicker::choose()
{
    const std::optional<domain::DeclaredClient> now = client();
    if (!now || m_shown == std::optional(now))
        return;
    m_shown = now;
    Q_EMIT chosen(*now);
}

} // namespace rehome::ui
