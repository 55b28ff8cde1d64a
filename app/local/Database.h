// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Store.h"

#include <memory>

namespace rehome::local {

/// The SQLite file behind a Store: schema, checks, loading, writing. Lives on one thread from open to destruction.
class Database
{
public:
    static Result<std::unique_ptr<Database>> open(const QString &file, bool syncFull);
    ~Database();

    Result<void> load(const LoadSink &sink);
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
