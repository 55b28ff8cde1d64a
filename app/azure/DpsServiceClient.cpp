// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/DpsServiceClient.h"

#include "app/azure/ApiCaller.h"
#include "app/azure/BulkWrite.h"
#include "app/azure/EnrollmentPlan.h"
#include "app/azure/ErrorFromReply.h"

#include <QtCore/QCoreApplication>

namespace rehome::azure {

namespace {

using domain::EnrollmentKind;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

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

QCoro::Task<Result<Document>> DpsServiceClient::enrollment(EnrollmentKind kind, QString id, CallOptions options)
{
    return m_caller->readDocument(serviceCall(m_caller, "GET", enrollmentPath(kind, id), enrollmentName(kind, id)),
                                  std::move(options));
}

QCoro::Task<Result<Page>> DpsServiceClient::enrollmentPage(EnrollmentKind kind, int pageSize, QByteArray continuation,
                                                           CallOptions options)
{
    ApiCall call = serviceCall(m_caller, "POST", enrollmentsPath(kind) + "/query",
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
    EnrollmentWrite write;
    write.kind = kind;
    write.id = std::move(id);
    write.base = std::move(base);
    write.edits = std::move(edits);
    return writeOne(m_caller, std::move(write), std::move(options));
}

QCoro::Task<Result<WriteOutcome>> DpsServiceClient::createEnrollment(EnrollmentKind kind, QString id, QJsonObject body,
                                                                     CallOptions options)
{
    EnrollmentWrite write;
    write.kind = kind;
    write.id = std::move(id);
    write.body = std::move(body);
    return writeOne(m_caller, std::move(write), std::move(options));
}

QCoro::Task<std::vector<Result<WriteOutcome>>> DpsServiceClient::writeEnrollments(QList<EnrollmentWrite> writes,
                                                                                  CallOptions options)
{
    return BulkWrite::run(m_caller, std::move(writes), std::move(options));
}

namespace {

VerifiedWrite removal(const std::shared_ptr<ApiCaller> &caller, const QByteArray &path, const QString &what,
                      const QString &etag)
{
    using Found = VerifiedWrite::Found;
    VerifiedWrite write;
    write.write = serviceCall(caller, "DELETE", path, what);
    if (!etag.isEmpty())
        write.write.headers.emplaceBack("If-Match", ifMatch(etag));
    write.readBack = serviceCall(caller, "GET", path, what);
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
    return m_caller->writeAndVerify(removal(m_caller, enrollmentPath(kind, id), enrollmentName(kind, id), etag),
                                    std::move(options));
}

QCoro::Task<Result<Document>> DpsServiceClient::registration(QString registrationId, CallOptions options)
{
    return m_caller->readDocument(serviceCall(m_caller, "GET", "/registrations/" + segment(registrationId),
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
    ApiCall call = serviceCall(m_caller, "POST", "/registrations/" + segment(groupId) + "/query",
                               Text::tr("the registrations of group %1").arg(groupId));
    call.headers.emplaceBack("x-ms-max-item-count", QByteArray::number(pageSize));
    return m_caller->readPage(std::move(call), std::move(continuation), std::move(options));
}

} // namespace rehome::azure
