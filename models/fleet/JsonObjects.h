// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/CsvReader.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

namespace rehome::fleet {

/// The objects of a JSON file one by one, with the line on which each begins: an array of them, one a line, or one
/// alone. What does not fit in memory as a whole is read all the same. One thread.
class JsonObjects
{
public:
    static constexpr qsizetype largestObject = 1024 * 1024; ///< bytes; the service takes 96 KB

    /// `device` is open for reading and outlives this.
    explicit JsonObjects(QIODevice &device)
        : m_device(device)
    {
    }

    struct Item
    {
        qint64 line = 0;
        QJsonObject object;
        std::optional<TextProblem> problem; ///< then `object` is empty; reading goes on behind it
    };
    /// False at the end of the file, and when it cannot be read further: see failure().
    bool next(Item &item);
    const std::optional<TextProblem> &failure() const { return m_failure; }
    qint64 bytesRead() const { return m_bytesRead; }

private:
    int peek();
    int take();
    bool toNextObject();
    bool fail(const QString &message);
    bool collect(QByteArray &bytes);

    QIODevice &m_device;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    qint64 m_line = 1, m_character = 1, m_bytesRead = 0;
    bool m_begun = false, m_inArray = false, m_afterObject = false, m_ended = false, m_closed = false;
    std::optional<TextProblem> m_failure;
};

} // namespace rehome::fleet
