// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Applier.h"

#include "app/session/SessionErrors.h"

#include <QCoro/QCoroFuture>
#include <QtCore/QJsonArray>
#include <QtCore/QUuid>

namespace rehome::session {

using domain::EnrollmentKind;

namespace {

QString kindWord(EnrollmentKind kind)
{
    return kind == EnrollmentKind::Group ? QStringLiteral("group") : QStringLiteral("individual");
}

QJsonObject editsForJournal(const QList<fleet::PendingField> &fields)
{
    QJsonArray list;
    for (const auto &field : fields) {
        QJsonObject entry{{QStringLiteral("path"), field.path}};
        // A key can be in a path's value itself ("attestation.symmetricKey.primaryKey"): of attestations only the path
        // is kept.
        if (!field.path.startsWith(QLatin1String("attestation"))) {
            if (!field.before.isUndefined())
                entry.insert(QStringLiteral("before"), field.before);
            if (!field.after.isUndefined())
                entry.insert(QStringLiteral("after"), field.after);
        }
        list.append(entry);
    }
    return {{QStringLiteral("edits"), list}};
}

EditRecord intent(const QString &action, const QString &kind, const QString &id, const QString &etag,
                  const QJsonObject &body)
{
    EditRecord record;
    record.editId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    record.phase = QStringLiteral("intent");
    record.action = action;
    record.kind = kind;
    record.id = id;
    record.etag = etag;
    record.body = body;
    return record;
}

EditRecord endOf(EditRecord record, const Result<azure::WriteOutcome> &outcome)
{
    if (outcome) {
        const bool applied = outcome->result == azure::WriteOutcome::Result::Applied;
        record.phase = applied ? QStringLiteral("applied") : QStringLiteral("conflict");
        record.etag = outcome->found.etag;
    } else {
        record.phase =
            outcome.error().kind == ErrorKind::Unknown ? QStringLiteral("unknown") : QStringLiteral("failed");
        record.detail = outcome.error().message + QLatin1Char(' ') + outcome.error().detail;
    }
    record.body = {};
    return record;
}

} // namespace

QList<wire::FieldEdit> fieldEdits(const QList<fleet::PendingField> &fields)
{
    QList<wire::FieldEdit> edits;
    for (const auto &field : fields)
        edits.append({field.path, field.after});
    return edits;
}

Applier::Applier(Core &core)
    : m_core(core)
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
    m_waiting.assign(items.begin(), items.end());
    m_progress = {};
    m_progress.total = static_cast<int>(items.size());
    m_progress.running = !items.isEmpty();
    Q_EMIT progressed(m_progress);
    m_lanes = static_cast<int>(qMin<qsizetype>(lanes, items.size()));
    for (int i = m_lanes; i > 0; --i)
        lane();
}

void Applier::cancel()
{
    auto waiting = std::exchange(m_waiting, {});
    for (const auto &item : waiting) {
        ApplyResult result;
        result.row = item.edit.row;
        result.outcome = ApplyResult::Outcome::Cancelled;
        finish(result);
    }
}

void Applier::finish(const ApplyResult &result)
{
    ++m_progress.done;
    m_progress.applied += result.outcome == ApplyResult::Outcome::Applied;
    m_progress.conflicts += result.outcome == ApplyResult::Outcome::Conflict;
    m_progress.failed += result.outcome == ApplyResult::Outcome::Failed;
    m_progress.running = m_progress.done < m_progress.total;
    Q_EMIT applied(result);
    Q_EMIT progressed(m_progress);
}

QCoro::Task<void> Applier::lane()
{
    const Core::Busy busy(m_core);
    while (!m_waiting.empty()) {
        ApplyItem item = std::move(m_waiting.front());
        m_waiting.pop_front();
        auto applying = applyOne(std::move(item));
        const ApplyResult result = co_await applying;
        finish(result);
    }
}

QJsonObject Applier::baseOf(const ApplyItem &item, const QJsonObject &theirs) const
{
    const auto bytes = m_core.facts.cache().read(item.basePlace, item.baseLength);
    if (bytes && item.baseLength > 0)
        if (auto object = wire::parseDocument(*bytes))
            return *object;
    // The version that the edit was made on is not on disk any more: theirs with the old values of the edited fields.
    QList<wire::FieldEdit> back;
    for (const auto &field : item.edit.fields)
        back.append({field.path, field.before});
    return wire::patched(theirs, back);
}

