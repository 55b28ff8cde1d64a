// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubConnections.h"

#include "app/local/HubDevices.h"

#include <QtCore/QDateTime>

namespace rehome::local {

namespace {

QByteArray hubKey(const QString &hub)
{
    return hub.toLower().toUtf8();
}

} // namespace

HubConnections::Entry *HubConnections::entry(const QByteArray &hub, const QByteArray &deviceId)
{
    const auto found = m_hubs.find(hub);
    if (found == m_hubs.end())
        return nullptr;
    const auto device = found->second.find(deviceId);
    return device == found->second.end() ? nullptr : &device->second;
}

const HubConnections::Entry *HubConnections::entry(const QString &hub, const QString &deviceId) const
{
    return const_cast<HubConnections *>(this)->entry(hubKey(hub), deviceId.toUtf8());
}

void HubConnections::close(Entry &entry)
{
    HubDeviceLink *link = std::exchange(entry.link, nullptr);
    if (!link)
        return;
    entry.activity.connected = false;
    entry.activity.stateChangedMs = QDateTime::currentMSecsSinceEpoch();
    link->closedByHub();
}

void HubConnections::attach(const QString &hub, const QString &deviceId, const QString &generationId,
                            HubDeviceLink *link, qint64 nowMs)
{
    Entry &entry = m_hubs[hubKey(hub)][deviceId.toUtf8()];
    if (entry.link != link)
        close(entry);
    entry.link = link;
    entry.generationId = generationId;
    entry.activity = {true, nowMs, nowMs};
}

void HubConnections::detach(const QString &hub, const QString &deviceId, const HubDeviceLink *link, qint64 nowMs)
{
    Entry *known = entry(hubKey(hub), deviceId.toUtf8());
    if (!known || known->link != link)
        return;
    known->link = nullptr;
    known->activity.connected = false;
    known->activity.stateChangedMs = nowMs;
}

HubDeviceLink *HubConnections::find(const QString &hub, const QString &deviceId) const
{
    const Entry *known = entry(hub, deviceId);
    return known ? known->link : nullptr;
}

void HubConnections::touch(const QString &hub, const QString &deviceId, qint64 nowMs)
{
    if (Entry *known = entry(hubKey(hub), deviceId.toUtf8()))
        known->activity.lastActivityMs = nowMs;
}

std::optional<HubConnections::Activity> HubConnections::activity(const QString &hub, const QString &deviceId) const
{
    const Entry *known = entry(hub, deviceId);
    return known ? std::optional(known->activity) : std::nullopt;
}

int HubConnections::connected(const QString &hub) const
{
    const auto found = m_hubs.find(hubKey(hub));
    if (found == m_hubs.end())
        return 0;
    return static_cast<int>(std::count_if(found->second.begin(), found->second.end(),
                                          [](const auto &device) { return device.second.link != nullptr; }));
}

void HubConnections::identityWritten(const QByteArray &hub, const QByteArray &deviceId, const QByteArray &identity)
{
    Entry *known = entry(hub, deviceId);
    if (!known || !known->link)
        return;
    const auto device = identityOf(identity);
    if (!device || !device->enabled || device->generationId != known->generationId)
        close(*known);
}

void HubConnections::identityDropped(const QByteArray &hub, const QByteArray &deviceId)
{
    Entry *known = entry(hub, deviceId);
    if (!known)
        return;
    Entry last = *known;
    m_hubs[hub].erase(deviceId); // a new identity of this name has no past
    close(last);
}

void HubConnections::closeHub(const QString &hub)
{
    const auto found = m_hubs.find(hubKey(hub));
    if (found == m_hubs.end())
        return;
    // Closing one must not change the map under the walk.
    QList<QByteArray> ids;
    for (const auto &[id, device] : found->second)
        if (device.link)
            ids.append(id);
    for (const QByteArray &id : ids)
        if (Entry *known = entry(found->first, id))
            close(*known);
}

} // namespace rehome::local
