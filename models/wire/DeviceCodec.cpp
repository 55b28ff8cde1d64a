// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/DeviceCodec.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/JsonReader.h"
#include "models/wire/JsonText.h"
#include "models/wire/RegistrationShape.h"
#include "models/wire/UnknownMembers.h"

namespace rehome::wire {

namespace {

QJsonObject knownToJson(const DeviceRegistration &registration)
{
    QJsonObject object;
    if (!registration.registrationId.isEmpty())
        object.insert(QStringLiteral("registrationId"), registration.registrationId);
    if (registration.payload)
        object.insert(QStringLiteral("payload"), *registration.payload);
    if (!registration.tpm.isEmpty())
        object.insert(QStringLiteral("tpm"), registration.tpm);
    return object;
}

const QStringList &knownMembers()
{
    static const QStringList known{QStringLiteral("registrationId"), QStringLiteral("payload"), QStringLiteral("tpm")};
    return known;
}

constexpr QLatin1String stateMember("registrationState");

/// `writeState` adds the member of that name, or nothing.
template <class Out, class WriteState>
void writeStatus(Out &out, const QString &operationId, domain::RegistrationStatus status, const WriteState &writeState)
{
    out.text(QLatin1String("operationId"), operationId);
    writeState(out);
    out.text(QLatin1String("status"), domain::statusKey(status));
}

/// The group of a device that attests by a symmetric key; empty for an individual enrollment.
template <class Out>
void writeGroup(Out &out, const QString &enrollmentGroupId)
{
    if (!enrollmentGroupId.isEmpty())
        out.object(QLatin1String("symmetricKey"),
                   [&enrollmentGroupId](Out &key) { key.text(QLatin1String("enrollmentGroupId"), enrollmentGroupId); });
}

} // namespace

Result<DeviceRegistration> deviceRegistrationFromJson(const QJsonObject &object)
{
    std::optional<Error> error;
    JsonReader reader(object, {}, error);
    DeviceRegistration registration;
    registration.registrationId = reader.text(QLatin1String("registrationId"));
    registration.payload = reader.object(QLatin1String("payload"));
    registration.tpm = reader.object(QLatin1String("tpm")).value_or(QJsonObject{});
    if (error)
        return Failure(*error);
    registration.unknown = lostMembers(object, knownToJson(registration), knownMembers());
    return registration;
}

QJsonObject deviceRegistrationToJson(const DeviceRegistration &registration)
{
    QJsonObject object = knownToJson(registration);
    restoreMembers(object, registration.unknown, knownMembers());
    return object;
}

Result<OperationStatus> operationStatusFromJson(const QJsonObject &object)
{
    std::optional<Error> error;
    JsonReader reader(object, {}, error);
    OperationStatus status;
    status.operationId = reader.requiredText(QLatin1String("operationId"));
    const auto state = reader.object(QLatin1String("registrationState"));
    if (state) {
        auto registration = registrationFromJson(*state);
        if (registration) {
            status.registrationState = *registration;
        } else if (!error) {
            error = registration.error();
            error->detail.prepend(QStringLiteral("registrationState."));
        }
    }
    const auto word = reader.word(QLatin1String("status"), domain::statusFromKey);
    // The status is optional in the API description; the state's own then speaks.
    if (word)
        status.status = *word;
    else if (status.registrationState && state->contains(QLatin1String("status")))
        status.status = status.registrationState->status;
    if (error)
        return Failure(*error);
    return status;
}

QJsonObject operationStatusToJson(const OperationStatus &status)
{
    JsonTree tree;
    writeStatus(tree, status.operationId, status.status, [&status](JsonTree &out) {
        if (status.registrationState)
            out.value(stateMember, registrationToJson(*status.registrationState));
    });
    return tree.json();
}

QByteArray operationStatusText(const QString &operationId, domain::RegistrationStatus status,
                               const QByteArray &registrationState)
{
    JsonText text;
    writeStatus(text, operationId, status, [&registrationState](JsonText &out) {
        if (!registrationState.isEmpty())
            out.raw(stateMember, registrationState);
    });
    return text.take();
}

QJsonObject registrationResultToJson(const domain::RegistrationState &state, const QString &enrollmentGroupId)
{
    JsonTree tree(registrationToJson(state));
    writeGroup(tree, enrollmentGroupId);
    return tree.json();
}

QByteArray registrationResultText(const domain::RegistrationState &state, const QString &enrollmentGroupId)
{
    JsonText text;
    writeRegistration(text, state);
    writeGroup(text, enrollmentGroupId);
    return text.take();
}

} // namespace rehome::wire
