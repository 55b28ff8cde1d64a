// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/OrderEngine.h"
#include "tests/fleet/FleetFacts.h"

#include <QtCore/QStringList>

// A small fleet with one of everything, and a random one, for the tests of this folder.
namespace rehome::items::test {

using namespace rehome::fleet::test;
using domain::EnrollmentKind;
using domain::RegistrationStatus;
using domain::ReprovisionPolicy;
using domain::Substatus;

inline constexpr qint64 Now = T0 + 100'000;
inline constexpr qint64 Day = 24 * 3600 * 1000;

/// Enrollments: sn-1 (not set, never asked), sn-2 (never, assigned weu-01), sn-10 (migrate, disabled, assigning), plant
/// (group, reset, names weu-01 and neu-01), lab (group, x509, static). Devices: the three, and g-1, g-2 of plant, one
/// failed.
inline void fillSmall(fleet::SnapshotBuilder &builder)
{
    Enrolled{.id = "sn-1", .updatedMs = Now - 10 * Day}.put(builder);
    Enrolled{.id = "sn-2", .policy = ReprovisionPolicy::Never, .deviceId = "Pump-7", .updatedMs = Now - 3 * Day}.put(
        builder);
    Enrolled{.id = "sn-10",
             .policy = ReprovisionPolicy::Migrate,
             .updatedMs = Now - 3'600'000,
             .status = domain::ProvisioningStatus::Disabled,
             .attestation = domain::AttestationType::Tpm}
        .put(builder);
    const fleet::RowId plant = Enrolled{.kind = EnrollmentKind::Group,
                                        .id = "plant",
                                        .policy = ReprovisionPolicy::Reset,
                                        .hubs = {"hub-weu-01.azure-devices.net", "hub-neu-01.azure-devices.net"},
                                        .updatedMs = Now - 30 * Day}
                                   .put(builder);
    Enrolled{.kind = EnrollmentKind::Group,
             .id = "lab",
             .hubs = {"hub-neu-01.azure-devices.net"},
             .updatedMs = 0,
             .attestation = domain::AttestationType::X509,
             .allocation = domain::AllocationPolicy::Static}
        .put(builder);
    Registered{.id = "sn-2", .hub = "hub-weu-01.azure-devices.net"}.put(builder);
    Registered{.id = "sn-10", .hub = "hub-neu-01.azure-devices.net"}.put(builder);
    Registered{.id = "sn-10",
               .status = RegistrationStatus::Assigning,
               .substatus = Substatus::None,
               .updatedMs = Now - 30'000,
               .readAtMs = Now - 5000}
        .put(builder);
    Registered{.id = "g-1",
               .hub = "hub-neu-01.azure-devices.net",
               .substatus = Substatus::DeviceDataMigrated,
               .updatedMs = Now - 60'000,
               .readAtMs = Now - 5000,
               .group = plant}
        .put(builder);
    Registered{.id = "g-2",
               .status = RegistrationStatus::Failed,
               .substatus = Substatus::None,
               .readAtMs = Now - 5000,
               .group = plant,
               .errorCode = 400208,
               .errorMessage = "No hub is open."}
        .put(builder);
}

inline QStringList idsOf(const fleet::Snapshot &fleet, FilterSubject subject, const std::vector<fleet::RowId> &rows)
{
    QStringList ids;
    for (const fleet::RowId row : rows)
        ids.append(subject == FilterSubject::Devices ? fleet.registrationId(row) : fleet.enrollmentId(row));
    return ids;
}

/// Changes the fleet a little, at random, as a load or a poll does.
template <class Random>
void changeAtRandom(fleet::SnapshotBuilder &builder, Random &random, qint64 clock, int steps, unsigned ids = 600)
{
    static const std::vector<std::string> hubs{"hub-weu-01.azure-devices.net", "Hub-neu-01.azure-devices.net",
                                               "hub-eus-2.azure-devices.net"};
    const auto group = builder.findEnrollment(EnrollmentKind::Group, "plant");
    const fleet::RowId plant =
        group ? *group : Enrolled{.kind = EnrollmentKind::Group, .id = "plant", .readAtMs = clock}.put(builder);
    for (int step = 0; step < steps; ++step) {
        const std::string number = std::to_string(random() % ids);
        switch (random() % 8) {
        case 0:
            if (const auto row = builder.findEnrollment(EnrollmentKind::Individual, "sn-" + number))
                builder.removeEnrollment(*row, clock);
            break;
        case 1:
        case 2:
            Registered{.id = "g-" + number,
                       .status = static_cast<RegistrationStatus>(random() % 5),
                       .hub = hubs[random() % hubs.size()],
                       .substatus = static_cast<Substatus>(random() % 5),
                       .updatedMs = clock - static_cast<qint64>(random() % 1000),
                       .readAtMs = clock,
                       .group = plant}
                .put(builder);
            break;
        case 3:
            Registered{.id = "sn-" + number,
                       .hub = hubs[random() % hubs.size()],
                       .updatedMs = clock,
                       .readAtMs = clock,
                       .source = fleet::DeviceSource::SingleGet}
                .put(builder);
            break;
        default:
            Enrolled{.id = (random() % 2 ? "sn-" : "SN-") + number,
                     .policy = static_cast<ReprovisionPolicy>(random() % 4),
                     .hubs = random() % 2 ? std::vector<std::string>{hubs[random() % hubs.size()]}
                                          : std::vector<std::string>{},
                     .deviceId = random() % 3 ? "" : "pump-" + number,
                     .updatedMs = clock - static_cast<qint64>(random() % 20) * Day,
                     .readAtMs = clock,
                     .attestation = static_cast<domain::AttestationType>(random() % 4),
                     .allocation = static_cast<domain::AllocationPolicy>(random() % 5)}
                .put(builder);
        }
    }
}

} // namespace rehome::items::test
