// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <QtCore/QMutex>
#include <QtCore/QTemporaryFile>
#include <memory>
#include <string_view>
#include <vector>

namespace rehome::session {

/// The JSON of enrollments as received, outside the heap: append-only files (0600) in the connection's folder, removed
/// when the session ends. Answers of get and query carry no keys, so no key can be here. A place is file number (upper
/// 16 bits) and offset. Any thread; appending from one.
class BodyCache
{
public:
    /// A file is sealed beyond this size; what is left of mostly dead files is moved on by relocation (see wasteful()).
    static constexpr qint64 segmentBytes = qint64(64) * 1024 * 1024;

    explicit BodyCache(const QString &folder, qint64 bytesPerSegment = segmentBytes);
    ~BodyCache();

    /// Creates the folder and removes files that a crashed program left.
    Result<void> open();
    /// Place of the first byte. One write for a whole page: the place of an item is this plus its offset in the page.
    Result<quint64> append(std::string_view bytes);
    /// Error when the place is not (any more) there or the disk fails.
    Result<QByteArray> read(quint64 place, quint32 length) const;

    /// These bytes are not used by any row now.
    void release(quint64 place, quint32 length);
    void use(quint64 place, quint32 length);
    /// A sealed file of which less than half is used, or -1: move its live bodies with append(), then retire() it.
    int wasteful() const;
    static int segmentOf(quint64 place) { return static_cast<int>(place >> 48); }
    /// The file goes away at the retirement after the next, so that places of a snapshot still shown stay readable.
    void retire(int segment);
    qint64 bytesOnDisk() const;

private:
    struct Segment
    {
        std::unique_ptr<QTemporaryFile> file;
        qint64 size = 0;
        qint64 used = 0;
        const uchar *mapped = nullptr; ///< sealed files are memory-mapped at their first read
        bool retired = false;
    };
    Result<void> addSegment();

    QString m_folder;
    qint64 m_bytesPerSegment;
    mutable QMutex m_mutex;
    mutable std::vector<Segment> m_segments;
    std::vector<int> m_retiring;
};

} // namespace rehome::session
