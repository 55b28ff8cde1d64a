// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/BodyCache.h"

#include "app/session/SessionErrors.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>

namespace rehome::session {

namespace {

constexpr quint64 offsetMask = (quint64(1) << 48) - 1;

Error cacheError(const QString &detail)
{
    return makeError(
        ErrorKind::Storage,
        QCoreApplication::translate(
            "Session", "The local copy of an enrollment cannot be read or written. Check free disk space."),
        detail);
}

} // namespace

BodyCache::BodyCache(const QString &folder, qint64 bytesPerSegment)
    : m_folder(folder)
    , m_bytesPerSegment(bytesPerSegment)
{
}

BodyCache::~BodyCache() = default;

Result<void> BodyCache::open()
{
    QDir folder(m_folder);
    if (!folder.mkpath(QStringLiteral(".")))
        return Failure(cacheError(m_folder));
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    // Where another program still has one of them open, the system keeps its bytes until that program closes it.
    const auto leftovers = folder.entryList({QStringLiteral("bodies-*.cache")}, QDir::Files);
    for (const auto &name : leftovers)
        folder.remove(name);
    return addSegment();
}

Result<void> BodyCache::addSegment()
{
    Segment segment;
    segment.file = std::make_unique<QTemporaryFile>(m_folder + QStringLiteral("/bodies-XXXXXX.cache"));
    if (!segment.file->open() || !segment.file->setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return Failure(cacheError(segment.file->errorString()));
    m_segments.push_back(std::move(segment));
    return {};
}

Result<quint64> BodyCache::append(std::string_view bytes)
{
    const QMutexLocker lock(&m_mutex);
    if (m_segments.empty() || m_segments.back().size + static_cast<qint64>(bytes.size()) > m_bytesPerSegment) {
        // An empty file takes anything, so that one huge page still fits.
        if (m_segments.empty() || m_segments.back().size > 0)
            if (auto added = addSegment(); !added)
                return Failure(added.error());
    }
    auto &segment = m_segments.back();
    if (!segment.file->seek(segment.size) ||
        segment.file->write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size()) ||
        !segment.file->flush())
        return Failure(cacheError(segment.file->errorString()));
    const quint64 place = (static_cast<quint64>(m_segments.size() - 1) << 48) | static_cast<quint64>(segment.size);
    segment.size += static_cast<qint64>(bytes.size());
    return place;
}

Result<QByteArray> BodyCache::read(quint64 place, quint32 length) const
{
    const QMutexLocker lock(&m_mutex);
    const auto index = static_cast<size_t>(place >> 48);
    const auto offset = static_cast<qint64>(place & offsetMask);
    if (index >= m_segments.size() || !m_segments[index].file ||
        offset + static_cast<qint64>(length) > m_segments[index].size)
        return Failure(cacheError(QStringLiteral("segment %1 offset %2").arg(index).arg(offset)));
    auto &segment = m_segments[index];
    if (index + 1 < m_segments.size() && !segment.mapped)
        segment.mapped = segment.file->map(0, segment.size);
    if (segment.mapped)
        return QByteArray(reinterpret_cast<const char *>(segment.mapped) + offset, static_cast<qsizetype>(length));
    if (!segment.file->seek(offset))
        return Failure(cacheError(segment.file->errorString()));
    QByteArray bytes = segment.file->read(length);
    if (bytes.size() != static_cast<qsizetype>(length))
        return Failure(cacheError(segment.file->errorString()));
    return bytes;
}

void BodyCache::use(quint64 place, quint32 length)
{
    const QMutexLocker lock(&m_mutex);
    if (const auto index = static_cast<size_t>(place >> 48); index < m_segments.size())
        m_segments[index].used += length;
}

void BodyCache::release(quint64 place, quint32 length)
{
    const QMutexLocker lock(&m_mutex);
    if (const auto index = static_cast<size_t>(place >> 48); index < m_segments.size())
        m_segments[index].used -= length;
}

int BodyCache::wasteful() const
{
    const QMutexLocker lock(&m_mutex);
    for (size_t i = 0; i + 1 < m_segments.size(); ++i)
        if (!m_segments[i].retired && m_segments[i].used * 2 < m_segments[i].size)
            return static_cast<int>(i);
    return -1;
}

void BodyCache::retire(int segment)
{
    const QMutexLocker lock(&m_mutex);
    for (const int old : m_retiring) {
        m_segments[static_cast<size_t>(old)].mapped = nullptr;
        m_segments[static_cast<size_t>(old)].file.reset();
    }
    m_retiring.assign(1, segment);
    m_segments[static_cast<size_t>(segment)].retired = true;
}

qint64 BodyCache::bytesOnDisk() const
{
    const QMutexLocker lock(&m_mutex);
    qint64 sum = 0;
    for (const auto &segment : m_segments)
        sum += segment.file ? segment.size : 0;
    return sum;
}

} // namespace rehome::session
