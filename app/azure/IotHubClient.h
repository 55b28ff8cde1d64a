// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/DpsServiceClient.h"

namespace rehome::azure {

struct HubStatistics
{
    qint64 total = 0, enabled = 0, disabled = 0;
};

/// Quotas of one hub (protocol facts, section 7: registry 100 a minute and unit, queries 20 a minute and unit). Its
/// own, apart from the provisioning service's.
struct HubBudgets
{
    std::shared_ptr<OperationBudget> registry, queries;
    static HubBudgets forUnits(int registryUnits);
};

/// What a device answered to a direct method.
struct MethodAnswer
{
    int status = 0; ///< the device's own, by custom like HTTP's
    QJsonValue payload;
};

/// The service REST API of one IoT hub (protocol facts, section 10). Like DpsServiceClient in everything: session
/// thread, retries of reads with a first wait of 5 s, writes verified by reading back, own queue.
class IotHubClient
{
public:
    static constexpr auto apiVersion = "2021-04-12";

    IotHubClient(QNetworkAccessManager &network, Endpoint endpoint, const wire::ConnectionString &connection,
                 HubBudgets budgets, ClientSettings settings = {});
    ~IotHubClient();
    IotHubClient(const IotHubClient &) = delete;
    IotHubClient &operator=(const IotHubClient &) = delete;

    QCoro::Task<Result<Document>> device(QString deviceId, CallOptions options = {});
    /// `etag` empty: create, an existing one is a Conflict. Equal = same status, statusReason and capabilities.
    QCoro::Task<Result<WriteOutcome>> putDevice(QString deviceId, QJsonObject body, QString etag,
                                                CallOptions options = {});
    /// `etag` empty: whatever is there ("*").
    QCoro::Task<Result<WriteOutcome>> deleteDevice(QString deviceId, QString etag, CallOptions options = {});
    QCoro::Task<Result<Document>> twin(QString deviceId, CallOptions options = {});
    /// Merge patch of tags and desired properties. Equal = tags and desired properties are the merged ones.
    QCoro::Task<Result<WriteOutcome>> patchTwin(QString deviceId, QJsonObject base, QJsonObject patch,
                                                CallOptions options = {});
    QCoro::Task<Result<Page>> queryPage(QString query, int pageSize, QByteArray continuation = {},
                                        CallOptions options = {});
    /// Calls a direct method and waits for the device's answer, at most `response` (5 to 300 s). Goes out again only
    /// after a 429: the device may have acted on any other attempt. NotFound: no such device, or it is not connected;
    /// Unknown: nobody answered, so that it may have reached the device.
    QCoro::Task<Result<MethodAnswer>> callMethod(QString deviceId, QString method, QJsonValue payload,
                                                 std::chrono::seconds response, CallOptions options = {});
    QCoro::Task<Result<HubStatistics>> statistics(CallOptions options = {});

    const RequestQueue &queue() const;
    void close();

private:
    std::shared_ptr<ApiCaller> m_caller;
    HubBudgets m_budgets;
};

} // namespace rehome::azure
