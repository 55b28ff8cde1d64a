// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/BulkWrite.h"

#include "app/azure/ErrorFromReply.h"
#include "app/azure/Wipe.h"
#include "models/wire/ErrorBody.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QScopeGuard>

namespace rehome::azure {

using Found = VerifiedWrite::Found;
using Outcome = WriteOutcome::Result;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

constexpr std::chrono::milliseconds secondLookAfter{1000};

bool isClash(int status)
{
    return status == 404 || status == 409 || status == 412;
}

} // namespace

BulkWrite::BulkWrite(std::shared_ptr<ApiCaller> caller, QList<EnrollmentWrite> writes, CallOptions options)
    : m_caller(std::move(caller))
    , m_options(std::move(options))
{
    m_entries.reserve(static_cast<size_t>(writes.size()));
    for (EnrollmentWrite &write : writes) {
        m_kind = write.kind;
        m_creates = write.isCreation();
        Entry entry;
        entry.maybeSent = write.maybeSent;
        entry.write = std::move(write);
        m_entries.push_back(std::move(entry));
    }
}

QCoro::Task<BulkWrite::Outcomes> BulkWrite::run(std::shared_ptr<ApiCaller> caller, QList<EnrollmentWrite> writes,
                                                CallOptions options)
{
    const auto self = std::make_shared<BulkWrite>(std::move(caller), std::move(writes), std::move(options));
    auto ending = self->outcomes();
    Outcomes outcomes = co_await ending;
    co_return outcomes;
}

void BulkWrite::fail(Entry &entry, const Error &error)
{
    entry.end = Failure(error);
}

std::vector<BulkWrite::Entry *> BulkWrite::open()
{
    std::vector<Entry *> open;
    for (Entry &entry : m_entries)
        if (!entry.end)
            open.push_back(&entry);
    return open;
}

QCoro::Task<BulkWrite::Outcomes> BulkWrite::outcomes()
{
    if (m_entries.size() == 1) {
        auto alone = writeSingly(&m_entries.front());
        co_await alone;
    } else {
        std::vector<QCoro::Task<void>> preparing;
        for (Entry &entry : m_entries)
            preparing.push_back(prepare(&entry));
        for (auto &each : preparing)
            co_await each;
    }
    for (int attempt = 0; m_mayGoOn && attempt < m_caller->settings().maxAttempts && !open().empty(); ++attempt) {
        if (m_options.cancel.isCancelled())
            break;
        auto sending = sendOnce(open(), attempt);
        const bool goesOn = co_await sending;
        if (goesOn)
            continue;
        auto one = singly(open());
        co_await one;
    }
    Outcomes outcomes;
    for (Entry &entry : m_entries) {
        if (!entry.end)
            fail(entry, m_options.cancel.isCancelled() ? cancelledError() : entry.last);
        outcomes.push_back(std::move(*entry.end));
    }
    co_return outcomes;
}

QCoro::Task<void> BulkWrite::prepare(Entry *entry)
{
    if (!m_creates && entry->write.base.value(QLatin1String("etag")).toString().isEmpty()) {
        fail(*entry, makeError(ErrorKind::BadInput, Text::tr("%1 has no ETag yet. Refresh it, then apply again.")
                                                        .arg(enrollmentName(m_kind, entry->write.id))));
        co_return;
    }
    if (entry->write.attestation.isEmpty() && wire::hidesKeys(entry->write.base)) {
        auto reading = readAttestation(m_caller, m_kind, entry->write.id, m_options);
        Result<QJsonObject> shown = co_await reading;
        ++entry->outcome.calls;
        if (!shown) {
            fail(*entry, shown.error());
            co_return;
        }
        entry->write.attestation = std::move(*shown);
    }
    entry->plan = EnrollmentPlan::of(entry->write);
    entry->outcome.sent = wire::withoutKeys(entry->plan.body);
    if (entry->maybeSent) {
        auto looking = look(entry, Look::BeforeSending);
        co_await looking;
    }
}

QCoro::Task<void> BulkWrite::writeSingly(Entry *entry)
{
    EnrollmentWrite write = entry->write;
    write.maybeSent = entry->maybeSent;
    auto writing = writeOne(m_caller, std::move(write), m_options);
    Result<WriteOutcome> outcome = co_await writing;
    if (outcome) {
        outcome->calls += entry->outcome.calls;
        outcome->writesSent += entry->outcome.writesSent;
    }
    entry->end = std::move(outcome);
}

