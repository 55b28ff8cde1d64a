// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Store.h"

#include <QtCore/QHash>
#include <map>
#include <optional>

namespace rehome::local {

/// The registration records in memory, ordered by key. A million of them have to fit, so that a record is packed into
/// one block of bytes, in which words that many records share (hubs, groups, API versions) are numbers; it becomes a
/// RecordRow again when it is asked for. One thread.
class RecordTable
{
    using Packed = std::map<QByteArray, QByteArray>;

public:
    struct Item
    {
        const QByteArray &key;
        RecordRow row;
    };
    /// Gives items by value: `for (const auto &[key, record] : table)`.
    class Iterator
    {
    public:
        Iterator(const RecordTable *table, Packed::const_iterator at)
            : m_table(table)
            , m_at(at)
        {
        }
        Item operator*() const { return {m_at->first, m_table->unpacked(m_at->first, m_at->second)}; }
        Iterator &operator++()
        {
            ++m_at;
            return *this;
        }
        bool operator==(const Iterator &other) const { return m_at == other.m_at; }

    private:
        const RecordTable *m_table;
        Packed::const_iterator m_at;
    };

    std::optional<RecordRow> find(const QByteArray &key) const;
    void put(const RecordRow &row);
    /// The folded group ID (empty for an individual's record) without the rest; nothing when there is no such record.
    std::optional<QByteArray> group(const QByteArray &key) const;
    bool erase(const QByteArray &key) { return m_rows.erase(key) > 0; }
    /// The key as the table holds it, so that an index shares its memory.
    const QByteArray *sharedKey(const QByteArray &key) const;

    std::size_t size() const { return m_rows.size(); }
    bool empty() const { return m_rows.empty(); }
    Iterator begin() const { return {this, m_rows.begin()}; }
    Iterator end() const { return {this, m_rows.end()}; }

private:
    quint32 wordFor(const QString &word);
    QByteArray packed(const RecordRow &row);
    RecordRow unpacked(const QByteArray &key, const QByteArray &bytes) const;

    Packed m_rows;
    std::vector<QString> m_words;
    QHash<QString, quint32> m_numberOfWord;
};

} // namespace rehome::local
