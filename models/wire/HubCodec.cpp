// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/HubCodec.h"
#include "models/wire/JsonReader.h"

namespace rehome::wire {

namespace {

const QLatin1String metadataKey("$metadata");
const QLatin1String versionKey("$version");

QString connectionKey(bool connected)
{
    return connected ? QStringLiteral("Connected") : QStringLiteral("Disconnected");
}

std::optional<bool> enabledFromKey(QStringView key)
{
    if (key.compare(QLatin1String("enabled"), Qt::CaseInsensitive) == 0)
        return true;
    if (key.compare(QLatin1String("disabled"), Qt::CaseInsensitive) == 0)
        return false;
    return std::nullopt;
}

QString enabledKey(bool enabled)
{
    return enabled ? QStringLiteral("enabled") : QStringLiteral("disabled");
}

// Takes the reserved members out of a twin section, so that the rest are the plain properties.
QJsonObject plainSection(QJsonObject section, QJsonObject &metadata, qint64 &version)
{
    metadata = section.take(metadataKey).toObject();
    version = section.take(versionKey).toInteger(1);
    return section;
}

QJsonObject fullSection(QJsonObject properties, const QJsonObject &metadata, qint64 version)
{
    properties.insert(metadataKey, metadata);
    properties.insert(versionKey, version);
    return properties;
}

} // namespace

Result<HubDevice> hubDeviceFromJson(const QJsonObject &object)
{
    std::optional<Error> error;
    JsonReader reader(object, {}, error);
    HubDevice device;
    device.deviceId = reader.requiredText(QLatin1String("deviceId"));
    device.generationId = reader.text(QLatin1String("generationId"));
    device.etag = reader.text(QLatin1String("etag"));
    device.enabled = reader.word(QLatin1String("status"), enabledFromKey).value_or(true);
    device.statusReason = reader.text(QLatin1String("statusReason"));
    if (const auto authentication = reader.object(QLatin1String("authentication"))) {
        JsonReader nested = reader.nested(QLatin1String("authentication"), *authentication);
        if (const auto keys = nested.object(QLatin1String("symmetricKey"))) {
            JsonReader symmetric = nested.nested(QLatin1String("symmetricKey"), *keys);
            device.primaryKey = symmetric.text(QLatin1String("primaryKey"));
            device.secondaryKey = symmetric.text(QLatin1String("secondaryKey"));
        }
        if (const auto thumbprints = nested.object(QLatin1String("x509Thumbprint"))) {
            JsonReader x509 = nested.nested(QLatin1String("x509Thumbprint"), *thumbprints);
            device.primaryThumbprint = x509.text(QLatin1String("primaryThumbprint"));
            device.secondaryThumbprint = x509.text(QLatin1String("secondaryThumbprint"));
        }
    }
    if (const auto capabilities = reader.object(QLatin1String("capabilities"))) {
        device.iotEdge =
            reader.nested(QLatin1String("capabilities"), *capabilities).truth(QLatin1String("iotEdge")).value_or(false);
    }
    device.connected = reader.text(QLatin1String("connectionState")) == QLatin1String("Connected");
    device.lastActivityTime = reader.text(QLatin1String("lastActivityTime"));
    if (error)
        return Failure(*error);
    return device;
}

QJsonObject hubDeviceToJson(const HubDevice &device)
{
    QJsonObject keys;
    if (!device.primaryKey.isEmpty())
        keys.insert(QStringLiteral("primaryKey"), device.primaryKey);
    if (!device.secondaryKey.isEmpty())
        keys.insert(QStringLiteral("secondaryKey"), device.secondaryKey);
    const bool byCertificate = !device.primaryThumbprint.isEmpty() || !device.secondaryThumbprint.isEmpty();
    QJsonObject authentication{
        {QStringLiteral("type"), byCertificate ? QStringLiteral("selfSigned") : QStringLiteral("sas")}};
    if (!keys.isEmpty())
        authentication.insert(QStringLiteral("symmetricKey"), keys);
    if (byCertificate)
        authentication.insert(QStringLiteral("x509Thumbprint"),
                              QJsonObject{{QStringLiteral("primaryThumbprint"), device.primaryThumbprint},
                                          {QStringLiteral("secondaryThumbprint"), device.secondaryThumbprint}});
    QJsonObject object{
        {QStringLiteral("deviceId"), device.deviceId},
        {QStringLiteral("generationId"), device.generationId},
        {QStringLiteral("etag"), device.etag},
        {QStringLiteral("connectionState"), connectionKey(device.connected)},
        {QStringLiteral("status"), enabledKey(device.enabled)},
        {QStringLiteral("cloudToDeviceMessageCount"), 0},
        {QStringLiteral("authentication"), authentication},
        {QStringLiteral("capabilities"), QJsonObject{{QStringLiteral("iotEdge"), device.iotEdge}}},
    };
    if (!device.statusReason.isEmpty())
        object.insert(QStringLiteral("statusReason"), device.statusReason);
    if (!device.lastActivityTime.isEmpty())
        object.insert(QStringLiteral("lastActivityTime"), device.lastActivityTime);
    return object;
}

Result<HubTwin> hubTwinFromJson(const QJsonObject &object)
{
    std::optional<Error> error;
    JsonReader reader(object, {}, error);
    HubTwin twin;
    twin.deviceId = reader.requiredText(QLatin1String("deviceId"));
    twin.etag = reader.text(QLatin1String("etag"));
    twin.deviceEtag = reader.text(QLatin1String("deviceEtag"));
    twin.version = object.value(QLatin1String("version")).toInteger(1);
    twin.enabled = reader.word(QLatin1String("status"), enabledFromKey).value_or(true);
    twin.lastActivityTime = reader.text(QLatin1String("lastActivityTime"));
    twin.state.tags = reader.object(QLatin1String("tags")).value_or(QJsonObject{});
    if (const auto capabilities = reader.object(QLatin1String("capabilities"))) {
        twin.state.iotEdge =
            reader.nested(QLatin1String("capabilities"), *capabilities).truth(QLatin1String("iotEdge")).value_or(false);
    }
    if (const auto properties = reader.object(QLatin1String("properties"))) {
        JsonReader nested = reader.nested(QLatin1String("properties"), *properties);
        twin.state.desired = plainSection(nested.object(QLatin1String("desired")).value_or(QJsonObject{}),
                                          twin.desiredMetadata, twin.desiredVersion);
        twin.state.reported = plainSection(nested.object(QLatin1String("reported")).value_or(QJsonObject{}),
                                           twin.reportedMetadata, twin.reportedVersion);
    }
    if (error)
        return Failure(*error);
    return twin;
}

QJsonObject hubTwinToJson(const HubTwin &twin)
{
    QJsonObject object{
        {QStringLiteral("deviceId"), twin.deviceId},
        {QStringLiteral("etag"), twin.etag},
        {QStringLiteral("version"), twin.version},
        {QStringLiteral("status"), enabledKey(twin.enabled)},
        {QStringLiteral("authenticationType"), QStringLiteral("sas")},
        {QStringLiteral("capabilities"), QJsonObject{{QStringLiteral("iotEdge"), twin.state.iotEdge}}},
        {QStringLiteral("tags"), twin.state.tags},
        {QStringLiteral("properties"),
         QJsonObject{
             {QStringLiteral("desired"), fullSection(twin.state.desired, twin.desiredMetadata, twin.desiredVersion)},
             {QStringLiteral("reported"),
              fullSection(twin.state.reported, twin.reportedMetadata, twin.reportedVersion)}}},
    };
    if (!twin.deviceEtag.isEmpty())
        object.insert(QStringLiteral("deviceEtag"), twin.deviceEtag);
    if (!twin.lastActivityTime.isEmpty())
        object.insert(QStringLiteral("lastActivityTime"), twin.lastActivityTime);
    return object;
}

QJsonObject hubErrorBody(const QString &errorCode, const QString &text, const QString &trackingId)
{
    return {
        {QStringLiteral("Message"), QStringLiteral("ErrorCode:") + errorCode + QLatin1Char(';') + text},
        {QStringLiteral("ExceptionMessage"), QStringLiteral("Tracking ID:") + trackingId},
    };
}

QString hubErrorCode(const QJsonObject &body)
{
    const QString message = body.value(QLatin1String("Message")).toString();
    static const QLatin1String start("ErrorCode:");
    if (!message.startsWith(start))
        return {};
    const qsizetype end = message.indexOf(QLatin1Char(';'));
    return message.mid(start.size(), end < 0 ? -1 : end - start.size()).trimmed();
}

} // namespace rehome::wire
