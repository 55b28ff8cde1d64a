// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/HubColors.h"

#include <algorithm>

namespace rehome::ui {

void HubColors::assign(QList<Load> hubs)
{
    std::sort(hubs.begin(), hubs.end(), [](const Load &a, const Load &b) {
        return a.devices != b.devices ? a.devices > b.devices : a.hub.compare(b.hub, Qt::CaseInsensitive) < 0;
    });
    bool added = false;
    for (const Load &load : std::as_const(hubs)) {
        if (m_hues.size() >= Hues)
            break;
        const QString key = load.hub.toLower();
        if (key.isEmpty() || m_hues.contains(key))
            continue;
        m_hues.insert(key, static_cast<int>(m_hues.size()));
        added = true;
    }
    if (added)
        Q_EMIT changed();
}

void HubColors::recolour(const QList<Load> &hubs)
{
    m_hues.clear();
    assign(hubs);
    Q_EMIT changed();
}

void HubColors::clear()
{
    m_hues.clear();
    Q_EMIT changed();
}

int HubColors::hueOf(const QString &hub) const
{
    return m_hues.value(hub.toLower(), None);
}

} // namespace rehome::ui
