// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/DpsServiceClient.h"

#include "app/azure/ApiCaller.h"
#include "app/azure/ErrorFromReply.h"
#include "app/azure/Wipe.h"

#include <QtCore/QCoreApplication>

namespace rehome::azure {

namespace {

using domain::EnrollmentKind;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

QByteArray versioned(const QByteArray &path)
{
    return path + "?api-version=" + DpsServiceClient::apiVersion;
}

QByteArray collection(EnrollmentKind kind)
{
    return kind == EnrollmentKind::Group ? QByteArrayLiteral("/enrollmentGroups") : QByteArrayLiteral("/enrollments");
}

QString named(EnrollmentKind kind, const QString &id)
{
    return kind == EnrollmentKind::Group ? Text::tr("Enrollment group %1").arg(id) : Text::tr("Enrollment %1").arg(id);
}

QByteArray ifMatch(const QString &etag)
{
    const QByteArray text = etag.toLatin1();
    return text == "*" || text.startsWith('"') ? text : '"' + text + '"';
}

/// The service hides keys in get and query (protocol facts, section 2), and whether an update without them keeps them
/// is unproved.
bool hidesKeys(const QJsonObject &body)
{
    const QJsonObject attestation = body.value(QLatin1String("attestation")).toObject();
    const QString type = attestation.value(QLatin1String("type")).toString();
    if (type == QLatin1String("symmetricKey")) {
        const QJsonObject keys = attestation.value(QLatin1String("symmetricKey")).toObject();
        return keys.value(QLatin1String("primaryKey")).toString().isEmpty() ||
               keys.value(QLatin1String("secondaryKey")).toString().isEmpty();
    }
    if (type == QLatin1String("tpm"))
        return attestation.value(QLatin1String("tpm"))
            .toObject()
            .value(QLatin1String("endorsementKey"))
            .toString()
            .isEmpty();
    return type == QLatin1String("x509") && attestation.value(QLatin1String("x509")).toObject().isEmpty();
}

QJsonObject withoutKeys(QJsonObject body)
{
    QJsonObject attestation = body.value(QLatin1String("attestation")).toObject();
    if (attestation.contains(QLatin1String("symmetricKey"))) {
        attestation.remove(QLatin1String("symmetricKey"));
        body.insert(QLatin1String("attestation"), attestation);
    }
    return body;
}

} // namespace

DpsServiceClient::DpsServiceClient(QNetworkAccessManager &network, Endpoint endpoint,
                                   const wire::ConnectionString &connection, std::shared_ptr<OperationBudget> budget,
                                   ClientSettings settings)
    : m_caller(std::make_shared<ApiCaller>(network, std::move(endpoint), domain::Towards::ProvisioningService,
                                           std::move(settings)))
{
    m_caller->setToken(SasTokenProvider(connection.hostName.toLower(), connection.key, connection.keyName));
    m_caller->budget = std::move(budget);
}

DpsServiceClient::~DpsServiceClient()
{
    m_caller->close();
}

void DpsServiceClient::close()
{
    m_caller->close();
}

const RequestQueue &DpsServiceClient::queue() const
{
    return m_caller->queue();
}

OperationBudget *DpsServiceClient::budget() const
{
    return m_caller->budget.get();
}

qint64 DpsServiceClient::clockSkewMs() const
{
    return m_caller->clockSkewMs();
}

namespace {

ApiCall callOf(const std::shared_ptr<ApiCaller> &caller, const QByteArray &method, const QByteArray &path,
               const QString &what)
{
    ApiCall call;
    call.method = method;
    call.target = versioned(path);
    call.what = what;
    call.budget = caller->budget;
    call.isWrite = method == "PUT" || method == "DELETE";
    return call;
}

QByteArray enrollmentPath(EnrollmentKind kind, const QString &id)
{
    return collection(kind) + '/' + segment(id);
}

QCoro::Task<Result<QJsonObject>> readAttestation(std::shared_ptr<ApiCaller> caller, EnrollmentKind kind, QString id,
                                                 CallOptions options)
{
    const QString what = named(kind, id);
    ApiCall call = callOf(caller, "POST", enrollmentPath(kind, id) + "/attestationmechanism", what);
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

QCoro::Task<Result<WriteOutcome>> update(std::shared_ptr<ApiCaller> caller, EnrollmentKind kind, QString id,
                                         QJsonObject base, QList<wire::FieldEdit> edits, CallOptions options)
{
    using Answer = Result<WriteOutcome>;
    using Found = VerifiedWrite::Found;
    const QString what = named(kind, id);
    const QString etag = base.value(QLatin1String("etag")).toString();
    if (etag.isEmpty())
        co_return Answer(Failure(
            makeError(ErrorKind::BadInput, Text::tr("%1 has no ETag yet. Refresh it, then apply again.").arg(what))));

    int keyReads = 0;
    QJsonObject attestation = base.value(QLatin1String("attestation")).toObject();
    if (hidesKeys(base)) {
        auto reading = readAttestation(caller, kind, id, options);
        Result<QJsonObject> shown = co_await reading;
        if (!shown)
            co_return Answer(Failure(shown.error()));
        attestation = std::move(*shown);
        ++keyReads;
    }
    const bool editsKeys = std::any_of(edits.cbegin(), edits.cend(), [](const wire::FieldEdit &edit) {
        return edit.path == QLatin1String("attestation") || edit.path.startsWith(QLatin1String("attestation."));
    });
    const QJsonObject body = wire::patched(wire::putBody(base, attestation), edits);

    VerifiedWrite write;
    write.write = callOf(caller, "PUT", enrollmentPath(kind, id), what);
    write.write.headers.emplaceBack("If-Match", ifMatch(etag));
    write.write.body = jsonBytes(body);
    write.readBack = callOf(caller, "GET", enrollmentPath(kind, id), what);
    write.sent = withoutKeys(body);
    write.judge = [sent = write.sent, etag, editsKeys](const Document *found) {
        if (!found)
            return Found::SomethingElse;
        const bool sameTag = wire::bareEtag(found->etag) == wire::bareEtag(etag);
        // Keys are hidden in what is read back: there only the ETag tells whether an edit of them arrived.
        if (wire::sameSettings(found->body, sent) && !(editsKeys && sameTag))
            return Found::Wanted;
        return sameTag ? Found::Before : Found::SomethingElse;
    };
    auto writing = caller->writeAndVerify(std::move(write), options);
    Answer outcome = co_await writing;
    if (!outcome)
        co_return outcome;
    outcome->calls += keyReads;
    if (editsKeys && outcome->result == WriteOutcome::Result::Applied && !hidesKeys(body)) {
        auto reading = readAttestation(caller, kind, id, options);
        Result<QJsonObject> now = co_await reading;
        ++outcome->calls;
        if (now && !wire::sameSettings({{QStringLiteral("attestation"), *now}},
                                       {{QStringLiteral("attestation"), body.value(QLatin1String("attestation"))}}))
            outcome->result = WriteOutcome::Result::Conflict;
    }
    co_return outcome;
}

} // namespace

QCoro::Task<Result<Document>> DpsServiceClient::enrollment(EnrollmentKind kind, QString id, CallOptions options)
{
    return m_caller->readDocument(callOf(m_caller, "GET", enrollmentPath(kind, id), named(kind, id)),
                                  std::move(options));
}

QCoro::Task<Result<Page>> DpsServiceClient::enrollmentPage(EnrollmentKind kind, int pageSize, QByteArray continuation,
                                                           CallOptions options)
{
    ApiCall call = callOf(m_caller, "POST", collection(kind) + "/query",
                          kind == EnrollmentKind::Group ? Text::tr("the list of enrollment groups")
                                                        : Text::tr("the list of enrollments"));
    call.headers.emplaceBack("x-ms-max-item-count", QByteArray::number(pageSize));
    call.body = R"({"query":"SELECT * FROM enrollments"})";
    return m_caller->readPage(std::move(call), std::move(continuation), std::move(options));
}

QCoro::Task<Result<QJsonObject>> DpsServiceClient::attestationMechanism(EnrollmentKind kind, QString id,
                                                                        CallOptions options)
{
    return readAttestation(m_caller, kind, std::move(id), std::move(options));
}

QCoro::Task<Result<WriteOutcome>> DpsServiceClient::updateEnrollment(EnrollmentKind kind, QString id, QJsonObject base,
                                                                     QList<wire::FieldEdit> edits, CallOptions options)
{
    return update(m_caller, kind, std::move(id), std::move(base), std::move(edits), std::move(options));
}

QCoro::Task<Result<WriteOutcome>> DpsServiceClient::createEnrollment(EnrollmentKind kind, QString id, QJsonObject body,
                                                                     CallOptions options)
{
    using Found = VerifiedWrite::Found;
    body = wire::putBody(body, body.value(QLatin1String("attestation")).toObject());
    VerifiedWrite write;
    write.write =
        callOf(m_caller, "PUT", enrollmentPath(kind, id), named(kind, id)); // no If-Match: create only, else 409
    write.write.body = jsonBytes(body);
    write.readBack = callOf(m_caller, "GET", enrollmentPath(kind, id), named(kind, id));
    write.sent = withoutKeys(body);
    write.judge = [sent = write.sent](const Document *found) {
        if (!found)
            return Found::Before;
        return wire::sameSettings(found->body, sent) ? Found::Wanted : Found::SomethingElse;
    };
    return m_caller->writeAndVerify(std::move(write), std::move(options));
}

namespace {

VerifiedWrite removal(const std::shared_ptr<ApiCaller> &caller, const QByteArray &path, const QString &what,
                      const QString &etag)
{
    using Found = VerifiedWrite::Found;
    VerifiedWrite write;
    write.write = callOf(caller, "DELETE", path, what);
    if (!etag.isEmpty())
        write.write.headers.emplaceBack("If-Match", ifMatch(etag));
    write.readBack = callOf(caller, "GET", path, what);
    write.readBackAfterSuccess = false; // 204 says all there is to say
    write.judge = [etag](const Document *found) {
        if (!found)
            return Found::Wanted;
        const bool same =
            etag.isEmpty() || etag == QLatin1String("*") || wire::bareEtag(found->etag) == wire::bareEtag(etag);
        return same ? Found::Before : Found::SomethingElse;
    };
    return write;
}

} // namespace

QCoro::Task<Result<WriteOutcome>> DpsServiceClient::deleteEnrollment(EnrollmentKind kind, QString id, QString etag,
                                                                     CallOptions options)
{
    return m_caller->writeAndVerify(removal(m_caller, enrollmentPath(kind, id), named(kind, id), etag),
                                    std::move(options));
}

QCoro::Task<Result<Document>> DpsServiceClient::registration(QString registrationId, CallOptions options)
{
    return m_caller->readDocument(callOf(m_caller, "GET", "/registrations/" + segment(registrationId),
                                         Text::tr("The registration of %1").arg(registrationId)),
                                  std::move(options));
}

QCoro::Task<Result<WriteOutcome>> DpsServiceClient::deleteRegistration(QString registrationId, QString etag,
                                                                       CallOptions options)
{
    return m_caller->writeAndVerify(removal(m_caller, "/registrations/" + segment(registrationId),
                                            Text::tr("The registration of %1").arg(registrationId), etag),
                                    std::move(options));
}

QCoro::Task<Result<Page>> DpsServiceClient::registrationPage(QString groupId, int pageSize, QByteArray continuation,
                                                             CallOptions options)
{
    ApiCall call = callOf(m_caller, "POST", "/registrations/" + segment(groupId) + "/query",
                          Text::tr("the registrations of group %1").arg(groupId));
    call.headers.emplaceBack("x-ms-max-item-count", QByteArray::number(pageSize));
    return m_caller->readPage(std::move(call), std::move(continuation), std::move(options));
}

} // namespace rehome::azure
