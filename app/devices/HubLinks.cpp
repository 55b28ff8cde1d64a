// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/HubLinks.h"

#include "models/wire/EnrollmentCodec.h"
#include "models/wire/Sas.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <boost/asio/post.hpp>

namespace rehome::devices {

namespace {

constexpr int opensAtOnce = 6; // handshakes are what a connection costs
constexpr qint64 tokenLifetime = 24 * 3600;
constexpr std::chrono::seconds answerTimeout{20}; // of the twin requests together
const QString readTwin = QStringLiteral("$iothub/twin/GET/?$rid=1");
const QString patchTwin = QStringLiteral("$iothub/twin/PATCH/properties/reported/?$rid=%1");

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

HubLinks::HubLinks(boost::asio::io_context &io, const FleetSettings &settings, Events events)
    : m_io(io)
    , m_settings(settings)
    , m_events(std::move(events))
{
    if (settings.hubMqttPort == 0)
        return;
    if (auto tls = TlsClient::create(settings.caCertificatePath))
        m_tls = std::move(*tls);
}

HubLinks::~HubLinks()
{
    for (auto &[device, link] : m_links)
        link.mqtt->close();
}

void HubLinks::visit(Visit visit, Done done)
{
    drop(visit.device);
    m_waiting.emplace_back(std::move(visit), std::move(done));
    boost::asio::post(m_io, [this] { next(); });
}

void HubLinks::next()
{
    while (m_opening < opensAtOnce && !m_waiting.empty()) {
        auto [visit, done] = std::move(m_waiting.front());
        m_waiting.pop_front();
        open(std::move(visit), std::move(done));
    }
}

void HubLinks::open(Visit visit, Done done)
{
    const quint32 device = visit.device;
    const auto token = wire::makeSasToken(visit.hub + QStringLiteral("/devices/") + visit.deviceId, visit.key,
                                          QDateTime::currentSecsSinceEpoch() + tokenLifetime, {});
    MqttLinkSettings settings;
    settings.host = visit.hub;
    settings.port = m_settings.hubMqttPort;
    settings.clientId = visit.deviceId;
    settings.userName = QStringLiteral("%1/%2/?api-version=2021-04-12").arg(visit.hub, visit.deviceId);
    settings.password = token ? token->toLatin1() : QByteArray();

    ++m_opening;
    Link &link = m_links[device];
    link.visit = std::move(visit);
    link.done = std::move(done);
    const quint64 serial = link.serial = ++m_serial;
    // An event of a connection that was dropped meanwhile belongs to nobody.
    const auto current = [this, device, serial] {
        const auto found = m_links.find(device);
        return found != m_links.end() && found->second.serial == serial;
    };
    link.timer = std::make_unique<boost::asio::steady_timer>(m_io, settings.openTimeout + answerTimeout);
    link.timer->async_wait([this, device, current](const boost::system::error_code &error) {
        if (!error && current())
            finish(device, 0);
    });
    link.mqtt = MqttLink::open(m_io, *m_tls, std::move(settings),
                               {[this, device, current](int status) {
                                    if (current())
                                        opened(device, status);
                                },
                                [this, device, current](const wire::mqtt::Publish &message) {
                                    if (current())
                                        received(device, message);
                                },
                                [this, device, current] {
                                    if (current())
                                        finish(device, 0);
                                }});
}

void HubLinks::opened(quint32 device, int status)
{
    if (status != 200)
        return finish(device, status);
    Link &link = m_links.at(device);
    QStringList filters{QStringLiteral("$iothub/twin/res/#")};
    if (link.visit.stay && m_staying < m_settings.mostConnected) {
        ++m_staying;
        link.stays = true;
        filters +=
            {QStringLiteral("$iothub/twin/PATCH/properties/desired/#"), QStringLiteral("$iothub/methods/POST/#")};
    }
    link.mqtt->subscribe(filters);
    link.mqtt->publish(readTwin, {});
}

void HubLinks::received(quint32 device, const wire::mqtt::Publish &message)
{
    const auto topic = readHubTopic(message.topic);
    if (!topic)
        return;
    switch (topic->kind) {
    case HubTopic::Kind::TwinAnswer:
        if (topic->status >= 300 && !m_links.at(device).greeted)
            finish(device, topic->status);
        else if (topic->requestId == QLatin1String("1"))
            twinRead(device, message.payload);
        else if (topic->requestId == QLatin1String("2"))
            reported(device);
        return;
    case HubTopic::Kind::Desired:
        desiredChanged(device, message.payload);
        return;
    case HubTopic::Kind::Method:
        called(device, *topic);
        return;
    }
}

void HubLinks::twinRead(quint32 device, const QByteArray &payload)
{
    Link &link = m_links.at(device);
    const auto twin = wire::parseDocument(payload);
    if (!twin || link.greeted)
        return finish(device, 0);
    const TwinReport report = twinReport(*twin, link.visit.reported);
    link.triggered = report.reprovision;
    const QString trigger = QStringLiteral("reprovision");
    const QJsonValue known = report.patch.contains(trigger)
                                 ? report.patch.value(trigger)
                                 : twin->value(QLatin1String("reported")).toObject().value(trigger);
    if (!known.isUndefined())
        link.reportedTrigger.insert(trigger, known);
    link.mqtt->publish(patchTwin.arg(2), compact(report.patch));
}

void HubLinks::reported(quint32 device)
{
    Link &link = m_links.at(device);
    if (link.greeted)
        return;
    ++m_reports;
    --m_opening;
    ++m_connected;
    link.greeted = true;
    link.timer->cancel();
    const bool triggered = link.triggered;
    const Done done = std::exchange(link.done, nullptr);
    if (!link.stays)
        takeOut(m_links.find(device)).mqtt->close();
    next();
    if (done)
        done(200);
    if (triggered)
        m_events.reprovision(device);
}

void HubLinks::called(quint32 device, const HubTopic &topic)
{
    const bool known = topic.method == QLatin1String("reprovision");
    m_links.at(device).mqtt->publish(
        QStringLiteral("$iothub/methods/res/%1/?$rid=%2").arg(known ? 200 : 404).arg(topic.requestId),
        known ? QByteArray(R"({"started":true})") : QByteArray(R"({"error":"There is no such method."})"));
    if (known)
        m_events.reprovision(device);
}

void HubLinks::desiredChanged(quint32 device, const QByteArray &payload)
{
    Link &link = m_links.at(device);
    const auto desired = wire::parseDocument(payload);
    if (!desired)
        return;
    const TwinReport report = desiredReport(*desired, link.reportedTrigger);
    if (!report.reprovision)
        return;
    link.reportedTrigger = report.patch;
    link.mqtt->publish(patchTwin.arg(3), compact(report.patch));
    m_events.reprovision(device);
}

HubLinks::Link HubLinks::takeOut(std::map<quint32, Link>::iterator link)
{
    Link taken = std::move(link->second);
    m_links.erase(link);
    if (taken.greeted)
        --m_connected;
    else
        --m_opening;
    if (taken.stays)
        --m_staying;
    return taken;
}

void HubLinks::finish(quint32 device, int status)
{
    const auto found = m_links.find(device);
    if (found == m_links.end())
        return;
    const Link link = takeOut(found);
    link.mqtt->close();
    next();
    if (link.done)
        link.done(status);
    else
        m_events.lost(device);
}

void HubLinks::drop(quint32 device)
{
    std::erase_if(m_waiting, [device](const auto &waiting) { return waiting.first.device == device; });
    const auto found = m_links.find(device);
    if (found == m_links.end())
        return;
    takeOut(found).mqtt->close();
    boost::asio::post(m_io, [this] { next(); });
}

} // namespace rehome::devices