ApplyResult Applier::conflict(ApplyItem item, QJsonObject theirs) const
{
    ApplyResult result;
    result.row = item.edit.row;
    result.outcome = ApplyResult::Outcome::Conflict;
    result.base = baseOf(item, theirs);
    result.theirs = theirs;
    result.etag = theirs.value(QLatin1String("etag")).toString();
    result.mine = wire::patched(result.base, fieldEdits(item.edit.fields));
    result.error =
        makeError(ErrorKind::Conflict,
                  theirs.isEmpty() ? tr("Somebody else deleted this enrollment. Discard the edit or create it again.")
                                   : tr("Somebody else changed this enrollment. Compare and choose for each field."));
    return result;
}

QCoro::Task<ApplyResult> Applier::applyOne(ApplyItem item)
{
    ApplyResult result;
    result.row = item.edit.row;
    result.outcome = ApplyResult::Outcome::Failed;
    if (auto may = allowed(); !may) {
        result.error = may.error();
        co_return result;
    }
    using Action = fleet::EnrollmentEdit::Action;
    if (item.edit.action != Action::Update) {
        auto writing =
            item.edit.action == Action::Create ? create(item.edit.kind, item.edit.draftBody()) : remove(item.edit.row);
        const Result<void> written = co_await writing;
        result.outcome = ApplyResult::Outcome::Applied;
        if (!written) {
            result.error = written.error();
            result.outcome = written.error().kind == ErrorKind::Conflict    ? ApplyResult::Outcome::Conflict
                             : written.error().kind == ErrorKind::Cancelled ? ApplyResult::Outcome::Cancelled
                                                                            : ApplyResult::Outcome::Failed;
        }
        co_return result;
    }
    const auto &columns = m_core.builder().enrollments();
    const auto row = item.edit.row;
    if ((columns.flags[row] & fleet::EnrollmentFlag::Gone) != 0)
        co_return conflict(item, {});
    const auto bytes = m_core.facts.body(row);
    const auto body = bytes ? wire::parseDocument(*bytes) : Result<QJsonObject>(Failure(bytes.error()));
    if (!body) {
        result.error = body.error();
        co_return result;
    }
    const QJsonObject known = *body;
    if (!columns.etag[row].equals(item.edit.baseEtag.toStdString(), m_core.builder().strings()))
        co_return conflict(item, known);

    const EditRecord record = intent(QStringLiteral("update"), kindWord(item.edit.kind), item.edit.id,
                                     item.edit.baseEtag, editsForJournal(item.edit.fields));
    auto journalling = m_core.journalEdit(record);
    const Result<void> journalled = co_await journalling;
    if (!journalled) {
        result.error = journalled.error();
        co_return result;
    }
    azure::CallOptions options;
    options.priority = azure::Priority::Person;
    const qint64 askedAt = steadyMs();
    auto updating =
        m_core.client->updateEnrollment(item.edit.kind, item.edit.id, known, fieldEdits(item.edit.fields), options);
    const Result<azure::WriteOutcome> outcome = co_await updating;
    auto closingEntry = m_core.journalEdit(endOf(record, outcome));
    co_await closingEntry;

    if (!outcome) {
        result.error = outcome.error();
        if (outcome.error().kind == ErrorKind::Cancelled)
            result.outcome = ApplyResult::Outcome::Cancelled;
        co_return result;
    }
    const bool applied = outcome->result == azure::WriteOutcome::Result::Applied;
    if (!outcome->found.body.isEmpty()) {
        // Theirs is known now, too: the table shows it with its new ETag, whatever becomes of the edit.
        (void)m_core.facts.putEnrollment(item.edit.kind, outcome->found.raw,
                                         {askedAt, m_core.answered(outcome->found.serverDateMs)}, applied);
    } else if (!applied) {
        m_core.builder().removeEnrollment(row, m_core.answered(0));
    }
    m_core.onDirty();
    if (!applied)
        co_return conflict(item, outcome->found.body);
    result.outcome = ApplyResult::Outcome::Applied;
    result.etag = outcome->found.etag;
    Q_EMIT enrollmentWritten(row);
    co_return result;
}

QCoro::Task<Result<void>> Applier::ended(EditRecord record, Result<azure::WriteOutcome> outcome)
{
    auto closingEntry = m_core.journalEdit(endOf(record, outcome));
    co_await closingEntry;
    if (!outcome)
        co_return Result<void>(Failure(outcome.error()));
    if (outcome->result == azure::WriteOutcome::Result::Applied)
        co_return Result<void>();
    const bool exists = record.action == QLatin1String("create");
    co_return Result<void>(Failure(
        makeError(ErrorKind::Conflict,
                  exists ? tr("An enrollment with this ID exists already. Choose another ID or edit the existing one.")
                         : tr("Somebody else changed it meanwhile. Look at the new version and try again."))));
}

