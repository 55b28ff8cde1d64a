// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/DeviceInspector.h"

#include "models/items/Words.h"
#include "ui/widgets/ErrorHelp.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/JsonView.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/WhyView.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonObject>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

constexpr int timelineLength = 12;

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

QString sourceWord(fleet::DeviceSource source)
{
    switch (source) {
    case fleet::DeviceSource::Enrollment:
        return DeviceInspector::tr("its enrollment only");
    case fleet::DeviceSource::Record:
        return DeviceInspector::tr("registration record");
    case fleet::DeviceSource::SingleGet:
        return DeviceInspector::tr("its own record");
    case fleet::DeviceSource::HubQuery:
        return DeviceInspector::tr("query on the hub");
    }
    return {};
}

QString eventSentence(const fleet::Snapshot &snapshot, const fleet::ObservedEvent &event)
{
    const auto hub = [&snapshot](fleet::StringId id) { return fleet::shortHubName(snapshot.text(id)); };
    switch (event.kind) {
    case fleet::EventKind::FirstSeen:
        return DeviceInspector::tr("first seen");
    case fleet::EventKind::Assigning:
        return DeviceInspector::tr("asked, is in Assigning");
    case fleet::EventKind::Assigned:
        return event.toHub ? DeviceInspector::tr("assigned to %1").arg(hub(event.toHub))
                           : DeviceInspector::tr("assigned");
    case fleet::EventKind::Moved:
        return (event.substatus == domain::Substatus::DeviceDataReset
                    ? DeviceInspector::tr("moved %1 → %2, data reset")
                    : DeviceInspector::tr("moved %1 → %2, data migrated"))
            .arg(hub(event.fromHub), hub(event.toHub));
    case fleet::EventKind::Reset:
        return DeviceInspector::tr("data reset on the same hub");
    case fleet::EventKind::Failed:
        return DeviceInspector::tr("failed with %1").arg(event.errorCode);
    case fleet::EventKind::Disabled:
        return DeviceInspector::tr("refused: disabled");
    case fleet::EventKind::Unassigned:
        return DeviceInspector::tr("has no record");
    case fleet::EventKind::DeviceGone:
        return DeviceInspector::tr("record is gone");
    case fleet::EventKind::EnrollmentAdded:
        return DeviceInspector::tr("enrollment added");
    case fleet::EventKind::EnrollmentChanged:
        return DeviceInspector::tr("enrollment changed");
    case fleet::EventKind::EnrollmentGone:
        return DeviceInspector::tr("enrollment gone");
    case fleet::EventKind::GapBetweenPolls:
        return DeviceInspector::tr("gap between two reads");
    }
    return {};
}

} // namespace

DeviceInspector::DeviceInspector(const Theme &theme, session::Session &session, const items::FeedItems &feed,
                                 QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_session(session)
    , m_feed(feed)
    , m_tabs(new SegmentedControl(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_message(new MessageBar(theme, this))
    , m_openEnrollment(new QPushButton(tr("Show its enrollment"), this))
    , m_askNow(new QPushButton(tr("Read again"), this))
{
    setMinimumWidth(280);
    m_tabs->setSegments({tr("State"), tr("Twin on hub")});
    m_tabs->setAccessibleName(tr("Part of the device"));
    m_message->hide();
    m_stack->addWidget(buildState());
    m_stack->addWidget(buildTwin());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_tabs, 0, Qt::AlignLeft);
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    column->addStretch(0); // takes the height while nothing is selected
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_openEnrollment, 1);
    buttons->addWidget(m_askNow, 1);
    column->addLayout(buttons);

    connect(m_tabs, &SegmentedControl::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        if (tab == 1)
            loadTwin();
    });
    connect(m_openEnrollment, &QPushButton::clicked, this, [this] {
        const fleet::RowId row = m_session.snapshot()->enrollmentOfDevice(m_row);
        if (row != fleet::NoRow)
            Q_EMIT enrollmentRequested(row);
    });
    connect(m_askNow, &QPushButton::clicked, this, [this] {
        if (m_row == fleet::NoRow)
            return;
        m_session.registrationRecord(m_session.snapshot()->registrationId(m_row))
            .then(this, [this](const Result<QJsonObject> &answer) {
                if (answer)
                    m_message->clear();
                else
                    m_message->showError(answer.error());
            });
        if (m_stack->currentIndex() == 1)
            loadTwin();
    });
    setDevice(fleet::NoRow);
}

