// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Applier.h"

#include "app/session/EditJournal.h"
#include "app/session/SessionErrors.h"

#include <QCoro/QCoroFuture>
#include <QtCore/QUuid>

namespace rehome::session {

using domain::EnrollmentKind;
using Action = fleet::EnrollmentEdit::Action;
using Outcome = ApplyResult::Outcome;

namespace {

/// The connection as a whole does not work: it would be the same for every other edit.
bool isLost(const Error &error)
{
    return error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::Untrusted ||
           error.kind == ErrorKind::Unknown || (error.kind == ErrorKind::Unauthorized && error.httpStatus == 401);
}

/// The result of an item that was not sent.
ApplyResult notSent(const ApplyItem &item, Outcome outcome)
{
    ApplyResult result;
    result.row = item.edit.row;
    result.action = item.edit.action;
    result.outcome = outcome;
    result.maybeSent = item.maybeSent;
    return result;
}

} // namespace

Applier::Applier(Core &core)
    : m_core(core)
    , m_sender(core)
{
}

Result<void> Applier::allowed() const
{
    if (m_safety == SafetyLevel::ReadOnly)
        return Failure(makeError(ErrorKind::BadInput, tr("This connection is read-only. Allow edits first.")));
    if (!m_core.client || m_core.closing)
        return Failure(makeError(ErrorKind::Unreachable, tr("The connection is not open. Nothing was sent.")));
    return {};
}

void Applier::start(QList<ApplyItem> items)
{
    if (m_progress.running)
        return;
    QList<ApplyPart> parts;
    parts.reserve(items.size());
    for (const ApplyItem &item : items)
        parts.append({item.edit.action, item.edit.kind, item.edit.id, static_cast<qsizetype>(item.baseLength)});
    m_waiting.clear();
    m_later.clear();
    for (const ApplyChunk &chunk : applyChunks(parts)) {
        Items members;
        for (const qsizetype place : chunk.members)
            members.push_back(std::move(items[place]));
        (chunk.later ? m_later : m_waiting).push_back(std::move(members));
    }
    m_cancel = azure::CancelToken();
    m_progress = {};
    m_progress.total = static_cast<int>(parts.size());
    m_progress.running = !parts.isEmpty();
    Q_EMIT progressed(m_progress);
    startLanes();
}

void Applier::startLanes()
{
    while (m_lanes < lanes && m_lanes < static_cast<int>(m_waiting.size() + m_later.size())) {
        ++m_lanes;
        lane();
    }
}

void Applier::cancel()
{
    m_cancel.cancel();
    cancelWaiting();
}

void Applier::cancelWaiting()
{
    std::deque<Items> chunks = std::exchange(m_waiting, {});
    for (Items &items : std::exchange(m_later, {}))
        chunks.push_back(std::move(items));
    for (const Items &items : chunks) {
        for (const ApplyItem &item : items) {
            ApplyResult result = notSent(item, item.maybeSent ? Outcome::Failed : Outcome::Cancelled);
            if (item.maybeSent)
                result.error = makeError(
                    ErrorKind::Unknown,
                    tr("Stopped while nobody could tell whether it was applied. Apply again: it is looked up first."));
            finish(result);
        }
    }
}

void Applier::connectionBack()
{
    if (!std::exchange(m_progress.connectionLost, false))
        return;
    Q_EMIT progressed(m_progress);
    startLanes();
}

void Applier::finish(const ApplyResult &result)
{
    ++m_progress.done;
    m_progress.applied += result.outcome == Outcome::Applied;
    m_progress.alreadyGone += result.outcome == Outcome::Applied && result.alreadyGone;
    m_progress.conflicts += result.outcome == Outcome::Conflict;
    m_progress.failed += result.outcome == Outcome::Failed;
    m_progress.running = m_progress.done < m_progress.total;
    m_progress.connectionLost = m_progress.connectionLost && m_progress.running;
    Q_EMIT applied(result);
    Q_EMIT progressed(m_progress);
}

QCoro::Task<void> Applier::lane()
{
    const Core::Busy busy(m_core);
    while (!m_progress.connectionLost) {
        // What has to wait for the others begins when this is the only lane left.
        if (m_waiting.empty() && m_lanes == 1)
            m_waiting = std::exchange(m_later, {});
        if (m_waiting.empty())
            break;
        Items items = std::move(m_waiting.front());
        m_waiting.pop_front();
        auto sending = send(std::move(items));
        co_await sending;
    }
    --m_lanes;
}

bool Applier::goesBack(ApplyItem &item, const ApplyResult &result) const
{
    if (result.outcome != Outcome::Failed || !result.error)
        return false;
    const bool waits = isLost(*result.error) || result.error->kind == ErrorKind::Throttled;
    if (!waits || ++item.returns > mostReturns)
        return false;
    item.maybeSent = item.maybeSent || result.maybeSent;
    return true;
}

QCoro::Task<void> Applier::send(Items items)
{
    std::vector<ApplyResult> results;
    if (const auto may = allowed(); may) {
        Items copies = items;
        auto sending = m_sender.send(std::move(copies), m_cancel);
        results = co_await sending;
    } else {
        for (const ApplyItem &item : items) {
            results.push_back(notSent(item, m_core.closing ? Outcome::Cancelled : Outcome::Failed));
            results.back().error = may.error();
        }
    }
    Items back;
    std::optional<Error> lost;
    for (size_t i = 0; i < items.size(); ++i) {
        noteWritten(results[i]);
        if (!goesBack(items[i], results[i])) {
            finish(results[i]);
            continue;
        }
        if (isLost(*results[i].error))
            lost = results[i].error;
        back.push_back(std::move(items[i]));
    }
    if (back.empty())
        co_return;
    if (lost)
        m_waiting.push_front(std::move(back));
    else
        m_waiting.push_back(std::move(back)); // the quota: others first
    if (m_cancel.isCancelled() || m_core.closing) {
        cancelWaiting();
        co_return;
    }
    if (lost) {
        m_progress.connectionLost = true;
        Q_EMIT progressed(m_progress);
        if (m_core.onFailure)
            m_core.onFailure(*lost);
    }
}

void Applier::noteWritten(const ApplyResult &result)
{
    if (result.outcome == Outcome::Applied && result.enrollmentRow != fleet::NoRow)
        Q_EMIT enrollmentWritten(result.enrollmentRow);
}

QCoro::Task<Result<void>> Applier::writeAlone(ApplyItem item)
{
    const Core::Busy busy(m_core);
    if (const auto may = allowed(); !may)
        co_return may;
    item.batch = QUuid::createUuid().toString(QUuid::WithoutBraces);
    Items items;
    items.push_back(std::move(item));
    auto sending = m_sender.send(std::move(items), azure::CancelToken());
    const std::vector<ApplyResult> results = co_await sending;
    const ApplyResult &result = results.front();
    noteWritten(result);
    if (result.outcome == Outcome::Applied && !result.alreadyGone)
        co_return Result<void>();
    if (result.error)
        co_return Result<void>(Failure(*result.error));
    co_return Result<void>(Failure(makeError(ErrorKind::NotFound, tr("This enrollment is gone already."))));
}

QCoro::Task<Result<void>> Applier::create(EnrollmentKind kind, QJsonObject body)
{
    ApplyItem item;
    item.edit.action = Action::Create;
    item.edit.kind = kind;
    item.edit.id = body.value(wire::idMember(kind)).toString();
    item.edit.fields = {{QString(), QJsonValue(QJsonValue::Undefined), body}};
    return writeAlone(std::move(item));
}

QCoro::Task<Result<void>> Applier::remove(fleet::RowId row)
{
    ApplyItem item;
    item.edit.row = row;
    item.edit.action = Action::Delete;
    const auto &columns = m_core.builder().enrollments();
    if (row < m_core.builder().enrollmentCount()) {
        item.edit.kind = columns.kind[row];
        item.edit.id = m_core.builder().strings().text(columns.id[row]);
        if (const auto bytes = m_core.facts.body(row))
            item.edit.baseEtag =
                wire::parseDocument(*bytes).value_or(QJsonObject()).value(QLatin1String("etag")).toString();
        item.basePlace = columns.bodyOffset[row];
        item.baseLength = columns.bodyLength[row];
    }
    return writeAlone(std::move(item));
}

QCoro::Task<Result<void>> Applier::removeRegistration(QString registrationId)
{
    const Core::Busy busy(m_core);
    if (auto may = allowed(); !may)
        co_return may;
    const EditRecord record = intentRecord(QStringLiteral("deleteRegistration"), QStringLiteral("registration"),
                                           registrationId, QString(), {});
    auto journalling = m_core.journalEdit(record);
    const Result<void> journalled = co_await journalling;
    if (!journalled)
        co_return journalled;
    auto deleting = m_core.client->deleteRegistration(registrationId, QString());
    const Result<azure::WriteOutcome> outcome = co_await deleting;
    const auto row = m_core.builder().findDevice(registrationId.toStdString());
    if (outcome && row) {
        const qint64 at = m_core.answered(0);
        if (m_core.builder().devices().individual[*row] != fleet::NoRow)
            m_core.builder().putNoRecord(*row, at);
        else
            m_core.builder().removeDevice(*row, at);
        m_core.onDirty();
    }
    auto closingEntry = m_core.journalEdit(endRecord(record, outcome));
    co_await closingEntry;
    if (!outcome)
        co_return Result<void>(Failure(outcome.error()));
    if (outcome->result == azure::WriteOutcome::Result::Applied)
        co_return Result<void>();
    co_return Result<void>(Failure(makeError(
        ErrorKind::Conflict, tr("Somebody else changed it meanwhile. Look at the new version and try again."))));
}

} // namespace rehome::session
