// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ChunkSender.h"

#include "app/session/EditJournal.h"
#include "app/session/SessionErrors.h"

#include <QCoro/QCoroFuture>
#include <QtCore/QCoreApplication>

namespace rehome::session {

using Action = fleet::EnrollmentEdit::Action;
using Outcome = ApplyResult::Outcome;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::session::Applier)
};

QList<wire::FieldEdit> fieldEdits(const QList<fleet::PendingField> &fields)
{
    QList<wire::FieldEdit> edits;
    for (const auto &field : fields)
        edits.append({field.path, field.after});
    return edits;
}

} // namespace

void ChunkSender::fail(Work &work, const Error &error)
{
    work.done = true;
    work.result.error = error;
    work.result.outcome = error.kind == ErrorKind::Cancelled ? Outcome::Cancelled : Outcome::Failed;
    // An attempt may have arrived, or may still arrive late: whoever sends it again looks first.
    work.result.maybeSent = work.item.maybeSent || error.kind == ErrorKind::Unknown ||
                            error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::BadReply ||
                            (error.kind == ErrorKind::Service && error.retryHelps);
}

QJsonObject ChunkSender::baseOf(const ApplyItem &item) const
{
    if (item.baseLength == 0)
        return {};
    const auto bytes = m_core.facts.cache().read(item.basePlace, item.baseLength);
    return bytes ? wire::parseDocument(*bytes).value_or(QJsonObject()) : QJsonObject();
}

void ChunkSender::conflict(Work &work, const QJsonObject &theirs) const
{
    const fleet::EnrollmentEdit &edit = work.item.edit;
    ApplyResult &result = work.result;
    work.done = true;
    result.outcome = Outcome::Conflict;
    result.theirs = theirs;
    result.etag = theirs.value(QLatin1String("etag")).toString();
    if (edit.action == Action::Create) {
        result.mine = edit.draftBody();
        result.error = makeError(
            ErrorKind::Conflict,
            Text::tr("An enrollment with this ID exists already. Choose another ID or edit the existing one."));
        return;
    }
    result.base = work.base;
    if (result.base.isEmpty()) {
        // The version that the edit was made on is not on disk any more: theirs with the old values of the edited
        // fields.
        QList<wire::FieldEdit> back;
        for (const auto &field : edit.fields)
            back.append({field.path, field.before});
        result.base = wire::patched(theirs, back);
    }
    if (edit.action == Action::Update)
        result.mine = wire::patched(result.base, fieldEdits(edit.fields));
    result.error = makeError(
        ErrorKind::Conflict,
        theirs.isEmpty() ? Text::tr("Somebody else deleted this enrollment. Discard the edit or create it again.")
                         : Text::tr("Somebody else changed this enrollment. Compare and choose for each field."));
}

void ChunkSender::takeGone(Work &work)
{
    m_core.builder().removeEnrollment(work.item.edit.row, m_core.answered(0));
    if (work.item.edit.action == Action::Update)
        return conflict(work, {});
    work.done = true;
    work.result.outcome = Outcome::Applied;
    work.result.alreadyGone = true;
}

/// What can be told without asking, and what will be sent.
void ChunkSender::check(Work &work) const
{
    const fleet::EnrollmentEdit &edit = work.item.edit;
    work.result.row = edit.row;
    work.result.action = edit.action;
    work.write.kind = edit.kind;
    work.write.id = edit.id;
    work.write.maybeSent = work.item.maybeSent;
    if (edit.action == Action::Create) {
        work.write.body = edit.draftBody();
        if (!domain::isValidRegistrationId(edit.id))
            fail(work, makeError(ErrorKind::BadInput,
                                 Text::tr("This ID is not valid. Use letters, digits and - . _ : only."), edit.id));
        return;
    }
    const auto &builder = m_core.facts.builder;
    if (edit.row >= builder.enrollmentCount()) {
        fail(work,
             makeError(ErrorKind::NotFound, Text::tr("This enrollment is not known any more. Discard the edit.")));
        return;
    }
    const auto &columns = builder.enrollments();
    work.base = baseOf(work.item);
    if ((columns.flags[edit.row] & fleet::EnrollmentFlag::Gone) != 0) {
        if (edit.action == Action::Update)
            conflict(work, {});
        work.result.alreadyGone = edit.action == Action::Delete;
        work.done = true;
        return;
    }
    const auto bytes = m_core.facts.body(edit.row);
    const auto newest = bytes ? wire::parseDocument(*bytes) : Result<QJsonObject>(Failure(bytes.error()));
    if (!newest) {
        fail(work, newest.error());
        return;
    }
    const bool sameVersion = columns.etag[edit.row].equals(edit.baseEtag.toStdString(), builder.strings());
    if (!sameVersion && !work.item.maybeSent) {
        conflict(work, *newest);
        return;
    }
    if (sameVersion || work.base.isEmpty())
        work.base = *newest;
    work.base.insert(QStringLiteral("etag"), edit.baseEtag);
    work.write.base = work.base;
    work.write.edits = fieldEdits(edit.fields);
}

QCoro::Task<void> ChunkSender::readKeys(Work *work, azure::CallOptions options)
{
    auto reading = m_core.client->attestationMechanism(work->write.kind, work->write.id, std::move(options));
    Result<QJsonObject> attestation = co_await reading;
    if (attestation)
        work->write.attestation = std::move(*attestation);
    else if (attestation.error().kind == ErrorKind::NotFound)
        takeGone(*work);
    else
        fail(*work, attestation.error());
}

/// An update has to send hidden keys back; a deletion loses them, and undo can only restore what was kept.
bool ChunkSender::needsKeys(const Work &work) const
{
    if (work.item.edit.action == Action::Update)
        return wire::hidesKeys(work.write.base);
    return m_core.vault && losesKeys(work.item.edit, work.base);
}

