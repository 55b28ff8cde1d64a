// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace rehome::test {

/// What the house asks of one source file, beyond what a compiler can say. Pure: path and text in, complaints out.
namespace FileRules {

/// Longest file, in lines, of models, app, ui and tests.
inline constexpr int longestFile = 600;

/// One sentence per broken rule, with the line where there is one. `path` is relative to the repository's root.
QStringList violations(const QString &path, const QString &text);

} // namespace FileRules
} // namespace rehome::test
