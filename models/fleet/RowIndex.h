// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Column.h"

#include <string_view>
#include <vector>

namespace rehome::fleet {

/// Hash of the ASCII-folded bytes: IDs are matched without case (protocol facts, section 4).
quint32 foldedHash(std::string_view text);
bool foldedEqual(std::string_view a, std::string_view b);

/// Row by ID, 11 to 22 bytes a row: open addressing; the text itself stays in the string pool, and the hash beside the
/// row spares looking at the text of nearly every other row. One thread.
class RowIndex
{
public:
    /// `textOf(row)` gives the ID of a row that was inserted before.
    template <class TextOf>
    RowId find(std::string_view id, const TextOf &textOf) const
    {
        if (m_slots.empty())
            return NoRow;
        const quint32 hash = foldedHash(id);
        const size_t mask = m_slots.size() - 1;
        for (size_t at = hash & mask; m_slots[at].row != NoRow; at = (at + 1) & mask) {
            if (m_slots[at].hash == hash && foldedEqual(textOf(m_slots[at].row), id))
                return m_slots[at].row;
        }
        return NoRow;
    }

    void insert(RowId row, std::string_view id)
    {
        if ((m_count + 1) * 4 > m_slots.size() * 3) {
            std::vector<Slot> old(m_slots.empty() ? 64 : m_slots.size() * 2);
            old.swap(m_slots);
            for (const Slot &slot : old) {
                if (slot.row != NoRow)
                    place(slot);
            }
        }
        place({row, foldedHash(id)});
        ++m_count;
    }

    /// The ID now belongs to another row (the old one is gone).
    void replace(RowId old, RowId row, std::string_view id)
    {
        const size_t mask = m_slots.size() - 1;
        size_t at = foldedHash(id) & mask;
        while (m_slots[at].row != old)
            at = (at + 1) & mask;
        m_slots[at].row = row;
    }

private:
    struct Slot
    {
        RowId row = NoRow;
        quint32 hash = 0;
    };
    void place(Slot slot)
    {
        const size_t mask = m_slots.size() - 1;
        size_t at = slot.hash & mask;
        while (m_slots[at].row != NoRow)
            at = (at + 1) & mask;
        m_slots[at] = slot;
    }
    std::vector<Slot> m_slots;
    size_t m_count = 0;
};

} // namespace rehome::fleet
