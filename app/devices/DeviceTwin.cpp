// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/DeviceTwin.h"

#include <QtCore/QStringList>

namespace rehome::devices {

namespace {

const QString starts = QStringLiteral("starts"), trigger = QStringLiteral("reprovision");

QJsonObject section(const QJsonObject &twin, const char *name)
{
    return twin.value(QLatin1String(name)).toObject();
}

} // namespace

TwinReport twinReport(const QJsonObject &twin, const QJsonObject &own)
{
    const QJsonObject reported = section(twin, "reported");
    TwinReport report = desiredReport(section(twin, "desired"), reported);
    for (auto it = own.begin(); it != own.end(); ++it)
        if (reported.value(it.key()) != it.value())
            report.patch.insert(it.key(), it.value());
    report.patch.insert(starts, reported.value(starts).toInt() + 1);
    return report;
}

TwinReport desiredReport(const QJsonObject &desired, const QJsonObject &reported)
{
    TwinReport report;
    const QJsonValue asked = desired.value(trigger);
    if (!asked.isUndefined() && !asked.isNull() && asked != reported.value(trigger)) {
        report.patch.insert(trigger, asked);
        report.reprovision = true;
    }
    return report;
}

std::optional<HubTopic> readHubTopic(const QString &topic)
{
    const QStringList parts = topic.split(QLatin1Char('/'));
    if (parts.size() < 4 || parts.at(0) != QLatin1String("$iothub"))
        return std::nullopt;
    HubTopic read;
    const QString query = parts.last();
    for (const QString &pair : query.mid(query.startsWith(QLatin1Char('?')) ? 1 : 0).split(QLatin1Char('&')))
        if (pair.startsWith(QLatin1String("$rid=")))
            read.requestId = pair.mid(5);
    if (parts.at(1) == QLatin1String("twin") && parts.at(2) == QLatin1String("res")) {
        read.status = parts.at(3).toInt();
        return read;
    }
    if (topic.startsWith(QLatin1String("$iothub/twin/PATCH/properties/desired/"))) {
        read.kind = HubTopic::Kind::Desired;
        return read;
    }
    if (parts.at(1) == QLatin1String("methods") && parts.at(2) == QLatin1String("POST")) {
        read.kind = HubTopic::Kind::Method;
        read.method = parts.at(3);
        return read;
    }
    return std::nullopt;
}

} // namespace rehome::devices
