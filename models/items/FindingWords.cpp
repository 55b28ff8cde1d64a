// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FindingWords.h"

#include "models/items/Words.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace rehome::items {

using fleet::FindingRule;
using enum fleet::FindingRule;

namespace {

struct Finding
{
    Q_DECLARE_TR_FUNCTIONS(Finding)
};

} // namespace

QString findingTitle(FindingRule rule)
{
    switch (rule) {
    case NotSetWithOldApi:
        return Finding::tr("Policy not set and an old device API");
    case NeverWithSeveralHubs:
        return Finding::tr("Never reprovision with several hubs");
    case HubNotLinked:
        return Finding::tr("Names a hub that is not linked");
    case StaticHubCount:
        return Finding::tr("Static allocation without exactly one hub");
    case HubsClosed:
        return Finding::tr("Every hub is closed to allocation");
    case CustomWithoutWebhook:
        return Finding::tr("Custom allocation without a webhook");
    case ImplicitHubSet:
        return Finding::tr("Names no hub");
    case CertificateEnds:
        return Finding::tr("Certificate near its end");
    case TwinNearLimit:
        return Finding::tr("Initial twin near its limit");
    case GroupsNearLimit:
        return Finding::tr("Enrollment groups near their limit");
    case RecordsOfDeletedGroup:
        return Finding::tr("Records of a deleted group");
    case QuotaNearLimit:
        return Finding::tr("Quota nearly used");
    }
    return {};
}

QString findingReason(FindingRule rule)
{
    switch (rule) {
    case NotSetWithOldApi:
        return Finding::tr("Devices on API 2018-04-01 or older stay on their hub for ever while no policy is set.");
    case NeverWithSeveralHubs:
        return Finding::tr("The first registration chooses a hub; changing hubs or allocation later moves nobody.");
    case HubNotLinked:
        return Finding::tr("Registrations that are sent to a hub that is not linked fail until it is removed.");
    case StaticHubCount:
        return Finding::tr("Static allocation needs exactly one hub; registrations fail without one.");
    case HubsClosed:
        return Finding::tr("A closed hub stays linked but gets no devices: registrations find no hub.");
    case CustomWithoutWebhook:
        return Finding::tr("The service has nobody to ask for a hub; registrations fail.");
    case ImplicitHubSet:
        return Finding::tr("Every linked hub may get these devices, and each hub that is linked later as well.");
    case CertificateEnds:
        return Finding::tr("After its end no device can prove who it is with this certificate.");
    case TwinNearLimit:
        return Finding::tr("A hub takes 8 KB of tags and 32 KB of desired properties; more is refused.");
    case GroupsNearLimit:
        return Finding::tr("The service takes 100 groups of each attestation; the limit of symmetric-key groups is "
                           "fixed.");
    case RecordsOfDeletedGroup:
        return Finding::tr("Records outlive their group and count against the quota until they are deleted.");
    case QuotaNearLimit:
        return Finding::tr("At the limit the service refuses what is new.");
    }
    return {};
}

QString findingFixText(FindingRule rule)
{
    switch (rule) {
    case NotSetWithOldApi:
    case NeverWithSeveralHubs:
        return Finding::tr("Set policy to migrate");
    case StaticHubCount:
    case CustomWithoutWebhook:
        return Finding::tr("Set allocation to hashed");
    case HubNotLinked:
        return Finding::tr("Remove hubs that are not linked");
    case ImplicitHubSet:
        return Finding::tr("Name the linked hubs");
    default:
        return {};
    }
}

QString findingCount(const fleet::Finding &finding)
{
    const QLocale locale;
    const auto ofLimit = [&](const QString &text) {
        return text.arg(locale.toString(finding.used), locale.toString(finding.limit));
    };
    switch (finding.quota) {
    case fleet::FindingQuota::IndividualEnrollments:
        return ofLimit(Finding::tr("%1 of %2 individual enrollments"));
    case fleet::FindingQuota::Records:
        return ofLimit(Finding::tr("%1 of %2 registration records"));
    case fleet::FindingQuota::LinkedHubs:
        return ofLimit(Finding::tr("%1 of %2 linked hubs"));
    case fleet::FindingQuota::SymmetricKeyGroups:
        return ofLimit(Finding::tr("%1 of %2 symmetric-key groups"));
    case fleet::FindingQuota::X509Groups:
        return ofLimit(Finding::tr("%1 of %2 X.509 groups"));
    case fleet::FindingQuota::None:
        break;
    }
    const int count = static_cast<int>(finding.size());
    return finding.devices.empty() ? Finding::tr("%Ln enrollment(s)", nullptr, count)
                                   : Finding::tr("%Ln record(s)", nullptr, count);
}

QString findingEvidence(const fleet::FindingRules &rules, const fleet::Snapshot &snapshot, FindingRule rule,
                        fleet::RowId enrollment)
{
    const fleet::EnrollmentTable &table = snapshot.enrollments;
    const int named = table.hubCount[enrollment];
    switch (rule) {
    case NotSetWithOldApi:
        return Finding::tr("declared: %1")
            .arg(clientText(domain::DeclaredClient::parse(snapshot.text(table.apiVersion[enrollment]))
                                .value_or(domain::DeclaredClient())));
    case HubNotLinked:
        return Finding::tr("not linked: %1").arg(rules.unlinkedHubs(enrollment).join(QStringLiteral(", ")));
    case NeverWithSeveralHubs:
    case StaticHubCount:
        return named > 0 ? Finding::tr("names %Ln hub(s)", nullptr, named) : Finding::tr("names no hub: all linked");
    case HubsClosed:
        return named > 0 ? Finding::tr("closed: %1").arg(snapshot.hubSet(enrollment).join(QStringLiteral(", ")))
                         : Finding::tr("all linked hubs are closed");
    case CertificateEnds:
        return Finding::tr("ends %1").arg(TimeText::iso(table.certificateEndMs[enrollment]));
    case TwinNearLimit:
        return Finding::tr("%1 % of what a hub takes").arg(table.twinPercent[enrollment]);
    default:
        return {};
    }
}

QString silentText(const fleet::SilentRule &silent)
{
    const QString count = Finding::tr("%Ln enrollment(s)", nullptr, static_cast<int>(silent.enrollments));
    return silent.unknown == fleet::FindingUnknown::ApiVersion
               ? Finding::tr("%1: the API version of their devices is not declared").arg(count)
               : Finding::tr("%1: linked hubs are not known").arg(count);
}

} // namespace rehome::items
