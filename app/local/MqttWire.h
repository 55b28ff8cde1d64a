// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Connections.h"
#include "app/local/MqttSession.h"

#include <array>
#include <boost/asio/steady_timer.hpp>

namespace rehome::local {

class EventLoop;

/// What TLS and WebSocket have in common in carrying MQTT: the queue of what goes out, the read loop, the watch over
/// both. The derived class moves the bytes; its completions keep a shared_ptr of it. Loop thread.
class MqttWire : public MqttTransport, public Connection, public std::enable_shared_from_this<MqttWire>
{
public:
    void send(QByteArray bytes) override;
    qsizetype unsent() const override { return m_queue.size() + m_writing.size(); }
    void close() override;
    void abort() override { drop(); }
    void resume() override;
    void closeWhenIdle() override;
    void drop() override;
    long long idleSince() const override { return m_session && m_session->paused() ? -1 : m_idleSince; }

protected:
    MqttWire(EventLoop &loop, Connections &connections, std::shared_ptr<const MqttEnvironment> environment);
    ~MqttWire() override;

    void watchUntil(long long deadlineMs);
    void begin(std::shared_ptr<const ClientChain> clientChain); ///< MQTT starts
    void onRead(bool good, std::size_t size);
    void onWritten(bool good);

    virtual void readSome(char *data, std::size_t size) = 0;
    virtual void writeAll(const QByteArray &bytes) = 0; ///< the bytes stay until onWritten()
    virtual void shutdown() = 0;                        ///< says good-bye; drop() follows at the watch's end
    virtual void cut() = 0;                             ///< closes the socket; completions come with errors

    std::shared_ptr<const MqttEnvironment> m_environment;

private:
    void read();
    void write();
    void watch();
    long long dueMs() const;

    boost::asio::steady_timer m_timer;
    std::shared_ptr<MqttSession> m_session;
    std::array<char, 4096> m_in;
    QByteArray m_queue, m_writing;
    long long m_deadlineMs = 0, m_writeDeadlineMs = 0, m_idleSince = 0;
    bool m_reading = false, m_closeAfter = false, m_closing = false, m_dropped = false;
};

} // namespace rehome::local
