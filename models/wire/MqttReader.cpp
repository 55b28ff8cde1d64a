// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/MqttCodec.h"

#include <algorithm>

namespace rehome::wire {

namespace {

using namespace mqtt;

/// The variable header and the payload of one packet. Any read beyond its end or against the standard leaves it bad;
/// what it gives then is of no meaning.
class Cursor
{
public:
    Cursor(const char *data, qsizetype size)
        : m_data(data)
        , m_left(size)
    {
    }

    bool good() const { return m_good; }
    bool atEnd() const { return m_left == 0; }
    /// Everything was read and nothing was wrong.
    bool complete() const { return m_good && m_left == 0; }
    void require(bool condition) { m_good = m_good && condition; }

    quint8 u8()
    {
        if (!take(1))
            return 0;
        return static_cast<quint8>(m_data[-1]);
    }
    quint16 u16()
    {
        if (!take(2))
            return 0;
        return static_cast<quint16>((static_cast<quint8>(m_data[-2]) << 8) | static_cast<quint8>(m_data[-1]));
    }
    quint16 packetId()
    {
        const quint16 id = u16();
        require(id != 0);
        return id;
    }
    QByteArray field()
    {
        const qsizetype size = u16();
        if (!take(size))
            return {};
        return QByteArray(m_data - size, size);
    }
    /// [MQTT-1.5.3-1], [MQTT-1.5.3-2]: well-formed UTF-8 without U+0000.
    QString text()
    {
        const QByteArray bytes = field();
        require(QUtf8StringView(bytes).isValidUtf8() && !bytes.contains('\0'));
        return m_good ? QString::fromUtf8(bytes) : QString();
    }
    QString topic()
    {
        const QString name = text();
        require(!name.isEmpty() && !name.contains(QLatin1Char('+')) && !name.contains(QLatin1Char('#')));
        return name;
    }
    QString filter()
    {
        const QString name = text();
        require(isFilter(name));
        return name;
    }
    QByteArray rest()
    {
        const qsizetype size = m_left;
        if (!take(size))
            return {};
        return QByteArray(m_data - size, size);
    }

private:
    bool take(qsizetype size)
    {
        m_good = m_good && size <= m_left;
        if (!m_good)
            return false;
        m_data += size;
        m_left -= size;
        return true;
    }

