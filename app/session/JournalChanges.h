// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/JournalWriter.h"

#include <QtSql/QSqlDatabase>

namespace rehome::session {

/// The journal's table of own changes that were applied: what undo needs. A row is written with the intent, before
/// anything is sent, and counts once the end says "applied". Kept for 90 days. Journal's thread; short-lived.
class JournalChanges
{
public:
    static constexpr int keptDays = 90;

    explicit JournalChanges(const QSqlDatabase &database)
        : m_database(database)
    {
    }

    static QStringList schema();
    bool forgetOld(qint64 nowMs);
    /// Of an "intent" with something to keep.
    bool keep(const EditRecord &record);
    /// Of an end.
    bool settle(const EditRecord &record);
    Result<QList<JournalChange>> read(const ChangeQuery &query);
    QString why() const { return m_why; } ///< the last call failed

private:
    bool run(const QString &sql, const QVariantList &values, QSqlQuery &query);
    bool markUndone(qint64 number);
    std::optional<QJsonObject> sentX509(const fleet::AppliedChange &change);
    int sizeOf(const QString &batch);

    QSqlDatabase m_database;
    QString m_why;
    QHash<QString, int> m_sizes;
};

} // namespace rehome::session
