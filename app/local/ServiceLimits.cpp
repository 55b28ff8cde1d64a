// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ServiceLimits.h"

#include <QtCore/QStringList>

namespace rehome::local {

std::span<const ServiceLimits::Entry> ServiceLimits::entries()
{
    constexpr int million = 1'000'000;
    constexpr int bodyLimit = 1024 * 1024; // the listener takes no larger one
    static constexpr Entry all[] = {
        {"registrationsPerMinute", "registrations", &ServiceLimits::registrationsPerMinute, million, "a minute"},
        {"operationsPerMinute", "operations", &ServiceLimits::operationsPerMinute, million, "a minute"},
        {"pollsPerDevicePer10s", "polls", &ServiceLimits::pollsPerDevicePer10s, million, "per device and 10 seconds"},
        {"records", "records", &ServiceLimits::records, 10 * million, "in all"},
        {"individualEnrollments", "individual-enrollments", &ServiceLimits::individualEnrollments, 10 * million,
         "in all"},
        {"x509Groups", "x509-groups", &ServiceLimits::x509Groups, million, "in all"},
        {"symmetricKeyGroups", "symmetric-key-groups", &ServiceLimits::symmetricKeyGroups, million, "in all"},
        {"caCertificates", "ca-certificates", &ServiceLimits::caCertificates, 10'000, "in all"},
        {"linkedHubs", "linked-hubs", &ServiceLimits::linkedHubs, 1000, "in all"},
        {"messageBytes", "message-bytes", &ServiceLimits::messageBytes, bodyLimit, "a message"},
        {"bulkItems", "bulk-items", &ServiceLimits::bulkItems, 1000, "a call"},
    };
    return all;
}

const ServiceLimits::Entry *ServiceLimits::byWord(QStringView word)
{
    for (const Entry &entry : entries())
        if (word == QLatin1String(entry.word))
            return &entry;
    return nullptr;
}

QString ServiceLimits::words()
{
    QStringList out;
    for (const Entry &entry : entries())
        out.append(QLatin1String(entry.word));
    return out.join(QLatin1Char('|'));
}

void ServiceLimits::writeTo(QJsonObject &object) const
{
    for (const Entry &entry : entries())
        object.insert(QLatin1String(entry.member), this->*entry.value);
}

ServiceLimits ServiceLimits::readFrom(const QJsonObject &object)
{
    ServiceLimits limits;
    for (const Entry &entry : entries())
        limits.*entry.value = object.value(QLatin1String(entry.member)).toInt(limits.*entry.value);
    return limits;
}

} // namespace rehome::local
