// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/DpsMqtt.h"

#include "app/local/Replies.h"
#include "app/local/Router.h"
#include "models/wire/ErrorBody.h"

namespace rehome::local {

using namespace wire::mqtt;

namespace {

const QString registerTopic = QStringLiteral("$dps/registrations/PUT/iotdps-register/?");
const QString pollTopic = QStringLiteral("$dps/registrations/GET/iotdps-get-operationstatus/?");
const QString answerTopic = QStringLiteral("$dps/registrations/res/");

/// The raw value of one name in "a=1&b=2".
QString valueOf(QStringView query, QLatin1String name)
{
    for (const QStringView pair : query.split(QLatin1Char('&')))
        if (const qsizetype equals = pair.indexOf(QLatin1Char('=')); equals >= 0 && pair.left(equals) == name)
            return pair.mid(equals + 1).toString();
    return {};
}

QByteArray headerOf(const HttpReply &reply, const char *name)
{
    for (const auto &[header, value] : reply.headers)
        if (header.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

/// The .NET client wants "/?$rid=" first, the Java client "&retry-after=" in lower case, Python no second "$".
void publishAnswer(MqttSession &session, const QString &requestId, const HttpReply &reply)
{
    QString topic = answerTopic + QString::number(reply.status) + QLatin1String("/?$rid=") + requestId;
    if (const QByteArray wait = headerOf(reply, "Retry-After"); !wait.isEmpty())
        topic += QLatin1String("&retry-after=") + QString::fromLatin1(wait);
    session.publish(topic, reply.body);
}

} // namespace

std::optional<DpsUserName> DpsUserName::parse(const QString &userName)
{
    // The client's version may hold slashes of its own.
    const qsizetype first = userName.indexOf(QLatin1Char('/'));
    const qsizetype second = userName.indexOf(QLatin1Char('/'), first + 1);
    const qsizetype third = userName.indexOf(QLatin1Char('/'), second + 1);
    if (first <= 0 || second < 0 ||
        userName.mid(first + 1, second - first - 1).compare(QLatin1String("registrations"), Qt::CaseInsensitive) != 0)
        return std::nullopt;
    DpsUserName out;
    out.idScope = userName.left(first);
    out.registrationId = userName.mid(second + 1, third < 0 ? -1 : third - second - 1);
    if (out.registrationId.isEmpty())
        return std::nullopt;
    if (third >= 0) {
        QStringView query = QStringView(userName).mid(third + 1);
        if (query.startsWith(QLatin1Char('?')))
            query = query.mid(1);
        out.apiVersion = valueOf(query, QLatin1String("api-version"));
    }
    return out;
}

DpsMqtt::DpsMqtt(ServiceCore &core, DeviceApi &api, MqttSession &session, DpsUserName name)
    : m_core(core)
    , m_api(api)
    , m_session(session)
    , m_name(std::move(name))
{
}

ConnectCode DpsMqtt::connected(const Connect &connect)
{
    // "ClientId = registrationId"
    if (connect.clientId.compare(m_name.registrationId, Qt::CaseInsensitive) != 0)
        return ConnectCode::IdentifierRejected;
    m_token = connect.password.value_or(QByteArray());
    return ConnectCode::Accepted;
}

quint8 DpsMqtt::subscribed(const QString &filter, quint8 askedQos)
{
    if (!filter.startsWith(answerTopic))
        return SubAck::refused;
    return std::min<quint8>(askedQos, 1);
}

bool DpsMqtt::published(const Publish &publish)
{
    const bool registers = publish.topic.startsWith(registerTopic);
    if (!registers && !publish.topic.startsWith(pollTopic))
        return false;
    const QStringView query = QStringView(publish.topic).mid(registers ? registerTopic.size() : pollTopic.size());
    const QString requestId = valueOf(query, QLatin1String("$rid"));
    if (requestId.isEmpty())
        return false; // nothing could be answered
    const QString operationId = registers ? QString() : valueOf(query, QLatin1String("operationId"));

    WriteBatch batch;
    HttpReply reply = answer(registers ? DeviceCall::Operation::Register : DeviceCall::Operation::Poll, operationId,
                             publish.payload, batch);
    const bool reads = batch.empty();
    if (reads && m_core.isAllStored()) {
        publishAnswer(m_session, requestId, reply);
        return true;
    }
    m_session.hold();
    m_core.commit(std::move(batch),
                  [session = m_session.weak_from_this(), requestId, reads, reply = std::move(reply)](bool stored) {
                      const auto alive = session.lock();
                      if (!alive)
                          return;
                      publishAnswer(*alive, requestId, stored || reads ? reply : notStored());
                      alive->release();
                  });
    return true;
}

HttpReply DpsMqtt::answer(DeviceCall::Operation operation, const QString &operationId, const QByteArray &body,
                          WriteBatch &batch)
{
    if (!isServedVersion(m_name.apiVersion))
        return dpsError(400, wire::codes::badRequest,
                        QStringLiteral("api-version: missing in the user name, or not one that is served."));
    DeviceCall call;
    call.operation = operation;
    call.idScope = m_name.idScope;
    call.registrationId = m_name.registrationId;
    call.operationId = operationId;
    call.apiVersion = m_name.apiVersion;
    call.body = body;
    call.credentials = {m_token, m_session.clientChain()};
    call.transport = DeviceCall::Transport::Mqtt;
    return m_api.answer(call, batch);
}

} // namespace rehome::local
