// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/HubTable.h"

namespace rehome::fleet {

int HubTable::indexOf(StringId name) const
{
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows[i].name == name)
            return static_cast<int>(i);
    }
    return -1;
}

int HubTable::indexOf(QStringView hostName) const
{
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (hostName.compare(rows[i].hostName, Qt::CaseInsensitive) == 0)
            return static_cast<int>(i);
    }
    return -1;
}

QString shortHubName(const QString &hostName)
{
    const qsizetype dot = hostName.indexOf(QLatin1Char('.'));
    // "127.0.0.1" and the like have no first label worth showing alone.
    if (dot <= 0 ||
        (hostName.at(0).isDigit() && hostName.at(dot - 1).isDigit() && hostName.count(QLatin1Char('.')) == 3))
        return hostName;
    return hostName.left(dot);
}

} // namespace rehome::fleet
