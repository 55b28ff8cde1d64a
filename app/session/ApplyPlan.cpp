// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ApplyPlan.h"

#include "models/wire/BulkCodec.h"

#include <QtCore/QHash>
#include <QtCore/QSet>
#include <algorithm>
#include <array>

namespace rehome::session {

namespace {
using Action = fleet::EnrollmentEdit::Action;

/// What the keys and edits of an entry may add to its body.
constexpr qsizetype entryMargin = 1024;
constexpr qsizetype chunkBytes = wire::messageBytes - 4 * 1024;
constexpr size_t none = ~size_t{0};

struct Open
{
    size_t chunk = none;
    QSet<QString> ids;
};
} // namespace

std::vector<ApplyChunk> applyChunks(const QList<ApplyPart> &parts)
{
    const auto key = [](const ApplyPart &part) {
        return QString::number(static_cast<int>(part.kind)) + domain::foldedId(part.id);
    };
    QSet<QString> deleted;
    for (const ApplyPart &part : parts)
        if (part.action == Action::Delete)
            deleted.insert(key(part));

    std::vector<ApplyChunk> chunks;
    std::array<Open, 3 * 2 * 2> open; // by action, kind and later
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const ApplyPart &part = parts.at(i);
        // IDs are known to be different but for creations, which a person names.
        const bool named = part.action == Action::Create;
        const QString id = named ? key(part) : QString();
        const bool later = named && deleted.contains(id);
        Open &slot = open.at((static_cast<size_t>(part.action) * 2 + static_cast<size_t>(part.kind)) * 2 + later);
        const qsizetype bytes = part.bytes + entryMargin;
        const bool fits = slot.chunk != none && chunks[slot.chunk].members.size() < wire::bulkEntries &&
                          chunks[slot.chunk].bytes + bytes <= chunkBytes && !slot.ids.contains(id);
        if (!fits) {
            slot = {chunks.size(), {}};
            chunks.push_back({part.action, part.kind, later, {}, 0});
        }
        if (named)
            slot.ids.insert(id);
        chunks[slot.chunk].members.append(i);
        chunks[slot.chunk].bytes += bytes;
    }
    std::stable_partition(chunks.begin(), chunks.end(), [](const ApplyChunk &chunk) { return !chunk.later; });
    return chunks;
}

} // namespace rehome::session
