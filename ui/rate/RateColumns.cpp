// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rate/RateColumns.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rehome::ui {

RateColumns::RateColumns(const QVector<double> &times, double from, double until, int pixels)
{
    const auto begin = std::lower_bound(times.begin(), times.end(), from);
    const auto end = std::upper_bound(begin, times.end(), until);
    const qsizetype first = std::max<qsizetype>(0, begin - times.begin() - 1);
    const qsizetype last = std::min<qsizetype>(times.size(), end - times.begin() + 1);
    if (first >= last)
        return;
    const double step = times.size() > 1 ? times[1] - times[0] : 1;
    const qint64 length = std::max<qint64>(1, (last - first + pixels - 1) / std::max(1, pixels));
    qint64 run = std::numeric_limits<qint64>::min();
    for (qsizetype i = first; i < last; ++i) {
        const auto here = qint64(std::floor(double(std::llround(times[i] / step)) / double(length)));
        if (here == run)
            continue;
        run = here;
        m_keys.append(times[i]);
        m_begins.append(i);
    }
    m_begins.append(last);
}

QVector<double> RateColumns::highest(const QVector<double> &values) const
{
    QVector<double> result(m_keys.size(), std::numeric_limits<double>::quiet_NaN());
    for (qsizetype run = 0; run < result.size(); ++run) {
        for (qsizetype i = m_begins[run]; i < m_begins[run + 1]; ++i) {
            // NaN is greater than nothing.
            if (!(values[i] <= result[run]) && !std::isnan(values[i]))
                result[run] = values[i];
        }
    }
    return result;
}

} // namespace rehome::ui
