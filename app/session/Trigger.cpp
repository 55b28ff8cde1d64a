// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Trigger.h"

#include "app/session/SessionErrors.h"

#include <QCoro/QCoroTimer>
#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <algorithm>

namespace rehome::session {

namespace {

using State = TriggerResult::State;
using azure::WriteOutcome;

constexpr std::chrono::seconds methodResponse{10}; ///< how long a device may take to answer
constexpr int enableAttempts = 3;

QString disabledReason()
{
    return QStringLiteral("Rehome: disabled for some seconds so that the device registers again");
}

QString jsonText(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.sliced(1, list.size() - 2));
}

} // namespace

std::optional<Error> wrongTriggerName(TriggerMeans means, const QString &name)
{
    if (means == TriggerMeans::DisableEnable)
        return std::nullopt;
    const bool isMethod = means == TriggerMeans::DirectMethod;
    const bool good =
        !name.isEmpty() && name.size() <= 128 && std::all_of(name.cbegin(), name.cend(), [isMethod](QChar c) {
            return c.isPrint() && !QStringLiteral("/+#").contains(c) &&
                   (isMethod || (c != QLatin1Char('.') && c != QLatin1Char('$') && c != QLatin1Char(' ')));
        });
    if (good)
        return std::nullopt;
    return makeError(ErrorKind::BadInput,
                     isMethod
                         ? Trigger::tr("A method has a name of 1 to 128 characters without / + #.")
                         : Trigger::tr("A property has a name of 1 to 128 characters without spaces and . $ / + #."));
}

Trigger::Trigger(Core &core, HubSweeper &hubs, const QString &ledgerPath)
    : m_core(core)
    , m_hubs(hubs)
    , m_ledger(ledgerPath)
{
    m_timer.setInterval(20);
    connect(&m_timer, &QTimer::timeout, this, &Trigger::pump);
}

void Trigger::start(TriggerOrder order)
{
    if (m_progress.running)
        return;
    m_order = std::move(order);
    m_stamp = QDateTime::fromMSecsSinceEpoch(m_core.serverNowMs(), Qt::UTC).toString(Qt::ISODateWithMs);
    m_waiting.assign(m_order.devices.cbegin(), m_order.devices.cend());
    m_order.devices.clear();
    m_progress = {};
    m_progress.total = static_cast<int>(m_waiting.size());
    m_progress.running = true;
    m_timer.start();
    pump();
}

void Trigger::cancel()
{
    if (!m_progress.running)
        return;
    m_progress.cancelled = true;
    m_waiting.clear();
    pump();
}

void Trigger::pump()
{
    if (m_core.closing)
        m_waiting.clear();
    const qint64 now = steadyMs();
    while (!m_waiting.empty() && m_underWay < maxUnderWay && m_pacer.waitMs(now) == 0) {
        m_pacer.take(now, m_order.perMinute);
        const fleet::RowId row = m_waiting.front();
        m_waiting.pop_front();
        ++m_underWay;
        ask(row);
    }
    if (m_waiting.empty() && m_underWay == 0 && m_progress.running) {
        m_progress.running = false;
        m_timer.stop();
        Q_EMIT progressed(m_progress);
    }
}

void Trigger::fail(TriggerResult *result, const Error &error)
{
    result->state = error.kind == ErrorKind::Unknown ? State::Unknown : State::Failed;
    result->error = error;
}

QCoro::Task<void> Trigger::ask(fleet::RowId row)
{
    const Core::Busy busy(m_core);
    const auto &devices = m_core.builder().devices();
    const auto &strings = m_core.builder().strings();
    TriggerResult result;
    result.device = row;
    result.deviceId = strings.text(devices.deviceId[row] != 0 ? devices.deviceId[row] : devices.registrationId[row]);
    result.hubBefore = devices.hub[row];
    result.updatedBeforeMs = devices.updatedMs[row];
    result.askedMs = m_core.serverNowMs();
    const QString hub = strings.text(result.hubBefore);
    if (m_order.means == TriggerMeans::DirectMethod) {
        auto asking = askByMethod(&result, hub);
        co_await asking;
    } else if (m_order.means == TriggerMeans::DesiredProperty) {
        auto asking = askByProperty(&result, hub);
        co_await asking;
    } else {
        auto asking = askByDisabling(&result, hub);
        co_await asking;
    }
    --m_underWay;
    end(result);
}

