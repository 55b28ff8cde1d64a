// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Decision.h"

#include <QtTest/QtTest>

/// Small values that the tests of this folder share.
namespace samples {

using namespace rehome::domain;

inline const QString weu = QStringLiteral("hub-weu.azure-devices.net");
inline const QString eus = QStringLiteral("hub-eus.azure-devices.net");
inline const QString quarantine = QStringLiteral("hub-quarantine.azure-devices.net");

inline ApiVersion api(const char *text)
{
    return ApiVersion::parse(QString::fromLatin1(text)).value_or(ApiVersion{});
}

inline QList<LinkedHub> hubs()
{
    return {{weu, QStringLiteral("westeurope"), 1, true},
            {eus, QStringLiteral("eastus"), 1, true},
            {quarantine, QStringLiteral("northeurope"), 1, true}};
}

/// An enabled individual enrollment whose hub is fixed by its one-hub set.
inline Enrollment enrollmentOn(const QString &hub, ReprovisionPolicy policy = ReprovisionPolicy::Migrate)
{
    Enrollment enrollment;
    enrollment.id = QStringLiteral("device-1");
    enrollment.attestation.type = AttestationType::SymmetricKey;
    enrollment.allocationPolicy = AllocationPolicy::Static;
    enrollment.iotHubs = QStringList{hub};
    enrollment.reprovisionPolicy = policy;
    enrollment.iotEdge = false;
    enrollment.initialTwin =
        InitialTwin{{{QStringLiteral("site"), QStringLiteral("initial")}}, {{QStringLiteral("interval"), 60}}};
    return enrollment;
}

inline RegistrationState assignedTo(const QString &hub, Substatus substatus = Substatus::InitialAssignment)
{
    RegistrationState state;
    state.registrationId = QStringLiteral("device-1");
    state.deviceId = QStringLiteral("device-1");
    state.assignedHub = hub;
    state.status = RegistrationStatus::Assigned;
    state.substatus = substatus;
    return state;
}

/// A request of a new device API; `previousHub` empty = never assigned.
inline DecisionInput request(const Enrollment &enrollment, const QString &previousHub = {})
{
    DecisionInput input;
    input.enrollment = enrollment;
    input.registrationId = QStringLiteral("device-1");
    input.deviceApi = api("2019-03-31");
    input.linkedHubs = hubs();
    if (!previousHub.isEmpty())
        input.previous = assignedTo(previousHub);
    return input;
}

/// A state that operations have changed since the first assignment, on every part.
inline DeviceState usedState()
{
    return {{{QStringLiteral("site"), QStringLiteral("berlin")}},
            {{QStringLiteral("interval"), 5}},
            {{QStringLiteral("firmware"), QJsonObject{{QStringLiteral("version"), QStringLiteral("2.1")}}}},
            true};
}

inline QList<RuleKey> rulesOf(const Decision &decision)
{
    QList<RuleKey> rules;
    for (const RuleStep &step : decision.explanation)
        rules.append(step.rule);
    return rules;
}

inline RuleKey decisiveOf(const Decision &decision)
{
    RuleKey rule = RuleKey::EnrollmentEnabled;
    int count = 0;
    for (const RuleStep &step : decision.explanation) {
        if (step.decisive) {
            rule = step.rule;
            ++count;
        }
    }
    // Exactly one step decides; any other number shows as a rule that is never decisive.
    return count == 1 ? rule : RuleKey::EnrollmentEnabled;
}

} // namespace samples
