// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Quota.h"

#include <QtCore/QJsonObject>
#include <QtCore/QStringView>
#include <span>

namespace rehome::local {

/// The quotas of one service (protocol facts, section 7). Every one is a setting: of the scenario's "quotas", of
/// `serve --quota` and of `control quota`. Value type.
struct ServiceLimits
{
    using Defaults = domain::QuotaDefaults;
    int registrationsPerMinute = Defaults::registrationsPerMinute; ///< register and lookup, not polls
    int operationsPerMinute = Defaults::operationsPerMinute;       ///< service API; a bulk call is one
    int pollsPerDevicePer10s = Defaults::pollsPerDevicePer10s;
    int records = Defaults::registrations; ///< registration records, those of deleted groups included
    int individualEnrollments = Defaults::individualEnrollments;
    int x509Groups = Defaults::groupsPerAttestation;
    int symmetricKeyGroups = Defaults::groupsPerAttestation;
    int caCertificates = Defaults::caCertificates;
    int linkedHubs = Defaults::linkedHubs;
    int messageBytes = Defaults::messageBytes; ///< body of a device's request
    int bulkItems = Defaults::bulkItems;

    /// One quota as people write it.
    struct Entry
    {
        const char *member; ///< in a scenario's "quotas" and in the data folder: "registrationsPerMinute"
        const char *word;   ///< on the command line: "registrations"
        int ServiceLimits::*value;
        int maximum; ///< the minimum is 1
        const char *unit;
    };
    static std::span<const Entry> entries();
    static const Entry *byWord(QStringView word); ///< null: no such quota
    static QString words();                       ///< "registrations|operations|…"

    void writeTo(QJsonObject &object) const;
    static ServiceLimits readFrom(const QJsonObject &object); ///< absent ones have their default
};

} // namespace rehome::local
