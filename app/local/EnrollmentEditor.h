// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "app/local/ServiceCore.h"

namespace rehome::local {

/// Why an edit was refused: HTTP status, the service's errorCode and a sentence.
struct EditRefusal
{
    int status = 400;
    int errorCode = 0;
    QString message;
};

/// Creates, replaces and deletes enrollments by the rules of the service API (protocol facts, sections 1 and 2). A
/// refused change leaves the batch empty and answers with an error; loop thread.
class EnrollmentEditor
{
public:
    /// `atMs`: the UTC time that creations carry; the present when absent. Seeding makes entries of the past with it.
    explicit EnrollmentEditor(ServiceCore &core, std::optional<qint64> atMs = std::nullopt)
        : m_core(core)
        , m_atMs(atMs)
    {
    }

    /// `ifMatch`: the header, or nothing when there was none: then the entry must not exist yet.
    HttpReply put(domain::EnrollmentKind kind, const QString &id, const QByteArray &body,
                  const std::optional<QString> &ifMatch, WriteBatch &batch);
    HttpReply remove(domain::EnrollmentKind kind, const QString &id, const std::optional<QString> &ifMatch,
                     WriteBatch &batch);

    /// The same as put() and remove() for a body that is read already, as in a bulk call. Result: the entry as the
    /// answer shows it.
    tl::expected<QByteArray, EditRefusal> edit(domain::EnrollmentKind kind, const QString &id,
                                               const QJsonObject &document, const std::optional<QString> &ifMatch,
                                               WriteBatch &batch);
    std::optional<EditRefusal> drop(domain::EnrollmentKind kind, const QString &id,
                                    const std::optional<QString> &ifMatch, WriteBatch &batch);
    bool exists(domain::EnrollmentKind kind, const QString &id) const;
    /// The attestation with its symmetric keys.
    QJsonObject attestationWithKeys(const EnrollmentEntry &entry) const;

private:
    std::optional<EditRefusal> quotaRefusal(const domain::Enrollment &enrollment, const QByteArray &key) const;

    ServiceCore &m_core;
    std::optional<qint64> m_atMs;
};

} // namespace rehome::local
