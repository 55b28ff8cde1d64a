// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/MqttSession.h"

#include "app/local/EventLoop.h"

#include <algorithm>

namespace rehome::local {

using namespace wire::mqtt;

namespace {

// A client that asks for no watch, or a very long one, is still watched: a lost peer must not hold its place for ever.
constexpr quint16 longestKeepAliveSeconds = 1'800;
constexpr qsizetype connectLimit = 32 * 1024;  // user name, token and a small will
constexpr qsizetype unsentLimit = 1024 * 1024; // a client that asks and never reads
constexpr qsizetype subscriptionLimit = 64;
constexpr qsizetype unacknowledgedLimit = 1'000;
constexpr int requestsAtOnce = 8;

} // namespace

MqttSession::MqttSession(MqttTransport &transport, std::shared_ptr<const MqttEnvironment> environment,
                         std::shared_ptr<const ClientChain> clientChain)
    : m_transport(transport)
    , m_environment(std::move(environment))
    , m_clientChain(std::move(clientChain))
    , m_reader(connectLimit)
    , m_deadlineMs(EventLoop::nowMs() + m_environment->connectTimeout.count())
{
}

MqttSession::~MqttSession()
{
    m_environment->busy -= m_held;
}

void MqttSession::received(const char *data, qsizetype size)
{
    if (m_state == State::Closed || m_closing)
        return;
    m_reader.feed(data, size);
    work();
}

/// Answers every packet that is here; one write carries all the answers.
void MqttSession::work()
{
    m_working = true;
    while (m_state != State::Closed && !m_closing && !paused()) {
        const auto next = m_reader.next();
        if (next && !*next)
            break;
        if (!next || !handle(**next))
            m_closing = true;
        restartWatch();
    }
    m_working = false;
    finish();
}

bool MqttSession::handle(const Packet &packet)
{
    if (m_state == State::Waiting) {
        const auto *first = std::get_if<Connect>(&packet);
        return first && connect(*first); // [MQTT-3.1.0-1]: nothing comes before CONNECT
    }
    if (const auto *publish = std::get_if<Publish>(&packet))
        return take(*publish);
    if (const auto *ack = std::get_if<PubAck>(&packet)) {
        if (m_unacknowledged.remove(ack->packetId))
            m_service->acknowledged(ack->packetId);
        return true;
    }
    if (const auto *wanted = std::get_if<Subscribe>(&packet)) {
        subscribe(*wanted);
        return true;
    }
    if (const auto *unwanted = std::get_if<Unsubscribe>(&packet)) {
        for (const QString &filter : unwanted->filters)
            if (m_subscriptions.remove(filter))
                m_service->unsubscribed(filter);
        send(UnsubAck{unwanted->packetId});
        return true;
    }
    if (std::holds_alternative<PingReq>(packet)) {
        send(PingResp());
        return true;
    }
    // DISCONNECT ends in order; a second CONNECT and what only servers send end as a breach. Wills are of no use to
    // either service: nobody could receive them.
    return false;
}

bool MqttSession::connect(const Connect &connect)
{
    const auto answer = [this](ConnectCode code) {
        send(ConnAck{false, code}); // sessions are never kept: SessionPresent is 0 (protocol facts, section 5)
        return code == ConnectCode::Accepted;
    };
    if (connect.protocolLevel != 4)
        return answer(ConnectCode::UnacceptableProtocol);
    if (connect.clientId.isEmpty())
        return answer(ConnectCode::IdentifierRejected);
    auto service = m_environment->serviceFor(*this, connect);
    if (!service)
        return answer(ConnectCode::BadUserNameOrPassword);
    m_service = std::move(service);
    m_keepAliveSeconds = connect.keepAliveSeconds;
    const ConnectCode code = m_service->connected(connect);
    if (code == ConnectCode::Accepted) {
        m_state = State::Connected;
        m_reader.setLimit(m_service->packetLimit());
    }
    return answer(code);
}

bool MqttSession::take(const Publish &publish)
{
    // The acknowledgement comes first: the .NET client fails on any packet between its publish and the PUBACK.
    const QByteArray before = std::exchange(m_out, QByteArray());
    const bool known = m_service->published(publish);
    const QByteArray answers = std::exchange(m_out, before);
    if (!known)
        return false;
    if (publish.qos == 1)
        send(PubAck{publish.packetId});
    m_out += answers;
    return true;
}

void MqttSession::subscribe(const Subscribe &subscribe)
{
    SubAck ack{subscribe.packetId, {}};
    for (const auto &[filter, askedQos] : subscribe.filters) {
        const bool fits = m_subscriptions.size() < subscriptionLimit || m_subscriptions.contains(filter);
        const quint8 granted = fits ? m_service->subscribed(filter, askedQos) : SubAck::refused;
        if (granted != SubAck::refused)
            m_subscriptions.insert(filter, granted);
        ack.granted.append(granted);
    }
    send(ack);
}

std::optional<quint8> MqttSession::grantedFor(const QString &topic) const
{
    std::optional<quint8> best;
    for (auto it = m_subscriptions.begin(); it != m_subscriptions.end(); ++it)
        if (filterMatches(it.key(), topic))
            best = std::max(best.value_or(0), it.value());
    return best;
}

bool MqttSession::isSubscribed(const QString &topic) const
{
    return grantedFor(topic).has_value();
}

quint16 MqttSession::publish(const QString &topic, const QByteArray &payload)
{
    const auto granted = m_state == State::Connected ? grantedFor(topic) : std::nullopt;
    if (!granted)
        return 0;
    Publish out{topic, payload, *granted, false, false, 0};
    if (*granted == 1) {
        if (m_unacknowledged.size() >= unacknowledgedLimit) {
            close();
            return 0;
        }
        do
            ++m_lastPacketId;
        while (m_lastPacketId == 0 || m_unacknowledged.contains(m_lastPacketId));
        out.packetId = m_lastPacketId;
        m_unacknowledged.insert(out.packetId);
    }
    send(out);
    if (!m_working)
        finish();
    return out.packetId;
}

void MqttSession::send(const Packet &packet)
{
    m_out += encoded(packet);
}

void MqttSession::flush()
{
    if (m_out.isEmpty())
        return;
    m_transport.send(std::exchange(m_out, QByteArray()));
}

/// Sends what is there and carries out what was decided meanwhile.
void MqttSession::finish()
{
    if (m_state == State::Closed)
        return;
    flush();
    if (m_ending && m_held == 0)
        m_closing = true;
    if (m_closing) {
        m_state = State::Closed;
        m_transport.close();
    } else if (m_transport.unsent() > unsentLimit) {
        m_state = State::Closed;
        m_transport.abort();
    }
}

void MqttSession::restartWatch()
{
    if (m_state != State::Connected)
        return;
    const quint16 seconds =
        m_keepAliveSeconds == 0 ? longestKeepAliveSeconds : std::min(m_keepAliveSeconds, longestKeepAliveSeconds);
    m_deadlineMs = EventLoop::nowMs() + seconds * 1'500LL; // [MQTT-3.1.2-24]: one and a half times
}

bool MqttSession::paused() const
{
    return m_held >= requestsAtOnce;
}

void MqttSession::close()
{
    m_closing = true;
    if (!m_working)
        finish();
}

void MqttSession::closeWhenIdle()
{
    m_ending = true;
    if (!m_working)
        finish();
}

void MqttSession::lost()
{
    m_state = State::Closed;
    m_subscriptions.clear();
}

void MqttSession::hold()
{
    ++m_held;
    ++m_environment->busy;
}

void MqttSession::release()
{
    const bool waited = paused();
    --m_held;
    --m_environment->busy;
    if (m_working)
        return;
    if (waited && !paused() && m_state != State::Closed) {
        work();
        if (m_state != State::Closed && !paused())
            m_transport.resume();
        return;
    }
    finish();
}

} // namespace rehome::local
