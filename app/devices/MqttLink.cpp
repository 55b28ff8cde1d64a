// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/MqttLink.h"

#include "app/devices/HostAddress.h"

#include <boost/asio/write.hpp>

namespace rehome::devices {

namespace asio = boost::asio;
namespace mqtt = rehome::wire::mqtt;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

constexpr qsizetype largestPacket = 128 * 1024;

int asStatus(mqtt::ConnectCode code)
{
    switch (code) {
    case mqtt::ConnectCode::Accepted:
        return 200;
    case mqtt::ConnectCode::ServerUnavailable:
        return 503;
    case mqtt::ConnectCode::BadUserNameOrPassword:
    case mqtt::ConnectCode::NotAuthorized:
        return 401;
    case mqtt::ConnectCode::UnacceptableProtocol:
    case mqtt::ConnectCode::IdentifierRejected:
        break;
    }
    return 400;
}

} // namespace

MqttLink::MqttLink(asio::io_context &io, TlsClient &tls, MqttLinkSettings settings, Events events)
    : m_settings(std::move(settings))
    , m_events(std::move(events))
    , m_tls(tls)
    , m_stream(io, tls.context())
    , m_resolver(io)
    , m_timer(io)
    , m_reader(largestPacket)
{
}

std::shared_ptr<MqttLink> MqttLink::open(asio::io_context &io, TlsClient &tls, MqttLinkSettings settings, Events events)
{
    std::shared_ptr<MqttLink> link(new MqttLink(io, tls, std::move(settings), std::move(events)));
    link->m_timer.expires_after(link->m_settings.openTimeout);
    link->m_timer.async_wait([link](error_code error) {
        if (!error && !link->m_open)
            link->fail(0);
    });
    link->resolve();
    return link;
}

void MqttLink::resolve()
{
    if (const auto address = fixedAddress(m_settings.host)) {
        connectTo({tcp::endpoint(*address, m_settings.port)}, 0);
        return;
    }
    m_resolver.async_resolve(m_settings.host.toStdString(), std::to_string(m_settings.port),
                             [self = shared_from_this()](error_code error, const tcp::resolver::results_type &found) {
                                 if (error)
                                     return self->fail(0);
                                 Endpoints endpoints;
                                 for (const auto &entry : found)
                                     endpoints.push_back(entry.endpoint());
                                 self->connectTo(std::move(endpoints), 0);
                             });
}

void MqttLink::connectTo(Endpoints endpoints, std::size_t index)
{
    if (m_ended)
        return;
    if (index >= endpoints.size())
        return fail(0);
    error_code ignored;
    m_stream.next_layer().close(ignored);
    const auto endpoint = endpoints[index];
    m_stream.next_layer().async_connect(
        endpoint, [self = shared_from_this(), endpoints = std::move(endpoints), index](error_code error) mutable {
            if (error)
                return self->connectTo(std::move(endpoints), index + 1);
            self->handshake();
        });
}

void MqttLink::handshake()
{
    if (m_ended)
        return;
    error_code ignored;
    m_stream.next_layer().set_option(tcp::no_delay(true), ignored);
    m_tls.prepare(m_stream.native_handle(), m_settings.host);
    m_stream.async_handshake(asio::ssl::stream_base::client, [self = shared_from_this()](error_code error) {
        if (error)
            return self->fail(0);
        mqtt::Connect connect;
        connect.clientId = self->m_settings.clientId;
        connect.keepAliveSeconds = static_cast<quint16>(self->m_settings.keepAlive.count());
        connect.userName = self->m_settings.userName;
        connect.password = self->m_settings.password;
        self->send(connect);
        self->read();
    });
}

void MqttLink::subscribe(const QStringList &filters)
{
    mqtt::Subscribe subscribe;
    subscribe.packetId = ++m_packetId;
    for (const QString &filter : filters)
        subscribe.filters.append({filter, quint8{0}});
    send(subscribe);
}

void MqttLink::publish(const QString &topic, const QByteArray &payload)
{
    mqtt::Publish publish;
    publish.topic = topic;
    publish.payload = payload;
    send(publish);
}

void MqttLink::close()
{
    m_events = {};
    if (!m_open || m_ended)
        return fail(0);
    m_closing = true;
    send(mqtt::Disconnect());
}

void MqttLink::send(const mqtt::Packet &packet)
{
    if (m_ended)
        return;
    m_unsent.push_back(mqtt::encoded(packet));
    if (m_unsent.size() == 1)
        write();
}

void MqttLink::write()
{
    const QByteArray &bytes = m_unsent.front();
    asio::async_write(m_stream, asio::buffer(bytes.constData(), static_cast<std::size_t>(bytes.size())),
                      [self = shared_from_this()](error_code error, std::size_t) {
                          if (error || self->m_ended)
                              return self->fail(0);
                          self->m_unsent.pop_front();
                          if (!self->m_unsent.empty())
                              return self->write();
                          if (self->m_closing)
                              return self->fail(0);
                          if (self->m_open)
                              self->armPing();
                      });
}

void MqttLink::read()
{
    m_stream.async_read_some(asio::buffer(m_buffer), [self = shared_from_this()](error_code error, std::size_t size) {
        if (error || self->m_ended)
            return self->fail(0);
        self->m_reader.feed(self->m_buffer.data(), static_cast<qsizetype>(size));
        for (;;) {
            const auto packet = self->m_reader.next();
            if (!packet)
                return self->fail(0);
            if (!*packet)
                break;
            if (!self->take(**packet))
                return self->fail(0);
            if (self->m_ended)
                return;
        }
        self->read();
    });
}

bool MqttLink::take(const mqtt::Packet &packet)
{
    if (const auto *answer = std::get_if<mqtt::ConnAck>(&packet)) {
        if (m_open)
            return false;
        if (answer->code != mqtt::ConnectCode::Accepted) {
            fail(asStatus(answer->code));
            return true;
        }
        m_open = true;
        armPing();
        if (const auto opened = std::exchange(m_events.opened, nullptr))
            opened(200);
        return true;
    }
    if (!m_open)
        return false;
    if (const auto *publish = std::get_if<mqtt::Publish>(&packet)) {
        if (publish->qos == 1)
            send(mqtt::PubAck{publish->packetId});
        const auto received = m_events.received; // it may close the link, and with it its own function
        if (received)
            received(*publish);
        return true;
    }
    return std::holds_alternative<mqtt::SubAck>(packet) || std::holds_alternative<mqtt::PubAck>(packet) ||
           std::holds_alternative<mqtt::PingResp>(packet);
}

// "in each period of one and a half keep-alives the client sends something"; half a period leaves room.
void MqttLink::armPing()
{
    m_timer.expires_after(m_settings.keepAlive / 2);
    m_timer.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (!error && self && self->m_open)
            self->send(mqtt::PingReq());
    });
}

void MqttLink::fail(int status)
{
    if (std::exchange(m_ended, true))
        return;
    m_timer.cancel();
    m_resolver.cancel();
    error_code ignored;
    m_stream.next_layer().close(ignored);
    const Events events = std::exchange(m_events, {});
    if (!m_open && events.opened)
        events.opened(status);
    else if (m_open && events.closed)
        events.closed();
}

} // namespace rehome::devices
