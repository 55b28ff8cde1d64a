// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubApi.h"

#include "app/local/HubDevices.h"
#include "app/local/Paging.h"
#include "app/local/Replies.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/Sas.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>

namespace rehome::local {

namespace {

constexpr QLatin1String devicesWord("devices"), twinsWord("twins"), queryWord("query"), statisticsWord("statistics");
constexpr int maxQueryPage = 1000;
constexpr qsizetype propertiesLimit = 32 * 1024, tagsLimit = 8 * 1024;

HttpReply notFound(const QString &id)
{
    return hubError(404, QStringLiteral("DeviceNotFound"), QStringLiteral("Device %1 not registered").arg(id));
}

HttpReply argument(const QString &why)
{
    return hubError(400, QStringLiteral("ArgumentInvalid"), why);
}

HttpReply precondition(const QString &id)
{
    return hubError(412, QStringLiteral("PreconditionFailed"),
                    QStringLiteral("Precondition failed: Device version did not match, existing device: %1").arg(id));
}

HttpReply notServed()
{
    return hubError(404, QStringLiteral("RequestNotFound"), QStringLiteral("There is nothing at this path."));
}

HttpReply methodNotAllowed()
{
    return hubError(405, QStringLiteral("MethodNotAllowed"), QStringLiteral("This path does not take this method."));
}

std::optional<QString> ifMatchOf(const HttpRequest &request)
{
    if (!request.hasHeader("If-Match"))
        return std::nullopt;
    return QString::fromUtf8(request.header("If-Match").trimmed());
}

bool isValidDeviceId(const QString &id)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9\\-.%_*?!(),:=@$']{1,128}$"));
    return form.match(id).hasMatch();
}

/// '$' and control characters lead the hub's own members; only values it can hold are taken.
QString sectionObjection(const QJsonObject &section, const QString &path)
{
    for (auto it = section.begin(); it != section.end(); ++it) {
        if (it.key().isEmpty() || it.key().startsWith(QLatin1Char('$')) || it.key().contains(QLatin1Char('.')))
            return QStringLiteral("%1: a name may not be empty, begin with $ or hold a dot.").arg(path);
        if (it.value().isObject()) {
            const QString nested = sectionObjection(it.value().toObject(), path + QLatin1Char('.') + it.key());
            if (!nested.isEmpty())
                return nested;
        }
    }
    return {};
}

QString sizeObjection(const domain::DeviceState &state)
{
    const auto size = [](const QJsonObject &o) { return QJsonDocument(o).toJson(QJsonDocument::Compact).size(); };
    if (size(state.tags) > tagsLimit)
        return QStringLiteral("tags: larger than 8 KB.");
    if (size(state.desired) > propertiesLimit)
        return QStringLiteral("properties.desired: larger than 32 KB.");
    return {};
}

/// Members the hub writes itself; clients send back what they read.
QJsonObject withoutReserved(QJsonObject section)
{
    section.remove(QStringLiteral("$metadata"));
    section.remove(QStringLiteral("$version"));
    return section;
}

QByteArray selected(const QByteArray &twin, const QStringList &columns)
{
    if (columns.isEmpty())
        return twin;
    const QJsonObject object = QJsonDocument::fromJson(twin).object();
    QJsonObject out;
    for (const QString &column : columns) {
        QJsonValue value = object;
        for (const QString &part : column.split(QLatin1Char('.')))
            value = value.toObject().value(part);
        if (!value.isUndefined())
            out.insert(column.section(QLatin1Char('.'), -1), value);
    }
    return QJsonDocument(out).toJson(QJsonDocument::Compact);
}

} // namespace

const HubState &HubApi::state(const HubConfig &hub) const
{
    return *m_core.state.hub(hub.link.hostName);
}

HttpReply HubApi::handle(const HubConfig &hub, const HttpRequest &request, const Target &target, WriteBatch &batch)
{
    const auto count = target.segments.size();
    if (count == 2 && target.is(0, devicesWord) && target.is(1, queryWord) && request.method == "POST")
        return query(hub, request);
    if (count == 2 && target.is(0, devicesWord))
        return devices(hub, target.segment(1), request, batch);
    if (count == 2 && target.is(0, twinsWord))
        return twins(hub, target.segment(1), request, batch);
    if (count == 2 && target.is(0, statisticsWord) && target.is(1, devicesWord))
        return request.method == "GET" ? statistics(hub) : methodNotAllowed();
    return notServed();
}

