// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/OrderEngine.h"

#include "models/items/SortValues.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QMutex>
#include <QtCore/QThreadPool>
#include <algorithm>

namespace rehome::items {

using fleet::NoRow;
using fleet::RowId;
using fleet::StringId;

void Facets::add(const fleet::Snapshot &snapshot, FilterSubject subject, RowId row)
{
    while (hubNames.size() < static_cast<size_t>(snapshot.hubs.rows.size())) {
        hubNames.push_back(snapshot.hubs.rows.at(static_cast<qsizetype>(hubNames.size())).name);
        hub.push_back(0);
    }
    const bool devices = subject == FilterSubject::Devices;
    const RowId device = devices ? row : snapshot.enrollments.device[row];
    const RowId entry = devices ? snapshot.enrollmentOfDevice(row) : row;
    if (device != NoRow)
        ++status[static_cast<size_t>(snapshot.devices.status[device])];
    if (entry != NoRow) {
        ++policy[static_cast<size_t>(snapshot.enrollments.policy[entry])];
        ++kind[static_cast<size_t>(snapshot.enrollments.kind[entry])];
        ++attestation[static_cast<size_t>(snapshot.enrollments.attestation[entry])];
        ++allocation[static_cast<size_t>(snapshot.enrollments.allocation[entry])];
        ++provisioning[static_cast<size_t>(snapshot.enrollments.provisioningStatus[entry])];
    }
    const StringId name = device == NoRow ? 0 : snapshot.devices.hub[device];
    const auto known = name == 0 ? hubNames.end() : std::find(hubNames.begin(), hubNames.end(), name);
    if (known != hubNames.end())
        ++hub[static_cast<size_t>(known - hubNames.begin())];
    else
        ++noHub;
}

std::shared_ptr<OrderResult> computeOrder(const OrderRequest &request, const std::function<bool()> &cancelled)
{
    constexpr RowId CheckEvery = 16'384;
    QElapsedTimer timer;
    timer.start();
    const FilterSubject subject = request.filter.subject();
    const fleet::Snapshot &snapshot = *request.snapshot;
    auto result = std::make_shared<OrderResult>();
    result->generation = snapshot.generation;
    result->rows = subject == FilterSubject::Devices ? snapshot.devices.rowCount() : snapshot.enrollments.rowCount();
    result->order.reserve(request.filter.isEmpty() ? result->rows : result->rows / 8);

    CompiledFilter filter = request.filter.compile(request.snapshot, request.nowMs);
    for (RowId row = 0; row < result->rows; ++row) {
        if (row % CheckEvery == 0 && cancelled && cancelled())
            return nullptr;
        if (!filter.matches(row))
            continue;
        result->order.push_back(row);
        result->facets.add(snapshot, subject, row);
    }
    if (result->order.empty() && !request.filter.isEmpty()) {
        // Only then does a person ask which term to drop, so only then is each tried alone.
        for (const FilterTerm &term : request.filter.terms()) {
            CompiledFilter alone(request.snapshot, subject, {term}, request.nowMs);
            qint64 removed = 0;
            for (RowId row = 0; row < result->rows; ++row) {
                if (row % CheckEvery == 0 && cancelled && cancelled())
                    return nullptr;
                removed += alone.firstMiss(row) == 0 ? 1 : 0;
            }
            result->removedByTerm.push_back(removed);
        }
    }
    if (!sortRows(request, result->order, cancelled))
        return nullptr;
    result->position.assign(result->rows, -1);
    for (size_t i = 0; i < result->order.size(); ++i)
        result->position[result->order[i]] = static_cast<qint32>(i);
    result->request = request;
    result->elapsedMs = timer.elapsed();
    return result;
}

struct OrderEngine::Shared
{
    std::atomic<quint64> newest{0};
    QMutex mutex;                  ///< guards `engine`
    OrderEngine *engine = nullptr; ///< null once it is gone
};

OrderEngine::OrderEngine(QObject *parent)
    : QObject(parent)
    , m_shared(std::make_shared<Shared>())
{
    m_shared->engine = this;
}

OrderEngine::~OrderEngine()
{
    m_shared->newest.store(~quint64{0});
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->engine = nullptr;
}

quint64 OrderEngine::request(OrderRequest request)
{
    const quint64 number = ++m_number;
    m_shared->newest.store(number);
    setBusy(true);
    QThreadPool::globalInstance()->start([shared = m_shared, number, request = std::move(request)] {
        const auto cancelled = [&] { return shared->newest.load(std::memory_order_relaxed) != number; };
        if (cancelled())
            return;
        std::shared_ptr<OrderResult> result = computeOrder(request, cancelled);
        if (!result)
            return;
        result->number = number;
        const QMutexLocker lock(&shared->mutex);
        OrderEngine *engine = shared->engine;
        if (!engine)
            return;
        // Posted to the engine, so it is dropped with it; a newer request may still come before it arrives.
        QMetaObject::invokeMethod(
            engine,
            [engine, result] {
                if (result->number != engine->m_number || !engine->m_busy)
                    return;
                engine->setBusy(false);
                emit engine->ready(result);
            },
            Qt::QueuedConnection);
    });
    return number;
}

void OrderEngine::cancel()
{
    m_shared->newest.store(++m_number);
    setBusy(false);
}

void OrderEngine::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    emit busyChanged(busy);
}

} // namespace rehome::items
