// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/HubReplies.h"
#include "app/local/ServiceCore.h"

#include <QtCore/QJsonValue>

namespace rehome::local {

/// Direct methods: a back end calls a device that is connected and waits for its answer (IoT Hub developer guide,
/// direct methods). Loop thread.
class HubMethods
{
public:
    static constexpr int defaultResponseSeconds = 30, shortestResponseSeconds = 5, longestSeconds = 300;
    static constexpr qsizetype payloadBytes = 128 * 1024;

    explicit HubMethods(ServiceCore &core)
        : m_core(core)
    {
    }

    /// POST /twins/{id}/methods. Answers {status, payload}; 404 DeviceNotOnline without a connection that takes
    /// methods within connectTimeoutInSeconds; 504 GatewayTimeout without an answer within responseTimeoutInSeconds.
    void call(const QString &hub, const QString &deviceId, const HttpRequest &request, const ReplySink &sink);

    /// A device's answer; one that nobody waits for is dropped.
    void answered(const QString &hub, const QString &deviceId, const QString &requestId, int status,
                  const QByteArray &payload);
    /// The device takes methods now: calls that wait for it go out.
    void deviceReady(const QString &hub, const QString &deviceId);
    /// The connection has ended: who waits for an answer over it is told.
    void deviceGone(const QString &hub, const QString &deviceId);

private:
    struct Call
    {
        QString hub, deviceId, name;
        QByteArray payload;
        int connectSeconds = 0, responseSeconds = 0;
        bool isSent = false;
        ReplySink sink;
    };
    void send(const QString &requestId, Call &call, HubDeviceLink &link);
    void finish(const QString &requestId, const HttpReply &reply);
    QStringList callsOf(const QString &hub, const QString &deviceId, bool sent) const;

    ServiceCore &m_core;
    quint64 m_lastRequest = 0;
    std::map<QString, Call> m_calls; ///< by request ID
};

} // namespace rehome::local
