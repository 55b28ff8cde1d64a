// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <optional>

// The twin as a device sees it over MQTT (IoT Hub developer guide, "Use MQTT"). Pure functions, any thread.
namespace rehome::devices {

/// What a device writes to its twin when it has read it.
struct TwinReport
{
    QJsonObject patch; ///< of reported properties
    bool reprovision = false;
};

/// `twin` is {"desired": {…}, "reported": {…}}. The patch holds what the twin lacks of `own`, and "starts", which
/// counts on from the twin: after a migration it goes on, after a reset it begins at 1. A desired property
/// "reprovision" with a value that has not been reported yet is the operator's trigger ("ideally you should also
/// support a method to manually trigger provisioning on demand"): it is reported back, so that it works once.
TwinReport twinReport(const QJsonObject &twin, const QJsonObject &own);
/// A change of desired properties while connected: the trigger alone.
TwinReport desiredReport(const QJsonObject &desired, const QJsonObject &reported);

/// "$iothub/twin/res/204/?$rid=7" → 204 and "7"; "$iothub/methods/POST/reboot/?$rid=7" → "reboot" and "7".
struct HubTopic
{
    enum class Kind : quint8
    {
        TwinAnswer,
        Desired,
        Method
    };
    Kind kind = Kind::TwinAnswer;
    int status = 0;
    QString method, requestId;
};
std::optional<HubTopic> readHubTopic(const QString &topic);

} // namespace rehome::devices
