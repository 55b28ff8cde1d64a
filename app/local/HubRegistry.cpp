// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubRegistry.h"

#include "app/local/HubDevices.h"
#include "app/local/Replies.h"
#include "models/domain/TwinLimits.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/Sas.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

namespace rehome::local {

using domain::TwinSection;
using wire::HubAuthentication;

namespace {

constexpr int statusReasonLength = 128;

bool isValidDeviceId(const QString &id)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9\\-.%_*?!(),:=@$']{1,128}$"));
    return form.match(id).hasMatch();
}

/// SHA-1 or SHA-256 in hexadecimal.
bool isThumbprint(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$"));
    return form.match(text).hasMatch();
}

QString objectionTo(const wire::HubDevice &wanted)
{
    if (!isValidDeviceId(wanted.deviceId))
        return QStringLiteral("deviceId: 1 to 128 letters, digits or -.%_*?!(),:=@$' are needed.");
    if (wanted.statusReason.size() > statusReasonLength)
        return QStringLiteral("statusReason: longer than 128 characters.");
    for (const QString &key : {wanted.primaryKey, wanted.secondaryKey})
        if (!key.isEmpty() && !wire::isValidSymmetricKey(key))
            return QStringLiteral("authentication.symmetricKey: base64 of 16 to 64 bytes is needed.");
    for (const QString &print : {wanted.primaryThumbprint, wanted.secondaryThumbprint})
        if (!print.isEmpty() && !isThumbprint(print))
            return QStringLiteral("authentication.x509Thumbprint: 40 or 64 hexadecimal digits are needed.");
    if (wanted.authentication == HubAuthentication::SelfSigned && wanted.primaryThumbprint.isEmpty() &&
        wanted.secondaryThumbprint.isEmpty())
        return QStringLiteral("authentication.x509Thumbprint: a selfSigned device needs one.");
    return {};
}

/// What a back end may set goes over; keys stay when none are sent, and other ways to authenticate have none.
void takeSettings(wire::HubDevice &identity, const wire::HubDevice &wanted, qint64 nowMs)
{
    if (identity.enabled != wanted.enabled || identity.statusReason != wanted.statusReason)
        identity.statusUpdatedTime = domain::utcTextFromMs(nowMs);
    identity.enabled = wanted.enabled;
    identity.statusReason = wanted.statusReason;
    identity.iotEdge = wanted.iotEdge;
    identity.authentication = wanted.authentication;
    const auto kept = [](const QString &sent, const QString &before) {
        return !sent.isEmpty() ? sent : !before.isEmpty() ? before : wire::generatedKey();
    };
    const bool withKeys = wanted.authentication == HubAuthentication::Sas;
    identity.primaryKey = withKeys ? kept(wanted.primaryKey, identity.primaryKey) : QString();
    identity.secondaryKey = withKeys ? kept(wanted.secondaryKey, identity.secondaryKey) : QString();
    const bool withThumbprints = wanted.authentication == HubAuthentication::SelfSigned;
    identity.primaryThumbprint = withThumbprints ? wanted.primaryThumbprint.toUpper() : QString();
    identity.secondaryThumbprint = withThumbprints ? wanted.secondaryThumbprint.toUpper() : QString();
    identity.parentScopes = wanted.parentScopes;
    if (!wanted.iotEdge)
        identity.deviceScope = wanted.deviceScope;
    else if (identity.deviceScope.isEmpty()) // an edge device is a scope of its own
        identity.deviceScope =
            QStringLiteral("ms-azure-iot-edge://%1-%2").arg(identity.deviceId, identity.generationId);
}

QByteArray hubKey(const QString &hub)
{
    return hub.toLower().toUtf8();
}

QByteArray answerBytes(const wire::HubDevice &identity)
{
    return QJsonDocument(wire::hubDeviceAnswer(identity)).toJson(QJsonDocument::Compact);
}

} // namespace

HttpReply HubRegistry::get(const QString &hub, const QString &id) const
{
    const HubEntry *entry = m_core.state.device(hub, id);
    if (!entry)
        return hubReply(deviceNotFound(id).value());
    const auto identity = presentIdentity(m_core, hub, id, *entry);
    return identity ? bytesReply(200, answerBytes(*identity)) : hubReply(storedUnreadable().value());
}

HttpReply HubRegistry::put(const QString &hub, const QString &id, const HttpRequest &request, WriteBatch &batch)
{
    const auto document = wire::parseDocument(request.body);
    if (!document)
        return hubReply(argumentInvalid(document.error().message).value());
    const auto wanted = wire::hubDeviceFromJson(*document);
    if (!wanted)
        return hubReply(argumentInvalid(wanted.error().message).value());
    if (wanted->deviceId != id)
        return hubReply(argumentInvalid(QStringLiteral("deviceId: not the one in the path.")).value());
    const auto ifMatch = ifMatchOf(request);
    const auto done = ifMatch ? update(hub, *wanted, *ifMatch, batch) : create(hub, *wanted, {}, batch);
    return done ? bytesReply(200, answerBytes(*done)) : hubReply(done.error());
}

