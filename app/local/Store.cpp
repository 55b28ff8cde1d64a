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

/// Changes kept for a disk that has room again; with more of them the service has to be started anew.
constexpr std::size_t longestBacklog = 20'000;

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
    // Store thread only. What could not be written is known to the service already, so it goes before all that follows.
    WriteBatch backlog;
    bool failed = false;

    bool store(Database &database, std::vector<Queued> &work)
    {
        if (failed)
            return false;
        bool good = database.begin();
        const auto apply = [&](const WriteBatch &batch) {
            for (const Write &write : batch)
                good = good && database.apply(write);
        };
        apply(backlog);
        for (const Queued &item : work)
            apply(item.batch);
        good = good && database.commit();
        if (good) {
            if (!backlog.empty())
                qCInfo(storeLog).noquote() << "The database can be written again.";
            backlog = {};
            return true;
        }
        if (backlog.empty())
            qCWarning(storeLog).noquote()
                << "The database cannot be written; changes are refused:" << database.lastError();
        database.rollback();
        for (Queued &item : work)
            std::move(item.batch.begin(), item.batch.end(), std::back_inserter(backlog));
        failed = backlog.size() > longestBacklog;
        if (failed)
            backlog = {};
        return false;
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
        auto database = Database::open(file, syncFull, sink);
        if (!database) {
            opened.set_value(Failure(database.error()));
            return;
        }
        opened.set_value({});
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
