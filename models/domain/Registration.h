// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <optional>
#include <string_view>

namespace rehome::domain {

enum class RegistrationStatus : quint8
{
    Unassigned,
    Assigning,
    Assigned,
    Failed,
    Disabled
};

/// Only for assigned registrations. None: the answer named none.
enum class Substatus : quint8
{
    None,
    InitialAssignment,
    DeviceDataMigrated,
    DeviceDataReset,
    ReprovisionedToInitialAssignment
};

/// DeviceRegistrationState of the service API.
struct RegistrationState
{
    QString registrationId;
    QString createdDateTimeUtc;     ///< start of the latest registration (as received)
    QString lastUpdatedDateTimeUtc; ///< as received
    QString assignedHub;            ///< host name; empty while unassigned
    QString deviceId;
    RegistrationStatus status = RegistrationStatus::Unassigned;
    Substatus substatus = Substatus::None;
    int errorCode = 0;
    QString errorMessage;
    QString etag;
    std::optional<QJsonObject> payload; ///< ReturnData of a custom allocation
    QJsonObject unknown;
    bool operator==(const RegistrationState &) const = default;
};

QString statusKey(RegistrationStatus status); ///< "unassigned", "assigning", …
std::optional<RegistrationStatus> statusFromKey(QStringView key);
QString substatusKey(Substatus substatus); ///< "initialAssignment", …; "" for None
std::optional<Substatus> substatusFromKey(QStringView key);

/// "2022-08-31T22:02:50.5163352Z" → UTC milliseconds since 1970; 0 when it is no such time. No fraction or 1 to 7
/// digits of it, cut to milliseconds; the end is Z or +00:00.
qint64 utcMsFromText(QStringView text);
qint64 utcMsFromText(std::string_view text);
/// UTC milliseconds → text with 7 fractional digits and Z, the form of the service.
QString utcTextFromMs(qint64 ms);

} // namespace rehome::domain
