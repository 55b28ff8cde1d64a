// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QList>
#include <QtCore/QString>

namespace rehome::session {

/// Which devices are disabled in their hub at this moment because they are being asked to register again. On disk
/// before each is disabled, so that a program that is killed meanwhile enables them when it opens the connection
/// again. Session thread.
class DisabledLedger
{
public:
    struct Entry
    {
        QString hub, deviceId;
        bool operator==(const Entry &) const = default;
    };

    explicit DisabledLedger(QString filePath);

    Result<void> load(); ///< a missing file is an empty ledger
    /// Durable when it returns.
    Result<void> add(const Entry &entry);
    Result<void> remove(const Entry &entry);
    const QList<Entry> &entries() const { return m_entries; }

private:
    Result<void> save();

    QString m_filePath;
    QList<Entry> m_entries;
};

} // namespace rehome::session
