// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/DeviceFleet.h"
#include "app/devices/DeviceTwin.h"
#include "app/devices/MqttLink.h"

#include <deque>
#include <map>

namespace rehome::devices {

/// The devices' MQTT connections to their hubs: a device reads its twin, reports its properties, and hangs up or stays
/// connected for the direct method and the desired property "reprovision". Few connect at a time; the rest waits in
/// line. Everything happens on the thread that runs the io_context.
class HubLinks
{
public:
    struct Events
    {
        std::function<void(quint32 device)> reprovision; ///< an operator asks for it; the answer is out already
        std::function<void(quint32 device)> lost;        ///< a connection that was to stay has ended
    };
    struct Visit
    {
        quint32 device = 0;
        QString hub, deviceId, key; ///< `key` is secret
        QJsonObject reported;
        bool stay = false;
    };
    /// 200 when the hub has taken the report, else as MqttLink::Events::opened; a twin request's own status otherwise.
    using Done = std::function<void(int status)>;

    HubLinks(boost::asio::io_context &io, const FleetSettings &settings, Events events);
    ~HubLinks();
    HubLinks(const HubLinks &) = delete;
    HubLinks &operator=(const HubLinks &) = delete;

    bool isEnabled() const { return m_tls != nullptr; }
    /// `done` exactly once unless dropped, never from inside. A visit to stay that finds all places taken hangs up
    /// after its report.
    void visit(Visit visit, Done done);
    void drop(quint32 device); ///< the device loses its power: no event of its connection comes any more
    int connected() const { return m_connected; }
    qint64 reports() const { return m_reports; }

private:
    struct Link
    {
        Visit visit;
        Done done;
        std::shared_ptr<MqttLink> mqtt;
        std::unique_ptr<boost::asio::steady_timer> timer;
        QJsonObject reportedTrigger; ///< what of "reprovision" the twin has
        quint64 serial = 0;
        bool stays = false;     ///< has a place among those that stay
        bool greeted = false;   ///< the report is taken; now it stays
        bool triggered = false; ///< the twin it read asked for a registration
    };
    void next();
    void open(Visit visit, Done done);
    void opened(quint32 device, int status);
    void received(quint32 device, const wire::mqtt::Publish &message);
    void twinRead(quint32 device, const QByteArray &payload);
    void reported(quint32 device);
    void called(quint32 device, const HubTopic &topic);
    void desiredChanged(quint32 device, const QByteArray &payload);
    void finish(quint32 device, int status);
    Link takeOut(std::map<quint32, Link>::iterator link);

    boost::asio::io_context &m_io;
    const FleetSettings m_settings;
    Events m_events;
    std::unique_ptr<TlsClient> m_tls; // outlives the links: they hold its context
    std::map<quint32, Link> m_links;
    std::deque<std::pair<Visit, Done>> m_waiting;
    int m_opening = 0, m_staying = 0, m_connected = 0;
    quint64 m_serial = 0;
    qint64 m_reports = 0;
};

} // namespace rehome::devices