HttpReply HubRegistry::remove(const QString &hub, const QString &id, const HttpRequest &request, WriteBatch &batch)
{
    const auto ifMatch = ifMatchOf(request);
    if (!ifMatch && m_core.state.device(hub, id))
        return hubReply(preconditionFailed(id).value()); // a hub deletes nothing without If-Match
    const auto done = erase(hub, id, ifMatch, batch);
    return done ? emptyReply(204) : hubReply(done.error());
}

HubResult<wire::HubDevice> HubRegistry::create(const QString &hub, const wire::HubDevice &wanted, const Sections &twin,
                                               WriteBatch &batch)
{
    if (const QString why = objectionTo(wanted); !why.isEmpty())
        return argumentInvalid(why);
    if (m_core.state.device(hub, wanted.deviceId))
        return tl::unexpected(
            HubFault{409, QStringLiteral("DeviceAlreadyExists"),
                     QStringLiteral("A device with ID '%1' is already registered.").arg(wanted.deviceId)});
    if (m_core.state.hub(hub)->devices.size() >= static_cast<std::size_t>(m_core.hubDevices))
        return tl::unexpected(HubFault{403, QStringLiteral("IotHubQuotaExceeded"),
                                       QStringLiteral("The hub holds as many devices as it can.")});
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    domain::DeviceState state;
    state.iotEdge = wanted.iotEdge;
    state.tags = twin.tags;
    state.desired = twin.desired;
    DeviceRow row = newHubDevice(hub, wanted.deviceId, {wanted.primaryKey, wanted.secondaryKey}, state, now);
    auto identity = identityOf(row.identity);
    if (!identity)
        return storedUnreadable();
    takeSettings(*identity, wanted, now);
    row.identity = identityBytes(*identity);
    m_core.state.put(std::move(row), batch);
    return *identity;
}

HubResult<wire::HubDevice> HubRegistry::update(const QString &hub, const wire::HubDevice &wanted,
                                               const QString &ifMatch, WriteBatch &batch)
{
    if (const QString why = objectionTo(wanted); !why.isEmpty())
        return argumentInvalid(why);
    const HubEntry *entry = m_core.state.device(hub, wanted.deviceId);
    if (!entry)
        return deviceNotFound(wanted.deviceId);
    auto identity = identityOf(entry->identity);
    auto twin = twinOf(entry->twin);
    if (!identity || !twin)
        return storedUnreadable();
    if (!wire::etagMatches(ifMatch, identity->etag))
        return preconditionFailed(wanted.deviceId);
    takeSettings(*identity, wanted, QDateTime::currentMSecsSinceEpoch());
    identity->etag = newHubEtag();
    twin->enabled = identity->enabled;
    twin->deviceEtag = identity->etag;
    twin->state.iotEdge = identity->iotEdge;
    m_core.state.put(DeviceRow{hubKey(hub), wanted.deviceId.toUtf8(), identityBytes(*identity), twinBytes(*twin)},
                     batch);
    const HubEntry *stored = m_core.state.device(hub, wanted.deviceId);
    return presentIdentity(m_core, hub, wanted.deviceId, *stored).value_or(*identity);
}

HubResult<void> HubRegistry::erase(const QString &hub, const QString &id, const std::optional<QString> &ifMatch,
                                   WriteBatch &batch)
{
    const HubEntry *entry = m_core.state.device(hub, id);
    if (!entry)
        return deviceNotFound(id);
    const auto identity = identityOf(entry->identity);
    if (ifMatch && identity && !wire::etagMatches(*ifMatch, identity->etag))
        return preconditionFailed(id);
    m_core.state.dropDevice(hub, id, batch);
    return {};
}

HttpReply HubRegistry::list(const QString &hub, const QString &top) const
{
    int limit = listItems;
    if (!top.isNull()) {
        bool isNumber = false;
        limit = top.toInt(&isNumber);
        if (!isNumber || limit < 1 || limit > listItems)
            return hubReply(argumentInvalid(QStringLiteral("top: a number from 1 to 1000 is needed.")).value());
    }
    QByteArray body = "[";
    int count = 0;
    for (const auto &[id, entry] : m_core.state.hub(hub)->devices) {
        if (count == limit)
            break;
        const auto identity = presentIdentity(m_core, hub, QString::fromUtf8(id), entry);
        if (!identity)
            continue;
        if (count++ > 0)
            body += ',';
        body += answerBytes(*identity);
    }
    return bytesReply(200, body + ']');
}