QWidget *DeviceInspector::buildState()
{
    auto *area = new QScrollArea(m_stack);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(area);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(4);
    m_facts = new FactList(m_theme, content);
    m_whyTitle = new QLabel(tr("What its next request will do"), content);
    m_whyTitle->setFont(m_theme.font(TextRole::Section));
    m_outcome = new QLabel(content);
    m_outcome->setWordWrap(true);
    m_why = new WhyView(m_theme, content);
    m_timeline = new FactList(m_theme, content);
    m_error = new ErrorHelp(m_theme, content);
    column->addWidget(m_facts);
    column->addSpacing(8);
    column->addWidget(m_error);
    column->addSpacing(8);
    column->addWidget(m_whyTitle);
    column->addWidget(m_outcome);
    column->addWidget(m_why);
    column->addSpacing(8);
    column->addWidget(m_timeline);
    column->addStretch();
    area->setWidget(content);
    return area;
}

QWidget *DeviceInspector::buildTwin()
{
    auto *place = new QWidget(m_stack);
    auto *column = new QVBoxLayout(place);
    column->setContentsMargins(0, 0, 0, 0);
    m_twinSource = new QLabel(place);
    m_twinSource->setWordWrap(true);
    m_twin = new JsonView(m_theme, tr("Twin on the hub"), place);
    column->addWidget(m_twinSource);
    column->addWidget(m_twin, 1);
    return place;
}

void DeviceInspector::setDevice(fleet::RowId row)
{
    m_row = row;
    m_message->clear();
    m_openEnrollment->setEnabled(row != fleet::NoRow);
    m_askNow->setEnabled(row != fleet::NoRow);
    m_whyTitle->setVisible(row != fleet::NoRow);
    if (row == fleet::NoRow) {
        m_facts->setSections({{QString(),
                               {{QString(),
                                 tr("Select a device to see its registration, what happened to it, and why."),
                                 TextTone::Muted,
                                 {}}}}});
        m_timeline->setSections({});
        m_error->clear();
        m_outcome->clear();
        m_why->clear();
        m_twin->clear();
        return;
    }
    m_explainedRow = fleet::NoRow;
    if (m_stack->currentIndex() == 1)
        loadTwin();
}

void DeviceInspector::refresh(qint64 nowMs)
{
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    if (m_row == fleet::NoRow || m_row >= snapshot->devices.rowCount())
        return;
    showState(nowMs);
    if (m_explainedRow == m_row && m_explainedGeneration == snapshot->generation)
        return;
    m_explainedRow = m_row;
    m_explainedGeneration = snapshot->generation;
    showTimeline();
    const session::Session::Explanation why = m_session.explain(m_row);
    m_outcome->setText(decisionText(why.decision));
    m_why->setDecision(why.decision, why.assumptions);
}

