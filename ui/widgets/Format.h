// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace rehome::ui::format {

/// 1284 → "1,284" by the locale.
[[nodiscard]] QString count(qint64 value);
/// For the rail: 1284 → "1,284", 1,000,000 → "1.0 M", 412,000 → "412 k" from 100,000 on.
[[nodiscard]] QString shortCount(qint64 value);
/// "4 s", "3 min", "2 h", "5 d".
[[nodiscard]] QString span(qint64 seconds);

/// A waiting time: "3.1 s" below ten seconds, then as span(); an en dash when not known (negative).
[[nodiscard]] QString wait(qint64 milliseconds);

} // namespace rehome::ui::format
