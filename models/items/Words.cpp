// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/Words.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>
#include <array>
#include <utility>

namespace rehome::items {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};
} // namespace

QString statusText(fleet::DeviceStatus status)
{
    switch (status) {
    case fleet::DeviceStatus::NotRead:
        return notReadText();
    case fleet::DeviceStatus::Unassigned:
        return Words::tr("Unassigned");
    case fleet::DeviceStatus::Assigning:
        return Words::tr("Assigning");
    case fleet::DeviceStatus::Assigned:
        return Words::tr("Assigned");
    case fleet::DeviceStatus::Failed:
        return Words::tr("Failed");
    case fleet::DeviceStatus::Disabled:
        return Words::tr("Disabled");
    }
    return {};
}

QString substatusText(domain::Substatus substatus)
{
    switch (substatus) {
    case domain::Substatus::None:
        return {};
    case domain::Substatus::InitialAssignment:
        return Words::tr("Initial assignment");
    case domain::Substatus::DeviceDataMigrated:
        return Words::tr("Data migrated");
    case domain::Substatus::DeviceDataReset:
        return Words::tr("Data reset");
    case domain::Substatus::ReprovisionedToInitialAssignment:
        return Words::tr("Reprovisioned to initial assignment");
    }
    return {};
}

QString policyText(domain::ReprovisionPolicy policy)
{
    switch (policy) {
    case domain::ReprovisionPolicy::NotSet:
        return Words::tr("Not set");
    case domain::ReprovisionPolicy::Migrate:
        return Words::tr("Migrate");
    case domain::ReprovisionPolicy::Reset:
        return Words::tr("Reset");
    case domain::ReprovisionPolicy::Never:
        return Words::tr("Never");
    }
    return {};
}

QString allocationText(domain::AllocationPolicy allocation)
{
    switch (allocation) {
    case domain::AllocationPolicy::NotSet:
        return Words::tr("Service default");
    case domain::AllocationPolicy::Hashed:
        return Words::tr("Evenly weighted");
    case domain::AllocationPolicy::GeoLatency:
        return Words::tr("Lowest latency");
    case domain::AllocationPolicy::Static:
        return Words::tr("Static");
    case domain::AllocationPolicy::Custom:
        return Words::tr("Custom");
    }
    return {};
}

QString clientText(const domain::DeclaredClient &client)
{
    if (client.sdk())
        return QLatin1String(domain::sdkInfo(*client.sdk()).name) + QLatin1Char(' ') + client.sdkVersion();
    return client.isKnown() ? Words::tr("API %1").arg(client.api().toString()) : Words::tr("unknown");
}

QString attestationText(domain::AttestationType attestation)
{
    switch (attestation) {
    case domain::AttestationType::None:
        return Words::tr("None");
    case domain::AttestationType::Tpm:
        return Words::tr("TPM");
    case domain::AttestationType::X509:
        return Words::tr("X.509");
    case domain::AttestationType::SymmetricKey:
        return Words::tr("Key");
    }
    return {};
}

QString provisioningText(domain::ProvisioningStatus status)
{
    return status == domain::ProvisioningStatus::Enabled ? Words::tr("Enabled") : Words::tr("Disabled");
}

QString kindText(domain::EnrollmentKind kind)
{
    return kind == domain::EnrollmentKind::Group ? Words::tr("Group") : Words::tr("Individual");
}

QString eventText(fleet::EventKind kind)
{
    switch (kind) {
    case fleet::EventKind::FirstSeen:
        return Words::tr("First seen");
    case fleet::EventKind::Assigning:
        return Words::tr("Assigning");
    case fleet::EventKind::Assigned:
        return Words::tr("Assigned");
    case fleet::EventKind::Moved:
        return Words::tr("Moved");
    case fleet::EventKind::Reset:
        return Words::tr("Reset");
    case fleet::EventKind::Failed:
        return Words::tr("Failed");
    case fleet::EventKind::Disabled:
        return Words::tr("Disabled");
    case fleet::EventKind::Unassigned:
        return Words::tr("Unassigned");
    case fleet::EventKind::DeviceGone:
        return Words::tr("Record gone");
    case fleet::EventKind::EnrollmentAdded:
        return Words::tr("Enrollment added");
    case fleet::EventKind::EnrollmentChanged:
        return Words::tr("Enrollment changed");
    case fleet::EventKind::EnrollmentGone:
        return Words::tr("Enrollment gone");
    case fleet::EventKind::GapBetweenPolls:
        return Words::tr("Not watched");
    }
    return {};
}

QString notReadText()
{
    return Words::tr("not read");
}

