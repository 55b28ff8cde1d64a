// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/HubCodec.h"
#include "models/wire/JsonReader.h"
#include "models/wire/JsonText.h"

#include <QtCore/QJsonArray>

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

const QLatin1String never("0001-01-01T00:00:00Z");

QString timeOrNever(const QString &text)
{
    return text.isEmpty() ? QString(never) : text;
}

std::optional<HubAuthentication> authenticationFromKey(QStringView key)
{
    for (const auto type : {HubAuthentication::Sas, HubAuthentication::SelfSigned,
                            HubAuthentication::CertificateAuthority, HubAuthentication::None})
        if (key.compare(hubAuthenticationKey(type), Qt::CaseInsensitive) == 0)
            return type;
    return std::nullopt;
}

QJsonObject thumbprints(const HubDevice &device)
{
    const auto shown = [](const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    return {{QStringLiteral("primaryThumbprint"), shown(device.primaryThumbprint)},
            {QStringLiteral("secondaryThumbprint"), shown(device.secondaryThumbprint)}};
}

// Takes the reserved members out of a twin section, so that the rest are the plain properties.
QJsonObject plainSection(QJsonObject section, QJsonObject &metadata, qint64 &version)
{
    metadata = section.take(metadataKey).toObject();
    version = section.take(versionKey).toInteger(1);
    return section;
}

template <class Out>
void writeEdge(Out &out, bool iotEdge)
{
    out.object(QLatin1String("capabilities"),
               [iotEdge](Out &member) { member.truth(QLatin1String("iotEdge"), iotEdge); });
}

template <class Out>
void writeSection(Out &out, const QJsonObject &properties, const QJsonObject &metadata, qint64 version)
{
    out.value(metadataKey, metadata);
    out.number(versionKey, version);
    for (auto it = properties.begin(); it != properties.end(); ++it)
        if (it.key() != metadataKey && it.key() != versionKey)
            out.value(it.key(), it.value());
}

template <class Out>
void writeAuthentication(Out &out, const HubDevice &device)
{
    if (!device.primaryKey.isEmpty() || !device.secondaryKey.isEmpty())
        out.object(QLatin1String("symmetricKey"), [&device](Out &keys) {
            if (!device.primaryKey.isEmpty())
                keys.text(QLatin1String("primaryKey"), device.primaryKey);
            if (!device.secondaryKey.isEmpty())
                keys.text(QLatin1String("secondaryKey"), device.secondaryKey);
        });
    out.text(QLatin1String("type"), hubAuthenticationKey(device.authentication));
    if (!device.primaryThumbprint.isEmpty() || !device.secondaryThumbprint.isEmpty())
        out.value(QLatin1String("x509Thumbprint"), thumbprints(device));
}

template <class Out>
void writeDevice(Out &out, const HubDevice &device)
{
    const auto putText = [&out](QLatin1String name, const QString &text) {
        if (!text.isEmpty())
            out.text(name, text);
    };
    out.object(QLatin1String("authentication"), [&device](Out &member) { writeAuthentication(member, device); });
    writeEdge(out, device.iotEdge);
    out.number(QLatin1String("cloudToDeviceMessageCount"), 0);
    out.text(QLatin1String("connectionState"), connectionKey(device.connected));
    putText(QLatin1String("connectionStateUpdatedTime"), device.connectionStateUpdatedTime);
    out.text(QLatin1String("deviceId"), device.deviceId);
    putText(QLatin1String("deviceScope"), device.deviceScope);
    out.text(QLatin1String("etag"), device.etag);
    out.text(QLatin1String("generationId"), device.generationId);
    putText(QLatin1String("lastActivityTime"), device.lastActivityTime);
    if (!device.parentScopes.isEmpty())
        out.value(QLatin1String("parentScopes"), QJsonArray::fromStringList(device.parentScopes));
    out.text(QLatin1String("status"), enabledKey(device.enabled));
    putText(QLatin1String("statusReason"), device.statusReason);
    putText(QLatin1String("statusUpdatedTime"), device.statusUpdatedTime);
}

template <class Out>
void writeTwin(Out &out, const HubTwin &twin)
{
    out.text(QLatin1String("authenticationType"), QStringLiteral("sas"));
    writeEdge(out, twin.state.iotEdge);
    if (!twin.deviceEtag.isEmpty())
        out.text(QLatin1String("deviceEtag"), twin.deviceEtag);
    out.text(QLatin1String("deviceId"), twin.deviceId);
    out.text(QLatin1String("etag"), twin.etag);
    if (!twin.lastActivityTime.isEmpty())
        out.text(QLatin1String("lastActivityTime"), twin.lastActivityTime);
    out.object(QLatin1String("properties"), [&twin](Out &sections) {
        sections.object(QLatin1String("desired"), [&twin](Out &section) {
            writeSection(section, twin.state.desired, twin.desiredMetadata, twin.desiredVersion);
        });
        sections.object(QLatin1String("reported"), [&twin](Out &section) {
            writeSection(section, twin.state.reported, twin.reportedMetadata, twin.reportedVersion);
        });
    });
    out.text(QLatin1String("status"), enabledKey(twin.enabled));
    out.value(QLatin1String("tags"), twin.state.tags);
    out.number(QLatin1String("version"), twin.version);
}

template <class Out>
Out written(const HubDevice &device)
{
    Out out;
    writeDevice(out, device);
    return out;
}

template <class Out>
Out written(const HubTwin &twin)
{
    Out out;
    writeTwin(out, twin);
    return out;
}

} // namespace

