// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/ApiCaller.h"
#include "app/azure/EnrollmentWrite.h"

#include <QCoro/QCoroTask>
#include <memory>

namespace rehome::azure {

/// A write of one enrollment as it goes out, alone or in a bulk call, and how to tell what became of it.
struct EnrollmentPlan
{
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QString id;
    QString etag;            ///< of the version that is changed; empty for a creation
    QJsonObject body;        ///< whole, with keys
    bool keysMatter = false; ///< keys are edited: only attestationmechanism tells whether they arrived

    /// `write` with the attestation filled in where its base hides keys.
    static EnrollmentPlan of(const EnrollmentWrite &write);
    VerifiedWrite::Found judge(const Document *found) const;
    QString name() const; ///< "Enrollment sn-1", for a person
    QByteArray path() const;
};

QString enrollmentName(domain::EnrollmentKind kind, const QString &id);
QByteArray enrollmentsPath(domain::EnrollmentKind kind);
QByteArray enrollmentPath(domain::EnrollmentKind kind, const QString &id);
/// An ETag as the If-Match header wants it.
QByteArray ifMatch(const QString &etag);
/// A call of the service API with its api-version, counted in the caller's budget.
ApiCall serviceCall(const std::shared_ptr<ApiCaller> &caller, const QByteArray &method, const QByteArray &path,
                    const QString &what);
QCoro::Task<Result<QJsonObject>> readAttestation(std::shared_ptr<ApiCaller> caller, domain::EnrollmentKind kind,
                                                 QString id, CallOptions options);
/// Whether the keys at the service are those of the plan. True when they could not be read: the write itself was
/// answered or read back.
QCoro::Task<bool> keysArrived(std::shared_ptr<ApiCaller> caller, EnrollmentPlan plan, CallOptions options);

/// Changes or creates one enrollment by PUT: keys first where needed, read back, compared.
QCoro::Task<Result<WriteOutcome>> writeOne(std::shared_ptr<ApiCaller> caller, EnrollmentWrite write,
                                           CallOptions options);

} // namespace rehome::azure
