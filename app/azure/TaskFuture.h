// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoro/QCoroTask>
#include <QtCore/QFuture>
#include <QtCore/QPromise>
#include <memory>

namespace rehome::azure {

namespace detail {
template <class T>
QCoro::Task<void> resolve(QCoro::Task<T> task, std::shared_ptr<QPromise<T>> promise)
{
    T value = co_await task;
    promise->addResult(std::move(value));
    promise->finish();
}
} // namespace detail

/// A coroutine's result as a QFuture, for callers on other threads. Call it on the coroutine's thread.
template <class T>
QFuture<T> toFuture(QCoro::Task<T> task)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    auto future = promise->future();
    detail::resolve(std::move(task), std::move(promise));
    return future;
}

} // namespace rehome::azure
