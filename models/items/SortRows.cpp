// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/SortValues.h"

#include <algorithm>
#include <unordered_map>

namespace rehome::items {

using fleet::RowId;
using fleet::Snapshot;
using fleet::StringId;

namespace {
// What the leading keys make of a row: most pairs are decided by these 16 bytes, without touching the pool.
struct Entry
{
    quint64 high = 0, low = 0;
    RowId row = 0;
};

int compareText(const OrderRequest &request, StringId a, StringId b)
{
    if (a == b)
        return 0;
    const std::string_view left = request.snapshot->strings.view(a), right = request.snapshot->strings.view(b);
    return request.textOrder == TextOrder::Natural ? compareNatural(left, right) : compareFolded(left, right);
}

int compareByKey(const OrderRequest &request, const SortKey &key, RowId a, RowId b)
{
    const FilterSubject subject = request.filter.subject();
    int order = 0;
    if (sortKind(subject, key.column) == SortKind::Number) {
        const qint64 left = sortNumber(*request.snapshot, subject, key.column, a);
        const qint64 right = sortNumber(*request.snapshot, subject, key.column, b);
        order = left < right ? -1 : left > right ? 1 : 0;
    } else {
        order = compareText(request, sortText(*request.snapshot, subject, key.column, a),
                            sortText(*request.snapshot, subject, key.column, b));
    }
    return key.order == Qt::AscendingOrder ? order : -order;
}

bool tieLess(const OrderRequest &request, qsizetype firstKey, RowId a, RowId b)
{
    for (qsizetype i = firstKey; i < request.sort.size(); ++i) {
        if (const int order = compareByKey(request, request.sort.at(i), a, b); order != 0)
            return order < 0;
    }
    return a < b; // order of arrival
}

quint64 sortable(qint64 number)
{
    return static_cast<quint64>(number) ^ (quint64{1} << 63);
}

void fillNumbers(const OrderRequest &request, int column, std::vector<Entry> &entries)
{
    for (Entry &entry : entries)
        entry = {sortable(sortNumber(*request.snapshot, request.filter.subject(), column, entry.row)), 0, entry.row};
}

// Few different names: sort those once and give each row its rank.
void fillNames(const OrderRequest &request, int column, std::vector<Entry> &entries)
{
    std::unordered_map<StringId, quint64> ranks;
    for (Entry &entry : entries) {
        const StringId name = sortText(*request.snapshot, request.filter.subject(), column, entry.row);
        ranks.try_emplace(name, 0);
        entry.low = name;
    }
    std::vector<StringId> names;
    names.reserve(ranks.size());
    for (const auto &[name, rank] : ranks)
        names.push_back(name);
    std::sort(names.begin(), names.end(), [&](StringId a, StringId b) { return compareText(request, a, b) < 0; });
    quint64 rank = 0;
    for (size_t i = 0; i < names.size(); ++i) {
        if (i > 0 && compareText(request, names[i - 1], names[i]) != 0)
            ++rank; // names that differ only in case are equal
        ranks[names[i]] = rank;
    }
    for (Entry &entry : entries) {
        entry.high = ranks.find(static_cast<StringId>(entry.low))->second;
        entry.low = 0;
    }
}

void fillTexts(const OrderRequest &request, int column, std::vector<Entry> &entries)
{
    const FilterSubject subject = request.filter.subject();
    const fleet::StringTable &strings = request.snapshot->strings;
    const auto textOf = [&](RowId row) { return strings.view(sortText(*request.snapshot, subject, column, row)); };
    // IDs of a fleet begin alike ("sn-", "pump-"): what all share tells nothing and would use up the key.
    size_t shared = 0;
    if (!entries.empty()) {
        const std::string_view first = textOf(entries.front().row);
        shared = first.size();
        for (const Entry &entry : entries)
            shared = std::min(shared, commonFolded(first.substr(0, shared), textOf(entry.row)));
        while (shared > 0 && first[shared - 1] >= '0' && first[shared - 1] <= '9')
            --shared; // a number must not be torn
    }
    for (Entry &entry : entries) {
        const std::string_view text = textOf(entry.row).substr(shared);
        const TextKey key = request.textOrder == TextOrder::Natural ? naturalKey(text) : foldedKey(text);
        entry.high = key.high;
        entry.low = key.low;
    }
}

void fillKey(const OrderRequest &request, const SortKey &key, std::vector<Entry> &entries)
{
    switch (sortKind(request.filter.subject(), key.column)) {
    case SortKind::Number:
        fillNumbers(request, key.column, entries);
        break;
    case SortKind::Name:
        fillNames(request, key.column, entries);
        break;
    case SortKind::Text:
        fillTexts(request, key.column, entries);
        break;
    }
    if (key.order == Qt::AscendingOrder)
        return;
    for (Entry &entry : entries) {
        entry.high = ~entry.high;
        entry.low = ~entry.low;
    }
}

// Merge sort in runs, so that a request that is not wanted any more stops within milliseconds.
template <class Less>
bool mergeSort(std::vector<Entry> &entries, const Less &less, const std::function<bool()> &cancelled)
{
    constexpr size_t Run = 32'768;
    for (size_t begin = 0; begin < entries.size(); begin += Run) {
        if (cancelled && cancelled())
            return false;
        const size_t end = std::min(entries.size(), begin + Run);
        std::sort(entries.begin() + static_cast<qptrdiff>(begin), entries.begin() + static_cast<qptrdiff>(end), less);
    }
    std::vector<Entry> other(entries.size() > Run ? entries.size() : 0);
    for (size_t width = Run; width < entries.size(); width *= 2) {
        for (size_t begin = 0; begin < entries.size(); begin += 2 * width) {
            if (cancelled && cancelled())
                return false;
            const auto at = [&](size_t place) {
                return entries.begin() + static_cast<qptrdiff>(std::min(place, entries.size()));
            };
            std::merge(at(begin), at(begin + width), at(begin + width), at(begin + 2 * width),
                       other.begin() + static_cast<qptrdiff>(begin), less);
        }
        entries.swap(other);
    }
    return true;
}
} // namespace

bool sortRows(const OrderRequest &request, std::vector<RowId> &rows, const std::function<bool()> &cancelled)
{
    if (request.sort.isEmpty())
        return true;
    std::vector<Entry> entries(rows.size());
    for (size_t i = 0; i < rows.size(); ++i)
        entries[i].row = rows[i];

    // A text fills all 16 bytes; a number or a rank fills eight and leaves eight for the key after it. Only texts may
    // be cut off by the bytes, so only they are compared again.
    const SortKey &leading = request.sort.first();
    fillKey(request, leading, entries);
    qsizetype next = sortKind(request.filter.subject(), leading.column) == SortKind::Text ? 0 : 1;
    if (next == 1 && request.sort.size() > 1) {
        std::vector<Entry> second = entries;
        fillKey(request, request.sort.at(1), second);
        for (size_t i = 0; i < entries.size(); ++i)
            entries[i].low = second[i].high;
        next = sortKind(request.filter.subject(), request.sort.at(1).column) == SortKind::Text ? 1 : 2;
    }
    const auto less = [&request, next](const Entry &a, const Entry &b) {
        if (a.high != b.high)
            return a.high < b.high;
        if (a.low != b.low)
            return a.low < b.low;
        return tieLess(request, next, a.row, b.row);
    };
    if (!mergeSort(entries, less, cancelled))
        return false;
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] = entries[i].row;
    return true;
}

bool rowLess(const OrderRequest &request, RowId a, RowId b)
{
    return tieLess(request, 0, a, b);
}

} // namespace rehome::items
