// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "models/domain/Error.h"

#include <chrono>
#include <memory>

namespace rehome::local {

class EventLoop;

struct ListenerSettings
{
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0; ///< 0: any free one
    QByteArray certificatePem, privateKeyPem;
    quint32 headerLimit = 16 * 1024;
    quint64 bodyLimit = 1024 * 1024;
    std::chrono::seconds handshakeTimeout{15}, idleTimeout{120}, bodyTimeout{30}, writeTimeout{60};
};

/// HTTPS/1.1 over TLS 1.2 and 1.3: keep-alive, one request at a time per connection (pipelined ones wait their turn),
/// limits and time-outs per step. A client certificate is asked for and never required. The only file of the service
/// that sees Beast.
class Listener
{
public:
    using Handler = std::function<void(HttpRequest, ReplySink)>;

    Listener(EventLoop &loop, Handler handler);
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    /// Binds; 127.0.0.1 binds ::1 as well where there is one, since clients look up "localhost" either way. Gives the
    /// port. Error of kind Service with httpStatus 0 when the port is taken.
    Result<quint16> open(const ListenerSettings &settings);
    /// Loop thread: no new connections, idle ones are closed, busy ones close after their answer.
    void stopAccepting();
    int busy() const; ///< requests without an answer so far; any thread

    struct Private; ///< shared with the connections

private:
    std::shared_ptr<Private> d;
};

} // namespace rehome::local