QCoro::Task<void> BulkWrite::singly(std::vector<Entry *> entries)
{
    std::vector<QCoro::Task<void>> writing;
    for (Entry *entry : entries)
        writing.push_back(writeSingly(entry));
    for (auto &each : writing)
        co_await each;
}

ApiCall BulkWrite::bulkCall(const std::vector<Entry *> &open) const
{
    QList<QJsonObject> entries;
    for (const Entry *entry : open) {
        QJsonObject body = entry->plan.body;
        if (!m_creates)
            body.insert(QStringLiteral("etag"), entry->plan.etag);
        entries.append(body);
    }
    ApiCall call = serviceCall(m_caller, "POST", enrollmentsPath(m_kind),
                               Text::tr("%n enrollment(s)", nullptr, static_cast<int>(open.size())));
    call.isWrite = true;
    call.body = jsonBytes(
        wire::bulkRequest(m_creates ? wire::BulkMode::Create : wire::BulkMode::UpdateIfMatchEtag, m_kind, entries));
    return call;
}

QCoro::Task<bool> BulkWrite::sendOnce(std::vector<Entry *> open, int attempt)
{
    ApiCall call = bulkCall(open);
    const auto wiping = qScopeGuard([&call] { wipe(call.body); });
    if (call.body.size() > wire::messageBytes)
        co_return false;
    auto exchanging = m_caller->exchange(call, m_options);
    HttpOutcome answer = co_await exchanging;
    if (!m_clock.isValid())
        m_clock.start();
    const int status = answer ? answer->status : 0;
    const bool left = answer || answer.error().maybeSent;
    for (Entry *entry : open) {
        entry->outcome.writesSent += left ? 1 : 0;
        entry->outcome.calls += left ? 1 : 0;
    }
    std::optional<wire::BulkResult> result;
    Error last;
    if (answer && answer->ok()) {
        const auto body = wire::parseDocument(answer->body);
        const auto read =
            body ? wire::bulkResultFromJson(*body, m_kind) : Result<wire::BulkResult>(Failure(body.error()));
        // Not done, but nobody is named: what was done has to be found out.
        if (read && (read->isSuccessful || !read->errors.isEmpty()))
            result = *read;
        else
            last = badReply(call.what, read ? QString() : read.error().detail);
    } else {
        last = answer ? m_caller->errorOf(*answer, call.what) : answer.error().error;
    }
    if (result) {
        auto taking = take(std::move(open), *result);
        co_await taking;
        co_return true;
    }
    for (Entry *entry : open)
        entry->last = last;

    const auto advised =
        m_caller->advice(answer && answer->ok() ? 0 : status, answer ? answer->retryAfter : std::nullopt, attempt);
    const auto waited = std::chrono::milliseconds(m_clock.elapsed()) + advised.delay;
    const bool timeLeft = waited <= m_caller->settings().callDeadline;
    if (status == 429 || !left) { // surely not applied by this attempt
        if (status == 429 && call.budget)
            call.budget->throttled(m_caller->settings().wait(advised.delay));
        const bool worthIt = status == 429 || last.kind == ErrorKind::Unreachable;
        m_mayGoOn = worthIt && timeLeft && attempt + 1 < m_caller->settings().maxAttempts;
        if (m_mayGoOn) {
            auto pausing = m_caller->pause(advised.delay, m_options.cancel);
            m_mayGoOn = co_await pausing;
        }
        co_return true;
    }
    if (answer && !answer->ok() && status < 500) {
        // Refused as a whole: one entry can be to blame, or the service takes no bulk calls. Each has its own answer
        // then; a refused key or right would be the same for all.
        if (status != 401 && status != 403)
            co_return false;
        m_mayGoOn = false;
        co_return true;
    }

    for (Entry *entry : open)
        entry->maybeSent = true;
    CancelToken nobody; // only close() shortens this wait
    auto pausing = m_caller->pause(advised.delay, nobody);
    co_await pausing;
    std::vector<std::pair<Entry *, Look>> looks;
    for (Entry *entry : open)
        looks.emplace_back(entry, Look::AfterUnknown);
    auto looking = lookAtAll(std::move(looks));
    co_await looking;
    m_mayGoOn = timeLeft;
    if (last.kind == ErrorKind::Unreachable) { // those still open were read back: the service can be reached
        for (Entry *entry : open)
            entry->last = unansweredAndNotApplied(entry->plan.name(), last);
    }
    co_return true;
}

