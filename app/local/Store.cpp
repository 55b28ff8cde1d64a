// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Store.h"

#include "app/local/Database.h"
#include "app/local/EventLoop.h"

#include <QtCore/QLoggingCategory>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

namespace rehome::local {

Q_LOGGING_CATEGORY(storeLog, "rehome.local.store", QtInfoMsg)

namespace {

struct Queued
{
    WriteBatch batch;
    std::function<void(bool)> done;
};

} // namespace

struct Store::Private
{
    std::thread thread;
    std::mutex mutex;
    std::condition_variable wake;
    std::vector<Queued> queue;
    bool closing = false;
    bool failed = false; // store thread only

    bool store(Database &database, const std::vector<Queued> &work)
    {
        if (failed)
            return false;
        bool good = database.begin();
        for (const Queued &item : work)
            for (const Write &write : item.batch)
                good = good && database.apply(write);
        good = good && database.commit();
        if (!good) {
            qCWarning(storeLog).noquote()
                << "The database cannot be written; changes are refused from now on:" << database.lastError();
            database.rollback();
            failed = true;
        }
        return good;
    }

    void run(Database &database)
    {
        for (;;) {
            std::vector<Queued> work;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return closing || !queue.empty(); });
                if (queue.empty())
                    return;
                work.swap(queue);
            }
            const bool good = store(database, work);
            for (const Queued &item : work)
                if (item.done)
                    item.done(good);
        }
    }
};

Store::Store()
    : d(std::make_unique<Private>())
{
}

Store::~Store()
{
    close();
}

Result<void> Store::open(const QString &file, bool syncFull, const LoadSink &sink)
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    d->thread = std::thread([this, &opened, &sink, file, syncFull] {
        lowerThreadPriority();
        auto database = Database::open(file, syncFull);
        if (!database) {
            opened.set_value(Failure(database.error()));
            return;
        }
        const auto loaded = (*database)->load(sink);
        const bool good = loaded.has_value();
        opened.set_value(loaded);
        if (good)
            d->run(**database);
    });
    auto outcome = result.get();
    if (!outcome)
        d->thread.join();
    return outcome;
}

void Store::write(WriteBatch batch, std::function<void(bool)> done)
{
    {
        const std::lock_guard lock(d->mutex);
        d->queue.push_back({std::move(batch), std::move(done)});
    }
    d->wake.notify_one();
}

void Store::close()
{
    if (!d->thread.joinable())
        return;
    {
        const std::lock_guard lock(d->mutex);
        d->closing = true;
    }
    d->wake.notify_one();
    d->thread.join();
}

} // namespace rehome::local
