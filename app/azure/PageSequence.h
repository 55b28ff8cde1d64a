// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/DpsServiceClient.h"

#include <QtCore/QSet>
#include <optional>

namespace rehome::azure {

/// Remembers the page tokens of one pass, so that a token that comes again ends the pass instead of circling for ever.
/// Use: `auto checked = sequence.accept(page)`, then ask with `sequence.next()` until `atEnd()`.
class PageSequence
{
public:
    /// Error BadReply when the page's token was seen before in this pass.
    Result<void> accept(const Page &page);
    bool atEnd() const { return m_atEnd; }
    QByteArray next() const { return m_next; }
    int pages() const { return m_pages; }

private:
    QSet<QByteArray> m_seen; ///< SHA-256 of the tokens
    QByteArray m_next;
    bool m_atEnd = false;
    int m_pages = 0;
};

} // namespace rehome::azure
