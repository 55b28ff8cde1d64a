// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/NewEnrollmentDialog.h"

#include "models/items/Words.h"
#include "ui/enrollments/HubSetEditor.h"
#include "ui/enrollments/WebhookEditor.h"
#include "ui/widgets/JsonView.h"
#include "ui/widgets/MessageBar.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

constexpr int groupRole = Qt::UserRole + 1;
constexpr int proofTextHeight = 72;

QString idMember(bool group)
{
    return group ? QStringLiteral("enrollmentGroupId") : QStringLiteral("registrationId");
}

} // namespace

NewEnrollmentDialog::NewEnrollmentDialog(const Theme &theme, const HubColors &colors, session::Session &session,
                                         QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_kind(new QComboBox(this))
    , m_id(new QLineEdit(this))
    , m_deviceId(new QLineEdit(this))
    , m_proof(new QComboBox(this))
    , m_proofText(new QPlainTextEdit(this))
    , m_policy(new QComboBox(this))
    , m_hubs(new HubSetEditor(theme, colors, this))
    , m_webhook(new WebhookEditor(theme, this))
    , m_enabled(new QCheckBox(tr("Enabled: its devices may register"), this))
    , m_edge(new QCheckBox(tr("IoT Edge: its devices get this capability"), this))
    , m_twin(new JsonView(theme, tr("Initial twin"), this))
    , m_message(new MessageBar(theme, this))
{
    setWindowTitle(tr("New enrollment"));
    resize(540, 680);
    m_message->hide();
    m_proofText->setFont(theme.font(TextRole::Mono));
    m_proofText->setFixedHeight(proofTextHeight);
    m_proofText->setTabChangesFocus(true);
    m_proofText->setAccessibleName(tr("Certificate, name or endorsement key"));
    m_hubs->setHubs(session.snapshot()->hubs);
    m_hubs->setChosen(domain::AllocationPolicy::Hashed, std::nullopt);
    m_enabled->setChecked(true);
    m_twin->setReadOnly(false);
    m_twin->setPlainText(
        QStringLiteral("{\n    \"tags\": {},\n    \"properties\": {\n        \"desired\": {}\n    }\n}"));
    auto *form = new QFormLayout;
    fillForm(form);
    auto *buttons = new QDialogButtonBox(this);
    m_create = buttons->addButton(tr("Put into the tray"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Cancel)->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_message);
    column->addLayout(form, 1);
    column->addWidget(buttons);
    connect(m_create, &QPushButton::clicked, this, &NewEnrollmentDialog::create);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_id, &QLineEdit::textChanged, this, &NewEnrollmentDialog::check);
    connect(m_twin, &QPlainTextEdit::textChanged, this, &NewEnrollmentDialog::check);
    connect(m_proofText, &QPlainTextEdit::textChanged, this, &NewEnrollmentDialog::check);
    connect(m_proof, &QComboBox::currentIndexChanged, this, &NewEnrollmentDialog::check);
    connect(m_hubs, &HubSetEditor::allocationChosen, this, &NewEnrollmentDialog::check);
    connect(m_webhook, &WebhookEditor::chosen, this, &NewEnrollmentDialog::check);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &NewEnrollmentDialog::fillProofs);
    fillProofs();
}

void NewEnrollmentDialog::fillForm(QFormLayout *form)
{
    m_kind->addItem(items::kindText(domain::EnrollmentKind::Individual), int(domain::EnrollmentKind::Individual));
    m_kind->addItem(items::kindText(domain::EnrollmentKind::Group), int(domain::EnrollmentKind::Group));
    for (const auto policy : {domain::ReprovisionPolicy::Migrate, domain::ReprovisionPolicy::Reset,
                              domain::ReprovisionPolicy::Never, domain::ReprovisionPolicy::NotSet})
        m_policy->addItem(items::policyText(policy), int(policy));
    m_id->setPlaceholderText(tr("Letters, digits and - . _ :"));
    m_id->setAccessibleName(tr("ID"));
    m_deviceId->setPlaceholderText(tr("As the registration ID"));
    m_deviceId->setAccessibleName(tr("Device ID"));
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("ID"), m_id);
    form->addRow(tr("Device ID"), m_deviceId);
    form->addRow(tr("Attestation"), m_proof);
    form->addRow(QString(), m_proofText);
    form->addRow(tr("Reprovision policy"), m_policy);
    form->addRow(tr("Allocation and hubs"), m_hubs);
    form->addRow(QString(), m_webhook);
    form->addRow(QString(), m_enabled);
    form->addRow(QString(), m_edge);
    form->addRow(tr("Initial twin"), m_twin);
}

bool NewEnrollmentDialog::isGroup() const
{
    return m_kind->currentData().toInt() == int(domain::EnrollmentKind::Group);
}

NewEnrollmentDialog::Proof NewEnrollmentDialog::proof() const
{
    return static_cast<Proof>(m_proof->currentData().toInt());
}

