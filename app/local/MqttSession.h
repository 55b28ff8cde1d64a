// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "models/wire/MqttCodec.h"

#include <QtCore/QSet>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

// One MQTT connection without its wire. Three parts, all on the loop's thread:
//  * MqttTransport carries bytes: TLS (MqttListener) or a WebSocket (Listener);
//  * MqttSession speaks MQTT 3.1.1: handshake, acknowledgements, subscriptions, keep-alive, limits;
//  * MqttService is what the client talks to, one object for each connection, chosen by the CONNECT's user name
//    (MqttServices): the provisioning service (DpsMqtt) or the device side of a simulated hub.
namespace rehome::local {

class MqttSession;

class MqttTransport
{
public:
    virtual ~MqttTransport() = default;
    virtual void send(QByteArray bytes) = 0; ///< in order
    virtual qsizetype unsent() const = 0;    ///< bytes that the client has not taken so far
    virtual void close() = 0;                ///< when everything sent is out
    virtual void abort() = 0;                ///< at once
    virtual void resume() = 0;               ///< the session reads again after paused()
};

class MqttService
{
public:
    virtual ~MqttService() = default;
    /// The answer to the CONNECT that chose this service; anything but Accepted ends the connection. The session must
    /// not be asked to publish before this has returned.
    virtual wire::mqtt::ConnectCode connected(const wire::mqtt::Connect &connect) = 0;
    /// The QoS granted for a filter (0 or 1), or wire::mqtt::SubAck::refused. The session remembers the filter itself.
    virtual quint8 subscribed(const QString &filter, quint8 askedQos) = 0;
    virtual void unsubscribed(const QString &filter) { Q_UNUSED(filter) }
    /// False ends the connection without PUBACK: not a topic of this service. A QoS 1 publish is acknowledged when this
    /// returns true, before anything that was published within the call.
    virtual bool published(const wire::mqtt::Publish &publish) = 0;
    /// The client has acknowledged what MqttSession::publish() gave this packet ID for.
    virtual void acknowledged(quint16 packetId) { Q_UNUSED(packetId) }
    virtual qsizetype packetLimit() const { return 128 * 1024; } ///< bytes behind the fixed header
};

/// What the services need from the place where they were made.
struct MqttEnvironment
{
    /// Chooses by user name; null for one that nothing here answers to (CONNACK BadUserNameOrPassword).
    std::function<std::unique_ptr<MqttService>(MqttSession &, const wire::mqtt::Connect &)> serviceFor;
    /// Requests without an answer; the service waits for them before it ends.
    mutable std::atomic<int> busy{0};
    std::chrono::milliseconds connectTimeout{15'000}; ///< from the end of the handshake to the whole CONNECT
};

/// A service that answers later keeps a weak_ptr (weak_from_this()) and calls hold() before, release() after: the
/// connection may be gone by then, and a client with too many requests under way is not read meanwhile.
class MqttSession : public std::enable_shared_from_this<MqttSession>
{
public:
    MqttSession(MqttTransport &transport, std::shared_ptr<const MqttEnvironment> environment,
                std::shared_ptr<const ClientChain> clientChain);
    ~MqttSession();
    MqttSession(const MqttSession &) = delete;
    MqttSession &operator=(const MqttSession &) = delete;

    // For the transport.
    void received(const char *data, qsizetype size);
    bool paused() const; ///< do not read before resume()
    /// When the client has to have sent its next whole packet (EventLoop::nowMs); it is to be dropped otherwise.
    long long deadlineMs() const { return m_deadlineMs; }
    void lost();          ///< the connection is gone: nothing is sent any more
    void closeWhenIdle(); ///< the service ends: closes after the answers under way

    // For the service.
    /// QoS 1 unless the subscription was granted 0. Gives the packet ID, 0 for QoS 0 and when nothing that the client
    /// subscribed to matches: then it is not sent.
    quint16 publish(const QString &topic, const QByteArray &payload);
    bool isSubscribed(const QString &topic) const;
    void close(); ///< after what was published
    void hold();
    void release();
    const std::shared_ptr<const ClientChain> &clientChain() const { return m_clientChain; }
    bool isConnected() const { return m_state == State::Connected; }

private:
    enum class State : quint8
    {
        Waiting, ///< for CONNECT
        Connected,
        Closed
    };
    void work();
    bool handle(const wire::mqtt::Packet &packet); ///< false: a breach of the protocol, the connection ends
    bool connect(const wire::mqtt::Connect &connect);
    bool take(const wire::mqtt::Publish &publish);
    void subscribe(const wire::mqtt::Subscribe &subscribe);
    void send(const wire::mqtt::Packet &packet);
    void flush();
    void finish();
    std::optional<quint8> grantedFor(const QString &topic) const;
    void restartWatch();

    MqttTransport &m_transport;
    std::shared_ptr<const MqttEnvironment> m_environment;
    std::shared_ptr<const ClientChain> m_clientChain;
    std::unique_ptr<MqttService> m_service;
    wire::MqttReader m_reader;
    QHash<QString, quint8> m_subscriptions;
    QSet<quint16> m_unacknowledged;
    QByteArray m_out;
    long long m_deadlineMs = 0;
    int m_held = 0;
    quint16 m_keepAliveSeconds = 0, m_lastPacketId = 0;
    State m_state = State::Waiting;
    bool m_working = false, m_closing = false, m_ending = false;
};

} // namespace rehome::local
