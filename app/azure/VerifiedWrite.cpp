// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/ApiCaller.h"
#include "app/azure/ErrorFromReply.h"
#include "app/azure/Wipe.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QScopeGuard>

// Writes that are never resent blindly (issue "First light", point 4): an answer that leaves the outcome open (a drop,
// a time-out, 5xx) is followed by a read-back. What was wanted is there: applied. The old state is there: send again.
// Anything else: a conflict.
namespace rehome::azure {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

} // namespace

Error unknownOutcome(const QString &what, const Error &write, const Error &readBack)
{
    Error error =
        makeError(ErrorKind::Unknown,
                  Text::tr("Whether %1 was changed is not known: no answer came, and reading back failed. Refresh "
                           "before trying again.")
                      .arg(what.isEmpty() ? Text::tr("it") : what),
                  QStringLiteral("%1\n%2\n%3\n%4").arg(write.message, write.detail, readBack.message, readBack.detail));
    error.httpStatus = write.httpStatus;
    error.serviceCode = write.serviceCode;
    error.trackingId = write.trackingId;
    return error;
}

Error unansweredAndNotApplied(const QString &what, const Error &write)
{
    return makeError(
        ErrorKind::Service,
        Text::tr("The service did not answer the change of %1, and it was not applied. Try again in a minute.")
            .arg(what.isEmpty() ? Text::tr("it") : what),
        write.message + QLatin1Char('\n') + write.detail, true);
}

Error acceptedButUnread(const QString &what, const Error &readBack)
{
    return makeError(
        ErrorKind::Unknown,
        Text::tr("The service accepted the change of %1, but it could not be read back. Refresh to see it.")
            .arg(what.isEmpty() ? Text::tr("it") : what),
        readBack.message + QLatin1Char('\n') + readBack.detail);
}

QCoro::Task<Result<ApiCaller::FoundBack>> ApiCaller::findBack(ApiCall call, CallOptions options)
{
    const auto self = shared_from_this();
    // Reading back is part of the write: neither the person's cancel nor a newer request ends it.
    options.cancel = CancelToken();
    options.tag.clear();
    auto reading = readDocument(std::move(call), options);
    Result<Document> found = co_await reading;
    if (found)
        co_return Result<FoundBack>(FoundBack{std::move(*found)});
    if (found.error().kind == ErrorKind::NotFound)
        co_return Result<FoundBack>(FoundBack{});
    co_return Result<FoundBack>(Failure(found.error()));
}

QCoro::Task<Result<WriteOutcome>> ApiCaller::writeAndVerify(VerifiedWrite write, CallOptions options)
{
    const auto self = shared_from_this();
    using Answer = Result<WriteOutcome>;
    using Found = VerifiedWrite::Found;
    const auto wiping = qScopeGuard([&write] { wipe(write.write.body); });
    const QString what = write.write.what;

    WriteOutcome outcome;
    outcome.sent = write.sent;
    QElapsedTimer clock;
    bool everUnknown = false; // an earlier attempt may have been, or may still be, applied
    Error last = cancelledError();

    for (int attempt = 0; attempt < m_settings.maxAttempts; ++attempt) {
        auto exchanging = exchange(write.write, options);
        HttpOutcome answer = co_await exchanging;
        if (!clock.isValid())
            clock.start();
        const int status = answer ? answer->status : 0;
        const bool neverLeft = !answer && !answer.error().maybeSent;
        if (answer || answer.error().maybeSent) {
            ++outcome.writesSent;
            ++outcome.calls;
        }
        last = answer ? errorOf(*answer, what) : answer.error().error;
        const auto advised = advice(status, answer ? answer->retryAfter : std::nullopt, attempt);
        const bool timeLeft = std::chrono::milliseconds(clock.elapsed()) + advised.delay <= m_settings.callDeadline;

        if (status == 429 || neverLeft) { // surely not applied by this attempt
            if (status == 429 && write.write.budget)
                write.write.budget->throttled(m_settings.wait(advised.delay));
            const bool mayGoOn = last.kind == ErrorKind::Throttled || last.kind == ErrorKind::Unreachable;
            bool elapsed = false;
            if (mayGoOn && timeLeft && attempt + 1 < m_settings.maxAttempts) {
                auto pausing = pause(advised.delay, options.cancel);
                elapsed = co_await pausing;
                if (!elapsed)
                    last = cancelledError();
            }
            if (elapsed)
                continue;
            if (!everUnknown)
                co_return Answer(Failure(last));
        }

        const bool done = answer && answer->ok();
        const bool unknown = (!answer && answer.error().maybeSent) || status >= 500;
        const bool clash = status == 409 || status == 412 || status == 404;
        if (done && !write.readBackAfterSuccess)
            co_return Answer(std::move(outcome));
        if (answer && !done && !unknown && !everUnknown && !(clash && status != 404))
            co_return Answer(Failure(last)); // refused for good, and nothing else of ours is under way

        if (unknown) {
            everUnknown = true;
            CancelToken nobody; // only close() shortens this wait
            auto pausing = pause(advised.delay, nobody);
            const bool elapsed = co_await pausing;
            if (!elapsed)
                co_return Answer(Failure(unknownOutcome(what, last, cancelledError())));
        }
        auto finding = findBack(write.readBack, options);
        Result<FoundBack> back = co_await finding;
        ++outcome.calls;
        if (!back) {
            if (done)
                co_return Answer(Failure(acceptedButUnread(what, back.error())));
            co_return Answer(Failure(everUnknown ? unknownOutcome(what, last, back.error()) : last));
        }
        const Document *document = back->document ? &*back->document : nullptr;
        const Found found = write.judge(document);
        outcome.found = document ? *document : Document{};
        const bool plainRefusal = clash && !everUnknown;
        if (found == Found::Wanted && !(plainRefusal && write.conflictWhenEqual)) {
            outcome.result = WriteOutcome::Result::Applied;
            co_return Answer(std::move(outcome));
        }
        if (found == Found::Before && unknown) {
            if (options.cancel.isCancelled())
                co_return Answer(Failure(cancelledError()));
            continue; // not applied: send again
        }
        if (found == Found::Before && !done && !clash)
            co_return Answer(Failure(last)); // refused or never sent, and the earlier attempts did nothing either
        outcome.result = WriteOutcome::Result::Conflict;
        co_return Answer(std::move(outcome));
    }
    if (everUnknown && last.kind == ErrorKind::Unreachable) // it was read back: the service can be reached
        last = unansweredAndNotApplied(what, last);
    co_return Answer(Failure(last));
}

} // namespace rehome::azure