void Trigger::end(const TriggerResult &result)
{
    ++m_progress.done;
    ++(result.state == State::Asked ? m_progress.asked : m_progress.failed);
    if (!m_core.closing && onAsked && (result.state == State::Asked || result.state == State::Unknown))
        onAsked(result.device);
    Q_EMIT triggered(result);
    Q_EMIT progressed(m_progress);
}

namespace {
Error noCredentials(const QString &hub)
{
    return makeError(ErrorKind::Unauthorized,
                     Trigger::tr("%1 cannot be asked without its connection string. Add it in Hubs.").arg(hub));
}
/// Background towards the hub, so that what the person looks at meanwhile does not wait behind it.
azure::CallOptions inBackground()
{
    azure::CallOptions options;
    options.priority = azure::Priority::InFlightGroups;
    return options;
}
} // namespace

QCoro::Task<void> Trigger::askByMethod(TriggerResult *result, QString hub)
{
    auto *client = m_hubs.clientOf(hub);
    if (!client)
        co_return fail(result, noCredentials(hub));
    auto calling = client->callMethod(result->deviceId, m_order.name, m_order.payload, methodResponse, inBackground());
    Result<azure::MethodAnswer> answer = co_await calling;
    if (!answer && answer.error().httpStatus == 504) // it was connected, and is silent
        co_return fail(result, makeError(ErrorKind::Unknown,
                                         tr("The device was asked and did not answer within %Ln second(s).", nullptr,
                                            int(methodResponse.count())),
                                         answer.error().detail));
    if (!answer && answer.error().kind == ErrorKind::NotFound)
        co_return fail(result, makeError(ErrorKind::NotFound,
                                         tr("The device is not connected to its hub, or takes no direct methods. It "
                                            "asks by itself when it starts; a desired property waits for it."),
                                         answer.error().detail));
    if (!answer)
        co_return fail(result, answer.error());
    result->answer = jsonText(answer->payload);
    if (answer->status >= 200 && answer->status < 300)
        co_return;
    result->state = State::Refused;
    result->error =
        makeError(ErrorKind::Service,
                  answer->status == 404 || answer->status == 501
                      ? tr("The device does not know the method %1.").arg(m_order.name)
                      : tr("The device answered the method %1 with %2.").arg(m_order.name).arg(answer->status),
                  result->answer);
}

QCoro::Task<void> Trigger::askByProperty(TriggerResult *result, QString hub)
{
    auto *client = m_hubs.clientOf(hub);
    if (!client)
        co_return fail(result, noCredentials(hub));
    auto reading = client->twin(result->deviceId, inBackground());
    Result<azure::Document> twin = co_await reading;
    if (!twin)
        co_return fail(result, twin.error());
    client = m_hubs.clientOf(hub); // the hubs may have been replaced meanwhile
    if (!client)
        co_return fail(result, noCredentials(hub));
    const QJsonObject patch{
        {QStringLiteral("properties"), QJsonObject{{QStringLiteral("desired"), QJsonObject{{m_order.name, m_stamp}}}}}};
    auto writing = client->patchTwin(result->deviceId, twin->body, patch, inBackground());
    Result<WriteOutcome> outcome = co_await writing;
    if (!outcome)
        co_return fail(result, outcome.error());
    if (outcome->result == WriteOutcome::Result::Conflict)
        fail(result, makeError(ErrorKind::Conflict, tr("Somebody changed its twin at the same moment. Ask it again.")));
}

