// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EnrollmentInspector.h"

#include "models/items/Words.h"
#include "ui/enrollments/HubSetEditor.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/JsonView.h"
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
constexpr int restFactor = 20;      // a fill of 20 ms is followed by 400 ms without
constexpr int keysShownMs = 30'000; // keys on screen hide themselves again

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
    m_stack->addWidget(buildTwin());
    m_stack->addWidget(buildRaw());
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
    connect(m_tabs, &SegmentedControl::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        if (tab == TwinTab || tab == RawTab)
            loadBody();
    });
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
    m_hubs = new HubSetEditor(m_theme, m_colors, content);
    m_enabled = new QCheckBox(tr("Enabled: its devices may register"), content);
    column->addWidget(m_heading);
    column->addWidget(m_cards);
    column->addSpacing(8);
    column->addWidget(sectionLabel(m_theme, tr("What will happen"), content));
    column->addWidget(m_effect);
    column->addWidget(m_why);
    column->addSpacing(8);
    column->addWidget(sectionLabel(m_theme, tr("Allocation and hubs"), content));
    column->addWidget(m_hubs);
    column->addSpacing(4);
    column->addWidget(m_enabled);
    column->addStretch();

    connect(m_cards, &PolicyCards::policyChosen, this,
            [this](domain::ReprovisionPolicy policy) { m_session.stagePolicy(m_rows, policy); });
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
    return scrolling(content, m_stack);
}

QWidget *EnrollmentInspector::buildState()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 8, 0);
    m_state = new FactList(m_theme, content);
    m_keys = new QPushButton(tr("Show keys"), content);
    m_keyText = new QLabel(content);
    m_keyText->setWordWrap(true);
    m_keyText->setFont(m_theme.font(TextRole::Mono));
    m_keyText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_keyText->hide();
    column->addWidget(m_state);
    column->addSpacing(8);
    column->addWidget(m_keys, 0, Qt::AlignLeft);
    column->addWidget(m_keyText);
    column->addStretch();
    connect(m_keys, &QPushButton::clicked, this, &EnrollmentInspector::showKeys);
    return scrolling(content, m_stack);
}

QWidget *EnrollmentInspector::buildTwin()
{
    m_twin = new JsonView(m_theme, tr("Initial twin"), m_stack);
    m_twin->setReadOnly(true);
    return m_twin;
}

QWidget *EnrollmentInspector::buildRaw()
{
    m_raw = new JsonView(m_theme, tr("Enrollment as JSON"), m_stack);
    m_raw->setReadOnly(true);
    return m_raw;
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
    m_rows = std::move(rows);
    m_previewOf.reset();
    m_message->clear();
    m_keyText->clear();
    m_keyText->hide();
    m_bodyRow = fleet::NoRow;
    fill();
    if (m_stack->currentIndex() == TwinTab || m_stack->currentIndex() == RawTab)
        loadBody();
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
    fillState(preview());
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
    m_effect->setText(effectSentence(preview));
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
    m_keys->setVisible(table.attestation[row] == domain::AttestationType::SymmetricKey && m_rows.size() == 1);
}

void EnrollmentInspector::loadBody()
{
    if (m_rows.size() != 1) {
        m_twin->clear();
        m_raw->clear();
        return;
    }
    const fleet::RowId row = m_rows.front();
    m_session.enrollmentBody(row).then(this, [this, row](const Result<QJsonObject> &body) {
        if (m_rows.size() != 1 || m_rows.front() != row)
            return;
        if (!body)
            return m_message->showError(body.error());
        m_raw->setJson(QJsonValue(*body));
        const QJsonValue twin = body->value(QStringLiteral("initialTwin"));
        m_twin->setJson(twin.isUndefined() ? QJsonValue(QJsonObject()) : twin);
    });
}

void EnrollmentInspector::showKeys()
{
    if (m_rows.size() != 1)
        return;
    if (m_keyText->isVisible()) {
        m_keyText->clear();
        m_keyText->hide();
        m_keys->setText(tr("Show keys"));
        return;
    }
    const fleet::RowId row = m_rows.front();
    m_session.attestationWithKeys(row).then(this, [this, row](const Result<QJsonObject> &attestation) {
        if (m_rows.size() != 1 || m_rows.front() != row)
            return;
        if (!attestation)
            return m_message->showError(attestation.error());
        const QJsonObject keys = attestation->value(QStringLiteral("symmetricKey")).toObject();
        m_keyText->setText(tr("Primary: %1\nSecondary: %2")
                               .arg(keys.value(QStringLiteral("primaryKey")).toString(),
                                    keys.value(QStringLiteral("secondaryKey")).toString()));
        m_keyText->show();
        m_keys->setText(tr("Hide keys"));
        QTimer::singleShot(keysShownMs, this, [this] {
            if (m_keyText->isVisible())
                showKeys();
        });
    });
}

} // namespace rehome::ui
