// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "app/local/ServiceCore.h"

namespace rehome::local {

/// Creates, replaces and deletes enrollments by the rules of the service API (protocol facts, sections 1 and 2). A
/// refused change leaves the batch empty and answers with an error; loop thread.
class EnrollmentEditor
{
public:
    explicit EnrollmentEditor(ServiceCore &core)
        : m_core(core)
    {
    }

    /// `ifMatch`: the header, or nothing when there was none: then the entry must not exist yet.
    HttpReply put(domain::EnrollmentKind kind, const QString &id, const QByteArray &body,
                  const std::optional<QString> &ifMatch, WriteBatch &batch);
    HttpReply remove(domain::EnrollmentKind kind, const QString &id, const std::optional<QString> &ifMatch,
                     WriteBatch &batch);
    /// The attestation with its symmetric keys.
    QJsonObject attestationWithKeys(const EnrollmentEntry &entry) const;

    static QLatin1String idMember(domain::EnrollmentKind kind);

private:
    ServiceCore &m_core;
};

} // namespace rehome::local
