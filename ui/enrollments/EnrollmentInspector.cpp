// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EnrollmentInspector.h"

#include "models/items/Words.h"
#include "ui/enrollments/AttestationSection.h"
#include "ui/enrollments/ClientPicker.h"
#include "ui/enrollments/EditedBody.h"
#include "ui/enrollments/HubSetEditor.h"
#include "ui/enrollments/JsonSection.h"
#include "ui/enrollments/PendingEffects.h"
#include "ui/enrollments/WebhookEditor.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/PolicyCards.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/WhyView.h"

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

namespace rehome::ui {

namespace {

enum Tab : int
{
    PolicyTab,
    StateTab,
    TwinTab,
    RawTab
};
constexpr int refreshMs = 200;
constexpr int restFactor = 20; // a fill of 20 ms is followed by 400 ms without

QLabel *sectionLabel(const Theme &theme, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(theme.font(TextRole::Section));
    label->setWordWrap(true);
    return label;
}

QScrollArea *scrolling(QWidget *content, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    return area;
}

/// The value a field will have: pending where edited, else nothing.
std::optional<QJsonValue> pendingValue(session::Session &session, fleet::RowId row, const QString &path)
{
    const std::optional<fleet::PendingField> field = session.pending().field(row, path);
    return field ? std::optional(field->after) : std::nullopt;
}

domain::DeclaredClient clientOf(const fleet::Snapshot &snapshot, fleet::StringId declared)
{
    return domain::DeclaredClient::parse(snapshot.text(declared)).value_or(domain::DeclaredClient());
}

QStringList hubList(const QJsonValue &value)
{
    QStringList hubs;
    for (const QJsonValue &hub : value.toArray())
        hubs << hub.toString();
    return hubs;
}

} // namespace

EnrollmentInspector::EnrollmentInspector(const Theme &theme, const HubColors &colors, session::Session &session,
                                         QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_colors(colors)
    , m_session(session)
    , m_tabs(new SegmentedControl(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_message(new MessageBar(theme, this))
    , m_undo(new QPushButton(tr("Undo this edit"), this))
    , m_devices(new QPushButton(tr("Show its devices"), this))
{
    setMinimumWidth(280);
    m_tabs->setSegments({tr("Policy"), tr("State"), tr("Twin"), tr("JSON")});
    m_tabs->setAccessibleName(tr("Part of the enrollment"));
    m_message->hide();
    m_stack->addWidget(buildPolicy());
    m_stack->addWidget(buildState());
    m_twin = new JsonSection(m_theme, m_session, tr("Initial twin"), QStringLiteral("initialTwin"), m_stack);
    m_raw = new JsonSection(m_theme, m_session, tr("Enrollment as JSON"), QString(), m_stack);
    m_stack->addWidget(m_twin);
    m_stack->addWidget(m_raw);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_tabs, 0, Qt::AlignLeft);
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    column->addStretch(0); // takes the height while nothing is selected
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_undo, 1);
    buttons->addWidget(m_devices, 1);
    column->addLayout(buttons);

    m_soon.setSingleShot(true);
    m_soon.setInterval(refreshMs);
    connect(&m_soon, &QTimer::timeout, this, &EnrollmentInspector::fill);
    connect(m_tabs, &SegmentedControl::currentChanged, this, [this](int tab) { m_stack->setCurrentIndex(tab); });
    connect(m_undo, &QPushButton::clicked, this, &EnrollmentInspector::undoRequested);
    connect(m_devices, &QPushButton::clicked, this, [this] {
        if (m_rows.size() == 1)
            Q_EMIT devicesRequested(m_rows.front());
    });
    connect(&session, &session::Session::safetyChanged, this, &EnrollmentInspector::fill);
    setRows({});
}

QWidget *EnrollmentInspector::buildPolicy()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(6);
    m_heading = sectionLabel(m_theme, {}, content);
    m_cards = new PolicyCards(m_theme, content);
    m_effect = new QLabel(content);
    m_effect->setWordWrap(true);
    m_why = new WhyView(m_theme, content);
    m_client = new ClientPicker(m_theme, content);
    m_hubs = new HubSetEditor(m_theme, m_colors, content);
    m_webhook = new WebhookEditor(m_theme, content);
    m_enabled = new QCheckBox(tr("Enabled: its devices may register"), content);
    m_edge = new QCheckBox(tr("IoT Edge: its devices get this capability"), content);
    column->addWidget(m_heading);
    column->addWidget(m_cards);
    column->addSpacing(8);
    column->addWidget(sectionLabel(m_theme, tr("What will happen"), content));
    column->addWidget(m_effect);
    column->addWidget(m_why);
    column->addSpacing(8);
    column->addWidget(sectionLabel(m_theme, tr("What its devices speak"), content));
    column->addWidget(m_client);
    column->addSpacing(8);
    column->addWidget(sectionLabel(m_theme, tr("Allocation and hubs"), content));
    column->addWidget(m_hubs);
    column->addWidget(m_webhook);
    column->addSpacing(4);
    column->addWidget(m_enabled);
    column->addWidget(m_edge);
    column->addStretch();

    connect(m_cards, &PolicyCards::policyChosen, this,
            [this](domain::ReprovisionPolicy policy) { m_session.stagePolicy(m_rows, policy); });
    connect(m_client, &ClientPicker::chosen, this,
            [this](const domain::DeclaredClient &client) { m_session.declareClient(m_rows, client); });
    connect(m_hubs, &HubSetEditor::allocationChosen, this, [this](domain::AllocationPolicy allocation) {
        m_session.stageField(m_rows, QStringLiteral("allocationPolicy"),
                             allocation == domain::AllocationPolicy::NotSet
                                 ? QJsonValue(QJsonValue::Undefined)
                                 : QJsonValue(domain::allocationKey(allocation)));
    });
    connect(m_hubs, &HubSetEditor::hubsChosen, this, [this](const QStringList &hubs) {
        m_session.stageField(m_rows, QStringLiteral("iotHubs"),
                             hubs.isEmpty() ? QJsonValue(QJsonValue::Undefined)
                                            : QJsonValue(QJsonArray::fromStringList(hubs)));
    });
    connect(m_enabled, &QCheckBox::clicked, this, [this](bool on) {
        m_session.stageField(m_rows, QStringLiteral("provisioningStatus"),
                             on ? QStringLiteral("enabled") : QStringLiteral("disabled"));
    });
    connect(m_edge, &QCheckBox::clicked, this,
            [this](bool on) { stageMembers(QStringLiteral("capabilities"), {{QStringLiteral("iotEdge"), on}}); });
    connect(m_webhook, &WebhookEditor::chosen, this, [this](const QString &url, const QString &apiVersion) {
        stageMembers(QStringLiteral("customAllocationDefinition"),
                     {{QStringLiteral("webhookUrl"), url}, {QStringLiteral("apiVersion"), apiVersion}});
    });
    return scrolling(content, m_stack);
}

QWidget *EnrollmentInspector::buildState()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 8, 0);
    m_state = new FactList(m_theme, content);
    m_attestation = new AttestationSection(m_theme, m_session, content);
    column->addWidget(m_state);
    column->addSpacing(8);
    column->addWidget(m_attestation);
    column->addStretch();
    connect(m_attestation, &AttestationSection::failed, m_message,
            [this](const Error &error) { m_message->showError(error); });
    return scrolling(content, m_stack);
}

