// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/FleetTally.h"

#include <algorithm>
#include <cmath>

namespace rehome::ctl {

using devices::DeviceOutcome;

namespace {

/// Nearest rank; -1 when there is nothing.
qint64 percentile(const std::vector<qint64> &sorted, double part)
{
    if (sorted.empty())
        return -1;
    const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(sorted.size())));
    return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

} // namespace

void FleetTally::add(const std::vector<devices::DeviceReport> &reports)
{
    for (const devices::DeviceReport &report : reports) {
        bool assigned = false;
        switch (report.outcome) {
        case DeviceOutcome::FirstAssignment:
            assigned = ++m_first > 0;
            break;
        case DeviceOutcome::Migrated:
            assigned = ++m_migrated > 0;
            break;
        case DeviceOutcome::Reset:
            assigned = ++m_reset > 0;
            break;
        case DeviceOutcome::Unchanged:
            assigned = ++m_unchanged > 0;
            break;
        case DeviceOutcome::Failed:
            m_failed += report.isEnd ? 1 : 0;
            break;
        case DeviceOutcome::Disabled:
            ++m_disabled;
            break;
        case DeviceOutcome::Throttled:
        case DeviceOutcome::Unreachable:
            break;
        }
        if (!report.isEnd || report.device >= m_last.size())
            continue;
        m_last[report.device] = assigned ? Last::Assigned : Last::Refused;
        if (assigned)
            m_durations.push_back(report.durationMs);
    }
}

FleetTally::Devices FleetTally::devices() const
{
    Devices all;
    for (const Last last : m_last)
        ++(last == Last::Assigned ? all.assigned : last == Last::Refused ? all.refused : all.unanswered);
    return all;
}

QJsonObject FleetTally::summary(const devices::FleetCounters &counters, double seconds, bool interrupted) const
{
    const Devices now = devices();
    std::vector<qint64> sorted = m_durations;
    std::sort(sorted.begin(), sorted.end());
    const auto number = [](qint64 value) { return QJsonValue(value); };
    QJsonObject latency;
    for (const auto &[name, part] : {std::pair("p50", 0.5), {"p90", 0.9}, {"p99", 0.99}, {"max", 1.0}})
        latency.insert(QLatin1String(name), number(percentile(sorted, part)));
    return {{QStringLiteral("devices"), static_cast<qint64>(m_last.size())},
            {QStringLiteral("assigned"), now.assigned},
            {QStringLiteral("refused"), now.refused},
            {QStringLiteral("unanswered"), now.unanswered},
            {QStringLiteral("registered"), m_first},
            {QStringLiteral("moved"), m_migrated + m_reset},
            {QStringLiteral("migrated"), m_migrated},
            {QStringLiteral("reset"), m_reset},
            {QStringLiteral("unchanged"), m_unchanged},
            {QStringLiteral("failed"), m_failed},
            {QStringLiteral("disabled"), m_disabled},
            {QStringLiteral("retried"), counters.retries},
            {QStringLiteral("throttled"), counters.throttled},
            {QStringLiteral("unreachable"), counters.unreachable},
            {QStringLiteral("requests"), QJsonObject{{QStringLiteral("register"), counters.registrations},
                                                     {QStringLiteral("lookup"), counters.lookups},
                                                     {QStringLiteral("poll"), counters.polls},
                                                     {QStringLiteral("hub"), counters.hubContacts}}},
            {QStringLiteral("hub"), QJsonObject{{QStringLiteral("accepted"), counters.hubAccepted},
                                                {QStringLiteral("refused"), counters.hubRefused},
                                                {QStringLiteral("busy"), counters.hubBusy},
                                                {QStringLiteral("twinReports"), counters.twinReports},
                                                {QStringLiteral("orders"), counters.orders}}},
            {QStringLiteral("latencyMs"), latency},
            {QStringLiteral("seconds"), std::round(seconds * 10) / 10},
            {QStringLiteral("interrupted"), interrupted}};
}

QString FleetTally::text(const QJsonObject &summary)
{
    const auto of = [&summary](const char *key) { return summary.value(QLatin1String(key)).toInteger(); };
    const QJsonObject latency = summary.value(QLatin1String("latencyMs")).toObject();
    const auto ms = [&latency](const char *key) { return latency.value(QLatin1String(key)).toInteger(); };
    QString out = QStringLiteral("%1 devices: %2 assigned, %3 refused, %4 without an answer\n"
                                 "first assignments %5, migrated %6, reset %7, unchanged %8\n"
                                 "requests asked again %9, refused with 429 %10, without an answer %11")
                      .arg(of("devices"))
                      .arg(of("assigned"))
                      .arg(of("refused"))
                      .arg(of("unanswered"))
                      .arg(of("registered"))
                      .arg(of("migrated"))
                      .arg(of("reset"))
                      .arg(of("unchanged"))
                      .arg(of("retried"))
                      .arg(of("throttled"))
                      .arg(of("unreachable"));
    if (ms("max") >= 0)
        out += QStringLiteral("\nfrom boot to assignment: half within %1 ms, 90 % within %2 ms, 99 % within %3 ms")
                   .arg(ms("p50"))
                   .arg(ms("p90"))
                   .arg(ms("p99"));
    return out;
}

} // namespace rehome::ctl
