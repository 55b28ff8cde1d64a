// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Store.h"

#include <memory>

namespace rehome::local {

/// The SQLite file behind a Store: schema and writing. Lives on one thread from open to destruction.
class Database
{
public:
    /// Opens or creates, and loads. A database that is refused was not written to, nor was its log.
    static Result<std::unique_ptr<Database>> open(const QString &file, bool syncFull, const LoadSink &sink);
    ~Database();

    bool begin();
    bool apply(const Write &write);
    bool commit();
    void rollback();
    QString lastError() const;

private:
    struct Private;
    explicit Database(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace rehome::local
