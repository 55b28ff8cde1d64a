// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/WebhookCodec.h"

#include "models/wire/EnrollmentCodec.h"

namespace rehome::wire {

namespace {

const QString attestationKey = QStringLiteral("attestation"),
              definitionKey = QStringLiteral("customAllocationDefinition"), urlKey = QStringLiteral("webhookUrl");

Failure badAnswer(const QString &member, const QString &why)
{
    return Failure(Error{ErrorKind::BadReply, member + QLatin1String(": ") + why});
}

QJsonObject withoutSecrets(QJsonObject enrollment)
{
    QJsonObject attestation = enrollment.value(attestationKey).toObject();
    attestation.remove(QStringLiteral("symmetricKey"));
    enrollment.insert(attestationKey, attestation);
    if (enrollment.contains(definitionKey)) {
        QJsonObject definition = enrollment.value(definitionKey).toObject();
        definition.insert(urlKey, maskedWebhookUrl(definition.value(urlKey).toString()));
        enrollment.insert(definitionKey, definition);
    }
    enrollment.remove(QStringLiteral("registrationState"));
    return enrollment;
}

/// A member that has to be an object when it is there.
struct Member
{
    std::optional<QJsonObject> object;
    bool wrong = false;
};

Member objectMember(const QJsonObject &from, QLatin1String name)
{
    const QJsonValue value = from.value(name);
    if (value.isUndefined() || value.isNull())
        return {};
    if (!value.isObject())
        return {std::nullopt, true};
    return {value.toObject(), false};
}

} // namespace

QJsonObject allocationRequestToJson(const AllocationRequest &request)
{
    QJsonObject context{{QStringLiteral("registrationId"), request.registrationId}};
    if (!request.currentHub.isEmpty()) {
        context.insert(QStringLiteral("currentIotHubHostName"), request.currentHub);
        context.insert(QStringLiteral("currentDeviceId"), request.currentDeviceId);
    }
    for (auto it = request.attestationFacts.begin(); it != request.attestationFacts.end(); ++it)
        context.insert(it.key(), it.value());
    if (request.payload)
        context.insert(QStringLiteral("payload"), *request.payload);
    const QString kind = request.kind == domain::EnrollmentKind::Individual ? QStringLiteral("individualEnrollment")
                                                                            : QStringLiteral("enrollmentGroup");
    return {{kind, withoutSecrets(request.enrollment)},
            {QStringLiteral("deviceRuntimeContext"), context},
            {QStringLiteral("linkedHubs"), QJsonArray::fromStringList(request.linkedHubs)}};
}

Result<AllocationAnswer> allocationAnswerFromJson(const QByteArray &body)
{
    const auto document = parseDocument(body);
    if (!document)
        return Failure(Error{ErrorKind::BadReply, document.error().message, document.error().detail});
    AllocationAnswer answer;
    const QJsonValue hub = document->value(QLatin1String("iotHubHostName"));
    answer.iotHubHostName = hub.toString();
    if (!hub.isString() || answer.iotHubHostName.isEmpty())
        return badAnswer(QStringLiteral("iotHubHostName"), QStringLiteral("the host name of an IoT hub is needed."));

    const QString needsObject = QStringLiteral("an object is needed.");
    const Member twin = objectMember(*document, QLatin1String("initialTwin"));
    if (twin.wrong)
        return badAnswer(QStringLiteral("initialTwin"), needsObject);
    if (twin.object) {
        const Member tags = objectMember(*twin.object, QLatin1String("tags"));
        if (tags.wrong)
            return badAnswer(QStringLiteral("initialTwin.tags"), needsObject);
        const Member properties = objectMember(*twin.object, QLatin1String("properties"));
        if (properties.wrong)
            return badAnswer(QStringLiteral("initialTwin.properties"), needsObject);
        const Member desired = objectMember(properties.object.value_or(QJsonObject()), QLatin1String("desired"));
        if (desired.wrong)
            return badAnswer(QStringLiteral("initialTwin.properties.desired"), needsObject);
        answer.initialTwin =
            domain::InitialTwin{tags.object.value_or(QJsonObject()), desired.object.value_or(QJsonObject())};
    }
    const Member payload = objectMember(*document, QLatin1String("payload"));
    if (payload.wrong)
        return badAnswer(QStringLiteral("payload"), needsObject);
    answer.payload = payload.object;
    return answer;
}

QString maskedWebhookUrl(const QString &url)
{
    QString out = url;
    const qsizetype query = out.indexOf(QLatin1Char('?'));
    if (query >= 0)
        out = out.left(query) + QLatin1String("?****");
    else if (const qsizetype fragment = out.indexOf(QLatin1Char('#')); fragment >= 0)
        out.truncate(fragment);
    const qsizetype start = out.indexOf(QLatin1String("//"));
    if (start >= 0) {
        qsizetype end = out.indexOf(QLatin1Char('/'), start + 2);
        if (end < 0)
            end = out.indexOf(QLatin1Char('?'), start + 2);
        if (end < 0)
            end = out.size();
        const qsizetype at = out.lastIndexOf(QLatin1Char('@'), end - 1);
        if (at > start)
            out.remove(start + 2, at - start - 1);
    }
    return out;
}

} // namespace rehome::wire
