// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/TlsClient.h"
#include "models/wire/MqttCodec.h"

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace rehome::devices {

struct MqttLinkSettings
{
    QString host; ///< verified against the certificate
    quint16 port = 8883;
    QString clientId, userName;
    QByteArray password; ///< secret; sent, never logged
    std::chrono::seconds keepAlive{240};
    std::chrono::milliseconds openTimeout{15'000}; ///< from the look-up of the name to CONNACK
};

/// One device's MQTT 3.1.1 connection over TLS, QoS 0. Not thread-safe: every call and event is on the thread that
/// runs the io_context. The TlsClient has to outlive it.
class MqttLink : public std::enable_shared_from_this<MqttLink>
{
public:
    struct Events
    {
        /// Once: 200, or how a hub's refusal reads in HTTP (400, 401, 503), or 0 when nobody answered.
        std::function<void(int status)> opened;
        std::function<void(const wire::mqtt::Publish &)> received;
        std::function<void()> closed; ///< once, after opened(200) and without close()
    };

    static std::shared_ptr<MqttLink> open(boost::asio::io_context &io, TlsClient &tls, MqttLinkSettings settings,
                                          Events events);
    void subscribe(const QStringList &filters);
    void publish(const QString &topic, const QByteArray &payload);
    /// Says DISCONNECT. No event comes any more.
    void close();

private:
    using Stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;
    using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;
    MqttLink(boost::asio::io_context &io, TlsClient &tls, MqttLinkSettings settings, Events events);

    void resolve();
    void connectTo(Endpoints endpoints, std::size_t index);
    void handshake();
    void send(const wire::mqtt::Packet &packet);
    void write();
    void read();
    bool take(const wire::mqtt::Packet &packet);
    void armPing();
    void fail(int status);

    MqttLinkSettings m_settings;
    Events m_events;
    TlsClient &m_tls;
    Stream m_stream;
    boost::asio::ip::tcp::resolver m_resolver;
    boost::asio::steady_timer m_timer; // opening, then keep-alive
    wire::MqttReader m_reader;
    std::array<char, 4096> m_buffer{};
    std::deque<QByteArray> m_unsent;
    quint16 m_packetId = 0;
    bool m_open = false, m_ended = false, m_closing = false;
};

} // namespace rehome::devices
