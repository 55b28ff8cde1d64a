// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/ArmPath.h"
#include "app/local/CaCertificates.h"

namespace rehome::local {

/// {resource}/certificates[/{name}[/generateVerificationCode|/verify]] of the resource manager (protocol facts, section
/// 11). The caller has checked token, api-version and resource. Loop thread.
class CaCertificateApi
{
public:
    /// `resourceId`: the ID of the provisioning service.
    CaCertificateApi(ServiceState &state, QString resourceId)
        : m_state(state)
        , m_resourceId(std::move(resourceId))
    {
    }

    HttpReply handle(const HttpRequest &request, const ArmPath &path, WriteBatch &batch);

private:
    HttpReply put(const HttpRequest &request, const QString &name, WriteBatch &batch);
    HttpReply act(const HttpRequest &request, const QString &name, const ArmPath &path, WriteBatch &batch);
    QJsonObject resourceJson(const CaCertificateRow &row, bool withCode) const;

    ServiceState &m_state;
    QString m_resourceId;
};

} // namespace rehome::local
