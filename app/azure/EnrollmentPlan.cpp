// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/EnrollmentPlan.h"

#include "app/azure/ErrorFromReply.h"
#include "app/azure/Wipe.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

namespace rehome::azure {

using domain::EnrollmentKind;
using Found = VerifiedWrite::Found;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

bool editsKeys(const QList<wire::FieldEdit> &edits)
{
    return std::any_of(edits.cbegin(), edits.cend(), [](const wire::FieldEdit &edit) {
        return edit.path == QLatin1String("attestation") || edit.path.startsWith(QLatin1String("attestation."));
    });
}

} // namespace

QString enrollmentName(EnrollmentKind kind, const QString &id)
{
    return kind == EnrollmentKind::Group ? Text::tr("Enrollment group %1").arg(id) : Text::tr("Enrollment %1").arg(id);
}

QByteArray enrollmentsPath(EnrollmentKind kind)
{
    return kind == EnrollmentKind::Group ? QByteArrayLiteral("/enrollmentGroups") : QByteArrayLiteral("/enrollments");
}

QByteArray enrollmentPath(EnrollmentKind kind, const QString &id)
{
    return enrollmentsPath(kind) + '/' + segment(id);
}

QByteArray ifMatch(const QString &etag)
{
    const QByteArray text = etag.toLatin1();
    return text == "*" || text.startsWith('"') ? text : '"' + text + '"';
}

ApiCall serviceCall(const std::shared_ptr<ApiCaller> &caller, const QByteArray &method, const QByteArray &path,
                    const QString &what)
{
    ApiCall call;
    call.method = method;
    call.target = path + "?api-version=" + DpsServiceClient::apiVersion;
    call.what = what;
    call.budget = caller->budget;
    call.isWrite = method == "PUT" || method == "DELETE";
    return call;
}

EnrollmentPlan EnrollmentPlan::of(const EnrollmentWrite &write)
{
    EnrollmentPlan plan;
    plan.kind = write.kind;
    plan.id = write.id;
    if (write.isCreation()) {
        plan.body = wire::putBody(write.body, write.body.value(QLatin1String("attestation")).toObject());
        return plan;
    }
    plan.etag = write.base.value(QLatin1String("etag")).toString();
    const QJsonObject attestation =
        write.attestation.isEmpty() ? write.base.value(QLatin1String("attestation")).toObject() : write.attestation;
    plan.body = wire::patched(wire::putBody(write.base, attestation), write.edits);
    plan.keysMatter = editsKeys(write.edits);
    return plan;
}

Found EnrollmentPlan::judge(const Document *found) const
{
    const QJsonObject shown = wire::withoutKeys(body);
    if (etag.isEmpty()) {
        if (!found)
            return Found::Before;
        return wire::sameSettings(found->body, shown) ? Found::Wanted : Found::SomethingElse;
    }
    if (!found)
        return Found::SomethingElse;
    const bool sameTag = wire::bareEtag(found->etag) == wire::bareEtag(etag);
    // Keys are hidden in what is read back: there only the ETag tells whether an edit of them arrived.
    if (wire::sameSettings(found->body, shown) && !(keysMatter && sameTag))
        return Found::Wanted;
    return sameTag ? Found::Before : Found::SomethingElse;
}

QString EnrollmentPlan::name() const
{
    return enrollmentName(kind, id);
}

QByteArray EnrollmentPlan::path() const
{
    return enrollmentPath(kind, id);
}

QCoro::Task<Result<QJsonObject>> readAttestation(std::shared_ptr<ApiCaller> caller, EnrollmentKind kind, QString id,
                                                 CallOptions options)
{
    const QString what = enrollmentName(kind, id);
    ApiCall call = serviceCall(caller, "POST", enrollmentPath(kind, id) + "/attestationmechanism", what);
    auto reading = caller->read(std::move(call), options);
    Result<HttpReply> reply = co_await reading;
    if (!reply)
        co_return Result<QJsonObject>(Failure(reply.error()));
    Result<QJsonObject> attestation = wire::parseDocument(reply->body);
    wipe(reply->body);
    if (!attestation || attestation->value(QLatin1String("type")).toString().isEmpty())
        co_return Result<QJsonObject>(Failure(badReply(what, QStringLiteral("attestationmechanism: no attestation"))));
    co_return attestation;
}

QCoro::Task<bool> keysArrived(std::shared_ptr<ApiCaller> caller, EnrollmentPlan plan, CallOptions options)
{
    options.cancel = CancelToken(); // part of the write, like reading back
    auto reading = readAttestation(caller, plan.kind, plan.id, options);
    const Result<QJsonObject> now = co_await reading;
    co_return !now ||
        wire::sameSettings({{QStringLiteral("attestation"), *now}},
                           {{QStringLiteral("attestation"), plan.body.value(QLatin1String("attestation"))}});
}

QCoro::Task<Result<WriteOutcome>> writeOne(std::shared_ptr<ApiCaller> caller, EnrollmentWrite write,
                                           CallOptions options)
{
    using Answer = Result<WriteOutcome>;
    const QString what = enrollmentName(write.kind, write.id);
    if (!write.isCreation() && write.base.value(QLatin1String("etag")).toString().isEmpty())
        co_return Answer(Failure(
            makeError(ErrorKind::BadInput, Text::tr("%1 has no ETag yet. Refresh it, then apply again.").arg(what))));

    int calls = 0;
    if (write.attestation.isEmpty() && wire::hidesKeys(write.base)) {
        auto reading = readAttestation(caller, write.kind, write.id, options);
        Result<QJsonObject> shown = co_await reading;
        ++calls;
        if (!shown)
            co_return Answer(Failure(shown.error()));
        write.attestation = std::move(*shown);
    }
    const EnrollmentPlan plan = EnrollmentPlan::of(write);
    Answer outcome = WriteOutcome{};
    outcome->sent = wire::withoutKeys(plan.body);
    Found found = Found::Before;
    if (write.maybeSent) {
        auto finding = caller->findBack(serviceCall(caller, "GET", plan.path(), what), options);
        Result<ApiCaller::FoundBack> back = co_await finding;
        ++calls;
        if (!back)
            co_return Answer(Failure(back.error()));
        found = plan.judge(back->document ? &*back->document : nullptr);
        outcome->found = back->document.value_or(Document{});
        if (found == Found::SomethingElse)
            outcome->result = WriteOutcome::Result::Conflict;
    }
    if (found == Found::Before) {
        VerifiedWrite verified;
        verified.write = serviceCall(caller, "PUT", plan.path(), what); // without If-Match: create only, else 409
        if (!write.isCreation())
            verified.write.headers.emplaceBack("If-Match", ifMatch(plan.etag));
        verified.write.body = jsonBytes(plan.body);
        verified.readBack = serviceCall(caller, "GET", plan.path(), what);
        verified.sent = outcome->sent;
        verified.judge = [plan](const Document *document) { return plan.judge(document); };
        verified.conflictWhenEqual = !write.maybeSent;
        auto writing = caller->writeAndVerify(std::move(verified), options);
        outcome = co_await writing;
        if (!outcome)
            co_return outcome;
    }
    outcome->calls += calls;
    if (plan.keysMatter && outcome->result == WriteOutcome::Result::Applied && !wire::hidesKeys(plan.body)) {
        auto checking = keysArrived(caller, plan, options);
        const bool arrived = co_await checking;
        ++outcome->calls;
        if (!arrived)
            outcome->result = WriteOutcome::Result::Conflict;
    }
    co_return outcome;
}

} // namespace rehome::azure
