// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "models/domain/Error.h"

#include <chrono>
#include <memory>

namespace rehome::local {

class Connections;
class EventLoop;
struct MqttEnvironment;

struct ListenerSettings
{
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0; ///< 0: any free one
    QByteArray certificatePem, privateKeyPem;
    quint32 headerLimit = 16 * 1024;
    quint64 bodyLimit = 1024 * 1024;
    /// From the connection to the end of the handshake; between requests; from a request's first byte to the end of its
    /// headers; for the body; for the answer; for what a refused client still sends.
    std::chrono::milliseconds handshakeTimeout{15'000}, idleTimeout{120'000}, headerTimeout{20'000},
        bodyTimeout{30'000}, writeTimeout{60'000}, lingerTimeout{5'000};
};

/// HTTPS/1.1 over TLS 1.2 and 1.3: keep-alive, one request at a time per connection (pipelined ones wait their turn),
/// limits and time-outs per step; MQTT in WebSocket frames at /$iothub/websocket. A client certificate is asked for and
/// never required. The only unit of the service that sees all of Beast; WebhookClient.cpp takes its parser of answers,
/// so that HTTP is read in one way.
class Listener
{
public:
    using Handler = std::function<void(HttpRequest, ReplySink)>;

    /// Without `mqtt` there are no WebSockets.
    Listener(EventLoop &loop, Connections &connections, Handler handler,
             std::shared_ptr<const MqttEnvironment> mqtt = nullptr);
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    /// Binds; 127.0.0.1 binds ::1 as well where there is one, since clients look up "localhost" either way. Gives the
    /// port. Error of kind Service with httpStatus 0 when the port is taken.
    Result<quint16> open(const ListenerSettings &settings);
    /// Loop thread: no new connections and no further requests; Connections::closeWhenIdle() ends those that are here.
    void stopAccepting();
    int busy() const; ///< requests without an answer so far; any thread

    struct Private; ///< shared with the connections

private:
    std::shared_ptr<Private> d;
};

} // namespace rehome::local
