// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "models/domain/Enrollment.h"
#include "models/wire/DeviceCodec.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <memory>
#include <optional>
#include <vector>

// One device's call, whatever carried it: HTTPS, MQTT, or MQTT over WebSocket (protocol facts, sections 4 and 5).
namespace rehome::local {

/// What a device brought to prove who it is.
struct DeviceCredentials
{
    QByteArray token;                         ///< "SharedAccessSignature …", or empty
    std::shared_ptr<const ClientChain> chain; ///< null without a client certificate
};

struct DeviceCall
{
    enum class Operation : quint8
    {
        Register,
        Poll,
        Lookup
    };
    enum class Transport : quint8
    {
        Https,
        Mqtt ///< takes no attestation by TPM
    };
    Operation operation = Operation::Register;
    Transport transport = Transport::Https;
    QString idScope, registrationId; ///< as the device spelled them
    QString operationId;             ///< of a poll
    QString apiVersion;
    QByteArray body;
    DeviceCredentials credentials;
};

/// The entry that a device's credentials matched.
struct MatchedEnrollment
{
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QByteArray key;
    /// What the webhook and the result tell about the attestation: one member, "symmetricKey", "x509" or "tpm".
    QJsonObject attestationFacts;
};

/// Why a device is not let in, in the shape of the service's answer.
struct DeviceRefusal
{
    int status = 401;
    int errorCode = 401002;
    QString message = QStringLiteral("Unauthorized");
    QJsonObject challenge; ///< the whole body of a TPM challenge; empty otherwise
};

} // namespace rehome::local
