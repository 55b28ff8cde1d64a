// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/JsonReader.h"
#include "models/wire/JsonText.h"
#include "models/wire/RegistrationShape.h"
#include "models/wire/UnknownMembers.h"

namespace rehome::wire {

using namespace domain;

namespace {

const QStringList &knownMembers()
{
    static const QStringList known{
        QStringLiteral("registrationId"),
        QStringLiteral("createdDateTimeUtc"),
        QStringLiteral("lastUpdatedDateTimeUtc"),
        QStringLiteral("assignedHub"),
        QStringLiteral("deviceId"),
        QStringLiteral("status"),
        QStringLiteral("errorCode"),
        QStringLiteral("errorMessage"),
        QStringLiteral("etag"),
        QStringLiteral("payload"),
    };
    return known;
}

QJsonObject knownToJson(const RegistrationState &state)
{
    JsonTree tree;
    writeRegistration(tree, state);
    return tree.json();
}

} // namespace

Result<RegistrationState> registrationFromJson(const QJsonObject &object)
{
    std::optional<Error> error;
    JsonReader reader(object, {}, error);
    RegistrationState state;
    state.registrationId = reader.text(QLatin1String("registrationId"));
    state.createdDateTimeUtc = reader.text(QLatin1String("createdDateTimeUtc"));
    state.lastUpdatedDateTimeUtc = reader.text(QLatin1String("lastUpdatedDateTimeUtc"));
    state.assignedHub = reader.text(QLatin1String("assignedHub"));
    state.deviceId = reader.text(QLatin1String("deviceId"));
    state.status = reader.word(QLatin1String("status"), statusFromKey).value_or(RegistrationStatus::Unassigned);
    // A substatus was added once (2019-04-15) and another may be: an unknown word is none here and survives in
    // `unknown`.
    state.substatus = substatusFromKey(reader.text(QLatin1String("substatus"))).value_or(Substatus::None);
    state.errorCode = reader.number(QLatin1String("errorCode")).value_or(0);
    state.errorMessage = reader.text(QLatin1String("errorMessage"));
    state.etag = reader.text(QLatin1String("etag"));
    state.payload = reader.object(QLatin1String("payload"));
    if (error)
        return Failure(*error);
    state.unknown = lostMembers(object, knownToJson(state), knownMembers());
    return state;
}

QJsonObject registrationToJson(const RegistrationState &state)
{
    QJsonObject object = knownToJson(state);
    restoreMembers(object, state.unknown, knownMembers());
    return object;
}

} // namespace rehome::wire
