// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/MqttWire.h"

#include "app/local/EventLoop.h"

#include <boost/asio/io_context.hpp>

namespace rehome::local {

namespace {

constexpr long long writeTimeoutMs = 30'000, goodByeMs = 2'000;

} // namespace

MqttWire::MqttWire(EventLoop &loop, Connections &connections, std::shared_ptr<const MqttEnvironment> environment)
    : Connection(connections)
    , m_environment(std::move(environment))
    , m_timer(loop.context())
    , m_idleSince(EventLoop::nowMs())
{
}

MqttWire::~MqttWire()
{
    if (m_session)
        m_session->lost();
}

void MqttWire::begin(std::shared_ptr<const ClientChain> clientChain)
{
    m_session = std::make_shared<MqttSession>(*this, m_environment, std::move(clientChain));
    watchUntil(m_session->deadlineMs());
    read();
}

void MqttWire::read()
{
    if (m_reading || m_closing || m_dropped)
        return;
    m_reading = true;
    readSome(m_in.data(), m_in.size());
}

void MqttWire::onRead(bool good, std::size_t size)
{
    m_reading = false;
    if (!good)
        return drop();
    if (m_closing || m_dropped)
        return;
    m_idleSince = EventLoop::nowMs();
    m_session->received(m_in.data(), static_cast<qsizetype>(size));
    if (!m_closing && m_session->deadlineMs() < m_deadlineMs)
        watchUntil(m_session->deadlineMs()); // a short keep-alive begins
    if (!m_closeAfter && !m_session->paused())
        read();
}

void MqttWire::resume()
{
    read();
}

void MqttWire::send(QByteArray bytes)
{
    if (m_closing || m_dropped)
        return;
    if (m_queue.isEmpty())
        m_queue = std::move(bytes);
    else
        m_queue += bytes;
    if (m_writing.isEmpty())
        write();
}

void MqttWire::write()
{
    m_writing = std::exchange(m_queue, QByteArray());
    m_writeDeadlineMs = EventLoop::nowMs() + writeTimeoutMs;
    if (m_writeDeadlineMs < m_deadlineMs)
        watchUntil(m_writeDeadlineMs);
    writeAll(m_writing);
}

void MqttWire::onWritten(bool good)
{
    m_writing.clear();
    if (!good)
        return drop();
    if (!m_queue.isEmpty())
        return write();
    if (m_closeAfter)
        return close();
}

void MqttWire::close()
{
    m_closeAfter = true;
    if (m_closing || m_dropped || !m_writing.isEmpty())
        return;
    m_closing = true;
    m_session->lost();
    watchUntil(EventLoop::nowMs() + goodByeMs);
    shutdown();
}

void MqttWire::closeWhenIdle()
{
    if (m_session)
        m_session->closeWhenIdle();
    else
        drop();
}

void MqttWire::drop()
{
    if (m_dropped)
        return;
    m_dropped = true;
    m_timer.cancel();
    if (m_session)
        m_session->lost();
    cut();
}

void MqttWire::watchUntil(long long deadlineMs)
{
    m_deadlineMs = deadlineMs;
    watch();
}

long long MqttWire::dueMs() const
{
    if (!m_session || m_closing)
        return m_deadlineMs;
    // A paused session waits for us, not for its client.
    const long long read = m_session->paused() ? EventLoop::nowMs() + writeTimeoutMs : m_session->deadlineMs();
    return m_writing.isEmpty() ? read : std::min(read, m_writeDeadlineMs);
}

void MqttWire::watch()
{
    using namespace std::chrono;
    m_timer.expires_at(steady_clock::time_point(milliseconds(m_deadlineMs)));
    m_timer.async_wait([weak = weak_from_this()](const boost::system::error_code &error) {
        const auto self = weak.lock();
        if (error || !self || self->m_dropped)
            return;
        // Nothing moves the timer while packets come and go: here it is asked what has become of them.
        if (const long long due = self->dueMs(); due > EventLoop::nowMs())
            return self->watchUntil(due);
        self->drop();
    });
}

} // namespace rehome::local
