// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/domain/Registration.h"

#include <QtCore/QJsonObject>

// Shapes of the device runtime API (protocol facts, section 4). Pure functions, any thread.
namespace rehome::wire {

/// Body of register and lookup.
struct DeviceRegistration
{
    QString registrationId; ///< empty when the body had none (some SDKs over MQTT)
    std::optional<QJsonObject> payload;
    QJsonObject tpm;
    QJsonObject unknown;
};
Result<DeviceRegistration> deviceRegistrationFromJson(const QJsonObject &object);
QJsonObject deviceRegistrationToJson(const DeviceRegistration &registration);

/// RegistrationOperationStatus. A result of an assigned symmetric-key device of a group names the group.
struct OperationStatus
{
    QString operationId;
    domain::RegistrationStatus status = domain::RegistrationStatus::Assigning;
    std::optional<domain::RegistrationState> registrationState;
};
Result<OperationStatus> operationStatusFromJson(const QJsonObject &object);
QJsonObject operationStatusToJson(const OperationStatus &status);
/// The same as compact text; `registrationState` is compact JSON already, or empty for none.
QByteArray operationStatusText(const QString &operationId, domain::RegistrationStatus status,
                               const QByteArray &registrationState = {});

/// DeviceRegistrationResult: the state plus symmetricKey.enrollmentGroupId when `enrollmentGroupId` is not empty.
QJsonObject registrationResultToJson(const domain::RegistrationState &state, const QString &enrollmentGroupId);
/// The same as compact text, without members that this program does not know.
QByteArray registrationResultText(const domain::RegistrationState &state, const QString &enrollmentGroupId);

} // namespace rehome::wire
