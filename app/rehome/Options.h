// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QSize>
#include <QtCore/QStringList>

namespace rehome::desktop {

/// The command line of `rehome` (contract, "rehome (desktop)").
struct Options
{
    bool demo = false;
    QString scenario = QStringLiteral("demo");
    QString profile;     ///< --connect
    QString screenshots; ///< folder; empty = a person looks
    QSize size{1440, 900};
    QString theme;                 ///< light, dark; empty = as set
    QString language;              ///< "de", "en"; empty = as set
    QString page;                  ///< only this page
    bool reportFirstPaint = false; ///< for the benchmark; not in the help
    bool showHelp = false;
    bool showVersion = false;
};

/// Arguments without the program's name. An Error of kind BadInput names the argument; nothing has been started yet.
Result<Options> parseOptions(const QStringList &arguments);
QString helpText();

} // namespace rehome::desktop
