// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtGlobal>
#include <array>
#include <memory>
#include <vector>

namespace rehome::fleet {

/// Row of a table. Never reused within a connection; removed rows stay and are marked gone.
using RowId = quint32;
inline constexpr RowId NoRow = 0xffffffffu;

/// Rows in one chunk of a column: what one changed row costs to copy (house, "Data at a million rows").
inline constexpr quint32 ChunkRows = 4096;
inline constexpr quint32 ChunkShift = 12;

template <class T>
struct ColumnChunk
{
    std::array<T, ChunkRows> values{};
};

/// Immutable column of one generation: a vector of shared chunks. Any thread. Rows at or above the table's row count
/// are undefined.
template <class T>
class Column
{
public:
    using Chunk = ColumnChunk<T>;
    using Chunks = std::vector<std::shared_ptr<const Chunk>>;

    Column() = default;
    explicit Column(std::shared_ptr<const Chunks> chunks)
        : m_chunks(std::move(chunks))
    {
    }
    const T &at(RowId row) const { return (*m_chunks)[row >> ChunkShift]->values[row & (ChunkRows - 1)]; }
    const T &operator[](RowId row) const { return at(row); }
    /// For tests: the chunk that holds this row, to see what is shared between generations.
    const void *chunkOf(RowId row) const { return (*m_chunks)[row >> ChunkShift].get(); }

private:
    std::shared_ptr<const Chunks> m_chunks;
};

/// The writable side, one thread. A chunk is copied at the first change after it was frozen; appending never copies,
/// because frozen generations do not read rows beyond their own count.
template <class T>
class ColumnWriter
{
public:
    using Chunk = ColumnChunk<T>;

    const T &at(RowId row) const { return m_chunks[row >> ChunkShift]->values[row & (ChunkRows - 1)]; }
    const T &operator[](RowId row) const { return at(row); }

    void append(const T &value)
    {
        const quint32 row = m_size++;
        if ((row >> ChunkShift) == m_chunks.size()) {
            m_chunks.push_back(std::make_shared<Chunk>());
            m_owned.push_back(m_freezes);
            m_structure = true;
        }
        m_chunks[row >> ChunkShift]->values[row & (ChunkRows - 1)] = value;
    }

    /// True when the value differed.
    bool set(RowId row, const T &value)
    {
        const quint32 index = row >> ChunkShift;
        if (m_chunks[index]->values[row & (ChunkRows - 1)] == value)
            return false;
        if (row < m_frozenSize && m_owned[index] != m_freezes) {
            m_chunks[index] = std::make_shared<Chunk>(*m_chunks[index]);
            m_owned[index] = m_freezes;
            m_structure = true;
        }
        m_chunks[index]->values[row & (ChunkRows - 1)] = value;
        return true;
    }

    /// The column as it is now, for other threads. Unchanged chunks, and an unchanged list of chunks, are shared.
    Column<T> freeze()
    {
        if (m_structure || !m_frozen) {
            m_frozen = std::make_shared<const typename Column<T>::Chunks>(m_chunks.begin(), m_chunks.end());
            m_structure = false;
        }
        ++m_freezes;
        m_frozenSize = m_size;
        return Column<T>(m_frozen);
    }

    quint32 size() const { return m_size; }

private:
    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::vector<quint64> m_owned; ///< per chunk: number of freezes when it became ours alone
    std::shared_ptr<const typename Column<T>::Chunks> m_frozen;
    quint64 m_freezes = 0;
    quint32 m_size = 0;
    quint32 m_frozenSize = 0;
    bool m_structure = false;
};

} // namespace rehome::fleet