HttpReply HubRegistry::bulk(const QString &hub, const HttpRequest &request, WriteBatch &batch, QList<TwinNews> &news)
{
    const auto items = wire::parseArray(request.body);
    if (!items)
        return hubReply(argumentInvalid(items.error().message).value());
    if (items->isEmpty() || items->size() > bulkItems)
        return hubReply(argumentInvalid(QStringLiteral("1 to 100 devices can be sent at once.")).value());
    QSet<QString> ids;
    for (const QJsonValue &item : *items) {
        const QString id = item.toObject().value(QLatin1String("id")).toString();
        if (ids.contains(id))
            return hubReply({400, QStringLiteral("DeviceDefinedMultipleTimes"),
                             QStringLiteral("Device %1 is in the list twice.").arg(id)});
        ids.insert(id);
    }
    QJsonArray errors;
    for (const QJsonValue &item : *items) {
        const auto done = bulkItem(hub, item.toObject(), batch, news);
        if (!done)
            errors.append(
                QJsonObject{{QStringLiteral("deviceId"), item.toObject().value(QLatin1String("id")).toString()},
                            {QStringLiteral("errorCode"), done.error().code},
                            {QStringLiteral("errorStatus"), done.error().text}});
    }
    return jsonReply(errors.isEmpty() ? 200 : 400, {{QStringLiteral("isSuccessful"), errors.isEmpty()},
                                                    {QStringLiteral("errors"), errors},
                                                    {QStringLiteral("warnings"), QJsonArray()}});
}

HubResult<void> HubRegistry::bulkItem(const QString &hub, const QJsonObject &item, WriteBatch &batch,
                                      QList<TwinNews> &news)
{
    const auto is = [&item](const char *mode) {
        return item.value(QLatin1String("importMode")).toString().compare(QLatin1String(mode), Qt::CaseInsensitive) ==
               0;
    };
    if (!item.value(QLatin1String("moduleId")).toString().isEmpty())
        return argumentInvalid(QStringLiteral("moduleId: modules are not served."));
    QJsonObject device = item;
    const QString id = device.take(QLatin1String("id")).toString();
    device.insert(QStringLiteral("deviceId"), id);
    const auto wanted = wire::hubDeviceFromJson(device);
    if (!wanted)
        return argumentInvalid(wanted.error().message);
    const QString etag = item.value(QLatin1String("eTag")).toString(item.value(QLatin1String("etag")).toString());
    const QString twinEtag = item.value(QLatin1String("twinETag")).toString();
    const QString anything = QStringLiteral("*");
    const auto nothing = [](const auto &result) -> HubResult<void> {
        if (!result)
            return tl::unexpected(result.error());
        return {};
    };

    if (is("create")) {
        const QJsonObject desired =
            item.value(QLatin1String("properties")).toObject().value(QLatin1String("desired")).toObject();
        const Sections twin{domain::mergedTwinPatch({}, item.value(QLatin1String("tags")).toObject()),
                            domain::mergedTwinPatch({}, desired)};
        for (const QString &why : {domain::twinFormObjection(twin.tags, TwinSection::Tags),
                                   domain::twinFormObjection(twin.desired, TwinSection::Desired),
                                   domain::twinSizeObjection(twin.tags, TwinSection::Tags),
                                   domain::twinSizeObjection(twin.desired, TwinSection::Desired)})
            if (!why.isEmpty())
                return argumentInvalid(why);
        return nothing(create(hub, *wanted, twin, batch));
    }
    if (is("update"))
        return nothing(update(hub, *wanted, anything, batch));
    if (is("updateIfMatchETag"))
        return nothing(update(hub, *wanted, etag, batch));
    if (is("delete"))
        return erase(hub, id, std::nullopt, batch);
    if (is("deleteIfMatchETag"))
        return erase(hub, id, etag, batch);
    if (is("updateTwin") || is("updateTwinIfMatchETag")) {
        const auto changed = m_twins.change(hub, id, item, false, is("updateTwin") ? anything : twinEtag, batch);
        if (changed)
            news.append({id, *changed});
        return nothing(changed);
    }
    return argumentInvalid(QStringLiteral("importMode: not one that is known."));
}

HttpReply HubRegistry::statistics(const QString &hub) const
{
    const auto &all = m_core.state.hub(hub)->devices;
    const auto disabled = std::count_if(all.begin(), all.end(), [](const auto &device) {
        return device.second.identity.contains("\"status\":\"disabled\"");
    });
    const auto total = static_cast<qint64>(all.size());
    return jsonReply(200, {{QStringLiteral("totalDeviceCount"), total},
                           {QStringLiteral("enabledDeviceCount"), total - static_cast<qint64>(disabled)},
                           {QStringLiteral("disabledDeviceCount"), static_cast<qint64>(disabled)}});
}

} // namespace rehome::local
