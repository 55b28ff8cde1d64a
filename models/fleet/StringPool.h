// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringView>
#include <memory>
#include <string_view>
#include <vector>

namespace rehome::fleet {

/// A string of one connection's pool; 0 is the empty string. An ID never changes its meaning while the connection
/// lives.
using StringId = quint32;

namespace detail {
struct StringBlock;
struct StringIndexChunk;
} // namespace detail

/// Immutable view of a pool at one moment: any thread, as long as it is kept. Views of later moments know all earlier
/// IDs.
class StringTable
{
public:
    /// UTF-8 bytes; empty for 0 and for an ID that is younger than this table. Valid while this table (or a copy)
    /// lives.
    std::string_view view(StringId id) const;
    QString text(StringId id) const;
    /// IDs run from 0 to size() - 1.
    quint32 size() const { return m_size; }

private:
    friend class StringPool;
    std::shared_ptr<const std::vector<std::shared_ptr<const detail::StringBlock>>> m_blocks;
    std::shared_ptr<const std::vector<std::shared_ptr<const detail::StringIndexChunk>>> m_index;
    quint32 m_size = 0;
};

/// Append-only pool of UTF-8 strings in arena blocks. One writer thread; others read through the tables it publishes.
class StringPool
{
public:
    StringPool();
    ~StringPool();
    StringPool(const StringPool &) = delete;
    StringPool &operator=(const StringPool &) = delete;

    /// The ID of this string, the same for equal bytes. Strings up to 16 MB; longer ones are cut.
    StringId intern(std::string_view utf8);
    StringId intern(QStringView text);
    /// Stores without looking for an equal string: for values that are unique anyway and never compared by ID.
    StringId append(std::string_view utf8);
    /// The ID if this string was interned, else nothing found = 0 for a non-empty string.
    StringId find(std::string_view utf8) const;

    std::string_view view(StringId id) const;
    QString text(StringId id) const;
    quint32 size() const { return m_size; }
    /// Bytes held: arena, index and hash.
    qsizetype memoryBytes() const;

    /// A table for other threads. What is added later is not seen through it.
    StringTable publish();

private:
    StringId add(std::string_view utf8);
    void grow();
    StringId findHashed(std::string_view utf8, quint32 hash) const;

    std::vector<std::shared_ptr<detail::StringBlock>> m_blocks;
    std::vector<std::shared_ptr<detail::StringIndexChunk>> m_index;
    /// Open addressing, a power of two. The hash beside the ID spares looking at the text of nearly every other string.
    struct Slot
    {
        StringId id = 0; ///< 0: free
        quint32 hash = 0;
    };
    void place(Slot slot);
    std::vector<Slot> m_slots;
    quint32 m_size = 1;
    quint32 m_interned = 0;
    qsizetype m_arenaBytes = 0;
    StringTable m_published;
};

} // namespace rehome::fleet