QWidget *EnrollmentInspector::policyPart() const
{
    return m_cards;
}

QWidget *EnrollmentInspector::hubsPart() const
{
    return m_hubs;
}

bool EnrollmentInspector::editable() const
{
    return m_session.profile().safety != session::SafetyLevel::ReadOnly;
}

void EnrollmentInspector::setRows(std::vector<fleet::RowId> rows)
{
    const bool others = rows != m_rows;
    m_rows = std::move(rows);
    m_previewOf.reset();
    m_message->clear();
    if (others) { // the same ones again: what is being typed and shown keys stay
        m_body.reset();
        m_bodyOf.reset();
        m_client->forget();
        fillBody();
    }
    fill();
}

void EnrollmentInspector::refresh()
{
    if (!m_soon.isActive())
        m_soon.start();
}

domain::ReprovisionPolicy EnrollmentInspector::chosenPolicy(fleet::RowId row) const
{
    if (m_session.pending().isEmpty())
        return m_session.snapshot()->enrollments.policy[row];
    if (const auto value = pendingValue(m_session, row, QStringLiteral("reprovisionPolicy"))) {
        if (const auto policy = fleet::policyOfValue(*value))
            return *policy;
    }
    return m_session.snapshot()->enrollments.policy[row];
}

const EffectPreview &EnrollmentInspector::preview()
{
    const std::pair of{m_session.snapshot()->generation, m_session.pending().revision()};
    if (m_previewOf != of) {
        m_preview = effectPreview(m_session, m_rows);
        m_previewOf = of;
    }
    return m_preview;
}

