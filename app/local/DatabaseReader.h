// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Store.h"

#include <QtSql/QSqlDatabase>

namespace rehome::local {

constexpr int databaseApplicationId = 0x52484d45; // "RHME"
constexpr int databaseVersion = 5;

/// A connection of Qt's with its own name; used on the thread that made it.
class SqlConnection
{
public:
    explicit SqlConnection(const QString &file, const QString &options = {});
    ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;
    bool isOpen() const { return m_database.isOpen(); }
    bool run(const QString &sql);
    /// The first value of the first row.
    std::optional<QVariant> value(const QString &sql);
    QSqlDatabase &database() { return m_database; }
    QString error;

private:
    QString m_name;
    QSqlDatabase m_database;
};

/// What is known of a database file before anything may be written to it.
struct DatabaseFacts
{
    bool isNew = false; ///< no file, an empty one, or one that was never given its tables
    int version = databaseVersion;
};

/// Looks without writing. Errors: foreign, newer, damaged; each names the file and says what to do.
Result<DatabaseFacts> inspectDatabase(const QString &file);
/// Every page and every tree; for a database that has to be changed before it can be read.
Result<void> checkDatabase(const QString &file);
/// Checks and loads at once, on three threads, without writing: `sink` gets enrollments, records and all the rest each
/// from one thread of their own. The version must be the present one.
Result<void> loadDatabase(const QString &file, const LoadSink &sink);

Failure damagedDatabase(const QString &file, const QString &why);

} // namespace rehome::local
