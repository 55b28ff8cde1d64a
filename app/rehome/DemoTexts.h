// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace rehome::demo {

/// A text of the scenarios of this program in the person's language; any other text comes back as it is.
QString scenarioText(const QString &english);
/// Every text that translators see; a test holds it against the scenario files.
QStringList translatableScenarioTexts();

} // namespace rehome::demo
