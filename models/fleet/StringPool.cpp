// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/StringPool.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace rehome::fleet {

namespace {
constexpr quint32 EntryShift = 12;
constexpr quint32 EntriesPerChunk = 1u << EntryShift;
constexpr size_t BlockBytes = size_t{256} * 1024;
constexpr size_t LongestString = (size_t{1} << 24) - 1;

// Where a string lies: block (20 bits), offset (20 bits), length (24 bits). A string longer than a block has one of its
// own.
constexpr quint64 packEntry(quint64 block, quint64 offset, quint64 length)
{
    return block << 44 | offset << 24 | length;
}

quint32 hashOf(std::string_view text)
{
    quint64 hash =
        0xcbf29ce484222325ull; // FNV-1a with a final mix, enough for strings that are not hostile to a desktop program
    for (const char c : text)
        hash = (hash ^ static_cast<quint8>(c)) * 0x100000001b3ull;
    hash ^= hash >> 32;
    return static_cast<quint32>(hash * 0x9e3779b97f4a7c15ull >> 32);
}
} // namespace

struct detail::StringBlock
{
    explicit StringBlock(size_t size)
        : capacity(size)
        , bytes(std::make_unique_for_overwrite<char[]>(size))
    {
    }
    size_t capacity;
    size_t used = 0; ///< the writer's; readers know their strings from the index
    std::unique_ptr<char[]> bytes;
};

struct detail::StringIndexChunk
{
    std::array<quint64, EntriesPerChunk> entries{};
};

namespace {
template <class Blocks, class Index>
std::string_view viewOf(const Blocks &blocks, const Index &index, StringId id)
{
    const quint64 entry = index[id >> EntryShift]->entries[id & (EntriesPerChunk - 1)];
    return {blocks[entry >> 44]->bytes.get() + (entry >> 24 & 0xfffff), static_cast<size_t>(entry & 0xffffff)};
}
} // namespace

std::string_view StringTable::view(StringId id) const
{
    return id == 0 || id >= m_size ? std::string_view{} : viewOf(*m_blocks, *m_index, id);
}

QString StringTable::text(StringId id) const
{
    const std::string_view bytes = view(id);
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

StringPool::StringPool() = default;
StringPool::~StringPool() = default;

StringId StringPool::intern(std::string_view utf8)
{
    utf8 = utf8.substr(0, LongestString);
    if (utf8.empty())
        return 0;
    const quint32 hash = hashOf(utf8);
    if (const StringId known = findHashed(utf8, hash); known != 0)
        return known;
    if ((m_interned + 1) * size_t{4} > m_slots.size() * 3)
        grow();
    const StringId id = add(utf8);
    place({id, hash});
    ++m_interned;
    return id;
}

StringId StringPool::intern(QStringView text)
{
    const QByteArray utf8 = text.toUtf8();
    return intern(std::string_view(utf8.constData(), static_cast<size_t>(utf8.size())));
}

StringId StringPool::append(std::string_view utf8)
{
    return utf8.empty() ? 0 : add(utf8.substr(0, LongestString));
}

StringId StringPool::find(std::string_view utf8) const
{
    return utf8.empty() ? 0 : findHashed(utf8, hashOf(utf8));
}

StringId StringPool::findHashed(std::string_view utf8, quint32 hash) const
{
    if (m_slots.empty())
        return 0;
    const size_t mask = m_slots.size() - 1;
    for (size_t slot = hash & mask; m_slots[slot].id != 0; slot = (slot + 1) & mask) {
        if (m_slots[slot].hash == hash && view(m_slots[slot].id) == utf8)
            return m_slots[slot].id;
    }
    return 0;
}

std::string_view StringPool::view(StringId id) const
{
    return id == 0 || id >= m_size ? std::string_view{} : viewOf(m_blocks, m_index, id);
}

QString StringPool::text(StringId id) const
{
    const std::string_view bytes = view(id);
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

qsizetype StringPool::memoryBytes() const
{
    return m_arenaBytes + static_cast<qsizetype>(m_index.size() * sizeof(detail::StringIndexChunk)) +
           static_cast<qsizetype>(m_slots.capacity() * sizeof(Slot));
}

StringTable StringPool::publish()
{
    // New strings land behind what earlier tables know, in bytes and entries that nobody reads yet: only the lists are
    // new.
    if (!m_published.m_blocks || m_published.m_blocks->size() != m_blocks.size())
        m_published.m_blocks = std::make_shared<const std::vector<std::shared_ptr<const detail::StringBlock>>>(
            m_blocks.begin(), m_blocks.end());
    if (!m_published.m_index || m_published.m_index->size() != m_index.size())
        m_published.m_index = std::make_shared<const std::vector<std::shared_ptr<const detail::StringIndexChunk>>>(
            m_index.begin(), m_index.end());
    m_published.m_size = m_size;
    return m_published;
}

StringId StringPool::add(std::string_view utf8)
{
    if (m_blocks.empty() || m_blocks.back()->capacity - m_blocks.back()->used < utf8.size()) {
        const size_t size = std::max(BlockBytes, utf8.size());
        m_blocks.push_back(std::make_shared<detail::StringBlock>(size));
        m_arenaBytes += static_cast<qsizetype>(size);
    }
    detail::StringBlock &block = *m_blocks.back();
    std::memcpy(block.bytes.get() + block.used, utf8.data(), utf8.size());
    const StringId id = m_size++;
    if ((id >> EntryShift) == m_index.size())
        m_index.push_back(std::make_shared<detail::StringIndexChunk>());
    m_index[id >> EntryShift]->entries[id & (EntriesPerChunk - 1)] =
        packEntry(m_blocks.size() - 1, block.used, utf8.size());
    block.used += utf8.size();
    return id;
}

void StringPool::grow()
{
    std::vector<Slot> old(m_slots.empty() ? 256 : m_slots.size() * 2);
    old.swap(m_slots);
    for (const Slot &slot : old) {
        if (slot.id != 0)
            place(slot);
    }
}

void StringPool::place(Slot slot)
{
    const size_t mask = m_slots.size() - 1;
    size_t at = slot.hash & mask;
    while (m_slots[at].id != 0)
        at = (at + 1) & mask;
    m_slots[at] = slot;
}

} // namespace rehome::fleet
