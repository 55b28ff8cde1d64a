// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <vector>

namespace rehome::demo {

/// A text of the scenarios of this program in the person's language; any other text comes back as it is.
QString scenarioText(const QString &english);
/// A scenario that the start page offers beside the demo fleet; English, as in its file (a test holds them together).
struct OfferedScenario
{
    const char *name, *title, *summary; ///< UTF-8
};
const std::vector<OfferedScenario> &offeredScenarios();
/// Every text that translators see; a test holds it against the scenario files.
QStringList translatableScenarioTexts();

} // namespace rehome::demo
