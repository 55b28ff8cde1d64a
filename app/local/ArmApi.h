// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/ArmPath.h"
#include "app/local/ServiceCore.h"

namespace rehome::local {

class Auth;

/// What Azure Resource Manager says about the provisioning service: the resource with its linked hubs, and its tags
/// (protocol facts, section 11). The resource is called "localhost" and lives in the group "rehome" of any
/// subscription. No answer carries a key. Loop thread.
class ArmApi
{
public:
    ArmApi(ServiceCore &core, const Auth &auth)
        : m_core(core)
        , m_auth(auth)
    {
    }

    /// Checks the token ("Authorization: Bearer " and a signature of the service's owner policy) and the api-version
    /// too.
    HttpReply handle(const HttpRequest &request, const Target &target, WriteBatch &batch);

private:
    HttpReply resource(const HttpRequest &request, const ArmPath &path, WriteBatch &batch);
    HttpReply patchTags(const HttpRequest &request, const ArmPath &path, WriteBatch &batch);
    QJsonObject resourceJson(const QString &subscription) const;

    ServiceCore &m_core;
    const Auth &m_auth;
};

/// {"error":{"code":…,"message":…}}: the resource manager's form of an error.
HttpReply armError(int status, const QString &code, const QString &message);

} // namespace rehome::local
