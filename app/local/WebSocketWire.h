// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// MQTT in WebSocket frames. Part of Listener.cpp alone, which is one of the few files that see Beast.
#include "app/local/EventLoop.h"
#include "app/local/MqttWire.h"

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace rehome::local {

/// Binary frames with MQTT in them, cut as the client likes ([MQTT-6.0.0-1] to [MQTT-6.0.0-4]).
class WebSocketWire : public MqttWire
{
public:
    using Tls = boost::beast::ssl_stream<boost::beast::tcp_stream>;
    using Request = boost::beast::http::request<boost::beast::http::string_body>;

    WebSocketWire(EventLoop &loop, Connections &connections, std::shared_ptr<const MqttEnvironment> environment,
                  Tls stream, std::shared_ptr<const ClientChain> chain)
        : MqttWire(loop, connections, std::move(environment))
        , m_stream(std::move(stream))
        , m_chain(std::move(chain))
    {
    }

    /// "mqtt" among the subprotocols that the client offers.
    static bool offersMqtt(const Request &request)
    {
        for (const auto &token :
             boost::beast::http::token_list(request[boost::beast::http::field::sec_websocket_protocol]))
            if (token == "mqtt")
                return true;
        return false;
    }

    void run(Request request)
    {
        namespace websocket = boost::beast::websocket;
        boost::beast::get_lowest_layer(m_stream).expires_never(); // the WebSocket has times of its own
        m_stream.set_option(websocket::stream_base::timeout{std::chrono::seconds(15), std::chrono::seconds(60), true});
        m_stream.set_option(websocket::stream_base::decorator([](websocket::response_type &response) {
            response.set(boost::beast::http::field::sec_websocket_protocol, "mqtt");
        }));
        m_stream.read_message_max(frameLimit);
        m_stream.auto_fragment(false);
        m_stream.binary(true);
        watchUntil(EventLoop::nowMs() + 15'000);
        m_request = std::move(request);
        m_stream.async_accept(m_request, [self = self()](boost::beast::error_code error) {
            if (error)
                return self->drop();
            self->m_request = {};
            self->begin(std::move(self->m_chain));
        });
    }

protected:
    void readSome(char *data, std::size_t size) override
    {
        m_stream.async_read_some(boost::asio::buffer(data, size),
                                 [self = self()](boost::beast::error_code error, std::size_t got) {
                                     if (!error && !self->m_stream.got_binary())
                                         return self->refuse();
                                     self->onRead(!error, got);
                                 });
    }

    void writeAll(const QByteArray &bytes) override
    {
        m_stream.async_write(boost::asio::buffer(bytes.constData(), static_cast<std::size_t>(bytes.size())),
                             [self = self()](boost::beast::error_code error, std::size_t) { self->onWritten(!error); });
    }

    void shutdown() override { closeWith(boost::beast::websocket::close_code::normal); }

    void cut() override { boost::beast::get_lowest_layer(m_stream).close(); }

private:
    static constexpr std::size_t frameLimit = 512 * 1024;

    /// Text cannot hold MQTT.
    void refuse() { closeWith(boost::beast::websocket::close_code::unknown_data); }

    void closeWith(boost::beast::websocket::close_code code)
    {
        m_stream.async_close(code, [self = self()](boost::beast::error_code) { self->drop(); });
    }

    std::shared_ptr<WebSocketWire> self() { return std::static_pointer_cast<WebSocketWire>(shared_from_this()); }

    boost::beast::websocket::stream<Tls> m_stream;
    std::shared_ptr<const ClientChain> m_chain;
    Request m_request;
};

} // namespace rehome::local