QCoro::Task<Result<void>> Applier::create(EnrollmentKind kind, QJsonObject body)
{
    const Core::Busy busy(m_core);
    const auto member =
        kind == EnrollmentKind::Group ? QLatin1String("enrollmentGroupId") : QLatin1String("registrationId");
    const QString id = body.value(member).toString();
    if (auto may = allowed(); !may)
        co_return may;
    if (!domain::isValidRegistrationId(id))
        co_return Result<void>(Failure(
            makeError(ErrorKind::BadInput, tr("This ID is not valid. Use letters, digits and - . _ : only."), id)));
    const EditRecord record = intent(QStringLiteral("create"), kindWord(kind), id, QString(),
                                     {{QStringLiteral("created"), withoutSecrets(body)}});
    auto journalling = m_core.journalEdit(record);
    const Result<void> journalled = co_await journalling;
    if (!journalled)
        co_return journalled;
    const qint64 askedAt = steadyMs();
    auto creating = m_core.client->createEnrollment(kind, id, body);
    Result<azure::WriteOutcome> outcome = co_await creating;
    if (outcome && !outcome->found.body.isEmpty()) {
        const bool applied = outcome->result == azure::WriteOutcome::Result::Applied;
        auto row = m_core.facts.putEnrollment(kind, outcome->found.raw,
                                              {askedAt, m_core.answered(outcome->found.serverDateMs)}, applied);
        m_core.onDirty();
        if (row && applied)
            Q_EMIT enrollmentWritten(*row);
    }
    auto ending = ended(record, outcome);
    const Result<void> result = co_await ending;
    co_return result;
}

QCoro::Task<Result<void>> Applier::remove(fleet::RowId row)
{
    const Core::Busy busy(m_core);
    if (auto may = allowed(); !may)
        co_return may;
    const auto &columns = m_core.builder().enrollments();
    if (row >= m_core.builder().enrollmentCount() || (columns.flags[row] & fleet::EnrollmentFlag::Gone) != 0)
        co_return Result<void>(Failure(makeError(ErrorKind::NotFound, tr("This enrollment is gone already."))));
    const auto kind = columns.kind[row];
    const QString id = m_core.builder().strings().text(columns.id[row]);
    const auto bytes = m_core.facts.body(row);
    const auto body = bytes ? wire::parseDocument(*bytes) : Result<QJsonObject>(Failure(bytes.error()));
    if (!body)
        co_return Result<void>(Failure(body.error()));
    const QString etag = body->value(QLatin1String("etag")).toString();
    const EditRecord record = intent(QStringLiteral("delete"), kindWord(kind), id, etag,
                                     {{QStringLiteral("deleted"), withoutSecrets(*body)}});
    auto journalling = m_core.journalEdit(record);
    const Result<void> journalled = co_await journalling;
    if (!journalled)
        co_return journalled;
    const qint64 askedAt = steadyMs();
    auto deleting = m_core.client->deleteEnrollment(kind, id, etag);
    Result<azure::WriteOutcome> outcome = co_await deleting;
    if (outcome && outcome->result == azure::WriteOutcome::Result::Applied) {
        m_core.facts.noteWrite(row);
        m_core.builder().removeEnrollment(row, m_core.answered(0), true);
    } else if (outcome && !outcome->found.body.isEmpty()) {
        (void)m_core.facts.putEnrollment(kind, outcome->found.raw,
                                         {askedAt, m_core.answered(outcome->found.serverDateMs)});
    }
    m_core.onDirty();
    auto ending = ended(record, outcome);
    const Result<void> result = co_await ending;
    co_return result;
}

QCoro::Task<Result<void>> Applier::removeRegistration(QString registrationId)
{
    const Core::Busy busy(m_core);
    if (auto may = allowed(); !may)
        co_return may;
    const EditRecord record =
        intent(QStringLiteral("deleteRegistration"), QStringLiteral("registration"), registrationId, QString(), {});
    auto journalling = m_core.journalEdit(record);
    const Result<void> journalled = co_await journalling;
    if (!journalled)
        co_return journalled;
    auto deleting = m_core.client->deleteRegistration(registrationId, QString());
    Result<azure::WriteOutcome> outcome = co_await deleting;
    const auto row = m_core.builder().findDevice(registrationId.toStdString());
    if (outcome && row) {
        const qint64 at = m_core.answered(0);
        if (m_core.builder().devices().individual[*row] != fleet::NoRow)
            m_core.builder().putNoRecord(*row, at);
        else
            m_core.builder().removeDevice(*row, at);
        m_core.onDirty();
    }
    auto ending = ended(record, outcome);
    const Result<void> result = co_await ending;
    co_return result;
}

} // namespace rehome::session