QCoro::Task<void> Trigger::askByDisabling(TriggerResult *result, QString hub)
{
    const DisabledLedger::Entry entry{hub, result->deviceId};
    auto *client = m_hubs.clientOf(hub);
    if (!client)
        co_return fail(result, noCredentials(hub));
    auto reading = client->device(result->deviceId, inBackground());
    Result<azure::Document> device = co_await reading;
    if (!device)
        co_return fail(result, device.error());
    if (device->body.value(QLatin1String("status")).toString() != QLatin1String("enabled"))
        co_return fail(result, makeError(ErrorKind::BadInput,
                                         tr("The device is disabled in its hub already. It is left as it is.")));
    client = m_hubs.clientOf(hub);
    if (!client)
        co_return fail(result, noCredentials(hub));
    if (const auto noted = m_ledger.add(entry); !noted)
        co_return fail(result, noted.error());
    QJsonObject body = device->body;
    body.insert(QStringLiteral("status"), QStringLiteral("disabled"));
    body.insert(QStringLiteral("statusReason"), disabledReason());
    auto writing = client->putDevice(result->deviceId, body, device->etag, inBackground());
    Result<WriteOutcome> outcome = co_await writing;
    const bool isDisabled = outcome && outcome->result == WriteOutcome::Result::Applied;
    if (!isDisabled) {
        fail(result, outcome ? makeError(ErrorKind::Conflict,
                                         tr("Somebody changed the device in its hub at the same moment. Ask it again."))
                             : outcome.error());
        if (outcome || outcome.error().kind != ErrorKind::Unknown) {
            if (const auto noted = m_ledger.remove(entry); !noted)
                fail(result, noted.error());
            co_return;
        }
    }
    const qint64 until = steadyMs() + m_order.disabledSeconds * 1000LL;
    while (isDisabled && steadyMs() < until && !m_core.closing && !m_progress.cancelled) {
        auto sleeping = QCoro::sleepFor(std::chrono::milliseconds(100));
        co_await sleeping;
    }
    auto enabling = enable(entry);
    const std::optional<Error> error = co_await enabling;
    if (error) {
        result->state = State::LeftDisabled;
        result->error = *error;
    }
}

QCoro::Task<std::optional<Error>> Trigger::enable(DisabledLedger::Entry entry)
{
    std::optional<Error> last;
    for (int attempt = 0; attempt < enableAttempts; ++attempt) {
        auto *client = m_hubs.clientOf(entry.hub);
        if (!client || m_core.closing)
            co_return noCredentials(entry.hub);
        auto reading = client->device(entry.deviceId);
        Result<azure::Document> device = co_await reading;
        if (!device && device.error().kind != ErrorKind::NotFound) {
            last = device.error();
            continue;
        }
        // Gone: it registered and moved to another hub. A disabling with other words is somebody else's.
        const bool isOurs = device &&
                            device->body.value(QLatin1String("status")).toString() == QLatin1String("disabled") &&
                            device->body.value(QLatin1String("statusReason")).toString() == disabledReason();
        if (!isOurs) {
            if (const auto noted = m_ledger.remove(entry); !noted)
                co_return noted.error();
            co_return std::nullopt;
        }
        client = m_hubs.clientOf(entry.hub);
        if (!client || m_core.closing)
            co_return noCredentials(entry.hub);
        QJsonObject body = device->body;
        body.insert(QStringLiteral("status"), QStringLiteral("enabled"));
        body.insert(QStringLiteral("statusReason"), QString());
        auto writing = client->putDevice(entry.deviceId, body, device->etag);
        Result<WriteOutcome> outcome = co_await writing;
        if (!outcome)
            last = outcome.error();
        // Applied or not, the next look tells.
    }
    co_return last
        ? last
        : makeError(ErrorKind::Conflict,
                    tr("%1 could not be enabled again: it changes in its hub all the time.").arg(entry.deviceId));
}

void Trigger::enableLeft()
{
    const QList<DisabledLedger::Entry> entries = m_ledger.entries();
    if (!m_progress.running)
        for (const DisabledLedger::Entry &entry : entries)
            enableOne(entry);
}

QCoro::Task<void> Trigger::enableOne(DisabledLedger::Entry entry)
{
    const Core::Busy busy(m_core);
    auto enabling = enable(entry);
    const std::optional<Error> error = co_await enabling;
    if (m_core.closing)
        co_return;
    TriggerResult result;
    result.deviceId = entry.deviceId;
    result.state = error ? State::LeftDisabled : State::EnabledAgain;
    result.error = error;
    Q_EMIT triggered(result);
}

} // namespace rehome::session