HttpReply HubApi::devices(const HubConfig &hub, const QString &id, const HttpRequest &request, WriteBatch &batch)
{
    if (request.method == "PUT")
        return putDevice(hub, id, request, batch);
    if (request.method != "GET" && request.method != "DELETE")
        return methodNotAllowed();
    const HubEntry *entry = m_core.state.device(hub.link.hostName, id);
    if (!entry)
        return notFound(id);
    if (request.method == "GET")
        return bytesReply(200, entry->identity);
    const auto ifMatch = ifMatchOf(request);
    const auto identity = identityOf(entry->identity);
    if (!ifMatch || (identity && !wire::etagMatches(*ifMatch, identity->etag)))
        return precondition(id); // a hub deletes nothing without If-Match
    m_core.state.dropDevice(hub.link.hostName, id, batch);
    return emptyReply(204);
}

HttpReply HubApi::putDevice(const HubConfig &hub, const QString &id, const HttpRequest &request, WriteBatch &batch)
{
    const auto document = wire::parseDocument(request.body);
    if (!document)
        return argument(document.error().message);
    const auto wanted = wire::hubDeviceFromJson(*document);
    if (!wanted)
        return argument(wanted.error().message);
    if (!isValidDeviceId(id) || wanted->deviceId != id)
        return argument(QStringLiteral("deviceId: not valid, or not the one in the path."));
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const HubEntry *entry = m_core.state.device(hub.link.hostName, id);
    const auto ifMatch = ifMatchOf(request);
    const QByteArray hubKey = hub.link.hostName.toLower().toUtf8();
    if (!entry) {
        if (ifMatch)
            return notFound(id);
        domain::DeviceState empty;
        empty.iotEdge = wanted->iotEdge;
        DeviceRow row = newHubDevice(hub.link.hostName, id,
                                     {wanted->primaryKey.isEmpty() ? wire::generatedKey() : wanted->primaryKey,
                                      wanted->secondaryKey.isEmpty() ? wire::generatedKey() : wanted->secondaryKey},
                                     empty, now);
        if (!wanted->enabled) {
            auto identity = *identityOf(row.identity);
            identity.enabled = false;
            identity.statusReason = wanted->statusReason;
            row.identity = identityBytes(identity);
            auto twin = *twinOf(row.twin);
            twin.enabled = false;
            row.twin = twinBytes(twin);
        }
        const QByteArray answer = row.identity;
        m_core.state.put(std::move(row), batch);
        return bytesReply(200, answer);
    }
    if (!ifMatch)
        return hubError(409, QStringLiteral("DeviceAlreadyExists"),
                        QStringLiteral("A device with ID '%1' is already registered.").arg(id));
    auto identity = identityOf(entry->identity);
    auto twin = twinOf(entry->twin);
    if (!identity || !twin)
        return hubError(500, QStringLiteral("ServerError"), QStringLiteral("The stored device cannot be read."));
    if (!wire::etagMatches(*ifMatch, identity->etag))
        return precondition(id);
    identity->enabled = wanted->enabled;
    identity->statusReason = wanted->statusReason;
    identity->iotEdge = wanted->iotEdge;
    if (!wanted->primaryKey.isEmpty())
        identity->primaryKey = wanted->primaryKey;
    if (!wanted->secondaryKey.isEmpty())
        identity->secondaryKey = wanted->secondaryKey;
    identity->etag = QString::fromLatin1(newEtag().left(8).toLatin1().toBase64());
    twin->enabled = identity->enabled;
    twin->deviceEtag = identity->etag;
    twin->state.iotEdge = identity->iotEdge;
    const QByteArray answer = identityBytes(*identity);
    m_core.state.put(DeviceRow{hubKey, id.toUtf8(), answer, twinBytes(*twin)}, batch);
    return bytesReply(200, answer);
}

HttpReply HubApi::twins(const HubConfig &hub, const QString &id, const HttpRequest &request, WriteBatch &batch)
{
    if (request.method != "GET" && request.method != "PATCH" && request.method != "PUT")
        return methodNotAllowed();
    const HubEntry *entry = m_core.state.device(hub.link.hostName, id);
    if (!entry)
        return notFound(id);
    if (request.method == "GET")
        return bytesReply(200, entry->twin);
    return changeTwin(hub, *entry, id, request, batch);
}

