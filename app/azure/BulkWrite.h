// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/EnrollmentPlan.h"
#include "models/wire/BulkCodec.h"

#include <QtCore/QElapsedTimer>
#include <vector>

namespace rehome::azure {

/// One bulk call with all that belongs to it: keys read first where the service hides them, each entry with its own
/// ETag, every entry read back and judged for itself. A call whose outcome is unknown (a drop, a time-out, 5xx, an
/// answer that cannot be read) is followed by reading back all its entries; only those that are as they were before go
/// out again. Session thread.
class BulkWrite : public std::enable_shared_from_this<BulkWrite>
{
public:
    using Outcomes = std::vector<Result<WriteOutcome>>;

    static QCoro::Task<Outcomes> run(std::shared_ptr<ApiCaller> caller, QList<EnrollmentWrite> writes,
                                     CallOptions options);

    BulkWrite(std::shared_ptr<ApiCaller> caller, QList<EnrollmentWrite> writes, CallOptions options);

private:
    /// Why an entry is read back: decides what its old state means.
    enum class Look : quint8
    {
        BeforeSending, ///< an earlier attempt may have been applied
        AfterSuccess,  ///< the service said that it is done
        AfterRefusal,  ///< the service refused this entry
        AfterUnknown,  ///< nobody said anything
    };
    struct Entry
    {
        EnrollmentWrite write;
        EnrollmentPlan plan;
        std::optional<Result<WriteOutcome>> end; ///< nothing while it still has to go out
        WriteOutcome outcome;
        Error last;             ///< what the newest attempt ended with; it counts when no other follows
        bool maybeSent = false; ///< an attempt may have been, or may still be, applied
    };

    QCoro::Task<Outcomes> outcomes();
    QCoro::Task<void> prepare(Entry *entry);
    QCoro::Task<void> look(Entry *entry, Look why);
    QCoro::Task<void> lookAtAll(std::vector<std::pair<Entry *, Look>> entries);
    QCoro::Task<void> writeSingly(Entry *entry);
    QCoro::Task<void> singly(std::vector<Entry *> entries);
    /// False when the rest has to go one by one.
    QCoro::Task<bool> sendOnce(std::vector<Entry *> open, int attempt);
    QCoro::Task<void> take(std::vector<Entry *> open, wire::BulkResult result);
    Error refusalOf(const Entry &entry, const wire::BulkError &told) const;
    std::vector<Entry *> open();
    ApiCall bulkCall(const std::vector<Entry *> &open) const;
    static void fail(Entry &entry, const Error &error);

    std::shared_ptr<ApiCaller> m_caller;
    CallOptions m_options;
    domain::EnrollmentKind m_kind = domain::EnrollmentKind::Individual;
    bool m_creates = false;
    std::vector<Entry> m_entries; ///< never grows: coroutines hold pointers
    QElapsedTimer m_clock;
    bool m_mayGoOn = true; ///< false: nothing more is sent
};

} // namespace rehome::azure
