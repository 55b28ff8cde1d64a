// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/domain/Error.h"

#include <QtCore/QJsonObject>

// Shapes of the custom allocation webhook (protocol facts, section 6). Pure functions, any thread.
namespace rehome::wire {

/// What the provisioning service tells a webhook.
struct AllocationRequest
{
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QJsonObject enrollment; ///< as the service shows it; keys in it are left out
    QString registrationId;
    QString currentHub, currentDeviceId; ///< empty at a first assignment
    QJsonObject attestationFacts;        ///< one member: symmetricKey, x509 or tpm
    std::optional<QJsonObject> payload;  ///< what the device sent along
    QStringList linkedHubs;              ///< host names that may be answered
};
QJsonObject allocationRequestToJson(const AllocationRequest &request);

/// What a webhook answers. Whether its hub may be named is domain::decide()'s to say.
struct AllocationAnswer
{
    QString iotHubHostName;
    std::optional<domain::InitialTwin> initialTwin;
    std::optional<QJsonObject> payload; ///< ReturnData for the device
};
/// Members that are null count as absent. Errors of kind BadReply name the member; for a hub that is missing too.
Result<AllocationAnswer> allocationAnswerFromJson(const QByteArray &body);

/// "https://host/path?code=secret" → "https://host/path?****": the query of a webhook's address is its key. A user name
/// and password before the host go too.
QString maskedWebhookUrl(const QString &url);

} // namespace rehome::wire
