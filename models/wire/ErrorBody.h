// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QJsonObject>

namespace rehome::wire {

/// ProvisioningServiceErrorDetails (protocol facts, section 1): errorCode = HTTP status × 1000 + detail.
struct ErrorBody
{
    int errorCode = 0;
    QString trackingId; ///< a GUID
    QString message;
    QJsonObject info;
    QString timestampUtc;
};
QJsonObject errorBodyToJson(const ErrorBody &body);
/// Nothing when the object has neither errorCode nor message.
std::optional<ErrorBody> errorBodyFromJson(const QJsonObject &object);

/// errorCodes seen in public material (protocol facts, section 1) and the conventions that stand where none was found.
namespace codes {
inline constexpr int badRequest = 400004, customAllocationFailed = 400207, noHubToAssign = 400208,
                     hubUnauthorized = 400209, unauthorized = 401002, enrollmentNotFound = 404201,
                     registrationNotFound = 404202, methodNotAllowed = 405000, alreadyExists = 409201,
                     concurrentRegistration = 409203, preconditionFailed = 412001, unsupportedMediaType = 415001,
                     tooManyRequests = 429001, internalError = 500001;
} // namespace codes

} // namespace rehome::wire
