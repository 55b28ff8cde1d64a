// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Watcher.h"

// The calls of the watcher: one page of a group's records, one record, one enrollment.
namespace rehome::session {

namespace {
constexpr int wantedPageSize = 1000; // a wish: 100 come from the real service
constexpr qint64 troubleWaitMs = 60'000;
constexpr qint64 throttledWaitMs = 5000;
} // namespace

QCoro::Task<void> Watcher::askGroup(GroupWatch *group, azure::Priority priority)
{
    const Core::Busy busy(m_core);
    const quint64 key = keyOf({group->row, true});
    if (!group->sequence) {
        group->sequence.emplace();
        group->passServerMs = m_core.serverNowMs();
        group->passChanged = false;
        group->passAssigning = 0;
        group->passNumber = ++m_passNumber;
    }
    group->asking = true;
    azure::CallOptions options;
    options.priority = priority;
    const QString id = m_core.builder().strings().text(m_core.builder().enrollments().id[group->row]);
    const qint64 askedAt = steadyMs();
    auto asking = m_core.client->registrationPage(id, wantedPageSize, group->sequence->next(), options);
    Result<azure::Page> page = co_await asking;
    group->asking = false;
    if (m_core.closing) {
        ended();
        co_return;
    }
    const qint64 now = steadyMs();
    Result<void> taken;
    if (page) {
        taken = group->sequence->accept(*page);
        if (taken) {
            const AnswerTimes times{askedAt, m_core.answered(page->serverDateMs)};
            const auto &devices = m_core.builder().devices();
            auto read = m_core.facts.putRecordPage(
                page->items, group->row, times,
                [&](fleet::RowId row) {
                    if (row >= m_seenInPass.size())
                        m_seenInPass.resize(qMax<size_t>(row + 1, m_seenInPass.size() * 2), 0);
                    if (m_seenInPass[row] == 0)
                        group->members.push_back(row);
                    m_seenInPass[row] = group->passNumber;
                    if (devices.status[row] == fleet::DeviceStatus::Assigning)
                        ++group->passAssigning;
                },
                [&](fleet::RowId) { group->passChanged = true; });
            m_core.onDirty();
            if (!read)
                taken = Failure(read.error());
        }
    } else {
        taken = Failure(page.error());
    }
    if (taken) {
        wellWith(key);
        if (group->sequence->atEnd())
            completeGroup(*group, now);
    } else if (taken.error().kind == ErrorKind::Throttled) {
        group->abandon(now, throttledWaitMs);
    } else if (taken.error().kind == ErrorKind::NotFound) {
        group->abandon(now, troubleWaitMs);
        m_checks.push_back({group->row, true, azure::Priority::Sweep}); // is the group gone?
    } else if (taken.error().kind == ErrorKind::BadReply) {
        group->abandon(now, troubleWaitMs);
        troubleWith(key, taken.error());
    } else {
        group->abandon(now, GroupWatch::busyIntervalMs);
        if (taken.error().kind != ErrorKind::Cancelled)
            m_core.onFailure(taken.error());
    }
    ended();
}

void Watcher::completeGroup(GroupWatch &group, qint64 now)
{
    // A record that a complete pass did not show may have been deleted, or moved between two pages: only its own GET
    // tells.
    const auto &devices = m_core.builder().devices();
    std::erase_if(group.members, [&](fleet::RowId row) {
        const bool leaves = devices.gone[row] != 0 || devices.group[row] != group.row;
        if (!leaves && m_seenInPass[row] != group.passNumber)
            checkDevice(row);
        return leaves;
    });
    group.complete(now);
    Q_EMIT passCompleted();
}

QCoro::Task<void> Watcher::askDevice(Single single)
{
    const Core::Busy busy(m_core);
    const quint64 key = keyOf(single);
    azure::CallOptions options;
    options.priority = single.priority;
    const auto &devices = m_core.builder().devices();
    const QString id = m_core.builder().strings().text(devices.registrationId[single.row]);
    const qint64 askedAt = steadyMs();
    auto asking = m_core.client->registration(id, options);
    Result<azure::Document> record = co_await asking;
    m_checking.remove(key);
    if (m_core.closing) {
        ended();
        co_return;
    }
    if (record) {
        auto row = m_core.facts.putRecord(record->body, {askedAt, m_core.answered(record->serverDateMs)});
        if (row)
            wellWith(key);
        else
            troubleWith(key, row.error());
    } else if (record.error().kind == ErrorKind::NotFound) {
        const qint64 at = m_core.answered(0);
        if (devices.individual[single.row] != fleet::NoRow)
            m_core.builder().putNoRecord(single.row, at);
        else
            m_core.builder().removeDevice(single.row, at);
    } else if (record.error().kind == ErrorKind::BadReply) {
        troubleWith(key, record.error());
    } else if (record.error().kind != ErrorKind::Cancelled && record.error().kind != ErrorKind::Throttled) {
        m_core.onFailure(record.error());
    }
    m_core.onDirty();
    ended();
}

QCoro::Task<void> Watcher::askEnrollment(Single single)
{
    const Core::Busy busy(m_core);
    const quint64 key = keyOf(single);
    azure::CallOptions options;
    options.priority = single.priority;
    const auto &columns = m_core.builder().enrollments();
    const auto kind = columns.kind[single.row];
    const QString id = m_core.builder().strings().text(columns.id[single.row]);
    const qint64 askedAt = steadyMs();
    auto asking = m_core.client->enrollment(kind, id, options);
    Result<azure::Document> found = co_await asking;
    m_checking.remove(key);
    if (m_core.closing) {
        ended();
        co_return;
    }
    if (found) {
        const AnswerTimes times{askedAt, m_core.answered(found->serverDateMs)};
        auto row = m_core.facts.putEnrollment(kind, found->raw, times);
        // The single GET of an individual carries its registration state: the record comes without a second call.
        const QJsonValue state = found->body.value(QLatin1String("registrationState"));
        if (row && state.isObject() && !state.toObject().value(QLatin1String("registrationId")).toString().isEmpty())
            (void)m_core.facts.putRecord(state.toObject(), times);
        if (row)
            wellWith(key);
        else
            troubleWith(key, row.error());
    } else if (found.error().kind == ErrorKind::NotFound) {
        m_core.builder().removeEnrollment(single.row, m_core.answered(0));
    } else if (found.error().kind == ErrorKind::BadReply) {
        troubleWith(key, found.error());
    } else if (found.error().kind != ErrorKind::Cancelled && found.error().kind != ErrorKind::Throttled) {
        m_core.onFailure(found.error());
    }
    m_core.onDirty();
    ended();
}

void Watcher::troubleWith(quint64 key, const Error &error)
{
    if (m_trouble.isEmpty())
        m_core.onTrouble(error);
    m_trouble.insert(key);
}

void Watcher::wellWith(quint64 key)
{
    if (m_trouble.remove(key) && m_trouble.isEmpty())
        m_core.onTroubleOver();
}

} // namespace rehome::session
