// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QtGlobal>

namespace rehome::fleet {

/// How one registration ended: the stack of the rate chart (experience, "Rate and quota").
enum class Outcome : quint8
{
    FirstAssignment,
    Migrated,
    Reset,
    Unchanged,
    Failed,
    Disabled,
    Throttled
};
inline constexpr int outcomeCount = 7;

/// Where a figure comes from; every series on a chart names it (experience, "What can be known, and how").
enum class SeriesSource : quint8
{
    ObservedRecords, ///< records read from the service, by the server's time: "at least"
    OwnCalls,        ///< this program's own service API calls
    DeviceReports,   ///< simulated devices' own outcomes, refusals included
};

/// One simulated device's own report of a request's end. `timeMs`: UTC milliseconds.
struct DeviceReport
{
    qint64 timeMs = 0;
    QString registrationId;
    Outcome outcome = Outcome::Unchanged;
    int httpStatus = 0;
};

} // namespace rehome::fleet
