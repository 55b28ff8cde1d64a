// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/HubDevices.h"
#include "app/local/ServiceState.h"

#include <QtCore/QJsonObject>

// What a registration tells about the attestation behind it (protocol facts, sections 2, 4 and 6). Loop thread.
namespace rehome::local {

/// MatchedEnrollment::attestationFacts in the form of RecordRow::attestation, and back.
QByteArray storedAttestation(const QJsonObject &facts);
QJsonObject attestationFacts(const RecordRow &record);

/// DeviceRegistrationResult as compact JSON: the record and the member of its attestation. A TPM device gets its hub
/// key wrapped for its TPM.
QByteArray registrationResult(const ServiceState &state, const RecordRow &record);

/// How the device of this record authenticates at its hub: by the entry's keys, by a new key for a TPM, or by the
/// thumbprints of its certificate.
HubCredentials hubCredentials(const EnrollmentEntry &entry, domain::EnrollmentKind kind, const RecordRow &record);
/// A certificate that was rolled reaches the hub with the next registration; keys stay as they are. True: changed.
bool renewCredentials(wire::HubDevice &identity, const HubCredentials &credentials);

} // namespace rehome::local
