// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/DpsServiceClient.h"
#include "models/wire/DeviceCodec.h"

namespace rehome::azure {

/// The DPS device API with a symmetric key (protocol facts, section 4), one client for any number of devices. For tests
/// and tools; never for watching: look-ups count as registrations. Session thread.
class DpsDeviceClient
{
public:
    DpsDeviceClient(QNetworkAccessManager &network, Endpoint endpoint, QString idScope, ClientSettings settings = {});
    ~DpsDeviceClient();
    DpsDeviceClient(const DpsDeviceClient &) = delete;
    DpsDeviceClient &operator=(const DpsDeviceClient &) = delete;

    struct Device
    {
        QString registrationId;
        QString key; ///< base64: an individual enrollment's key or the derived key (wire::derivedDeviceKey)
        QString apiVersion = QStringLiteral("2021-06-01");
        std::optional<QJsonObject> payload;
    };
    /// Register and poll to the end, honouring retry-after. A final `failed` or `disabled` is a result, not an Error.
    QCoro::Task<Result<wire::OperationStatus>> provision(Device device, CallOptions options = {});
    /// The single PUT: what the service says at once (`assigning`, with an operation ID).
    QCoro::Task<Result<wire::OperationStatus>> registerOnce(Device device, CallOptions options = {});
    struct Poll
    {
        wire::OperationStatus status;
        bool final = false;
        std::chrono::seconds retryAfter{2}; ///< of the answer, else 2 s as the SDKs
    };
    QCoro::Task<Result<Poll>> poll(Device device, QString operationId, CallOptions options = {});
    /// Device Registration Status Lookup.
    QCoro::Task<Result<domain::RegistrationState>> lookup(Device device, CallOptions options = {});

    void close();

private:
    std::shared_ptr<ApiCaller> m_caller;
    QString m_idScope;
};

} // namespace rehome::azure