HttpReply HubApi::changeTwin(const HubConfig &hub, const HubEntry &entry, const QString &id, const HttpRequest &request,
                             WriteBatch &batch)
{
    const auto document = wire::parseDocument(request.body);
    if (!document)
        return argument(document.error().message);
    auto twin = twinOf(entry.twin);
    if (!twin)
        return hubError(500, QStringLiteral("ServerError"), QStringLiteral("The stored twin cannot be read."));
    const auto ifMatch = ifMatchOf(request);
    if (ifMatch && !wire::etagMatches(*ifMatch, twin->etag))
        return precondition(id);
    const QJsonValue tagsValue = document->value(QLatin1String("tags"));
    const QJsonValue desiredValue =
        document->value(QLatin1String("properties")).toObject().value(QLatin1String("desired"));
    for (const QJsonValue &value : {tagsValue, desiredValue})
        if (!value.isUndefined() && !value.isNull() && !value.isObject())
            return argument(QStringLiteral("tags and properties.desired: objects are needed."));
    const QJsonObject tags = withoutReserved(tagsValue.toObject());
    const QJsonObject desired = withoutReserved(desiredValue.toObject());
    for (const auto &[section, path] :
         {std::pair{tags, QStringLiteral("tags")}, std::pair{desired, QStringLiteral("desired")}})
        if (const QString why = sectionObjection(section, path); !why.isEmpty())
            return argument(why);

    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool replaces = request.method == "PUT";
    const domain::DeviceState before = twin->state;
    twin->state.tags = replaces ? tags : domain::mergedTwinPatch(before.tags, tags);
    twin->state.desired = replaces ? desired : domain::mergedTwinPatch(before.desired, desired);
    if (const QString why = sizeObjection(twin->state); !why.isEmpty())
        return argument(why);
    twin->version += 1;
    twin->etag = QString::fromLatin1(newEtag().left(8).toLatin1().toBase64());
    if (replaces || !desired.isEmpty()) {
        twin->desiredVersion += 1;
        twin->desiredMetadata = replaces ? twinMetadata(twin->state.desired, now, twin->desiredVersion)
                                         : patchedMetadata(twin->desiredMetadata, desired, now, twin->desiredVersion);
    }
    const QByteArray answer = twinBytes(*twin);
    m_core.state.put(DeviceRow{hub.link.hostName.toLower().toUtf8(), id.toUtf8(), entry.identity, answer}, batch);
    return bytesReply(200, answer);
}

HttpReply HubApi::query(const HubConfig &hub, const HttpRequest &request) const
{
    const auto document = wire::parseDocument(request.body);
    if (!document)
        return argument(document.error().message);
    static const QRegularExpression form(
        QStringLiteral(
            "^\\s*SELECT\\s+(\\*|[A-Za-z_][\\w.]*(?:\\s*,\\s*[A-Za-z_][\\w.]*)*)\\s+FROM\\s+devices\\s*;?\\s*$"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(document->value(QLatin1String("query")).toString());
    if (!match.hasMatch())
        return argument(
            QStringLiteral("query: SELECT * or a list of members FROM devices, without conditions, is served."));
    QStringList columns;
    if (match.captured(1) != QLatin1String("*"))
        for (const QString &column : match.captured(1).split(QLatin1Char(',')))
            columns.append(column.trimmed());
    const QByteArray tag = "d1:" + hub.name.toUtf8();
    const PageParse parse = pageFrom(request, maxQueryPage, tag);
    if (!parse.error.isEmpty())
        return argument(parse.error);
    const auto &all = state(hub).devices;
    auto it = parse.page.after ? all.upper_bound(*parse.page.after) : all.begin();
    PageWriter writer;
    for (; it != all.end() && writer.count < parse.page.size; ++it)
        writer.add(selected(it->second.twin, columns), it->first);
    return pageReply(std::move(writer), it != all.end(), tag, columns.isEmpty() ? "Twin" : "Raw");
}

HttpReply HubApi::statistics(const HubConfig &hub) const
{
    const auto &all = state(hub).devices;
    const auto disabled = std::count_if(all.begin(), all.end(), [](const auto &device) {
        return device.second.identity.contains("\"status\":\"disabled\"");
    });
    const auto total = static_cast<qint64>(all.size());
    return jsonReply(200, {{QStringLiteral("totalDeviceCount"), total},
                           {QStringLiteral("enabledDeviceCount"), total - static_cast<qint64>(disabled)},
                           {QStringLiteral("disabledDeviceCount"), static_cast<qint64>(disabled)}});
}

} // namespace rehome::local
