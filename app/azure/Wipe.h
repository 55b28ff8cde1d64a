// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>

namespace rehome::azure {

/// Overwrites text that carries keys when it is no longer needed, in all copies that share it (so: only where nobody
/// else needs it, and never on literals). Best effort: copies inside Qt's sockets and JSON values are out of reach.
inline void wipe(QByteArray &text)
{
    volatile char *data = const_cast<char *>(text.constData());
    for (qsizetype i = 0; i < text.size(); ++i)
        data[i] = 0;
    text.clear();
}

} // namespace rehome::azure