QString hubAuthenticationKey(HubAuthentication type)
{
    switch (type) {
    case HubAuthentication::SelfSigned:
        return QStringLiteral("selfSigned");
    case HubAuthentication::CertificateAuthority:
        return QStringLiteral("certificateAuthority");
    case HubAuthentication::None:
        return QStringLiteral("none");
    case HubAuthentication::Sas:
        break;
    }
    return QStringLiteral("sas");
}

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
    device.statusUpdatedTime = reader.text(QLatin1String("statusUpdatedTime"));
    if (const auto authentication = reader.object(QLatin1String("authentication"))) {
        JsonReader nested = reader.nested(QLatin1String("authentication"), *authentication);
        if (const auto keys = nested.object(QLatin1String("symmetricKey"))) {
            JsonReader symmetric = nested.nested(QLatin1String("symmetricKey"), *keys);
            device.primaryKey = symmetric.text(QLatin1String("primaryKey"));
            device.secondaryKey = symmetric.text(QLatin1String("secondaryKey"));
        }
        if (const auto prints = nested.object(QLatin1String("x509Thumbprint"))) {
            JsonReader certificate = nested.nested(QLatin1String("x509Thumbprint"), *prints);
            device.primaryThumbprint = certificate.text(QLatin1String("primaryThumbprint"));
            device.secondaryThumbprint = certificate.text(QLatin1String("secondaryThumbprint"));
        }
        // Without a type the certificate tells; hubs default to SAS.
        const bool hasCertificate = !device.primaryThumbprint.isEmpty() || !device.secondaryThumbprint.isEmpty();
        device.authentication = nested.word(QLatin1String("type"), authenticationFromKey)
                                    .value_or(hasCertificate ? HubAuthentication::SelfSigned : HubAuthentication::Sas);
    }
    if (const auto capabilities = reader.object(QLatin1String("capabilities"))) {
        device.iotEdge =
            reader.nested(QLatin1String("capabilities"), *capabilities).truth(QLatin1String("iotEdge")).value_or(false);
    }
    device.connected = reader.text(QLatin1String("connectionState")) == QLatin1String("Connected");
    device.connectionStateUpdatedTime = reader.text(QLatin1String("connectionStateUpdatedTime"));
    device.lastActivityTime = reader.text(QLatin1String("lastActivityTime"));
    device.deviceScope = reader.text(QLatin1String("deviceScope"));
    device.parentScopes = reader.texts(QLatin1String("parentScopes")).value_or(QStringList());
    if (error)
        return Failure(*error);
    return device;
}

QJsonObject hubDeviceToJson(const HubDevice &device)
{
    return written<JsonTree>(device).json();
}

QByteArray hubDeviceText(const HubDevice &device)
{
    return written<JsonText>(device).take();
}

QJsonObject hubDeviceAnswer(const HubDevice &device)
{
    QJsonObject object = hubDeviceToJson(device);
    object.insert(QStringLiteral("statusUpdatedTime"), timeOrNever(device.statusUpdatedTime));
    object.insert(QStringLiteral("connectionStateUpdatedTime"), timeOrNever(device.connectionStateUpdatedTime));
    object.insert(QStringLiteral("lastActivityTime"), timeOrNever(device.lastActivityTime));
    if (device.statusReason.isEmpty())
        object.insert(QStringLiteral("statusReason"), QJsonValue());
    const auto shown = [](const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    object.insert(QStringLiteral("authentication"),
                  QJsonObject{{QStringLiteral("type"), hubAuthenticationKey(device.authentication)},
                              {QStringLiteral("symmetricKey"),
                               QJsonObject{{QStringLiteral("primaryKey"), shown(device.primaryKey)},
                                           {QStringLiteral("secondaryKey"), shown(device.secondaryKey)}}},
                              {QStringLiteral("x509Thumbprint"), thumbprints(device)}});
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
    return written<JsonTree>(twin).json();
}

QByteArray hubTwinText(const HubTwin &twin)
{
    return written<JsonText>(twin).take();
}

QJsonObject hubTwinAnswer(const HubTwin &twin, const HubDevice &identity)
{
    QJsonObject object = hubTwinToJson(twin);
    object.insert(QStringLiteral("deviceEtag"), identity.etag);
    object.insert(QStringLiteral("status"), enabledKey(identity.enabled));
    if (!identity.statusReason.isEmpty())
        object.insert(QStringLiteral("statusReason"), identity.statusReason);
    object.insert(QStringLiteral("statusUpdateTime"), timeOrNever(identity.statusUpdatedTime));
    object.insert(QStringLiteral("connectionState"), connectionKey(identity.connected));
    object.insert(QStringLiteral("lastActivityTime"), timeOrNever(identity.lastActivityTime));
    object.insert(QStringLiteral("cloudToDeviceMessageCount"), 0);
    object.insert(QStringLiteral("authenticationType"), hubAuthenticationKey(identity.authentication));
    object.insert(QStringLiteral("x509Thumbprint"), thumbprints(identity));
    object.insert(QStringLiteral("capabilities"), QJsonObject{{QStringLiteral("iotEdge"), identity.iotEdge}});
    if (!identity.deviceScope.isEmpty())
        object.insert(QStringLiteral("deviceScope"), identity.deviceScope);
    if (!identity.parentScopes.isEmpty())
        object.insert(QStringLiteral("parentScopes"), QJsonArray::fromStringList(identity.parentScopes));
    return object;
}

QJsonObject hubTwinForDevice(const HubTwin &twin)
{
    const auto section = [](QJsonObject properties, qint64 version) {
        properties.insert(versionKey, version);
        return properties;
    };
    return {{QStringLiteral("desired"), section(twin.state.desired, twin.desiredVersion)},
            {QStringLiteral("reported"), section(twin.state.reported, twin.reportedVersion)}};
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
