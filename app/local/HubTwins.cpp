// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubTwins.h"

#include "app/local/HubDevices.h"
#include "models/domain/TwinLimits.h"
#include "models/wire/Sas.h"

#include <QtCore/QDateTime>

namespace rehome::local {

using domain::TwinSection;

namespace {

/// Members the hub writes itself; clients send back what they read.
QJsonObject withoutReserved(QJsonObject section)
{
    section.remove(QStringLiteral("$metadata"));
    section.remove(QStringLiteral("$version"));
    return section;
}

/// One section of a twin that a back end sends: absent, null (which clears it) or an object.
struct SentSection
{
    bool isThere = false, clears = false;
    QJsonObject members;
};

HubResult<SentSection> sentSection(const QJsonValue &value, TwinSection kind)
{
    SentSection out;
    if (value.isUndefined())
        return out;
    if (!value.isNull() && !value.isObject())
        return argumentInvalid(QStringLiteral("tags and properties.desired: objects are needed."));
    out.isThere = true;
    out.clears = value.isNull();
    out.members = withoutReserved(value.toObject());
    if (const QString why = domain::twinFormObjection(out.members, kind); !why.isEmpty())
        return argumentInvalid(why);
    return out;
}

QJsonObject changedSection(const QJsonObject &before, const SentSection &sent, bool replaces)
{
    if (replaces || sent.clears)
        return domain::mergedTwinPatch({}, sent.members); // null is no value to keep
    return domain::mergedTwinPatch(before, sent.members);
}

} // namespace

std::optional<wire::HubDevice> presentIdentity(const ServiceCore &core, const QString &hub, const QString &deviceId,
                                               const HubEntry &entry)
{
    auto identity = identityOf(entry.identity);
    if (!identity)
        return std::nullopt;
    identity->connected = false;
    if (const auto activity = core.connections.activity(hub, deviceId)) {
        identity->connected = activity->connected;
        identity->connectionStateUpdatedTime = domain::utcTextFromMs(activity->stateChangedMs);
        identity->lastActivityTime = domain::utcTextFromMs(activity->lastActivityMs);
    }
    return identity;
}

QJsonObject HubTwins::shown(const QString &hub, const QString &deviceId, const HubEntry &entry) const
{
    const auto twin = twinOf(entry.twin);
    const auto identity = presentIdentity(m_core, hub, deviceId, entry);
    return twin && identity ? wire::hubTwinAnswer(*twin, *identity) : QJsonObject();
}

HubResult<QJsonObject> HubTwins::shown(const QString &hub, const QString &deviceId) const
{
    const HubEntry *entry = m_core.state.device(hub, deviceId);
    if (!entry)
        return deviceNotFound(deviceId);
    const QJsonObject out = shown(hub, deviceId, *entry);
    if (out.isEmpty())
        return storedUnreadable();
    return out;
}

HubResult<HubTwins::Change> HubTwins::change(const QString &hub, const QString &deviceId, const QJsonObject &body,
                                             bool replaces, const std::optional<QString> &ifMatch, WriteBatch &batch)
{
    const HubEntry *entry = m_core.state.device(hub, deviceId);
    if (!entry)
        return deviceNotFound(deviceId);
    auto twin = twinOf(entry->twin);
    if (!twin)
        return storedUnreadable();
    if (ifMatch && !wire::etagMatches(*ifMatch, twin->etag))
        return preconditionFailed(deviceId);
    const QJsonValue properties = body.value(QLatin1String("properties"));
    if (!properties.isUndefined() && !properties.isNull() && !properties.isObject())
        return argumentInvalid(QStringLiteral("properties: an object is needed."));
    const auto tags = sentSection(body.value(QLatin1String("tags")), TwinSection::Tags);
    if (!tags)
        return tl::unexpected(tags.error());
    const auto desired = sentSection(properties.toObject().value(QLatin1String("desired")), TwinSection::Desired);
    if (!desired)
        return tl::unexpected(desired.error());

    const QJsonObject newTags = changedSection(twin->state.tags, *tags, replaces);
    const QJsonObject newDesired = changedSection(twin->state.desired, *desired, replaces);
    for (const QString &why : {domain::twinSizeObjection(newTags, TwinSection::Tags),
                               domain::twinSizeObjection(newDesired, TwinSection::Desired)})
        if (!why.isEmpty())
            return argumentInvalid(why);

    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    Change out;
    const bool wholeDesired = replaces || desired->clears;
    if (wholeDesired || !desired->members.isEmpty()) {
        twin->desiredVersion += 1;
        twin->desiredMetadata =
            wholeDesired ? twinMetadata(newDesired, now, twin->desiredVersion)
                         : patchedMetadata(twin->desiredMetadata, desired->members, now, twin->desiredVersion);
        // "The device receives the same form of update (partial or full replacement)" (developer guide, device twins).
        out.desiredPatch = wholeDesired ? newDesired : desired->members;
    }
    twin->state.tags = newTags;
    twin->state.desired = newDesired;
    twin->version += 1;
    twin->etag = newHubEtag();
    out.twin = *twin;
    m_core.state.put(DeviceRow{hub.toLower().toUtf8(), deviceId.toUtf8(), entry->identity, twinBytes(*twin)}, batch);
    return out;
}

HubResult<qint64> HubTwins::report(const QString &hub, const QString &deviceId, const QJsonObject &patch,
                                   WriteBatch &batch)
{
    const HubEntry *entry = m_core.state.device(hub, deviceId);
    if (!entry)
        return deviceNotFound(deviceId);
    auto twin = twinOf(entry->twin);
    if (!twin)
        return storedUnreadable();
    const QJsonObject members = withoutReserved(patch);
    if (const QString why = domain::twinFormObjection(members, TwinSection::Reported); !why.isEmpty())
        return argumentInvalid(why);
    const QJsonObject merged = domain::mergedTwinPatch(twin->state.reported, members);
    if (const QString why = domain::twinSizeObjection(merged, TwinSection::Reported); !why.isEmpty())
        return argumentInvalid(why);
    twin->state.reported = merged;
    twin->version += 1;
    twin->reportedVersion += 1;
    twin->etag = newHubEtag();
    twin->reportedMetadata =
        patchedMetadata(twin->reportedMetadata, members, QDateTime::currentMSecsSinceEpoch(), twin->reportedVersion);
    m_core.state.put(DeviceRow{hub.toLower().toUtf8(), deviceId.toUtf8(), entry->identity, twinBytes(*twin)}, batch);
    return twin->reportedVersion;
}

void HubTwins::announce(const QString &hub, const QString &deviceId, const Change &change) const
{
    if (!change.desiredPatch)
        return;
    if (HubDeviceLink *link = m_core.connections.find(hub, deviceId))
        link->desiredChanged(*change.desiredPatch, change.twin.desiredVersion);
}

} // namespace rehome::local
