// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/DpsDeviceClient.h"

#include "app/azure/ApiCaller.h"
#include "app/azure/ErrorFromReply.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

namespace rehome::azure {

namespace {

using Device = DpsDeviceClient::Device;
using Poll = DpsDeviceClient::Poll;
using wire::OperationStatus;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

QByteArray path(const QString &idScope, const Device &device)
{
    return '/' + segment(idScope) + "/registrations/" + segment(device.registrationId);
}

/// A fresh token for each request: this client serves many devices, and none asks often.
Result<ApiCall> callOf(const QString &idScope, const Device &device, const QByteArray &method, const QByteArray &suffix)
{
    const QString resource = idScope + QLatin1String("/registrations/") + device.registrationId;
    const auto token = wire::makeSasToken(resource, device.key, QDateTime::currentSecsSinceEpoch() + 3600,
                                          QStringLiteral("registration"));
    if (!token)
        return Failure(token.error());
    ApiCall call;
    call.method = method;
    call.target = path(idScope, device) + suffix + "?api-version=" + device.apiVersion.toLatin1();
    call.authorization = token->toLatin1();
    call.what = Text::tr("The registration of %1").arg(device.registrationId);
    if (method != "GET") {
        wire::DeviceRegistration body;
        body.registrationId = device.registrationId;
        body.payload = device.payload;
        call.body = jsonBytes(wire::deviceRegistrationToJson(body));
    }
    return call;
}

Result<OperationStatus> statusOf(const Result<HttpReply> &reply, const QString &what)
{
    if (!reply)
        return Failure(reply.error());
    if (!reply->ok())
        return Failure(errorFromReply(domain::Towards::ProvisioningService, *reply, what));
    const auto object = wire::parseDocument(reply->body);
    if (!object)
        return Failure(badReply(what, object.error().detail));
    return wire::operationStatusFromJson(*object);
}

QCoro::Task<Result<OperationStatus>> registerWith(std::shared_ptr<ApiCaller> caller, QString idScope, Device device,
                                                  bool retry, CallOptions options)
{
    const Result<ApiCall> call = callOf(idScope, device, "PUT", "/register");
    if (!call)
        co_return Result<OperationStatus>(Failure(call.error()));
    auto reading = retry ? caller->read(*call, options) : caller->readOnce(*call, options);
    const Result<HttpReply> reply = co_await reading;
    co_return statusOf(reply, call->what);
}

QCoro::Task<Result<Poll>> pollWith(std::shared_ptr<ApiCaller> caller, QString idScope, Device device,
                                   QString operationId, CallOptions options)
{
    const Result<ApiCall> call = callOf(idScope, device, "GET", "/operations/" + segment(operationId));
    if (!call)
        co_return Result<Poll>(Failure(call.error()));
    auto reading = caller->read(*call, options);
    const Result<HttpReply> reply = co_await reading;
    const Result<OperationStatus> status = statusOf(reply, call->what);
    if (!status)
        co_return Result<Poll>(Failure(status.error()));
    Poll poll;
    poll.status = *status;
    poll.final = reply->status == 200;
    poll.retryAfter = reply->retryAfter.value_or(std::chrono::seconds(2));
    co_return Result<Poll>(std::move(poll));
}

QCoro::Task<Result<OperationStatus>> provisionWith(std::shared_ptr<ApiCaller> caller, QString idScope, Device device,
                                                   CallOptions options)
{
    auto registering = registerWith(caller, idScope, device, true, options);
    const Result<OperationStatus> accepted = co_await registering;
    if (!accepted || accepted->status != domain::RegistrationStatus::Assigning)
        co_return accepted;
    QElapsedTimer clock;
    clock.start();
    std::chrono::seconds wait{2};
    while (std::chrono::milliseconds(clock.elapsed()) < caller->settings().callDeadline) {
        auto pausing = caller->pause(wait, options.cancel);
        const bool elapsed = co_await pausing;
        if (!elapsed)
            co_return Result<OperationStatus>(Failure(cancelledError()));
        auto polling = pollWith(caller, idScope, device, accepted->operationId, options);
        const Result<Poll> poll = co_await polling;
        if (!poll)
            co_return Result<OperationStatus>(Failure(poll.error()));
        if (poll->final)
            co_return Result<OperationStatus>(poll->status);
        wait = poll->retryAfter;
    }
    co_return Result<OperationStatus>(Failure(makeError(
        ErrorKind::Service,
        Text::tr("%1 is still being assigned. Ask for its registration later.").arg(device.registrationId), {}, true)));
}

QCoro::Task<Result<domain::RegistrationState>> lookupWith(std::shared_ptr<ApiCaller> caller, QString idScope,
                                                          Device device, CallOptions options)
{
    using Answer = Result<domain::RegistrationState>;
    const Result<ApiCall> call = callOf(idScope, device, "POST", {});
    if (!call)
        co_return Answer(Failure(call.error()));
    auto reading = caller->readDocument(*call, options);
    const Result<Document> document = co_await reading;
    if (!document)
        co_return Answer(Failure(document.error()));
    co_return wire::registrationFromJson(document->body);
}

} // namespace

DpsDeviceClient::DpsDeviceClient(QNetworkAccessManager &network, Endpoint endpoint, QString idScope,
                                 ClientSettings settings)
    : m_caller(std::make_shared<ApiCaller>(network, std::move(endpoint), domain::Towards::ProvisioningService,
                                           std::move(settings)))
    , m_idScope(std::move(idScope))
{
}

DpsDeviceClient::~DpsDeviceClient()
{
    m_caller->close();
}

void DpsDeviceClient::close()
{
    m_caller->close();
}

QCoro::Task<Result<OperationStatus>> DpsDeviceClient::provision(Device device, CallOptions options)
{
    return provisionWith(m_caller, m_idScope, std::move(device), std::move(options));
}

QCoro::Task<Result<OperationStatus>> DpsDeviceClient::registerOnce(Device device, CallOptions options)
{
    return registerWith(m_caller, m_idScope, std::move(device), false, std::move(options));
}

QCoro::Task<Result<Poll>> DpsDeviceClient::poll(Device device, QString operationId, CallOptions options)
{
    return pollWith(m_caller, m_idScope, std::move(device), std::move(operationId), std::move(options));
}

QCoro::Task<Result<domain::RegistrationState>> DpsDeviceClient::lookup(Device device, CallOptions options)
{
    return lookupWith(m_caller, m_idScope, std::move(device), std::move(options));
}

} // namespace rehome::azure
