// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <map>
#include <memory>
#include <optional>

namespace rehome::local {

/// A device that is connected to its hub, whatever carries it. Everything here is called on the loop's thread.
class HubDeviceLink
{
public:
    virtual ~HubDeviceLink() = default;
    virtual bool takesMethods() const = 0; ///< it has asked for direct methods
    virtual void callMethod(const QString &name, const QByteArray &payload, const QString &requestId) = 0;
    virtual void desiredChanged(const QJsonObject &patch, qint64 version) = 0;
    /// The hub ends the connection: the device is gone, disabled, or connected anew. The link is detached already.
    virtual void closedByHub() = 0;
};

/// Which devices are connected to which hub. Kept in memory alone: after a restart nobody is connected. Loop thread.
class HubConnections
{
public:
    struct Activity
    {
        bool connected = false;
        qint64 stateChangedMs = 0, lastActivityMs = 0; ///< UTC; 0: never in this run
    };

    /// "IoT Hub only supports one active MQTT connection per device. Any new MQTT connection on behalf of the same
    /// device ID causes IoT Hub to drop the existing connection" (IoT Hub developer guide, MQTT).
    void attach(const QString &hub, const QString &deviceId, const QString &generationId, HubDeviceLink *link,
                qint64 nowMs);
    /// Nothing when another link has taken its place.
    void detach(const QString &hub, const QString &deviceId, const HubDeviceLink *link, qint64 nowMs);
    HubDeviceLink *find(const QString &hub, const QString &deviceId) const;
    void touch(const QString &hub, const QString &deviceId, qint64 nowMs);
    std::optional<Activity> activity(const QString &hub, const QString &deviceId) const;
    int connected(const QString &hub) const;

    /// A stored identity has changed; one that is gone, disabled or of a new generation loses its connection.
    void identityWritten(const QByteArray &hub, const QByteArray &deviceId, const QByteArray &identity);
    void identityDropped(const QByteArray &hub, const QByteArray &deviceId);
    void closeHub(const QString &hub); ///< the hub does not answer any more
    /// Expires with this object: links may be destroyed after it, when the service ends.
    std::weak_ptr<const void> life() const { return m_life; }

private:
    struct Entry
    {
        HubDeviceLink *link = nullptr; ///< null: has been connected before
        QString generationId;
        Activity activity;
    };
    using Devices = std::map<QByteArray, Entry>;
    Entry *entry(const QByteArray &hub, const QByteArray &deviceId);
    const Entry *entry(const QString &hub, const QString &deviceId) const;
    void close(Entry &entry);
    std::shared_ptr<const int> m_life = std::make_shared<const int>(0);
    std::map<QByteArray, Devices> m_hubs; ///< by host name, lower case
};

} // namespace rehome::local
