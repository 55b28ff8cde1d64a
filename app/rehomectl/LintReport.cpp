// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/LintReport.h"

#include "models/items/FindingWords.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <algorithm>

namespace rehome::ctl {

using fleet::FindingSeverity;

namespace {

constexpr size_t mostRowsInText = 20;

const char *unknownKey(fleet::FindingUnknown unknown)
{
    return unknown == fleet::FindingUnknown::ApiVersion ? "apiVersion" : "linkedHubs";
}

const char *quotaKey(fleet::FindingQuota quota)
{
    switch (quota) {
    case fleet::FindingQuota::IndividualEnrollments:
        return "individualEnrollments";
    case fleet::FindingQuota::Records:
        return "registrations";
    case fleet::FindingQuota::LinkedHubs:
        return "linkedHubs";
    case fleet::FindingQuota::SymmetricKeyGroups:
        return "symmetricKeyGroups";
    case fleet::FindingQuota::X509Groups:
        return "x509Groups";
    case fleet::FindingQuota::None:
        break;
    }
    return "";
}

} // namespace

const char *LintReport::severityKey(FindingSeverity severity)
{
    return severity == FindingSeverity::Error ? "error" : severity == FindingSeverity::Warning ? "warning" : "notice";
}

std::optional<FindingSeverity> LintReport::severityFromKey(const QString &key)
{
    for (const FindingSeverity severity : {FindingSeverity::Notice, FindingSeverity::Warning, FindingSeverity::Error})
        if (key == QLatin1String(severityKey(severity)))
            return severity;
    return std::nullopt;
}

LintReport::LintReport(fleet::SnapshotPtr snapshot, qint64 nowMs)
    : m_snapshot(snapshot)
    , m_rules(std::move(snapshot), nowMs)
    , m_report(m_rules.report())
{
}

bool LintReport::reaches(FindingSeverity severity) const
{
    return std::any_of(m_report.findings.begin(), m_report.findings.end(), [severity](const fleet::Finding &finding) {
        return fleet::findingRule(finding.rule).severity >= severity;
    });
}

QByteArray LintReport::json() const
{
    QJsonArray findings;
    for (const fleet::Finding &finding : m_report.findings) {
        const fleet::FindingRuleInfo &info = fleet::findingRule(finding.rule);
        QJsonArray enrollments, devices;
        for (const fleet::RowId row : finding.enrollments) {
            QJsonObject entry{
                {QStringLiteral("id"), m_snapshot->enrollmentId(row)},
                {QStringLiteral("kind"),
                 m_snapshot->enrollments.isGroup(row) ? QStringLiteral("group") : QStringLiteral("individual")},
                {QStringLiteral("evidence"), items::findingEvidence(m_rules, *m_snapshot, finding.rule, row)}};
            if (const auto fix = m_rules.fix(finding.rule, row))
                entry.insert(QStringLiteral("fix"),
                             QJsonObject{{QStringLiteral("path"), fix->path}, {QStringLiteral("value"), fix->value}});
            enrollments.append(entry);
        }
        for (const fleet::RowId row : finding.devices)
            devices.append(m_snapshot->registrationId(row));
        QJsonObject object{{QStringLiteral("rule"), QString::fromLatin1(info.name)},
                           {QStringLiteral("severity"), QString::fromLatin1(severityKey(info.severity))},
                           {QStringLiteral("title"), items::findingTitle(finding.rule)},
                           {QStringLiteral("reason"), items::findingReason(finding.rule)},
                           {QStringLiteral("enrollments"), enrollments}};
        if (!devices.isEmpty())
            object.insert(QStringLiteral("registrations"), devices);
        if (finding.quota != fleet::FindingQuota::None)
            object.insert(QStringLiteral("quota"),
                          QJsonObject{{QStringLiteral("name"), QString::fromLatin1(quotaKey(finding.quota))},
                                      {QStringLiteral("used"), finding.used},
                                      {QStringLiteral("limit"), finding.limit}});
        findings.append(object);
    }
    QJsonArray silent;
    for (const fleet::SilentRule &rule : m_report.silent)
        silent.append(QJsonObject{{QStringLiteral("rule"), QString::fromLatin1(fleet::findingRule(rule.rule).name)},
                                  {QStringLiteral("unknown"), QString::fromLatin1(unknownKey(rule.unknown))},
                                  {QStringLiteral("enrollments"), static_cast<qint64>(rule.enrollments)}});
    return QJsonDocument(
               QJsonObject{{QStringLiteral("enrollments"), static_cast<qint64>(m_snapshot->enrollments.liveCount)},
                           {QStringLiteral("findings"), findings},
                           {QStringLiteral("silent"), silent}})
        .toJson(QJsonDocument::Compact);
}

QByteArray LintReport::text() const
{
    QStringList lines;
    for (const fleet::Finding &finding : m_report.findings) {
        const fleet::FindingRuleInfo &info = fleet::findingRule(finding.rule);
        lines.append(QStringLiteral("%1 %2: %3 (%4)")
                         .arg(QLatin1String(severityKey(info.severity)), QLatin1String(info.name),
                              items::findingTitle(finding.rule), items::findingCount(finding)));
        lines.append(QStringLiteral("    ") + items::findingReason(finding.rule));
        for (size_t i = 0; i < std::min(mostRowsInText, finding.enrollments.size()); ++i) {
            const QString evidence = items::findingEvidence(m_rules, *m_snapshot, finding.rule, finding.enrollments[i]);
            lines.append(QStringLiteral("    ") + m_snapshot->enrollmentId(finding.enrollments[i]) +
                         (evidence.isEmpty() ? QString() : QStringLiteral("  ") + evidence));
        }
        if (finding.enrollments.size() > mostRowsInText)
            lines.append(
                QStringLiteral("    and %1 more; --json lists all").arg(finding.enrollments.size() - mostRowsInText));
        if (const QString fix = items::findingFixText(finding.rule); !fix.isEmpty())
            lines.append(QStringLiteral("    fix: ") + fix);
    }
    if (lines.isEmpty())
        lines.append(QStringLiteral("No findings in %1 enrollments.").arg(m_snapshot->enrollments.liveCount));
    for (const fleet::SilentRule &rule : m_report.silent)
        lines.append(QStringLiteral("not checked %1: %2")
                         .arg(QLatin1String(fleet::findingRule(rule.rule).name), items::silentText(rule)));
    return lines.join(QLatin1Char('\n')).toUtf8();
}

} // namespace rehome::ctl
