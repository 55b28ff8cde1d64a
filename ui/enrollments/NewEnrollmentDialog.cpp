// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/NewEnrollmentDialog.h"

#include "models/items/Words.h"
#include "ui/enrollments/HubSetEditor.h"
#include "ui/widgets/JsonView.h"
#include "ui/widgets/MessageBar.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

NewEnrollmentDialog::NewEnrollmentDialog(const Theme &theme, const HubColors &colors, session::Session &session,
                                         QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_kind(new QComboBox(this))
    , m_id(new QLineEdit(this))
    , m_policy(new QComboBox(this))
    , m_key(new QComboBox(this))
    , m_hubs(new HubSetEditor(theme, colors, this))
    , m_twin(new JsonView(theme, tr("Initial twin"), this))
    , m_message(new MessageBar(theme, this))
{
    setWindowTitle(tr("New enrollment"));
    resize(520, 620);
    m_message->hide();
    m_kind->addItem(items::kindText(domain::EnrollmentKind::Individual), int(domain::EnrollmentKind::Individual));
    m_kind->addItem(items::kindText(domain::EnrollmentKind::Group), int(domain::EnrollmentKind::Group));
    for (const auto policy : {domain::ReprovisionPolicy::Migrate, domain::ReprovisionPolicy::Reset,
                              domain::ReprovisionPolicy::Never, domain::ReprovisionPolicy::NotSet})
        m_policy->addItem(items::policyText(policy), int(policy));
    m_key->addItem(tr("The service makes a new symmetric key"), QString());
    const fleet::SnapshotPtr snapshot = session.snapshot();
    for (fleet::RowId row = 0; row < snapshot->enrollments.rowCount(); ++row) {
        if (!snapshot->enrollments.isGone(row) && snapshot->enrollments.kind[row] == domain::EnrollmentKind::Group &&
            snapshot->enrollments.attestation[row] == domain::AttestationType::SymmetricKey)
            m_key->addItem(tr("The key its device derives from group %1").arg(snapshot->enrollmentId(row)),
                           snapshot->enrollmentId(row));
    }
    m_id->setPlaceholderText(tr("Letters, digits and - . _ :"));
    m_hubs->setHubs(snapshot->hubs);
    m_hubs->setChosen(domain::AllocationPolicy::Hashed, std::nullopt);
    m_twin->setPlainText(
        QStringLiteral("{\n    \"tags\": {},\n    \"properties\": {\n        \"desired\": {}\n    }\n}"));
    auto *form = new QFormLayout;
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("ID"), m_id);
    form->addRow(tr("Key"), m_key);
    form->addRow(tr("Reprovision policy"), m_policy);
    form->addRow(tr("Allocation and hubs"), m_hubs);
    form->addRow(tr("Initial twin"), m_twin);
    auto *buttons = new QDialogButtonBox(this);
    m_create = buttons->addButton(tr("Create enrollment"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Cancel)->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_message);
    column->addLayout(form, 1);
    column->addWidget(buttons);
    connect(m_create, &QPushButton::clicked, this, &NewEnrollmentDialog::create);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_id, &QLineEdit::textChanged, this, &NewEnrollmentDialog::check);
    connect(m_twin, &JsonView::validityChanged, this, &NewEnrollmentDialog::check);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &NewEnrollmentDialog::check);
    check();
}

void NewEnrollmentDialog::setDevice(const QString &registrationId, const QString &groupId)
{
    m_kind->setCurrentIndex(0);
    m_id->setText(registrationId);
    m_key->setCurrentIndex(std::max(0, m_key->findData(groupId)));
}

void NewEnrollmentDialog::check()
{
    const bool readOnly = m_session.profile().safety == session::SafetyLevel::ReadOnly;
    const bool group = m_kind->currentData().toInt() == int(domain::EnrollmentKind::Group);
    m_key->setEnabled(!group);
    if (group)
        m_key->setCurrentIndex(0);
    const bool idGood = domain::isValidRegistrationId(m_id->text());
    m_create->setEnabled(idGood && m_twin->isValid() && !readOnly);
    if (readOnly)
        m_message->showMessage(MessageBar::Kind::Warning, tr("This connection is read-only. Allow edits first."));
    else if (!m_id->text().isEmpty() && !idGood)
        m_message->showMessage(
            MessageBar::Kind::Warning,
            tr("The ID may have 1 to 128 letters, digits and - . _ : and must end with a letter, digit or -."));
    else if (!m_twin->isValid())
        m_message->showMessage(MessageBar::Kind::Warning,
                               tr("The initial twin is no valid JSON. %1").arg(m_twin->errorText()));
    else
        m_message->clear();
}

QJsonObject NewEnrollmentDialog::body() const
{
    const bool group = m_kind->currentData().toInt() == int(domain::EnrollmentKind::Group);
    QJsonObject body{
        {group ? QStringLiteral("enrollmentGroupId") : QStringLiteral("registrationId"), m_id->text()},
        {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}},
        {QStringLiteral("provisioningStatus"), QStringLiteral("enabled")}};
    if (const auto booleans =
            domain::toBooleans(static_cast<domain::ReprovisionPolicy>(m_policy->currentData().toInt())))
        body.insert(QStringLiteral("reprovisionPolicy"),
                    QJsonObject{{QStringLiteral("updateHubAssignment"), booleans->updateHubAssignment},
                                {QStringLiteral("migrateDeviceData"), booleans->migrateDeviceData}});
    if (m_hubs->allocation() != domain::AllocationPolicy::NotSet)
        body.insert(QStringLiteral("allocationPolicy"), domain::allocationKey(m_hubs->allocation()));
    if (!m_hubs->hubs().isEmpty())
        body.insert(QStringLiteral("iotHubs"), QJsonArray::fromStringList(m_hubs->hubs()));
    const QJsonObject twin = QJsonDocument::fromJson(m_twin->toPlainText().toUtf8()).object();
    if (!twin.isEmpty())
        body.insert(QStringLiteral("initialTwin"), twin);
    return body;
}

void NewEnrollmentDialog::create()
{
    m_create->setEnabled(false);
    const QString group = m_key->currentData().toString();
    if (group.isEmpty())
        return send(body());
    const fleet::RowId row = m_session.snapshot()->findEnrollment(domain::EnrollmentKind::Group, group);
    m_session.derivedAttestation(row, m_id->text()).then(this, [this](const Result<QJsonObject> &attestation) {
        if (!attestation)
            return fail(attestation.error());
        QJsonObject whole = body();
        whole.insert(QStringLiteral("attestation"), *attestation);
        send(whole);
    });
}

void NewEnrollmentDialog::send(QJsonObject body)
{
    const auto kind = static_cast<domain::EnrollmentKind>(m_kind->currentData().toInt());
    m_session.createEnrollment(kind, std::move(body)).then(this, [this](const Result<void> &answer) {
        if (!answer)
            return fail(answer.error());
        Q_EMIT created(m_id->text());
        accept();
    });
}

void NewEnrollmentDialog::fail(const Error &error)
{
    m_message->showError(error);
    m_create->setEnabled(true);
}

} // namespace rehome::ui