    const char *m_data;
    qsizetype m_left;
    bool m_good = true;
};

Connect readConnect(Cursor &in)
{
    Connect out;
    const QByteArray name = in.field();
    in.require(name == "MQTT" || name == "MQIsdp"); // the latter is 3.1, whose level is 3
    out.protocolLevel = in.u8();
    if (in.good() && (out.protocolLevel != 4 || name != "MQTT")) {
        if (name != "MQTT" && out.protocolLevel == 4)
            in.require(false);
        in.rest(); // another version's layout
        return out;
    }
    const quint8 flags = in.u8();
    const bool hasWill = (flags & 0x04) != 0, hasPassword = (flags & 0x40) != 0, hasUserName = (flags & 0x80) != 0;
    const auto willQos = static_cast<quint8>((flags >> 3) & 3);
    in.require((flags & 0x01) == 0 && willQos <= 2 && (hasWill || (flags & 0x38) == 0) &&
               (hasUserName || !hasPassword));
    out.cleanSession = (flags & 0x02) != 0;
    out.keepAliveSeconds = in.u16();
    out.clientId = in.text();
    if (hasWill) {
        Will will;
        will.topic = in.topic();
        will.payload = in.field();
        will.qos = willQos;
        will.retain = (flags & 0x20) != 0;
        out.will = std::move(will);
    }
    if (hasUserName)
        out.userName = in.text();
    if (hasPassword)
        out.password = in.field();
    return out;
}

ConnAck readConnAck(Cursor &in)
{
    ConnAck out;
    const quint8 flags = in.u8(), code = in.u8();
    in.require(flags <= 1 && code <= 5 && (flags == 0 || code == 0));
    out.sessionPresent = flags == 1;
    out.code = static_cast<ConnectCode>(code);
    return out;
}

Publish readPublish(Cursor &in, quint8 flags)
{
    Publish out;
    out.duplicate = (flags & 8) != 0;
    out.qos = (flags >> 1) & 3;
    out.retain = (flags & 1) != 0;
    in.require(out.qos <= 1 && (out.qos == 1 || !out.duplicate));
    out.topic = in.topic();
    if (out.qos == 1)
        out.packetId = in.packetId();
    out.payload = in.rest();
    return out;
}

Subscribe readSubscribe(Cursor &in)
{
    Subscribe out;
    out.packetId = in.packetId();
    do {
        const QString filter = in.filter();
        const quint8 qos = in.u8();
        in.require(qos <= 2);
        out.filters.emplace_back(filter, qos);
    } while (in.good() && !in.atEnd());
    return out;
}

SubAck readSubAck(Cursor &in)
{
    SubAck out;
    out.packetId = in.packetId();
    do {
        const quint8 code = in.u8();
        in.require(code <= 2 || code == SubAck::refused);
        out.granted.append(code);
    } while (in.good() && !in.atEnd());
    return out;
}

Unsubscribe readUnsubscribe(Cursor &in)
{
    Unsubscribe out;
    out.packetId = in.packetId();
    do
        out.filters.append(in.filter());
    while (in.good() && !in.atEnd());
    return out;
}

/// Nobody waits for the rest of a packet that cannot be one.
bool canBegin(quint8 first)
{
    static constexpr quint8 others[] = {0x10, 0x20, 0x40, 0x82, 0x90, 0xa2, 0xb0, 0xc0, 0xd0, 0xe0};
    return (first & 0xf0) == 0x30 || std::find(std::begin(others), std::end(others), first) != std::end(others);
}

/// `first` is the whole first byte: only a publish may choose its low half.
std::optional<Packet> readPacket(quint8 first, Cursor in)
{
    const auto whole = [&in](Packet packet) {
        return in.complete() ? std::optional<Packet>(std::move(packet)) : std::nullopt;
    };
    if ((first & 0xf0) == 0x30)
        return whole(readPublish(in, first & 0x0f));
    switch (first) {
    case 0x10:
        return whole(readConnect(in));
    case 0x20:
        return whole(readConnAck(in));
    case 0x40:
        return whole(PubAck{in.packetId()});
    case 0x82:
        return whole(readSubscribe(in));
    case 0x90:
        return whole(readSubAck(in));
    case 0xa2:
        return whole(readUnsubscribe(in));
    case 0xb0:
        return whole(UnsubAck{in.packetId()});
    case 0xc0:
        return whole(PingReq());
    case 0xd0:
        return whole(PingResp());
    case 0xe0:
        return whole(Disconnect());
    default: // reserved, wrong flags, or the exchange of QoS 2
        return std::nullopt;
    }
}

Failure broken()
{
    Error error;
    error.kind = ErrorKind::BadInput;
    error.message = QStringLiteral("The data is not MQTT 3.1.1, or more than is taken here.");
    return Failure(std::move(error));
}

} // namespace

void MqttReader::feed(const char *data, qsizetype size)
{
    if (m_broken)
        return;
    if (m_at == m_buffer.size()) {
        m_buffer.resize(0);
        m_at = 0;
    } else if (m_at > m_buffer.size() / 2) {
        m_buffer.remove(0, m_at);
        m_at = 0;
    }
    m_buffer.append(data, size);
}

Failure MqttReader::drop()
{
    m_broken = true;
    m_buffer.clear();
    m_at = 0;
    return broken();
}

Result<std::optional<mqtt::Packet>> MqttReader::next()
{
    if (m_broken)
        return broken();
    const char *const start = m_buffer.constData() + m_at;
    const qsizetype here = m_buffer.size() - m_at;
    if (here > 0 && !canBegin(static_cast<quint8>(start[0])))
        return drop();
    qsizetype length = 0, header = 1;
    for (int shift = 0;; shift += 7) {
        if (header >= here)
            return std::optional<mqtt::Packet>();
        const auto byte = static_cast<quint8>(start[header++]);
        length |= static_cast<qsizetype>(byte & 0x7f) << shift;
        if (length > m_limit || (shift == 21 && (byte & 0x80) != 0)) {
            return drop();
        }
        if ((byte & 0x80) == 0)
            break;
    }
    if (here - header < length)
        return std::optional<mqtt::Packet>();
    auto packet = readPacket(static_cast<quint8>(start[0]), Cursor(start + header, length));
    m_at += header + length;
    if (!packet)
        return drop();
    return packet;
}

} // namespace rehome::wire
