// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>

namespace rehome::azure {

/// Body of a write. Qt Network sends a request again by itself when a kept-alive connection closes before the first
/// byte of the answer; a write must not be repeated behind our back, as it may have been applied. Qt must rewind the
/// body for that: this one refuses, so the exchange ends with an error instead, and the outcome is found out by reading
/// back.
class OneShotBody final : public QIODevice
{
public:
    explicit OneShotBody(QByteArray body)
        : m_body(std::move(body))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    bool atEnd() const override { return m_position >= m_body.size(); }
    qint64 bytesAvailable() const override { return m_body.size() - m_position; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        if (m_position >= m_body.size())
            return -1;
        const qint64 count = qMin<qint64>(maxSize, m_body.size() - m_position);
        std::copy_n(m_body.constData() + m_position, count, data);
        m_position += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    qint64 m_position = 0;
};

} // namespace rehome::azure
