// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QCustomPlot's header uses Qt's foreach, which this house turns off (QT_NO_FOREACH); the range loop below says the
// same.
#include <QtPrintSupport/QtPrintSupport>
#ifndef foreach
#define foreach(variable, container) for (variable : container)
#define REHOME_FOREACH_DEFINED
#endif
#include <qcustomplot.h>
#ifdef REHOME_FOREACH_DEFINED
#undef foreach
#undef REHOME_FOREACH_DEFINED
#endif
