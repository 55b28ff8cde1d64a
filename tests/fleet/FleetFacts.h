// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/SnapshotBuilder.h"

#include <string>
#include <vector>

// Short ways to say facts in tests. The strings live in the helper as long as it does.
namespace rehome::fleet::test {

inline constexpr qint64 T0 = 1'700'000'000'000;

struct Enrolled
{
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    std::string id;
    domain::ReprovisionPolicy policy = domain::ReprovisionPolicy::NotSet;
    std::vector<std::string> hubs = {};
    std::string deviceId = {};
    std::string etag = "e1";
    qint64 createdMs = T0;
    qint64 updatedMs = T0;
    qint64 readAtMs = T0 + 1000;
    domain::ProvisioningStatus status = domain::ProvisioningStatus::Enabled;
    domain::AttestationType attestation = domain::AttestationType::SymmetricKey;
    domain::AllocationPolicy allocation = domain::AllocationPolicy::Hashed;

    RowId put(SnapshotBuilder &builder) const
    {
        const std::vector<std::string_view> names(hubs.begin(), hubs.end());
        EnrollmentFacts facts;
        facts.kind = kind;
        facts.id = id;
        facts.policy = policy;
        facts.iotHubs = names;
        facts.hasIotHubs = !hubs.empty();
        facts.deviceId = deviceId;
        facts.etag = etag;
        facts.createdMs = createdMs;
        facts.updatedMs = updatedMs;
        facts.readAtMs = readAtMs;
        facts.status = status;
        facts.attestation = attestation;
        facts.allocation = allocation;
        return builder.putEnrollment(facts);
    }
};

struct Registered
{
    std::string id;
    domain::RegistrationStatus status = domain::RegistrationStatus::Assigned;
    std::string hub = {};
    domain::Substatus substatus = domain::Substatus::InitialAssignment;
    qint64 updatedMs = T0;
    qint64 readAtMs = T0 + 1000;
    RowId group = NoRow;
    int errorCode = 0;
    std::string errorMessage = {};
    std::string etag = "r1";
    DeviceSource source = DeviceSource::Record;

    RowId put(SnapshotBuilder &builder) const
    {
        RecordFacts facts;
        facts.registrationId = id;
        facts.status = status;
        facts.assignedHub = hub;
        facts.substatus = substatus;
        facts.createdMs = facts.updatedMs = updatedMs;
        facts.readAtMs = readAtMs;
        facts.group = group;
        facts.errorCode = errorCode;
        facts.errorMessage = errorMessage;
        facts.etag = etag;
        facts.source = source;
        return builder.putRecord(facts);
    }
};

} // namespace rehome::fleet::test
