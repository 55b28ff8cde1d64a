// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/walkthroughs/Guide.h"

#include <QtCore/QJsonArray>

namespace rehome::ui {

namespace {

constexpr int pollMs = 1000;
constexpr int lookMs = 900;

QString member(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

bool enrollmentHolds(const QJsonObject &wanted, const fleet::Snapshot &snapshot)
{
    const auto kind = member(wanted, "kind") == QLatin1String("group") ? domain::EnrollmentKind::Group
                                                                       : domain::EnrollmentKind::Individual;
    const fleet::RowId row = snapshot.findEnrollment(kind, member(wanted, "id"));
    const bool exists = row != fleet::NoRow && !snapshot.enrollments.isGone(row);
    if (exists != wanted.value(QLatin1String("exists")).toBool(true))
        return false;
    if (!exists)
        return true;
    if (wanted.contains(QLatin1String("policy")) &&
        domain::policyKey(snapshot.enrollments.policy[row]) != member(wanted, "policy"))
        return false;
    if (wanted.contains(QLatin1String("hubs"))) {
        QStringList hubs;
        for (const QJsonValue &hub : wanted.value(QLatin1String("hubs")).toArray())
            hubs << hub.toString();
        return snapshot.hubSet(row) == hubs;
    }
    return true;
}

bool deviceHolds(const QJsonObject &wanted, const fleet::Snapshot &snapshot)
{
    const fleet::RowId row = snapshot.findDevice(member(wanted, "id"));
    if (row == fleet::NoRow || snapshot.devices.isGone(row))
        return false;
    if (wanted.contains(QLatin1String("hub")) &&
        snapshot.text(snapshot.devices.hub[row]).compare(member(wanted, "hub"), Qt::CaseInsensitive) != 0)
        return false;
    if (wanted.contains(QLatin1String("status"))) {
        const auto status = domain::statusFromKey(member(wanted, "status"));
        if (!status || snapshot.devices.status[row] != fleet::deviceStatus(*status))
            return false;
    }
    return !wanted.contains(QLatin1String("substatus")) ||
           domain::substatusKey(snapshot.devices.substatus[row]) == member(wanted, "substatus");
}

} // namespace

bool guideConditionHolds(const QJsonObject &until, const fleet::Snapshot &snapshot, const QString &page)
{
    if (until.contains(QLatin1String("page")) && page != member(until, "page"))
        return false;
    if (until.contains(QLatin1String("enrollment")) &&
        !enrollmentHolds(until.value(QLatin1String("enrollment")).toObject(), snapshot))
        return false;
    return !until.contains(QLatin1String("device")) ||
           deviceHolds(until.value(QLatin1String("device")).toObject(), snapshot);
}

Guide::Guide(session::Session &session, session::DemoHost &host, QList<QJsonObject> steps, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_host(host)
    , m_steps(std::move(steps))
{
    m_poll.setInterval(pollMs);
    m_onward.setSingleShot(true);
    m_onward.setInterval(lookMs);
    connect(&m_poll, &QTimer::timeout, this, &Guide::readDevice);
    connect(&m_onward, &QTimer::timeout, this, &Guide::next);
    connect(&session, &session::Session::published, this, &Guide::check);
    connect(&session, &session::Session::pendingChanged, this, &Guide::highlightChanged);
}

QString Guide::text() const
{
    return member(step(), "text");
}

QString Guide::highlight() const
{
    const bool edited = actor() == QLatin1String("person") && !m_session.pending().isEmpty();
    return edited ? QStringLiteral("tray.apply") : member(step(), "highlight");
}

QString Guide::page() const
{
    const QJsonObject until = step().value(QLatin1String("until")).toObject();
    if (until.contains(QLatin1String("page")))
        return member(until, "page");
    if (until.contains(QLatin1String("enrollment")))
        return QStringLiteral("enrollments");
    return until.contains(QLatin1String("device")) ? QStringLiteral("devices") : QString();
}

QString Guide::target() const
{
    const QJsonObject until = step().value(QLatin1String("until")).toObject();
    const QString thing =
        page() == QLatin1String("enrollments") ? QStringLiteral("enrollment") : QStringLiteral("device");
    const QString id = member(until.value(thing).toObject(), "id");
    return id.isEmpty() ? QString() : QStringLiteral("id:\"%1\"").arg(id);
}

QString Guide::actor() const
{
    return member(step().value(QLatin1String("action")).toObject(), "by");
}

void Guide::setPage(const QString &pageId)
{
    m_page = pageId;
    check();
}

void Guide::start()
{
    enter(0);
}

void Guide::enter(int index)
{
    m_current = index;
    m_holds = false;
    m_acted = false;
    m_onward.stop();
    Q_EMIT stepChanged(index);
    if (isFinished()) {
        m_poll.stop();
        Q_EMIT finished();
        return;
    }
    m_poll.start();
    if (m_unattended) {
        if (!page().isEmpty())
            Q_EMIT pageRequested(page(), target());
        act();
    }
    check();
}

void Guide::act()
{
    const QJsonObject action = step().value(QLatin1String("action")).toObject();
    if (action.isEmpty() || m_acted)
        return;
    m_acted = true;
    if (const Result<void> done = m_host.perform(action); !done) {
        m_acted = false;
        Q_EMIT failed(done.error());
    }
    Q_EMIT conditionChanged(m_holds);
}

void Guide::check()
{
    if (m_current < 0 || isFinished())
        return;
    const bool holds =
        guideConditionHolds(step().value(QLatin1String("until")).toObject(), *m_session.snapshot(), m_page);
    if (holds == m_holds)
        return;
    m_holds = holds;
    Q_EMIT conditionChanged(holds);
    if (holds && m_unattended && m_goesOn)
        m_onward.start();
}

void Guide::readDevice()
{
    // An individual is never swept: while a step waits for one device, its own record is asked for.
    const QString id =
        member(step().value(QLatin1String("until")).toObject().value(QLatin1String("device")).toObject(), "id");
    if (!id.isEmpty() && !m_holds)
        m_session.registrationRecord(id);
    if (step().value(QLatin1String("until")).toObject().contains(QLatin1String("enrollment")) && !m_holds && m_acted)
        m_session.refresh();
}

void Guide::next()
{
    if (m_holds && !isFinished())
        enter(m_current + 1);
}

void Guide::setUnattended(bool on)
{
    m_unattended = on;
    if (!on || m_current < 0 || isFinished())
        return;
    act();
    if (m_holds && m_goesOn)
        m_onward.start();
}

} // namespace rehome::ui
