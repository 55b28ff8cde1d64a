// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/DeclaredClient.h"
#include "models/domain/Enrollment.h"
#include "models/fleet/DeviceTable.h"
#include "models/fleet/Events.h"
#include "models/fleet/PendingEdits.h"

#include <QtCore/QLocale>
#include <QtCore/QString>

// What a person reads for the values of the model: one word for one thing, translated, the same in table, editor and
// export.
namespace rehome::items {

QString statusText(fleet::DeviceStatus status);
QString substatusText(domain::Substatus substatus);
QString policyText(domain::ReprovisionPolicy policy);
QString allocationText(domain::AllocationPolicy allocation);
QString attestationText(domain::AttestationType attestation);
QString provisioningText(domain::ProvisioningStatus status);
QString kindText(domain::EnrollmentKind kind);
/// "C SDK 1.2.8", "API 2018-04-01" or "unknown".
QString clientText(const domain::DeclaredClient &client);
QString eventText(fleet::EventKind kind);
QString notReadText();
/// "Policy: not set → migrate".
QString pendingText(const fleet::PendingField &change);
/// The same for a row of the tray: "New enrollment", "Primary key: new key", "Initial tags: different values".
QString pendingText(const fleet::PendingGroup &group);
/// What a person calls the member at a path of an enrollment; the path itself for one without a name.
QString memberText(const QString &path);

/// The clock and locale that times are written with. The ui passes server time about once a second. Value, GUI thread.
struct TimeText
{
    qint64 nowMs = 0;
    QLocale locale;

    /// "now", "12 s ago", "3 min ago" under an hour, "14:21:40" today, "8 Nov" this year, else "8 Nov 2022"; UTC. ""
    /// for 0.
    QString ago(qint64 timeMs) const;
    /// "4 s", "3 min", "2 h", "5 d".
    QString duration(qint64 ms) const;
    /// Full ISO in UTC, for tooltips.
    static QString iso(qint64 timeMs);
    QString number(qint64 value) const;
};

} // namespace rehome::items
