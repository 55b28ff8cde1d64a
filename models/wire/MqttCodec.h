// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QStringList>
#include <optional>
#include <utility>
#include <variant>

// MQTT 3.1.1 as devices of the provisioning service and of IoT hubs use it (OASIS standard of 29 October 2014;
// protocol facts, section 5): packets to bytes and back, both directions, QoS 0 and 1. No I/O. Pure, any thread.
namespace rehome::wire {

namespace mqtt {

/// A last will; QoS 2 is read, since clients may ask for it.
struct Will
{
    QString topic;
    QByteArray payload;
    quint8 qos = 0;
    bool retain = false;
    bool operator==(const Will &) const = default;
};

struct Connect
{
    /// Other than 4: nothing behind it was read; the answer is ConnectCode::UnacceptableProtocol and the end.
    quint8 protocolLevel = 4;
    QString clientId;
    bool cleanSession = true;
    quint16 keepAliveSeconds = 0; ///< 0: the client asks for no watch
    std::optional<QString> userName;
    std::optional<QByteArray> password; ///< secret; only with a user name
    std::optional<Will> will;
    bool operator==(const Connect &) const = default;
};

enum class ConnectCode : quint8
{
    Accepted = 0,
    UnacceptableProtocol = 1,
    IdentifierRejected = 2,
    ServerUnavailable = 3,
    BadUserNameOrPassword = 4,
    NotAuthorized = 5,
};

struct ConnAck
{
    bool sessionPresent = false;
    ConnectCode code = ConnectCode::Accepted;
    bool operator==(const ConnAck &) const = default;
};

struct Publish
{
    QString topic; ///< not empty, no wildcards
    QByteArray payload;
    quint8 qos = 0; ///< 0 or 1
    bool retain = false, duplicate = false;
    quint16 packetId = 0; ///< of QoS 1; never 0 there
    bool operator==(const Publish &) const = default;
};

struct PubAck
{
    quint16 packetId = 0;
    bool operator==(const PubAck &) const = default;
};

struct Subscribe
{
    quint16 packetId = 0;
    QList<std::pair<QString, quint8>> filters; ///< topic filter and the QoS asked for, 0 to 2; never empty
    bool operator==(const Subscribe &) const = default;
};

struct SubAck
{
    static constexpr quint8 refused = 0x80;
    quint16 packetId = 0;
    QList<quint8> granted; ///< one for each filter: QoS, or `refused`
    bool operator==(const SubAck &) const = default;
};

struct Unsubscribe
{
    quint16 packetId = 0;
    QStringList filters;
    bool operator==(const Unsubscribe &) const = default;
};

struct UnsubAck
{
    quint16 packetId = 0;
    bool operator==(const UnsubAck &) const = default;
};

struct PingReq
{
    bool operator==(const PingReq &) const = default;
};

struct PingResp
{
    bool operator==(const PingResp &) const = default;
};

struct Disconnect
{
    bool operator==(const Disconnect &) const = default;
};

using Packet = std::variant<Connect, ConnAck, Publish, PubAck, Subscribe, SubAck, Unsubscribe, UnsubAck, PingReq,
                            PingResp, Disconnect>;

/// The packet's bytes. Empty when it cannot be said in MQTT: a text above 65,535 bytes or with U+0000, a wildcard in a
/// topic, QoS 2 in a publish, a packet ID 0 where one is needed.
QByteArray encoded(const Packet &packet);

/// Wildcards only where the standard allows them.
bool isFilter(const QString &filter);
/// As brokers match: '+' one level, '#' the rest; neither of them a first level that starts with '$'.
bool filterMatches(const QString &filter, const QString &topic);

} // namespace mqtt

/// Takes bytes as they come and gives whole packets. Strict: whatever the standard forbids, QoS 2 and packets above the
/// limit are an error, after which the connection has to end and nothing more is read. Memory: at most one packet of
/// the limit and what one feed() brought.
class MqttReader
{
public:
    explicit MqttReader(qsizetype packetLimit)
        : m_limit(packetLimit)
    {
    }

    void setLimit(qsizetype packetLimit) { m_limit = packetLimit; } ///< for the packets that are not here yet
    void feed(const char *data, qsizetype size);
    /// The next whole packet; nothing when bytes are missing; an Error of kind BadInput when the stream is broken.
    Result<std::optional<mqtt::Packet>> next();
    bool isEmpty() const { return m_at == m_buffer.size(); } ///< no byte of a further packet is here

private:
    Failure drop();

    QByteArray m_buffer;
    qsizetype m_at = 0, m_limit;
    bool m_broken = false;
};

} // namespace rehome::wire
