// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QVector>

namespace rehome::ui {

/// What a chart of so many pixels can show of a curve: equal runs of neighbouring points, each drawn as its highest
/// value, so that no peak is lost. Drawing more points than pixels costs time and shows nothing. Runs begin at
/// multiples of their length in time, so that the picture stands still while new points come. Pure.
class RateColumns
{
public:
    /// `times` equally spaced, in seconds; only what is in [from, until] counts, and one point beyond each end.
    RateColumns(const QVector<double> &times, double from, double until, int pixels);

    const QVector<double> &keys() const { return m_keys; } ///< time of the first point of each run
    /// The highest value of each run; NaN where the whole run is.
    QVector<double> highest(const QVector<double> &values) const;

private:
    QVector<double> m_keys;
    QVector<qsizetype> m_begins; ///< one more than there are keys
};

} // namespace rehome::ui