void NewEnrollmentDialog::fillProofs()
{
    const bool group = isGroup();
    m_proof->clear();
    const auto add = [this](Proof proof, const QString &text) { m_proof->addItem(text, int(proof)); };
    add(Proof::ServiceKey, tr("The service makes a new symmetric key"));
    if (!group) {
        const fleet::SnapshotPtr snapshot = m_session.snapshot();
        const fleet::EnrollmentTable &table = snapshot->enrollments;
        for (fleet::RowId row = 0; row < table.rowCount(); ++row) {
            if (table.isGone(row) || !table.isGroup(row) ||
                table.attestation[row] != domain::AttestationType::SymmetricKey)
                continue;
            add(Proof::DerivedKey, tr("The key its device derives from group %1").arg(snapshot->enrollmentId(row)));
            m_proof->setItemData(m_proof->count() - 1, snapshot->enrollmentId(row), groupRole);
        }
    }
    add(Proof::Certificate, group ? tr("X.509: an intermediate certificate") : tr("X.509: the device's certificate"));
    add(Proof::Authority, tr("X.509: a CA certificate of the service, by name"));
    if (!group)
        add(Proof::EndorsementKey, tr("TPM: its endorsement key"));
    m_deviceId->setEnabled(!group);
    check();
}

void NewEnrollmentDialog::setDevice(const QString &registrationId, const QString &groupId)
{
    m_kind->setCurrentIndex(0);
    m_id->setText(registrationId);
    m_proof->setCurrentIndex(std::max(0, m_proof->findData(groupId, groupRole)));
}

void NewEnrollmentDialog::setTemplate(domain::EnrollmentKind kind, const QJsonObject &body)
{
    const bool group = kind == domain::EnrollmentKind::Group;
    const QString id = body.value(idMember(group)).toString();
    setWindowTitle(tr("Copy of %1").arg(id));
    m_template = body;
    // These are of one enrollment alone; the service would refuse or confuse two with the same.
    for (const QLatin1String member : {QLatin1String("registrationId"), QLatin1String("enrollmentGroupId"),
                                       QLatin1String("deviceId"), QLatin1String("attestation")})
        m_template.remove(member);
    m_kind->setCurrentIndex(m_kind->findData(int(kind)));
    m_kind->setEnabled(false);
    m_id->setText(id + QStringLiteral("-copy"));
    m_id->selectAll();
    m_policy->setCurrentIndex(
        m_policy->findData(int(fleet::policyOfValue(body.value(QLatin1String("reprovisionPolicy")))
                                   .value_or(domain::ReprovisionPolicy::NotSet))));
    QStringList hubs;
    for (const QJsonValue &hub : body.value(QLatin1String("iotHubs")).toArray())
        hubs << hub.toString();
    m_hubs->setChosen(domain::allocationFromKey(body.value(QLatin1String("allocationPolicy")).toString())
                          .value_or(domain::AllocationPolicy::NotSet),
                      hubs.isEmpty() ? std::nullopt : std::optional(hubs));
    m_webhook->setChosen(body.value(QLatin1String("customAllocationDefinition")).toObject());
    m_enabled->setChecked(body.value(QLatin1String("provisioningStatus")).toString() != QLatin1String("disabled"));
    m_edge->setChecked(body.value(QLatin1String("capabilities")).toObject().value(QLatin1String("iotEdge")).toBool());
    m_twin->setJson(QJsonValue(body.value(QLatin1String("initialTwin")).toObject()));
    check();
}

QString NewEnrollmentDialog::wrong() const
{
    if (!domain::isValidRegistrationId(m_id->text()))
        return tr("The ID may have 1 to 128 letters, digits and - . _ : and must end with a letter, digit or -.");
    const auto kind = static_cast<domain::EnrollmentKind>(m_kind->currentData().toInt());
    if (m_session.snapshot()->findEnrollment(kind, m_id->text()) != fleet::NoRow)
        return tr("%1 exists already.").arg(m_id->text());
    if (!m_deviceId->text().isEmpty() && !domain::isValidRegistrationId(m_deviceId->text()))
        return tr("The device ID is not valid.");
    if (!m_proofText->isHidden() && m_proofText->toPlainText().trimmed().isEmpty())
        return tr("Paste what its devices attest with.");
    if (m_hubs->allocation() == domain::AllocationPolicy::Custom && m_webhook->url().isEmpty())
        return tr("Custom allocation needs a webhook.");
    if (!m_twin->isValid())
        return tr("The initial twin is no valid JSON. %1").arg(m_twin->errorText());
    const QString twin = m_twin->toPlainText().trimmed();
    if (!twin.isEmpty() && !QJsonDocument::fromJson(twin.toUtf8()).isObject())
        return tr("The initial twin has to be an object in { }.");
    return {};
}

void NewEnrollmentDialog::check()
{
    const bool readOnly = m_session.profile().safety == session::SafetyLevel::ReadOnly;
    m_proofText->setVisible(proof() == Proof::Certificate || proof() == Proof::Authority ||
                            proof() == Proof::EndorsementKey);
    m_webhook->setVisible(m_hubs->allocation() == domain::AllocationPolicy::Custom);
    const QString problem = wrong();
    m_create->setEnabled(problem.isEmpty() && !readOnly);
    if (readOnly)
        m_message->showMessage(MessageBar::Kind::Warning, tr("This connection is read-only. Allow edits first."));
    else if (!m_id->text().isEmpty() && !problem.isEmpty())
        m_message->showMessage(MessageBar::Kind::Warning, problem);
    else
        m_message->clear();
}

