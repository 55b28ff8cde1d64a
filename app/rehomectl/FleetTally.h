// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/DeviceFleet.h"

#include <QtCore/QJsonObject>
#include <vector>

namespace rehome::ctl {

/// What became of each device, from its own reports. One thread.
class FleetTally
{
public:
    explicit FleetTally(std::size_t devices)
        : m_last(devices, Last::Nothing)
    {
    }
    void add(const std::vector<devices::DeviceReport> &reports);

    struct Devices
    {
        int assigned = 0;   ///< the last thing that happened to them is an assignment
        int refused = 0;    ///< failed, disabled, refused for good, or given up
        int unanswered = 0; ///< nothing has come to an end: they kept their hub, or wait, or have not begun
    };
    Devices devices() const;
    /// One object for `--json`; `seconds` of the run.
    QJsonObject summary(const devices::FleetCounters &counters, double seconds, bool interrupted) const;
    /// The same for people.
    static QString text(const QJsonObject &summary);

private:
    enum class Last : quint8
    {
        Nothing,
        Assigned,
        Refused
    };
    std::vector<Last> m_last;
    qint64 m_first = 0, m_migrated = 0, m_reset = 0, m_unchanged = 0, m_failed = 0, m_disabled = 0;
    std::vector<qint64> m_durations; ///< of assignments, ms
};

} // namespace rehome::ctl