void DeviceInspector::showState(qint64 nowMs)
{
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    const fleet::DeviceTable &devices = snapshot->devices;
    const fleet::DeviceStatus status = devices.status[m_row];
    const bool read = status != fleet::DeviceStatus::NotRead;
    const items::TimeText time{nowMs, QLocale()};
    QList<Fact> facts;
    facts.append({tr("Registration ID"), snapshot->registrationId(m_row), TextTone::Text, {}});
    facts.append({tr("Device ID"), snapshot->deviceId(m_row), TextTone::Text, {}});
    facts.append({tr("Status"),
                  items::statusText(status),
                  status == fleet::DeviceStatus::Failed ? TextTone::Bad
                  : read                                ? TextTone::Text
                                                        : TextTone::Muted,
                  {}});
    if (status == fleet::DeviceStatus::Assigning && devices.assigningSinceMs[m_row] > 0)
        facts.append({tr("Waiting for"), time.duration(std::max<qint64>(0, nowMs - devices.assigningSinceMs[m_row])),
                      TextTone::Warning, tr("The service's time of its last update until now: at least.")});
    if (devices.substatus[m_row] != domain::Substatus::None)
        facts.append({tr("Substatus"), items::substatusText(devices.substatus[m_row]), TextTone::Text, {}});
    facts.append({tr("Hub"),
                  devices.hub[m_row] ? fleet::shortHubName(snapshot->text(devices.hub[m_row]))
                  : read             ? tr("none")
                                     : tr("not read"),
                  devices.hub[m_row] ? TextTone::Text : TextTone::Muted, snapshot->text(devices.hub[m_row])});
    if (devices.previousHub[m_row])
        facts.append(
            {tr("Hub before"), fleet::shortHubName(snapshot->text(devices.previousHub[m_row])), TextTone::Text, {}});
    const fleet::RowId enrollment = snapshot->enrollmentOfDevice(m_row);
    if (enrollment != fleet::NoRow) {
        const bool group = snapshot->enrollments.kind[enrollment] == domain::EnrollmentKind::Group;
        facts.append({group ? tr("Enrollment group") : tr("Individual enrollment"),
                      snapshot->enrollmentId(enrollment),
                      TextTone::Text,
                      {}});
    }
    if (devices.createdMs[m_row])
        facts.append({tr("Latest registration"), time.ago(devices.createdMs[m_row]), TextTone::Text,
                      items::TimeText::iso(devices.createdMs[m_row])});
    if (devices.updatedMs[m_row])
        facts.append({tr("Last updated"), time.ago(devices.updatedMs[m_row]), TextTone::Text,
                      items::TimeText::iso(devices.updatedMs[m_row])});
    facts.append({tr("Read"),
                  devices.readAtMs[m_row]
                      ? tr("%1, from %2").arg(time.ago(devices.readAtMs[m_row]), sourceWord(devices.source[m_row]))
                      : tr("not read"),
                  TextTone::Muted,
                  {}});
    m_facts->setSections({{QString(), facts}});
    m_error->setError(devices.errorCode[m_row], snapshot->text(devices.errorMessage[m_row]), errorSubject());
}

QString DeviceInspector::errorSubject() const
{
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    const fleet::RowId enrollment = snapshot->enrollmentOfDevice(m_row);
    QStringList lines{tr("Registration ID %1").arg(snapshot->registrationId(m_row))};
    if (enrollment != fleet::NoRow)
        lines << tr("Enrollment %1").arg(snapshot->enrollmentId(enrollment));
    if (snapshot->devices.updatedMs[m_row])
        lines << tr("Time of the service %1").arg(items::TimeText::iso(snapshot->devices.updatedMs[m_row]));
    return lines.join(QLatin1Char('\n'));
}

void DeviceInspector::showTimeline()
{
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    QList<Fact> events;
    const fleet::EventLog &log = m_feed.log();
    for (qsizetype i = log.size() - 1; i >= 0 && events.size() < timelineLength; --i) {
        const fleet::ObservedEvent &event = log.at(i);
        if (event.device == m_row)
            events.append({utc(event.timeMs).toString(QStringLiteral("HH:mm:ss")), eventSentence(*snapshot, event),
                           event.kind == fleet::EventKind::Failed ? TextTone::Bad : TextTone::Text,
                           items::TimeText::iso(event.timeMs)});
    }
    if (events.isEmpty())
        events.append({QString(), tr("Nothing seen since this connection was opened."), TextTone::Muted, {}});
    m_timeline->setSections({{tr("What happened (UTC)"), events}});
}

void DeviceInspector::loadTwin()
{
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    m_twin->clear();
    if (m_row == fleet::NoRow)
        return m_twinSource->clear();
    const QString hub = snapshot->text(snapshot->devices.hub[m_row]);
    if (hub.isEmpty())
        return m_twinSource->setText(tr("It has no hub, so there is no twin."));
    m_twinSource->setText(tr("Reading from %1 …").arg(fleet::shortHubName(hub)));
    const fleet::RowId asked = m_row;
    m_session.hubTwin(hub, snapshot->deviceId(m_row)).then(this, [this, asked, hub](const Result<QJsonObject> &answer) {
        if (asked != m_row)
            return;
        if (!answer) {
            m_twinSource->clear();
            m_message->showError(answer.error());
            return;
        }
        m_twinSource->setText(tr("As it is now on %1.").arg(fleet::shortHubName(hub)));
        m_twin->setJson(QJsonValue(*answer));
    });
}

} // namespace rehome::ui