QJsonObject NewEnrollmentDialog::attestation() const
{
    const QString text = m_proofText->toPlainText().trimmed();
    const auto x509 = [&text](const char *member, const QJsonValue &primary) {
        return QJsonObject{{QStringLiteral("type"), QStringLiteral("x509")},
                           {QStringLiteral("x509"),
                            QJsonObject{{QLatin1String(member), QJsonObject{{QStringLiteral("primary"), primary}}}}}};
    };
    switch (proof()) {
    case Proof::Certificate:
        return x509(isGroup() ? "signingCertificates" : "clientCertificates",
                    QJsonObject{{QStringLiteral("certificate"), text}});
    case Proof::Authority:
        return x509("caReferences", text);
    case Proof::EndorsementKey:
        return {{QStringLiteral("type"), QStringLiteral("tpm")},
                {QStringLiteral("tpm"), QJsonObject{{QStringLiteral("endorsementKey"), text}}}};
    case Proof::ServiceKey:
    case Proof::DerivedKey:
        break;
    }
    return {{QStringLiteral("type"), QStringLiteral("symmetricKey")}};
}

QJsonObject NewEnrollmentDialog::body() const
{
    QJsonObject body = m_template;
    const auto put = [&body](const QString &member, const QJsonValue &value) {
        if (value.isUndefined())
            body.remove(member);
        else
            body.insert(member, value);
    };
    const QJsonValue absent(QJsonValue::Undefined);
    const auto within = [&body](const QString &member, const QJsonObject &values) {
        QJsonObject object = body.value(member).toObject(); // of a copy: what is unknown in it stays
        for (auto value = values.begin(); value != values.end(); ++value)
            object.insert(value.key(), value.value());
        return object;
    };
    put(idMember(isGroup()), m_id->text());
    if (!isGroup() && !m_deviceId->text().isEmpty())
        put(QStringLiteral("deviceId"), m_deviceId->text());
    put(QStringLiteral("attestation"), attestation());
    put(QStringLiteral("provisioningStatus"),
        m_enabled->isChecked() ? QStringLiteral("enabled") : QStringLiteral("disabled"));
    const auto policy = static_cast<domain::ReprovisionPolicy>(m_policy->currentData().toInt());
    put(QStringLiteral("reprovisionPolicy"), fleet::policyField(domain::ReprovisionPolicy::NotSet, policy).after);
    const domain::AllocationPolicy allocation = m_hubs->allocation();
    put(QStringLiteral("allocationPolicy"),
        allocation == domain::AllocationPolicy::NotSet ? absent : QJsonValue(domain::allocationKey(allocation)));
    put(QStringLiteral("iotHubs"),
        m_hubs->hubs().isEmpty() ? absent : QJsonValue(QJsonArray::fromStringList(m_hubs->hubs())));
    if (allocation == domain::AllocationPolicy::Custom && !m_webhook->url().isEmpty())
        put(QStringLiteral("customAllocationDefinition"),
            within(QStringLiteral("customAllocationDefinition"),
                   {{QStringLiteral("webhookUrl"), m_webhook->url()},
                    {QStringLiteral("apiVersion"), m_webhook->apiVersion()}}));
    if (m_edge->isChecked() || body.contains(QStringLiteral("capabilities")))
        put(QStringLiteral("capabilities"),
            within(QStringLiteral("capabilities"), {{QStringLiteral("iotEdge"), m_edge->isChecked()}}));
    const QJsonObject twin = QJsonDocument::fromJson(m_twin->toPlainText().toUtf8()).object();
    put(QStringLiteral("initialTwin"), twin.isEmpty() ? absent : QJsonValue(twin));
    return body;
}

void NewEnrollmentDialog::create()
{
    if (!wrong().isEmpty())
        return check();
    if (proof() != Proof::DerivedKey)
        return stage(body());
    m_create->setEnabled(false);
    const QString group = m_proof->currentData(groupRole).toString();
    const fleet::RowId row = m_session.snapshot()->findEnrollment(domain::EnrollmentKind::Group, group);
    m_session.derivedAttestation(row, m_id->text()).then(this, [this](const Result<QJsonObject> &attestation) {
        m_create->setEnabled(true);
        if (!attestation)
            return m_message->showError(attestation.error());
        QJsonObject whole = body();
        whole.insert(QStringLiteral("attestation"), *attestation);
        stage(whole);
    });
}

void NewEnrollmentDialog::stage(const QJsonObject &body)
{
    const auto kind = static_cast<domain::EnrollmentKind>(m_kind->currentData().toInt());
    const fleet::RowId draft = m_session.stageCreate(kind, body);
    Q_EMIT staged(draft);
    accept();
}

} // namespace rehome::ui
