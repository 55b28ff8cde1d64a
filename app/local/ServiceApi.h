// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "app/local/ServiceCore.h"

namespace rehome::local {

/// The DPS service API: enrollments, groups and registration states (protocol facts, section 1). Loop thread.
/// Authentication, the api-version and the quota are the router's.
class ServiceApi
{
public:
    explicit ServiceApi(ServiceCore &core)
        : m_core(core)
    {
    }

    /// True for paths of this API (first segment enrollments, enrollmentGroups or registrations).
    static bool owns(const Target &target);
    /// What changes goes into `batch`, which is committed before the answer is sent.
    HttpReply handle(const HttpRequest &request, const Target &target, WriteBatch &batch);

private:
    HttpReply enrollments(domain::EnrollmentKind kind, const HttpRequest &request, const Target &target,
                          WriteBatch &batch);
    HttpReply queryEnrollments(domain::EnrollmentKind kind, const HttpRequest &request) const;
    HttpReply registrations(const HttpRequest &request, const Target &target, WriteBatch &batch);
    HttpReply queryRegistrations(const QString &group, const HttpRequest &request) const;
    HttpReply getEnrollment(domain::EnrollmentKind kind, const QByteArray &key) const;

    ServiceCore &m_core;
};

} // namespace rehome::local
