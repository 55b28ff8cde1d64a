// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Assigner.h"
#include "app/local/Http.h"

#include <QtCore/QHash>

namespace rehome::local {

/// The DPS device runtime API: register, operation poll, status lookup (protocol facts, section 4). Loop thread.
class DeviceApi
{
public:
    DeviceApi(ServiceCore &core, const Auth &auth, Assigner &assigner)
        : m_core(core)
        , m_auth(auth)
        , m_assigner(assigner)
    {
    }

    /// True for /{idScope}/registrations/{id}…
    static bool owns(const Target &target);
    HttpReply handle(const HttpRequest &request, const Target &target, WriteBatch &batch);

private:
    HttpReply registerDevice(const HttpRequest &request, const QString &id, const QString &apiVersion,
                             const MatchedEnrollment &match, WriteBatch &batch);
    HttpReply poll(const QString &id, const QString &operationId);
    HttpReply lookup(const HttpRequest &request, const QString &id) const;
    std::optional<HttpReply> bodyObjection(const HttpRequest &request, const QString &id) const;
    std::optional<HttpReply> pollThrottle(const QByteArray &key);
    QJsonObject result(const RecordRow &record) const;

    ServiceCore &m_core;
    const Auth &m_auth;
    Assigner &m_assigner;
    QHash<QByteArray, domain::QuotaWindow> m_polls; ///< per device; swept when it grows
};

} // namespace rehome::local
