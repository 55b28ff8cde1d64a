// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/PageSequence.h"

#include "app/azure/ErrorFromReply.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>

namespace rehome::azure {

Result<void> PageSequence::accept(const Page &page)
{
    ++m_pages;
    m_next = page.continuation;
    m_atEnd = page.continuation.isEmpty();
    if (m_atEnd)
        return {};
    // Tokens may be long, and a million items make ten thousand of them: keep their hashes.
    const QByteArray hash = QCryptographicHash::hash(page.continuation, QCryptographicHash::Sha256);
    if (m_seen.contains(hash)) {
        m_atEnd = true;
        m_next.clear();
        return Failure(
            makeError(ErrorKind::BadReply,
                      QCoreApplication::translate("rehome::azure",
                                                  "The service repeats a page token, so the list has no end. What was "
                                                  "loaded stays; refresh to try again."),
                      QStringLiteral("page %1").arg(m_pages), true));
    }
    m_seen.insert(hash);
    return {};
}

} // namespace rehome::azure