Error BulkWrite::refusalOf(const Entry &entry, const wire::BulkError &told) const
{
    wire::ErrorBody body;
    body.errorCode = told.errorCode;
    body.message = told.errorStatus;
    HttpReply reply;
    reply.status = told.errorCode / 1000;
    reply.body = jsonBytes(wire::errorBodyToJson(body));
    return m_caller->errorOf(reply, entry.plan.name());
}

QCoro::Task<void> BulkWrite::take(std::vector<Entry *> open, wire::BulkResult result)
{
    QHash<QString, wire::BulkError> refused;
    for (const wire::BulkError &told : std::as_const(result.errors))
        refused.insert(domain::foldedId(told.id), told);
    std::vector<std::pair<Entry *, Look>> looks;
    bool throttled = false;
    for (Entry *entry : open) {
        const auto told = refused.constFind(domain::foldedId(entry->plan.id));
        if (told == refused.cend()) {
            looks.emplace_back(entry, Look::AfterSuccess);
            continue;
        }
        const int status = told->errorCode / 1000;
        entry->last = refusalOf(*entry, *told);
        if (status == 429) {
            throttled = true;
        } else if (status < 400 || status >= 500) {
            entry->maybeSent = true;
            looks.emplace_back(entry, Look::AfterUnknown);
        } else if (isClash(status) || entry->maybeSent) {
            looks.emplace_back(entry, Look::AfterRefusal);
        } else {
            fail(*entry, entry->last);
        }
    }
    if (throttled) {
        const auto advised = m_caller->advice(429, std::nullopt, 0);
        if (m_caller->budget)
            m_caller->budget->throttled(m_caller->settings().wait(advised.delay));
    }
    auto looking = lookAtAll(std::move(looks));
    co_await looking;
}

QCoro::Task<void> BulkWrite::lookAtAll(std::vector<std::pair<Entry *, Look>> entries)
{
    std::vector<QCoro::Task<void>> looking;
    for (const auto &[entry, why] : entries)
        looking.push_back(look(entry, why));
    for (auto &each : looking)
        co_await each;
}

QCoro::Task<void> BulkWrite::look(Entry *entry, Look why)
{
    const QString what = entry->plan.name();
    for (bool again = false;; again = true) {
        auto finding = m_caller->findBack(serviceCall(m_caller, "GET", entry->plan.path(), what), m_options);
        Result<ApiCaller::FoundBack> back = co_await finding;
        ++entry->outcome.calls;
        if (!back) {
            const bool plainRefusal = why == Look::AfterRefusal && !entry->maybeSent;
            fail(*entry, why == Look::BeforeSending  ? back.error()
                         : why == Look::AfterSuccess ? acceptedButUnread(what, back.error())
                         : plainRefusal              ? entry->last
                                                     : unknownOutcome(what, entry->last, back.error()));
            co_return;
        }
        const Document *document = back->document ? &*back->document : nullptr;
        const Found found = entry->plan.judge(document);
        entry->outcome.found = document ? *document : Document{};
        if (found == Found::Wanted && !(why == Look::AfterRefusal && !entry->maybeSent))
            break;
        if (found == Found::Before && (why == Look::BeforeSending || why == Look::AfterUnknown))
            co_return; // not applied: it goes out
        if (found == Found::Before && why == Look::AfterSuccess) {
            if (again) {
                fail(*entry,
                     makeError(ErrorKind::BadReply,
                               Text::tr("The service accepted the change of %1 but still shows the old version. "
                                        "Refresh, then compare.")
                                   .arg(what)));
                co_return;
            }
            auto pausing = m_caller->pause(secondLookAfter, CancelToken());
            co_await pausing;
            continue;
        }
        if (found == Found::Before && !isClash(entry->last.httpStatus)) {
            fail(*entry, entry->last);
            co_return;
        }
        entry->outcome.result = Outcome::Conflict;
        entry->end = entry->outcome;
        co_return;
    }
    if (entry->plan.keysMatter && !wire::hidesKeys(entry->plan.body)) {
        auto checking = keysArrived(m_caller, entry->plan, m_options);
        const bool arrived = co_await checking;
        ++entry->outcome.calls;
        if (!arrived)
            entry->outcome.result = Outcome::Conflict;
    }
    entry->end = entry->outcome;
}

} // namespace rehome::azure
