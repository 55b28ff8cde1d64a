// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubMqtt.h"

#include "app/local/EventLoop.h"
#include "app/local/HubDeviceAuth.h"
#include "app/local/HubDevices.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>

namespace rehome::local {

using namespace wire::mqtt;

namespace {

const QString twinGet = QStringLiteral("$iothub/twin/GET/?"),
              reportedPatch = QStringLiteral("$iothub/twin/PATCH/properties/reported/?"),
              twinAnswers = QStringLiteral("$iothub/twin/res/"),
              desiredTopic = QStringLiteral("$iothub/twin/PATCH/properties/desired/"),
              methodTopic = QStringLiteral("$iothub/methods/POST/"),
              methodAnswers = QStringLiteral("$iothub/methods/res/");
constexpr std::chrono::milliseconds slowAnswer{3000};

QString requestIdOf(const QString &query)
{
    for (const QString &pair : query.split(QLatin1Char('&')))
        if (pair.startsWith(QLatin1String("$rid=")))
            return pair.mid(5);
    return {};
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

std::optional<HubUserName> HubUserName::parse(const QString &userName)
{
    const QString hub = userName.section(QLatin1Char('/'), 0, 0).section(QLatin1Char(':'), 0, 0);
    const QString deviceId = userName.section(QLatin1Char('/'), 1, 1);
    const QString rest = userName.section(QLatin1Char('/'), 2);
    if (hub.isEmpty() || deviceId.isEmpty())
        return std::nullopt;
    if (!rest.isEmpty() && !rest.startsWith(QLatin1Char('?')) && !rest.startsWith(QLatin1String("api-version=")))
        return std::nullopt;
    return HubUserName{hub, deviceId};
}

HubMqtt::HubMqtt(ServiceCore &core, HubMethods &methods, MqttSession &session, HubUserName name)
    : m_core(core)
    , m_methods(methods)
    , m_twins(core)
    , m_session(session)
    , m_name(std::move(name))
    , m_coreLives(core.connections.life())
{
}

HubMqtt::~HubMqtt()
{
    if (!m_attached || m_coreLives.expired())
        return;
    m_core.connections.detach(m_name.hub, m_name.deviceId, this, QDateTime::currentMSecsSinceEpoch());
    m_methods.deviceGone(m_name.hub, m_name.deviceId);
}

ConnectCode HubMqtt::connected(const Connect &connect)
{
    if (connect.clientId != m_name.deviceId) // "For the ClientId field, use the deviceId"
        return ConnectCode::IdentifierRejected;
    const HubConfig *hub = m_core.state.config.hubByHostName(m_name.hub);
    const HubState *state = m_core.state.hub(m_name.hub);
    if (!hub || !state || state->mode == HubMode::Dead || state->mode == HubMode::Throttle)
        return ConnectCode::ServerUnavailable;
    const HubEntry *entry = m_core.state.device(m_name.hub, m_name.deviceId);
    const auto identity = entry ? presentIdentity(m_core, m_name.hub, m_name.deviceId, *entry) : std::nullopt;
    // Unknown, disabled and refused look the same from outside.
    if (!identity || !identity->enabled) {
        ++m_core.counters.unauthorized;
        return ConnectCode::NotAuthorized;
    }
    const auto grant =
        hubDeviceGrant(*hub, m_core.port, *identity, {connect.password.value_or(QByteArray()), m_session.clientChain()},
                       QDateTime::currentSecsSinceEpoch());
    if (!grant) {
        ++m_core.counters.unauthorized;
        return ConnectCode::NotAuthorized;
    }
    m_core.connections.attach(m_name.hub, m_name.deviceId, identity->generationId, this,
                              QDateTime::currentMSecsSinceEpoch());
    m_attached = true;
    if (grant->expiresUnixSeconds)
        watchToken(*grant->expiresUnixSeconds);
    return ConnectCode::Accepted;
}

void HubMqtt::watchToken(qint64 expiresUnixSeconds)
{
    // A hub ends the connection with its token; a client comes back with a new one.
    const qint64 left = std::min<qint64>(expiresUnixSeconds - QDateTime::currentSecsSinceEpoch(), 366LL * 86'400);
    m_core.loop.after(std::chrono::seconds(left), [session = m_session.weak_from_this()] {
        if (const auto alive = session.lock())
            alive->close();
    });
}

quint8 HubMqtt::subscribed(const QString &filter, quint8 askedQos)
{
    const QString messages = QStringLiteral("devices/%1/messages/devicebound/").arg(m_name.deviceId);
    const bool known = filter.startsWith(twinAnswers) || filter.startsWith(desiredTopic) ||
                       filter.startsWith(methodTopic) || filter.startsWith(messages);
    if (!known)
        return SubAck::refused;
    if (filter.startsWith(methodTopic)) // the session remembers the filter once this has returned
        m_core.loop.post([this, session = m_session.weak_from_this()] {
            if (session.lock())
                m_methods.deviceReady(m_name.hub, m_name.deviceId);
        });
    return std::min<quint8>(askedQos, 1); // "a QoS 2 subscription is granted 1"
}

bool HubMqtt::published(const Publish &publish)
{
    if (!m_attached)
        return false;
    m_core.connections.touch(m_name.hub, m_name.deviceId, QDateTime::currentMSecsSinceEpoch());
    const QString &topic = publish.topic;
    if (topic.startsWith(QStringLiteral("devices/%1/messages/events").arg(m_name.deviceId))) {
        ++m_core.counters.hubMessages; // messages are taken and counted; nobody reads them here
        return true;
    }
    if (topic.startsWith(twinGet))
        return readTwin(requestIdOf(topic.mid(twinGet.size())));
    if (topic.startsWith(reportedPatch))
        return patchReported(requestIdOf(topic.mid(reportedPatch.size())), publish.payload);
    if (topic.startsWith(methodAnswers))
        return takeMethodAnswer(topic.mid(methodAnswers.size()), publish.payload);
    return false;
}

bool HubMqtt::isThrottled(const QString &requestId)
{
    const HubState *state = m_core.state.hub(m_name.hub);
    if (state && state->mode != HubMode::Throttle)
        return false;
    answer(requestId, 429, hubThrottled(5, QStringLiteral("The IoT hub is throttled.")).body);
    return true;
}

bool HubMqtt::readTwin(const QString &requestId)
{
    if (requestId.isEmpty())
        return false; // nothing could be answered
    if (isThrottled(requestId))
        return true;
    const HubEntry *entry = m_core.state.device(m_name.hub, m_name.deviceId);
    const auto twin = entry ? twinOf(entry->twin) : std::nullopt;
    if (!twin)
        answer(requestId, 500, hubReply(storedUnreadable().value()).body);
    else
        answer(requestId, 200, compact(wire::hubTwinForDevice(*twin)));
    return true;
}

bool HubMqtt::patchReported(const QString &requestId, const QByteArray &body)
{
    if (requestId.isEmpty())
        return false;
    if (isThrottled(requestId))
        return true;
    const auto patch = wire::parseDocument(body);
    if (!patch) {
        answer(requestId, 400, hubReply(argumentInvalid(patch.error().message).value()).body);
        return true;
    }
    WriteBatch batch;
    const auto version = m_twins.report(m_name.hub, m_name.deviceId, *patch, batch);
    if (!version) {
        answer(requestId, version.error().status, hubReply(version.error()).body);
        return true;
    }
    m_session.hold();
    m_core.commit(std::move(batch), [this, session = m_session.weak_from_this(), requestId, v = *version](bool stored) {
        const auto alive = session.lock();
        if (!alive)
            return;
        if (stored)
            answer(requestId, 204, {}, v);
        else
            answer(requestId, 500, {});
        alive->release();
    });
    return true;
}

void HubMqtt::answer(const QString &requestId, int status, const QByteArray &body, std::optional<qint64> version)
{
    QString topic = QStringLiteral("%1%2/?$rid=%3").arg(twinAnswers).arg(status).arg(requestId);
    if (version)
        topic += QStringLiteral("&$version=%1").arg(*version);
    const HubState *state = m_core.state.hub(m_name.hub);
    const auto publish = [session = m_session.weak_from_this(), topic, body] {
        if (const auto alive = session.lock())
            alive->publish(topic, body);
    };
    if (state && state->mode == HubMode::Slow)
        m_core.loop.after(slowAnswer, publish);
    else
        m_core.whenStored(publish); // what it tells of is on disk
}

bool HubMqtt::takeMethodAnswer(const QString &rest, const QByteArray &body)
{
    const qsizetype mark = rest.indexOf(QLatin1String("/?"));
    bool isNumber = false;
    const int status = rest.left(mark).toInt(&isNumber);
    if (mark < 0 || !isNumber)
        return false;
    m_methods.answered(m_name.hub, m_name.deviceId, requestIdOf(rest.mid(mark + 2)), status, body);
    return true;
}

bool HubMqtt::takesMethods() const
{
    return m_session.isSubscribed(methodTopic + QLatin1String("any/?$rid=1"));
}

void HubMqtt::callMethod(const QString &name, const QByteArray &payload, const QString &requestId)
{
    m_session.publish(methodTopic + name + QLatin1String("/?$rid=") + requestId, payload);
}

void HubMqtt::desiredChanged(const QJsonObject &patch, qint64 version)
{
    QJsonObject body = patch;
    body.insert(QStringLiteral("$version"), version);
    m_session.publish(QStringLiteral("%1?$version=%2").arg(desiredTopic).arg(version), compact(body));
}

void HubMqtt::closedByHub()
{
    m_attached = false;
    m_methods.deviceGone(m_name.hub, m_name.deviceId);
    m_session.close();
}

} // namespace rehome::local
