// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/CallOptions.h"
#include "app/azure/Endpoint.h"
#include "app/azure/EnrollmentWrite.h"
#include "app/azure/OperationBudget.h"
#include "models/domain/Enrollment.h"
#include "models/domain/Error.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/Sas.h"

#include <QCoro/QCoroTask>
#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtNetwork/QNetworkAccessManager>
#include <memory>
#include <vector>

namespace rehome::azure {

class ApiCaller;
class RequestQueue;

/// One object as the service gave it.
struct Document
{
    QJsonObject body;
    QByteArray raw;          ///< the same, as received
    QString etag;            ///< its "etag" member; empty without one
    qint64 serverDateMs = 0; ///< Date of the answer, UTC ms; 0 without one
};

/// One page of a query, undecoded: wire::readEnrollmentPage and wire::readRegistrationPage read it.
struct Page
{
    QByteArray items;        ///< a JSON array; the client looked at its ends only
    QByteArray continuation; ///< opaque; empty on the last page
    QByteArray itemType;     ///< x-ms-item-type
    int maxItemCount = -1;   ///< x-ms-max-item-count of the answer; -1 without one
    qint64 serverDateMs = 0;
};

/// How a write ended. A refusal or an outcome that could not be found out is an Error instead (Unknown for the latter).
struct WriteOutcome
{
    enum class Result : quint8
    {
        Applied,  ///< sent, read back, equal
        Conflict, ///< somebody else changed it (412, 409), or what was read back is neither the old nor the new
    };
    Result result = Result::Applied;
    Document found;     ///< as read back; for Conflict theirs (empty body: it is gone); empty after a delete
    QJsonObject sent;   ///< settings sent, without keys
    int writesSent = 0; ///< PUTs, DELETEs or bulk calls that went out
    int calls = 0;      ///< all calls of this write: key reads, writes, read-backs
};

/// The DPS service API, 2021-10-01 (protocol facts, sections 1 and 2), for any DPS by connection string. Session
/// thread; calls may overlap. Reads are retried (429, 5xx, transport); writes whose outcome is unknown are read back
/// and compared, never resent blindly. Destroying the client ends what is under way with Cancelled; it must go before
/// the QNetworkAccessManager.
class DpsServiceClient
{
public:
    static constexpr auto apiVersion = "2021-10-01";

    /// `connection` must be the one that `endpoint` was made from. `budget` is shared with whoever shows it; may be
    /// null.
    DpsServiceClient(QNetworkAccessManager &network, Endpoint endpoint, const wire::ConnectionString &connection,
                     std::shared_ptr<OperationBudget> budget, ClientSettings settings = {});
    ~DpsServiceClient();
    DpsServiceClient(const DpsServiceClient &) = delete;
    DpsServiceClient &operator=(const DpsServiceClient &) = delete;

    QCoro::Task<Result<Document>> enrollment(domain::EnrollmentKind kind, QString id, CallOptions options = {});
    /// `pageSize` is a wish (1 to 1000): take what comes. A continuation that comes back unchanged is BadReply; see
    /// PageSequence.
    QCoro::Task<Result<Page>> enrollmentPage(domain::EnrollmentKind kind, int pageSize, QByteArray continuation = {},
                                             CallOptions options = {});
    /// With keys: keep it in memory only, and no longer than needed.
    QCoro::Task<Result<QJsonObject>> attestationMechanism(domain::EnrollmentKind kind, QString id,
                                                          CallOptions options = {});

    /// Edits an enrollment: reads the keys first where the service hides them and sends them back, PUT with the ETag of
    /// `base`, reads back and compares. `base`: the body as received.
    QCoro::Task<Result<WriteOutcome>> updateEnrollment(domain::EnrollmentKind kind, QString id, QJsonObject base,
                                                       QList<wire::FieldEdit> edits, CallOptions options = {});
    /// Creates one; an existing one is a Conflict. Keys missing from `body` are made by the service.
    QCoro::Task<Result<WriteOutcome>> createEnrollment(domain::EnrollmentKind kind, QString id, QJsonObject body,
                                                       CallOptions options = {});
    /// Changes or creates up to wire::bulkEntries enrollments of one kind, all changes or all creations, each by one
    /// entry of a bulk call, each read back and compared. One alone, and all when the service refuses the call as a
    /// whole or it would be too long, go as updateEnrollment and createEnrollment do. The outcomes in the order of
    /// `writes`: each fares for itself.
    QCoro::Task<std::vector<Result<WriteOutcome>>> writeEnrollments(QList<EnrollmentWrite> writes,
                                                                    CallOptions options = {});
    /// Deletes the version with this ETag. NotFound: it is gone already.
    QCoro::Task<Result<WriteOutcome>> deleteEnrollment(domain::EnrollmentKind kind, QString id, QString etag,
                                                       CallOptions options = {});

    QCoro::Task<Result<Document>> registration(QString registrationId, CallOptions options = {});
    /// `etag` empty: whatever is there.
    QCoro::Task<Result<WriteOutcome>> deleteRegistration(QString registrationId, QString etag,
                                                         CallOptions options = {});
    QCoro::Task<Result<Page>> registrationPage(QString groupId, int pageSize, QByteArray continuation = {},
                                               CallOptions options = {});

    const RequestQueue &queue() const; ///< waiting(), inFlight(), changed()
    OperationBudget *budget() const;
    /// Server's clock minus this machine's, by the newest Date header.
    qint64 clockSkewMs() const;
    /// Ends what waits and what is in flight with Cancelled; later calls too.
    void close();

private:
    std::shared_ptr<ApiCaller> m_caller;
};

} // namespace rehome::azure
