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
    /// The same for every transport: attests, counts, answers. MQTT takes status, body and Retry-After from the reply.
    HttpReply answer(const DeviceCall &call, WriteBatch &batch);

private:
    HttpReply registerDevice(const DeviceCall &call, const MatchedEnrollment &match, WriteBatch &batch);
    HttpReply poll(const DeviceCall &call);
    HttpReply lookup(const DeviceCall &call) const;
    Result<wire::DeviceRegistration> registrationOf(const DeviceCall &call) const;
    std::optional<HttpReply> pollThrottle(const QByteArray &key);

    static constexpr qsizetype pollWindowsKept = 20'000;

    ServiceCore &m_core;
    const Auth &m_auth;
    Assigner &m_assigner;
    QHash<QByteArray, domain::QuotaWindow> m_polls; ///< per device; swept when it grows
    qsizetype m_pollSweepAt = pollWindowsKept;
};

} // namespace rehome::local
