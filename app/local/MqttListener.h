// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Listener.h"

namespace rehome::local {

/// MQTT 3.1.1 over TLS on a port of its own (`--mqtt-listen`). Same certificate and rules as the HTTPS port.
class MqttListener
{
public:
    MqttListener(EventLoop &loop, Connections &connections, std::shared_ptr<const MqttEnvironment> environment);
    ~MqttListener();
    MqttListener(const MqttListener &) = delete;
    MqttListener &operator=(const MqttListener &) = delete;

    /// As Listener::open; of the settings it takes address, port, certificate, key and handshake time.
    Result<quint16> open(const ListenerSettings &settings);
    void stopAccepting(); ///< loop thread

    struct Private; ///< shared with the connections

private:
    std::shared_ptr<Private> d;
};

} // namespace rehome::local
