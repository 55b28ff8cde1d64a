// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/FilterQuery.h"

#include <QtCore/QObject>
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace rehome::items {

enum class TextOrder : quint8
{
    Natural,   ///< numbers inside text by value: pump-2 before pump-10; case does not matter
    CodePoint, ///< folded text, character by character
};

struct SortKey
{
    int column = 0; ///< EnrollmentColumn or DeviceColumn
    Qt::SortOrder order = Qt::AscendingOrder;
    bool operator==(const SortKey &) const = default;
};

struct OrderRequest
{
    fleet::SnapshotPtr snapshot;
    FilterQuery filter;  ///< its subject names the table
    QList<SortKey> sort; ///< first one leads; empty = order of arrival; ties stay in order of arrival
    TextOrder textOrder = TextOrder::Natural;
    qint64 nowMs = 0; ///< server time, for ages
};

/// Rows by value, counted over the rows that match.
struct Facets
{
    std::array<qint64, 4> policy{};       ///< domain::ReprovisionPolicy
    std::array<qint64, 6> status{};       ///< fleet::DeviceStatus
    std::array<qint64, 2> kind{};         ///< domain::EnrollmentKind
    std::array<qint64, 4> attestation{};  ///< domain::AttestationType
    std::array<qint64, 5> allocation{};   ///< domain::AllocationPolicy
    std::array<qint64, 2> provisioning{}; ///< domain::ProvisioningStatus
    std::vector<qint64> hub;              ///< by index in HubTable: the assigned hub, where it is known
    qint64 noHub = 0;
    std::vector<fleet::StringId> hubNames; ///< of the hubs above

    void add(const fleet::Snapshot &snapshot, FilterSubject subject, fleet::RowId row);
    bool operator==(const Facets &) const = default;
};

struct OrderResult
{
    quint64 number = 0;     ///< of the request
    quint64 generation = 0; ///< of the snapshot
    quint32 rows = 0;       ///< rows of the table that were looked at (later ones are unknown to this result)
    std::vector<fleet::RowId> order;
    std::vector<qint32> position; ///< by row: place in `order`, -1 = not in it
    Facets facets;
    std::vector<qint64> removedByTerm; ///< only when nothing matches: rows that each term alone removes
    qint64 elapsedMs = 0;
    OrderRequest request;
};

/// Filters and sorts; pure, any thread. Stops early with nothing when `cancelled` says so.
std::shared_ptr<OrderResult> computeOrder(const OrderRequest &request, const std::function<bool()> &cancelled = {});

/// Orders in a pool thread. Lives in the GUI thread; a new request cancels the running one, only the newest is
/// answered.
class OrderEngine : public QObject
{
    Q_OBJECT
public:
    explicit OrderEngine(QObject *parent = nullptr);
    ~OrderEngine() override;

    /// Returns the request's number.
    quint64 request(OrderRequest request);
    void cancel();
    bool isBusy() const { return m_busy; }

signals:
    void ready(const std::shared_ptr<rehome::items::OrderResult> &result);
    void busyChanged(bool busy);

private:
    struct Shared;
    void setBusy(bool busy);
    std::shared_ptr<Shared> m_shared;
    quint64 m_number = 0;
    bool m_busy = false;
};

} // namespace rehome::items

Q_DECLARE_METATYPE(std::shared_ptr<rehome::items::OrderResult>)
