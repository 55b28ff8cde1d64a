// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QString>

namespace rehome::ui::format {

/// 1284 → "1,284" by the locale.
[[nodiscard]] QString count(qint64 value);
/// For the rail: 1284 → "1,284", 1,000,000 → "1.0 M", 412,000 → "412 k" from 100,000 on.
[[nodiscard]] QString shortCount(qint64 value);
/// "now" below 2 s, "12 s ago", "3 min ago" below 1 h, "14:21:40" today, "8 Nov" in the last year, else with year. UTC.
[[nodiscard]] QString age(const QDateTime &when, const QDateTime &now);
/// "4 s", "3 min", "2 h", "5 d".
[[nodiscard]] QString span(qint64 seconds);
/// Full ISO 8601 in UTC, for tooltips.
[[nodiscard]] QString iso(const QDateTime &when);

} // namespace rehome::ui::format
