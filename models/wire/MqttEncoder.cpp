// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/MqttCodec.h"

#include <algorithm>

namespace rehome::wire::mqtt {

namespace {

constexpr qsizetype longestField = 65'535;
constexpr qsizetype longestPacket = 268'435'455; // four bytes of seven bits

/// The variable header and the payload; remembers when something does not fit.
class Body
{
public:
    Body &u8(quint8 value)
    {
        m_bytes.append(static_cast<char>(value));
        return *this;
    }
    Body &u16(quint16 value) { return u8(static_cast<quint8>(value >> 8)).u8(static_cast<quint8>(value)); }
    Body &packetId(quint16 value)
    {
        require(value != 0);
        return u16(value);
    }
    Body &field(const QByteArray &bytes)
    {
        require(bytes.size() <= longestField);
        u16(static_cast<quint16>(bytes.size()));
        m_bytes.append(bytes);
        return *this;
    }
    Body &text(const QString &text)
    {
        require(!text.contains(QChar(0)) && text.isValidUtf16());
        return field(text.toUtf8());
    }
    Body &topic(const QString &topic)
    {
        require(!topic.isEmpty() && !topic.contains(QLatin1Char('+')) && !topic.contains(QLatin1Char('#')));
        return text(topic);
    }
    Body &filter(const QString &filter)
    {
        require(isFilter(filter));
        return text(filter);
    }
    Body &raw(const QByteArray &bytes)
    {
        m_bytes.append(bytes);
        return *this;
    }
    Body &require(bool condition)
    {
        m_good = m_good && condition;
        return *this;
    }

    QByteArray packet(quint8 first) const
    {
        if (!m_good || m_bytes.size() > longestPacket)
            return {};
        QByteArray out;
        out.reserve(m_bytes.size() + 5);
        out.append(static_cast<char>(first));
        auto rest = static_cast<quint32>(m_bytes.size());
        do {
            const auto low = static_cast<quint8>(rest & 0x7f);
            rest >>= 7;
            out.append(static_cast<char>(rest > 0 ? low | 0x80 : low));
        } while (rest > 0);
        return out.append(m_bytes);
    }

private:
    QByteArray m_bytes;
    bool m_good = true;
};

QByteArray bytesOf(const Connect &connect)
{
    Body body;
    body.field("MQTT").u8(connect.protocolLevel);
    quint8 flags = connect.cleanSession ? 0x02 : 0;
    if (connect.will)
        flags |= static_cast<quint8>(0x04 | (connect.will->qos << 3) | (connect.will->retain ? 0x20 : 0));
    if (connect.password)
        flags |= 0x40;
    if (connect.userName)
        flags |= 0x80;
    body.require(!connect.password || connect.userName).require(!connect.will || connect.will->qos <= 2);
    body.u8(flags).u16(connect.keepAliveSeconds).text(connect.clientId);
    if (connect.will)
        body.topic(connect.will->topic).field(connect.will->payload);
    if (connect.userName)
        body.text(*connect.userName);
    if (connect.password)
        body.field(*connect.password);
    return body.packet(0x10);
}

QByteArray bytesOf(const ConnAck &ack)
{
    return Body().u8(ack.sessionPresent ? 1 : 0).u8(static_cast<quint8>(ack.code)).packet(0x20);
}

QByteArray bytesOf(const Publish &publish)
{
    Body body;
    body.require(publish.qos <= 1 && (publish.qos == 1 || !publish.duplicate)).topic(publish.topic);
    if (publish.qos == 1)
        body.packetId(publish.packetId);
    return body.raw(publish.payload)
        .packet(
            static_cast<quint8>(0x30 | (publish.duplicate ? 8 : 0) | (publish.qos << 1) | (publish.retain ? 1 : 0)));
}

QByteArray bytesOf(const PubAck &ack)
{
    return Body().packetId(ack.packetId).packet(0x40);
}

QByteArray bytesOf(const Subscribe &subscribe)
{
    Body body;
    body.require(!subscribe.filters.isEmpty()).packetId(subscribe.packetId);
    for (const auto &[filter, qos] : subscribe.filters)
        body.filter(filter).require(qos <= 2).u8(qos);
    return body.packet(0x82);
}

QByteArray bytesOf(const SubAck &ack)
{
    Body body;
    body.require(!ack.granted.isEmpty()).packetId(ack.packetId);
    for (const quint8 code : ack.granted)
        body.require(code <= 2 || code == SubAck::refused).u8(code);
    return body.packet(0x90);
}

QByteArray bytesOf(const Unsubscribe &unsubscribe)
{
    Body body;
    body.require(!unsubscribe.filters.isEmpty()).packetId(unsubscribe.packetId);
    for (const QString &filter : unsubscribe.filters)
        body.filter(filter);
    return body.packet(0xa2);
}

QByteArray bytesOf(const UnsubAck &ack)
{
    return Body().packetId(ack.packetId).packet(0xb0);
}

QByteArray bytesOf(const PingReq &)
{
    return Body().packet(0xc0);
}

QByteArray bytesOf(const PingResp &)
{
    return Body().packet(0xd0);
}

QByteArray bytesOf(const Disconnect &)
{
    return Body().packet(0xe0);
}

} // namespace

QByteArray encoded(const Packet &packet)
{
    return std::visit([](const auto &one) { return bytesOf(one); }, packet);
}

bool isFilter(const QString &filter)
{
    if (filter.isEmpty())
        return false;
    const auto levels = QStringView(filter).split(QLatin1Char('/'));
    for (qsizetype i = 0; i < levels.size(); ++i) {
        const QStringView level = levels.at(i);
        if (level.contains(QLatin1Char('+')) && level.size() != 1)
            return false;
        if (level.contains(QLatin1Char('#')) && (level.size() != 1 || i + 1 != levels.size()))
            return false;
    }
    return true;
}

bool filterMatches(const QString &filter, const QString &topic)
{
    const auto wanted = QStringView(filter).split(QLatin1Char('/'));
    const auto levels = QStringView(topic).split(QLatin1Char('/'));
    const bool wildFirst = wanted.first() == QLatin1String("+") || wanted.first() == QLatin1String("#");
    if (wildFirst && topic.startsWith(QLatin1Char('$')))
        return false;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted.at(i) == QLatin1String("#"))
            return true; // the parent level itself as well
        if (i >= levels.size() || (wanted.at(i) != QLatin1String("+") && wanted.at(i) != levels.at(i)))
            return false;
    }
    return wanted.size() == levels.size();
}

} // namespace rehome::wire::mqtt
