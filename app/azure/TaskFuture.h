// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoro/QCoroTask>
#include <QtCore/QFuture>
#include <QtCore/QPromise>
#include <memory>

namespace rehome::azure {

/// A coroutine's result as a QFuture, for callers on other threads. Call it on the coroutine's thread.
template <class T>
QFuture<T> toFuture(QCoro::Task<T> task)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    auto future = promise->future();
    task.then([promise](T value) {
        promise->addResult(std::move(value));
        promise->finish();
    });
    return future;
}

} // namespace rehome::azure