void EnrollmentInspector::fill()
{
    QElapsedTimer timer;
    timer.start();
    const bool any = !m_rows.empty();
    m_tabs->setVisible(any);
    m_stack->setVisible(any);
    const fleet::PendingEdits &pending = m_session.pending();
    const bool edited = !pending.isEmpty() &&
                        std::ranges::any_of(m_rows, [&pending](fleet::RowId row) { return pending.contains(row); });
    m_undo->setEnabled(edited);
    m_devices->setEnabled(m_rows.size() == 1);
    m_undo->setVisible(any);
    m_devices->setVisible(any);
    if (!any) {
        m_message->showMessage(MessageBar::Kind::Info, tr("Select an enrollment to see and edit it."));
        m_message->setClosable(false);
        return;
    }
    if (m_message->kind() == MessageBar::Kind::Info)
        m_message->clear();
    fillPolicy(preview());
    fillClient();
    fillState(preview());
    loadBody();
    m_soon.setInterval(std::max(refreshMs, int(timer.elapsed()) * restFactor));
}

void EnrollmentInspector::fillPolicy(const EffectPreview &preview)
{
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    const fleet::RowId first = m_rows.front();
    const bool group = snapshot->enrollments.kind[first] == domain::EnrollmentKind::Group;
    m_heading->setText(
        m_rows.size() > 1
            ? tr("When devices of these %1 enrollments register again").arg(format::count(qint64(m_rows.size())))
        : group ? tr("When devices of this group register again")
                : tr("When this device registers again"));
    const auto same = [this](auto &&value) -> std::optional<std::decay_t<decltype(value(fleet::RowId{}))>> {
        const auto wanted = value(m_rows.front());
        return std::ranges::all_of(m_rows, [&](fleet::RowId row) { return value(row) == wanted; })
                   ? std::optional(wanted)
                   : std::nullopt;
    };
    m_cards->setSaved(
        same([&](fleet::RowId row) { return domain::ReprovisionPolicy(snapshot->enrollments.policy[row]); }));
    m_cards->setChosen(same([&](fleet::RowId row) { return chosenPolicy(row); }));
    m_cards->setEditable(editable());
    m_cards->setCurrentHub(preview.onlyDevice != fleet::NoRow && snapshot->devices.hub[preview.onlyDevice]
                               ? fleet::shortHubName(snapshot->text(snapshot->devices.hub[preview.onlyDevice]))
                               : QString());
    const fleet::EnrollmentEdit *edit = m_session.pending().find(first);
    const bool deleted = edit && edit->action == fleet::EnrollmentEdit::Action::Delete;
    m_effect->setText(deleted && (m_rows.size() == 1 || preview.devices == 0) ? effectOfAction(edit->action, edit->kind)
                                                                              : effectSentence(preview));
    if (preview.only) {
        m_why->setDecision(*preview.only, preview.assumptions);
    } else {
        m_why->setDecision({}, preview.assumptions);
    }

    m_hubs->setHubs(snapshot->hubs);
    const auto allocation = pendingValue(m_session, first, QStringLiteral("allocationPolicy"));
    const auto hubs = pendingValue(m_session, first, QStringLiteral("iotHubs"));
    const QStringList savedHubs = snapshot->hubSet(first);
    m_hubs->setChosen(allocation
                          ? domain::allocationFromKey(allocation->toString()).value_or(domain::AllocationPolicy::NotSet)
                          : domain::AllocationPolicy(snapshot->enrollments.allocation[first]),
                      hubs ? (hubs->isUndefined() ? std::nullopt : std::optional(hubList(*hubs)))
                           : (savedHubs.isEmpty() ? std::nullopt : std::optional(savedHubs)));
    m_hubs->setEditable(editable());
    const auto status = pendingValue(m_session, first, QStringLiteral("provisioningStatus"));
    m_enabled->setChecked(status ? status->toString() != QStringLiteral("disabled")
                                 : domain::ProvisioningStatus(snapshot->enrollments.provisioningStatus[first]) ==
                                       domain::ProvisioningStatus::Enabled);
    m_enabled->setEnabled(editable());
}

void EnrollmentInspector::fillClient()
{
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    const auto &declared = snapshot->enrollments.apiVersion;
    QHash<fleet::StringId, qint64> rowsOf; // few clients are declared for many enrollments
    for (const fleet::RowId row : m_rows)
        ++rowsOf[declared[row]];
    qint64 old = 0;
    for (auto at = rowsOf.cbegin(); at != rowsOf.cend(); ++at)
        old += clientOf(*snapshot, at.key()).predatesReprovisioning() ? at.value() : 0;
    const qint64 unknown = rowsOf.value(0);
    const qint64 newer = qint64(m_rows.size()) - old - unknown;
    const domain::DeclaredClient first = clientOf(*snapshot, declared[m_rows.front()]);
    m_client->setClient(rowsOf.size() == 1 ? std::optional(first) : std::nullopt);
    if (m_rows.size() > 1)
        m_cards->setNotSetNote(tr("Declared old: %1, newer: %2, unknown: %3.")
                                   .arg(format::count(old), format::count(newer), format::count(unknown)));
    else
        m_cards->setNotSetNote(first.isKnown() ? tr("Declared here: %1.").arg(items::clientText(first))
                                               : tr("Here it is unknown."));
}

