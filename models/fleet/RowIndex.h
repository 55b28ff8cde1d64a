// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Column.h"

#include <string_view>
#include <vector>

namespace rehome::fleet {

/// Hash of the ASCII-folded bytes: IDs are matched without case (protocol facts, section 4).
quint64 foldedHash(std::string_view text);
bool foldedEqual(std::string_view a, std::string_view b);

/// Row by ID, about 8 bytes a row: open addressing, the text itself stays in the string pool. One thread.
class RowIndex
{
public:
    /// `textOf(row)` gives the ID of a row that was inserted before.
    template <class TextOf>
    RowId find(std::string_view id, const TextOf &textOf) const
    {
        if (m_slots.empty())
            return NoRow;
        const size_t mask = m_slots.size() - 1;
        for (size_t slot = foldedHash(id) & mask; m_slots[slot] != NoRow; slot = (slot + 1) & mask) {
            if (foldedEqual(textOf(m_slots[slot]), id))
                return m_slots[slot];
        }
        return NoRow;
    }
    template <class TextOf>
    void insert(RowId row, std::string_view id, const TextOf &textOf)
    {
        if ((m_count + 1) * 4 > m_slots.size() * 3) {
            std::vector<RowId> old(m_slots.empty() ? 64 : m_slots.size() * 2, NoRow);
            old.swap(m_slots);
            for (const RowId known : old) {
                if (known != NoRow)
                    place(known, foldedHash(textOf(known)));
            }
        }
        place(row, foldedHash(id));
        ++m_count;
    }

    /// The ID now belongs to another row (the old one is gone).
    void replace(RowId old, RowId row, std::string_view id)
    {
        const size_t mask = m_slots.size() - 1;
        size_t slot = foldedHash(id) & mask;
        while (m_slots[slot] != old)
            slot = (slot + 1) & mask;
        m_slots[slot] = row;
    }

private:
    void place(RowId row, quint64 hash)
    {
        const size_t mask = m_slots.size() - 1;
        size_t slot = hash & mask;
        while (m_slots[slot] != NoRow)
            slot = (slot + 1) & mask;
        m_slots[slot] = row;
    }
    std::vector<RowId> m_slots;
    size_t m_count = 0;
};

} // namespace rehome::fleet
