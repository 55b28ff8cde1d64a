// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Quota.h"

#include <QtCore/QList>
#include <QtCore/QString>

namespace rehome::session {

/// What may be sent over a connection. A new connection that is not the demo starts read-only; allowing edits is one
/// visible act.
enum class SafetyLevel : quint8
{
    ReadOnly, ///< nothing is sent
    Confirm,  ///< after a question; above ConnectionProfile::typedCountAbove its answer is the number itself
    Free,     ///< without a question
};
/// Colour of the 4 px edge: red, amber, grey (look, c.1).
enum class Environment : quint8
{
    Production,
    Staging,
    Lab
};

/// A hub of the connection's table of hubs: typed, pasted or given by the demo. Its key is in ConnectionSecret.
struct HubEntry
{
    QString hostName;
    int allocationWeight = 1;
    bool openToAllocation = true;
    int registryUnits = 1;
    bool hasCredentials = false;
    bool operator==(const HubEntry &) const = default;
};

/// A saved connection without its secret. Value type; goes to the settings file as it is.
struct ConnectionProfile
{
    QString id; ///< GUID; names the keychain entry and the folder of cache and journal
    QString name;
    QString hostName; ///< of the connection string, with port when written
    QString keyName;
    QString caCertificatePath; ///< PEM to trust besides the system's, for local services; empty = system only
    SafetyLevel safety = SafetyLevel::ReadOnly;
    int typedCountAbove = 100; ///< with Confirm: to apply more edits than this, a person types how many; 0 = always
    Environment environment = Environment::Production;
    int registrationsPerMinute = domain::QuotaDefaults::registrationsPerMinute;
    int operationsPerMinute = domain::QuotaDefaults::operationsPerMinute;
    QList<HubEntry> hubs;
    bool isDemo = false; ///< never saved
    qint64 lastOpenedMs = 0;
    bool operator==(const ConnectionProfile &) const = default;
};

/// The keys of a connection. Memory and OS keychain only; no stream operator on purpose.
struct ConnectionSecret
{
    QString serviceConnectionString;
    QList<QString> hubConnectionStrings;
    bool isEmpty() const { return serviceConnectionString.isEmpty(); }
};

} // namespace rehome::session
