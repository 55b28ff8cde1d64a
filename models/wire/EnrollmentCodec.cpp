// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/JsonReader.h"
#include "models/wire/StoredEnrollment.h"
#include "models/wire/UnknownMembers.h"

namespace rehome::wire {

using namespace domain;

namespace {

const QStringList &knownMembers(EnrollmentKind kind)
{
    static const QStringList shared{
        QStringLiteral("attestation"),
        QStringLiteral("capabilities"),
        QStringLiteral("iotHubHostName"),
        QStringLiteral("initialTwin"),
        QStringLiteral("etag"),
        QStringLiteral("provisioningStatus"),
        QStringLiteral("reprovisionPolicy"),
        QStringLiteral("createdDateTimeUtc"),
        QStringLiteral("lastUpdatedDateTimeUtc"),
        QStringLiteral("allocationPolicy"),
        QStringLiteral("iotHubs"),
        QStringLiteral("customAllocationDefinition"),
    };
    static const QStringList individual =
        shared + QStringList{QStringLiteral("registrationId"), QStringLiteral("deviceId"),
                             QStringLiteral("registrationState"), QStringLiteral("optionalDeviceInformation")};
    static const QStringList group = shared + QStringList{QStringLiteral("enrollmentGroupId")};
    return kind == EnrollmentKind::Individual ? individual : group;
}

QJsonObject knownToJson(const Enrollment &enrollment, Keys keys)
{
    QJsonObject object;
    const auto putText = [&object](QLatin1String name, const QString &text) {
        if (!text.isEmpty())
            object.insert(name, text);
    };
    const bool individual = enrollment.kind == EnrollmentKind::Individual;
    putText(idMember(enrollment.kind), enrollment.id);
    if (individual) {
        putText(QLatin1String("deviceId"), enrollment.deviceId);
        if (enrollment.registrationState)
            object.insert(QStringLiteral("registrationState"), registrationToJson(*enrollment.registrationState));
        if (!enrollment.optionalDeviceInformation.isEmpty())
            object.insert(QStringLiteral("optionalDeviceInformation"), enrollment.optionalDeviceInformation);
    }
    object.insert(QStringLiteral("attestation"), attestationToJson(enrollment.attestation, keys));
    if (enrollment.iotEdge)
        object.insert(QStringLiteral("capabilities"), QJsonObject{{QStringLiteral("iotEdge"), *enrollment.iotEdge}});
    putText(QLatin1String("iotHubHostName"), enrollment.iotHubHostName);
    if (enrollment.initialTwin) {
        QJsonObject twin;
        if (!enrollment.initialTwin->tags.isEmpty())
            twin.insert(QStringLiteral("tags"), enrollment.initialTwin->tags);
        if (!enrollment.initialTwin->desired.isEmpty()) {
            twin.insert(QStringLiteral("properties"),
                        QJsonObject{{QStringLiteral("desired"), enrollment.initialTwin->desired}});
        }
        object.insert(QStringLiteral("initialTwin"), twin);
    }
    putText(QLatin1String("etag"), enrollment.etag);
    if (enrollment.provisioningStatus)
        object.insert(QStringLiteral("provisioningStatus"), provisioningStatusKey(*enrollment.provisioningStatus));
    // "Not set" is the absence of the object; nothing may fill it in.
    if (const auto booleans = toBooleans(enrollment.reprovisionPolicy)) {
        object.insert(QStringLiteral("reprovisionPolicy"),
                      QJsonObject{{QStringLiteral("updateHubAssignment"), booleans->updateHubAssignment},
                                  {QStringLiteral("migrateDeviceData"), booleans->migrateDeviceData}});
    }
    putText(QLatin1String("createdDateTimeUtc"), enrollment.createdDateTimeUtc);
    putText(QLatin1String("lastUpdatedDateTimeUtc"), enrollment.lastUpdatedDateTimeUtc);
    putText(QLatin1String("allocationPolicy"), allocationKey(enrollment.allocationPolicy));
    if (enrollment.iotHubs)
        object.insert(QStringLiteral("iotHubs"), QJsonArray::fromStringList(*enrollment.iotHubs));
    if (enrollment.customAllocation) {
        object.insert(QStringLiteral("customAllocationDefinition"),
                      QJsonObject{{QStringLiteral("webhookUrl"), enrollment.customAllocation->webhookUrl},
                                  {QStringLiteral("apiVersion"), enrollment.customAllocation->apiVersion}});
    }
    return object;
}

void readSettings(JsonReader &reader, Enrollment &enrollment)
{
    if (const auto capabilities = reader.object(QLatin1String("capabilities"))) {
        enrollment.iotEdge =
            reader.nested(QLatin1String("capabilities"), *capabilities).requiredTruth(QLatin1String("iotEdge"));
    }
    enrollment.iotHubHostName = reader.text(QLatin1String("iotHubHostName"));
    if (const auto twin = reader.object(QLatin1String("initialTwin"))) {
        JsonReader nested = reader.nested(QLatin1String("initialTwin"), *twin);
        InitialTwin value;
        value.tags = nested.object(QLatin1String("tags")).value_or(QJsonObject{});
        if (const auto properties = nested.object(QLatin1String("properties"))) {
            value.desired = nested.nested(QLatin1String("properties"), *properties)
                                .object(QLatin1String("desired"))
                                .value_or(QJsonObject{});
        }
        enrollment.initialTwin = value;
    }
    enrollment.provisioningStatus = reader.word(QLatin1String("provisioningStatus"), provisioningStatusFromKey);
    if (const auto policy = reader.object(QLatin1String("reprovisionPolicy"))) {
        JsonReader nested = reader.nested(QLatin1String("reprovisionPolicy"), *policy);
        PolicyBooleans booleans;
        booleans.updateHubAssignment = nested.requiredTruth(QLatin1String("updateHubAssignment"));
        booleans.migrateDeviceData = nested.requiredTruth(QLatin1String("migrateDeviceData"));
        enrollment.reprovisionPolicy = fromBooleans(booleans);
    }
    enrollment.allocationPolicy =
        reader.word(QLatin1String("allocationPolicy"), allocationFromKey).value_or(AllocationPolicy::NotSet);
    enrollment.iotHubs = reader.texts(QLatin1String("iotHubs"));
    if (const auto custom = reader.object(QLatin1String("customAllocationDefinition"))) {
        JsonReader nested = reader.nested(QLatin1String("customAllocationDefinition"), *custom);
        CustomAllocation value;
        value.webhookUrl = nested.requiredText(QLatin1String("webhookUrl"));
        value.apiVersion = nested.requiredText(QLatin1String("apiVersion"));
        enrollment.customAllocation = value;
    }
}

/// The first path in `lost` that is not in `known`; objects in `known` are looked into.
QString firstNotIn(const QStringList &known, const QJsonObject &lost, const QString &path)
{
    for (auto it = lost.begin(); it != lost.end(); ++it) {
        const QString here = path.isEmpty() ? it.key() : path + QLatin1Char('.') + it.key();
        if (!known.contains(here))
            return here;
        if (const QString inside = firstNotIn(known, it.value().toObject(), here); !inside.isEmpty())
            return inside;
    }
    return {};
}

} // namespace

QString firstUnknownMember(const Enrollment &enrollment)
{
    static const QStringList nested{QStringLiteral("initialTwin.tags"), QStringLiteral("initialTwin.properties"),
                                    QStringLiteral("initialTwin.properties.desired"),
                                    QStringLiteral("attestation.x509"),
                                    QStringLiteral("attestation.x509.caReferences")};
    return firstNotIn(knownMembers(enrollment.kind) + nested, enrollment.unknown, {});
}

QLatin1String idMember(EnrollmentKind kind)
{
    return kind == EnrollmentKind::Group ? QLatin1String("enrollmentGroupId") : QLatin1String("registrationId");
}

Result<Enrollment> storedEnrollmentFromJson(const QJsonObject &object, EnrollmentKind kind)
{
    std::optional<Error> error;
    JsonReader reader(object, {}, error);
    Enrollment enrollment;
    enrollment.kind = kind;
    const bool individual = kind == EnrollmentKind::Individual;
    enrollment.id = reader.requiredText(idMember(kind));
    if (individual) {
        enrollment.deviceId = reader.text(QLatin1String("deviceId"));
        enrollment.optionalDeviceInformation =
            reader.object(QLatin1String("optionalDeviceInformation")).value_or(QJsonObject{});
        if (const auto state = reader.object(QLatin1String("registrationState"))) {
            auto registration = registrationFromJson(*state);
            if (registration) {
                enrollment.registrationState = *registration;
            } else if (!error) {
                error = registration.error();
                error->detail.prepend(QStringLiteral("registrationState."));
            }
        }
    }
    const auto attestationObject = reader.object(QLatin1String("attestation"));
    if (!attestationObject) {
        reader.fail(QLatin1String("attestation"), Expected::Object);
    } else {
        auto attestation = attestationFromJson(*attestationObject);
        if (attestation)
            enrollment.attestation = *attestation;
        else if (!error)
            error = attestation.error();
    }
    readSettings(reader, enrollment);
    enrollment.etag = reader.text(QLatin1String("etag"));
    enrollment.createdDateTimeUtc = reader.text(QLatin1String("createdDateTimeUtc"));
    enrollment.lastUpdatedDateTimeUtc = reader.text(QLatin1String("lastUpdatedDateTimeUtc"));
    if (error)
        return Failure(*error);
    return enrollment;
}

Result<Enrollment> enrollmentFromJson(const QJsonObject &object, EnrollmentKind kind)
{
    auto enrollment = storedEnrollmentFromJson(object, kind);
    if (enrollment)
        enrollment->unknown = lostMembers(object, knownToJson(*enrollment, Keys::Shown), knownMembers(kind));
    return enrollment;
}

QJsonObject enrollmentToJson(const Enrollment &enrollment, Keys keys)
{
    QJsonObject object = knownToJson(enrollment, keys);
    if (enrollment.unknown.isEmpty())
        return object;
    QJsonObject unknown = enrollment.unknown;
    if (keys == Keys::Hidden) {
        // A member this program does not know beside the keys may be a key itself.
        QJsonObject attestation = unknown.value(QLatin1String("attestation")).toObject();
        attestation.remove(QLatin1String("symmetricKey"));
        unknown.insert(QStringLiteral("attestation"), attestation);
    }
    restoreMembers(object, unknown, knownMembers(enrollment.kind));
    return object;
}

} // namespace rehome::wire