Result<KeptChange> ChunkSender::kept(const Work &work) const
{
    const fleet::EnrollmentEdit &edit = work.item.edit;
    KeptChange kept{work.item.batch, keptFields(edit, work.base), {}, work.item.undoes, work.item.maybeSent};
    if (!m_core.vault || !losesKeys(edit, work.base))
        return kept;
    const QJsonObject attestation = work.write.attestation.isEmpty()
                                        ? work.base.value(QLatin1String("attestation")).toObject()
                                        : work.write.attestation;
    const QJsonObject keys = attestation.value(QLatin1String("symmetricKey")).toObject();
    auto sealed = m_core.vault->seal(edit.kind, edit.id, keys);
    if (!sealed)
        return Failure(sealed.error());
    kept.sealedKeys = *std::move(sealed);
    return kept;
}

QCoro::Task<void> ChunkSender::journalIntents(std::vector<Work> *works)
{
    std::vector<std::pair<Work *, QFuture<Result<void>>>> journalling;
    for (Work &work : *works) {
        if (work.done)
            continue;
        work.record = intentRecord(work.item.edit, work.base);
        if (!work.item.batch.isEmpty()) {
            Result<KeptChange> keeping = kept(work);
            if (!keeping) {
                fail(work, keeping.error());
                continue;
            }
            work.record.kept = *std::move(keeping);
        }
        journalling.emplace_back(&work, m_core.journalEdit(work.record));
    }
    for (auto &[work, future] : journalling) {
        const Result<void> journalled = co_await future;
        if (!journalled)
            fail(*work, journalled.error());
    }
}

QCoro::Task<std::vector<Result<azure::WriteOutcome>>> ChunkSender::sendAll(std::vector<Work> *works,
                                                                           azure::CallOptions options)
{
    std::vector<Result<azure::WriteOutcome>> outcomes;
    QList<azure::EnrollmentWrite> writes;
    std::vector<QCoro::Task<Result<azure::WriteOutcome>>> deleting;
    for (Work &work : *works) {
        if (work.done)
            continue;
        const fleet::EnrollmentEdit &edit = work.item.edit;
        if (edit.action == Action::Delete)
            deleting.push_back(m_core.client->deleteEnrollment(edit.kind, edit.id, edit.baseEtag, options));
        else
            writes.append(std::move(work.write));
    }
    for (auto &each : deleting) {
        Result<azure::WriteOutcome> outcome = co_await each;
        outcomes.push_back(std::move(outcome));
    }
    if (!writes.isEmpty()) {
        auto writing = m_core.client->writeEnrollments(std::move(writes), options);
        outcomes = co_await writing;
    }
    co_return outcomes;
}

void ChunkSender::take(Work &work, const Result<azure::WriteOutcome> &outcome, qint64 askedAt)
{
    const fleet::EnrollmentEdit &edit = work.item.edit;
    if (!outcome) {
        if (outcome.error().kind == ErrorKind::NotFound)
            takeGone(work);
        else
            fail(work, outcome.error());
        return;
    }
    const bool applied = outcome->result == azure::WriteOutcome::Result::Applied;
    const bool there = !outcome->found.body.isEmpty();
    if (there) {
        // Theirs is known now, too: the table shows it with its new ETag, whatever becomes of the edit.
        const auto row = m_core.facts.putEnrollment(edit.kind, outcome->found.raw,
                                                    {askedAt, m_core.answered(outcome->found.serverDateMs)}, applied);
        work.result.enrollmentRow = row.value_or(fleet::NoRow);
    } else if (edit.action == Action::Delete && applied) {
        m_core.facts.noteWrite(edit.row);
        m_core.builder().removeEnrollment(edit.row, m_core.answered(0), true);
    } else if (edit.action != Action::Create) {
        takeGone(work); // a deletion, too, can be refused because somebody else deleted it meanwhile
        return;
    }
    if (!applied) {
        conflict(work, outcome->found.body);
        return;
    }
    work.done = true;
    work.result.outcome = Outcome::Applied;
    work.result.etag = outcome->found.etag;
}

QCoro::Task<std::vector<ApplyResult>> ChunkSender::send(std::vector<ApplyItem> items, azure::CancelToken cancel)
{
    azure::CallOptions options;
    options.priority = azure::Priority::Person;
    options.cancel = cancel;
    std::vector<Work> works(items.size());
    for (size_t i = 0; i < items.size(); ++i) {
        works[i].item = std::move(items[i]);
        check(works[i]);
    }
    std::vector<QCoro::Task<void>> reading;
    for (Work &work : works)
        if (!work.done && needsKeys(work))
            reading.push_back(readKeys(&work, options));
    for (auto &each : reading)
        co_await each;
    auto intents = journalIntents(&works);
    co_await intents;

    const qint64 askedAt = steadyMs();
    std::vector<bool> sent;
    for (const Work &work : works)
        sent.push_back(!work.done);
    auto sending = sendAll(&works, options);
    const std::vector<Result<azure::WriteOutcome>> outcomes = co_await sending;
    std::vector<QFuture<Result<void>>> ends;
    for (size_t i = 0, next = 0; i < works.size(); ++i) {
        if (!sent[i])
            continue;
        const Result<azure::WriteOutcome> &outcome = outcomes[next++];
        ends.push_back(m_core.journalEdit(endRecord(works[i].record, outcome)));
        take(works[i], outcome, askedAt);
    }
    m_core.onDirty();
    for (auto &end : ends)
        co_await end;
    std::vector<ApplyResult> results;
    for (Work &work : works)
        results.push_back(std::move(work.result));
    co_return results;
}

} // namespace rehome::session
