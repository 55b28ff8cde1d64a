// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/TimeSeries.h"

#include <QtCore/QVector>
#include <array>

namespace rehome::ui {

enum class RateUnit
{
    PerSecond,
    PerMinute ///< the sum of the sixty seconds before each point, so that it compares with a limit a minute
};

/// What one chart draws: x in UTC seconds, y per unit; NaN where nobody watched (a gap is a gap, not a zero).
struct RateData
{
    QVector<double> times;
    /// Observed records by outcome, not yet stacked; index = fleet::Outcome.
    std::array<QVector<double>, fleet::outcomeCount> observed;
    QVector<double> ownCalls;
    QVector<double> reported;   ///< device reports, accepted
    QVector<double> refused;    ///< device reports, refused at the quota
    double openFromSeconds = 0; ///< observed records from here on were not polled yet: "at least"
    bool anyReports = false;
};

/// Cuts [untilMs - spanMs, untilMs) out of the series in steps that leave at most about 4,000 points. Pure.
RateData rateData(const fleet::TimeSeries &series, qint64 untilMs, qint64 spanMs, RateUnit unit);
/// Seconds between two points for a span.
int rateStepSeconds(qint64 spanMs);

/// Running sums from the bottom up in the order of `order`; NaN counts as nothing unless all parts are NaN. Pure.
std::vector<QVector<double>> stacked(const RateData &data, const std::vector<fleet::Outcome> &order);

} // namespace rehome::ui
