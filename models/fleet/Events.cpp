// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/Events.h"

#include <array>

namespace rehome::fleet {

namespace {
constexpr std::array eventWords{"firstSeen",      "assigning",       "assigned",          "moved",
                                "reset",          "failed",          "disabled",          "unassigned",
                                "deviceGone",     "enrollmentAdded", "enrollmentChanged", "enrollmentGone",
                                "gapBetweenPolls"};
} // namespace

QString eventKey(EventKind kind)
{
    return QString::fromLatin1(eventWords[static_cast<size_t>(kind)]);
}

std::optional<EventKind> eventFromKey(QStringView key)
{
    for (size_t i = 0; i < eventWords.size(); ++i) {
        if (key.compare(QLatin1String(eventWords[i]), Qt::CaseInsensitive) == 0)
            return static_cast<EventKind>(i);
    }
    return std::nullopt;
}

EventLog::EventLog(qsizetype capacity)
    : m_capacity(qMax<qsizetype>(1, capacity))
{
}

qsizetype EventLog::append(std::span<const ObservedEvent> events)
{
    m_events.insert(m_events.end(), events.begin(), events.end());
    const qsizetype excess = qMax<qsizetype>(0, size() - m_capacity);
    m_events.erase(m_events.begin(), m_events.begin() + excess);
    m_dropped += static_cast<quint64>(excess);
    return excess;
}

void EventLog::clear()
{
    m_events.clear();
    m_dropped = 0;
}

} // namespace rehome::fleet