void EnrollmentInspector::fillState(const EffectPreview &preview)
{
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    const fleet::RowId row = m_rows.front();
    const fleet::EnrollmentTable &table = snapshot->enrollments;
    const items::TimeText time{QDateTime::currentMSecsSinceEpoch() + m_session.clockOffsetMs(), QLocale()};
    const bool group = table.kind[row] == domain::EnrollmentKind::Group;
    QList<Fact> facts{
        {tr("Kind"), items::kindText(table.kind[row]), TextTone::Text, {}},
        {group ? tr("Group ID") : tr("Registration ID"), snapshot->enrollmentId(row), TextTone::Text, {}}};
    if (table.deviceId[row])
        facts.append({tr("Device ID"), snapshot->text(table.deviceId[row]), TextTone::Text, {}});
    facts.append({tr("Attestation"), items::attestationText(table.attestation[row]), TextTone::Text, {}});
    facts.append({tr("Allocation"), items::allocationText(table.allocation[row]), TextTone::Text, {}});
    facts.append({tr("Provisioning"), items::provisioningText(table.provisioningStatus[row]), TextTone::Text, {}});
    facts.append(
        {tr("IoT Edge"), table.has(row, fleet::EnrollmentFlag::IotEdge) ? tr("yes") : tr("no"), TextTone::Text, {}});
    facts.append({tr("Devices known"), format::count(preview.devicesOfFirst), TextTone::Text, {}});
    facts.append(
        {tr("Created"), time.ago(table.createdMs[row]), TextTone::Text, items::TimeText::iso(table.createdMs[row])});
    facts.append(
        {tr("Changed"), time.ago(table.updatedMs[row]), TextTone::Text, items::TimeText::iso(table.updatedMs[row])});
    facts.append(
        {tr("Read"), time.ago(table.readAtMs[row]), TextTone::Muted, items::TimeText::iso(table.readAtMs[row])});
    m_state->setSections({{QString(), facts}});
}

void EnrollmentInspector::loadBody()
{
    if (m_rows.size() != 1)
        return;
    const fleet::RowId row = m_rows.front();
    const fleet::EnrollmentTable &table = m_session.snapshot()->enrollments;
    const std::pair of{row, table.bodyOffset[row]};
    if (m_bodyOf == of)
        return fillBody(); // the edits may be others
    m_bodyOf = of;
    m_session.enrollmentBody(row).then(this, [this, of](const Result<QJsonObject> &body) {
        if (m_bodyOf != of)
            return;
        if (!body)
            return m_message->showError(body.error());
        m_body = *body;
        fillBody();
    });
}

void EnrollmentInspector::fillBody()
{
    const bool known = m_body && m_rows.size() == 1;
    const fleet::RowId row = known ? m_rows.front() : fleet::NoRow;
    const QJsonObject body = known ? editedBody(*m_body, m_session.pending().find(row)) : QJsonObject();
    m_twin->setEditable(editable());
    m_raw->setEditable(editable());
    m_twin->setBody(row, known ? *m_body : QJsonObject());
    m_raw->setBody(row, known ? *m_body : QJsonObject());
    m_attestation->setEditable(editable());
    m_attestation->setAttestation(row, body.value(QLatin1String("attestation")).toObject(),
                                  QDateTime::currentMSecsSinceEpoch() + m_session.clockOffsetMs());
    m_edge->setVisible(known);
    m_edge->setEnabled(editable());
    m_edge->setChecked(body.value(QLatin1String("capabilities")).toObject().value(QLatin1String("iotEdge")).toBool());
    m_webhook->setVisible(known && m_hubs->allocation() == domain::AllocationPolicy::Custom);
    m_webhook->setEnabled(editable());
    m_webhook->setChosen(body.value(QLatin1String("customAllocationDefinition")).toObject());
}

void EnrollmentInspector::stageMembers(const QString &object, const QJsonObject &members)
{
    if (!m_body || m_rows.size() != 1)
        return;
    // Into the body as it will be: members beside these, known or not, stay.
    const fleet::EnrollmentEdit *edit = m_session.pending().find(m_rows.front());
    QJsonObject body = editedBody(*m_body, edit);
    QJsonObject whole = body.value(object).toObject();
    for (auto member = members.begin(); member != members.end(); ++member)
        whole.insert(member.key(), member.value());
    body.insert(object, whole);
    if (const Result<void> staged = m_session.stageBody(m_rows.front(), withPendingKeys(body, edit)); !staged)
        m_message->showError(staged.error());
}

} // namespace rehome::ui