QString pendingText(const fleet::PendingField &change)
{
    const auto before = fleet::policyOfValue(change.before), after = fleet::policyOfValue(change.after);
    if (change.path == QLatin1String("reprovisionPolicy") && before && after)
        return Words::tr("Policy: %1 → %2").arg(policyText(*before).toLower(), policyText(*after).toLower());
    if (change.path == QLatin1String("provisioningStatus")) {
        const auto word = [](const QJsonValue &value) {
            return (value.toString() == QLatin1String("disabled") ? Words::tr("Disabled") : Words::tr("Enabled"))
                .toLower();
        };
        return Words::tr("Provisioning: %1 → %2").arg(word(change.before), word(change.after));
    }
    return Words::tr("%1: %2 → %3")
        .arg(memberText(change.path), fleet::valueWord(change.path, change.before),
             fleet::valueWord(change.path, change.after));
}

QString pendingText(const fleet::PendingGroup &group)
{
    using Action = fleet::EnrollmentEdit::Action;
    const bool isGroup = group.kind == domain::EnrollmentKind::Group;
    if (group.action == Action::Create)
        return isGroup ? Words::tr("New enrollment group") : Words::tr("New enrollment");
    if (group.action == Action::Delete)
        return isGroup ? Words::tr("Delete enrollment group") : Words::tr("Delete enrollment");
    if (!group.varied)
        return pendingText(group.change);
    const QString name = memberText(group.change.path);
    return fleet::isSecretPath(group.change.path) ? Words::tr("%1: new key").arg(name)
                                                  : Words::tr("%1: different values").arg(name);
}

QString memberText(const QString &path)
{
    static const std::array<std::pair<const char *, const char *>, 12> names{{
        {"reprovisionPolicy", QT_TRANSLATE_NOOP("Words", "Policy")},
        {"provisioningStatus", QT_TRANSLATE_NOOP("Words", "Provisioning")},
        {"allocationPolicy", QT_TRANSLATE_NOOP("Words", "Allocation")},
        {"iotHubs", QT_TRANSLATE_NOOP("Words", "Hubs")},
        {"customAllocationDefinition", QT_TRANSLATE_NOOP("Words", "Webhook")},
        {"initialTwin", QT_TRANSLATE_NOOP("Words", "Initial twin")},
        {"initialTwin.tags", QT_TRANSLATE_NOOP("Words", "Initial tags")},
        {"initialTwin.properties.desired", QT_TRANSLATE_NOOP("Words", "Initial desired properties")},
        {"deviceId", QT_TRANSLATE_NOOP("Words", "Device ID")},
        {"attestation", QT_TRANSLATE_NOOP("Words", "Attestation")},
        {"attestation.symmetricKey.primaryKey", QT_TRANSLATE_NOOP("Words", "Primary key")},
        {"attestation.symmetricKey.secondaryKey", QT_TRANSLATE_NOOP("Words", "Secondary key")},
    }};
    for (const auto &[member, name] : names) {
        if (path == QLatin1String(member))
            return Words::tr(name);
    }
    return path;
}

QString TimeText::ago(qint64 timeMs) const
{
    if (timeMs == 0)
        return {};
    const qint64 age = nowMs - timeMs;
    if (age < 2000)
        return Words::tr("now"); // a clock that runs ahead is no news from the future
    if (age < 60 * 1000)
        return Words::tr("%1 s ago").arg(number(age / 1000));
    if (age < 60 * 60 * 1000)
        return Words::tr("%1 min ago").arg(number(age / 60'000));
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(timeMs, QTimeZone::utc());
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs, QTimeZone::utc()).date();
    if (time.date() == today)
        return time.time().toString(QStringLiteral("HH:mm:ss"));
    //: day and short month, as QLocale formats them
    const QString day = Words::tr("d MMM");
    return locale.toString(time.date(), time.date().year() == today.year() ? day : day + QStringLiteral(" yyyy"));
}

QString TimeText::duration(qint64 ms) const
{
    const qint64 seconds = std::max<qint64>(0, ms) / 1000;
    if (seconds < 60)
        return Words::tr("%1 s").arg(number(seconds));
    if (seconds < 3600)
        return Words::tr("%1 min").arg(number(seconds / 60));
    if (seconds < 48 * 3600)
        return Words::tr("%1 h").arg(number(seconds / 3600));
    return Words::tr("%1 d").arg(number(seconds / (24 * 3600)));
}

QString TimeText::iso(qint64 timeMs)
{
    if (timeMs == 0)
        return {};
    // Qt::ISODateWithMs writes +00:00 for this zone in Qt 6.4; the service writes Z.
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(timeMs, QTimeZone::utc());
    return time.toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"));
}

QString TimeText::number(qint64 value) const
{
    return locale.toString(value);
}

} // namespace rehome::items
