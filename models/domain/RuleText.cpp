// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Decision.h"

#include <QtCore/QtGlobal>
#include <array>

namespace rehome::domain {

namespace {

struct RuleText
{
    RuleKey rule;
    QLatin1String name;
    const char *source;
};

// In the order of RuleKey; a test walks all of them.
constexpr std::array<RuleText, 20> texts{{
    {RuleKey::EnrollmentDisabled, QLatin1String("enrollmentDisabled"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "The enrollment %1 is disabled, so the device is refused.")},
    {RuleKey::EnrollmentEnabled, QLatin1String("enrollmentEnabled"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "The enrollment %1 is enabled.")},
    {RuleKey::IndividualMatched, QLatin1String("individualMatched"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "The individual enrollment %1 matched; it comes before any group.")},
    {RuleKey::GroupMatched, QLatin1String("groupMatched"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "The enrollment group %1 matched.")},
    {RuleKey::FirstAssignment, QLatin1String("firstAssignment"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "No assignment is known, so the allocation policy decides.")},
    {RuleKey::PolicySetWins, QLatin1String("policySetWins"),
     QT_TRANSLATE_NOOP(
         "rehome::domain::Rule",
         "The reprovision policy is set to %1 and takes precedence, whatever API version the device uses (%2).")},
    {RuleKey::NotSetOldApiSticky, QLatin1String("notSetOldApiSticky"),
     QT_TRANSLATE_NOOP(
         "rehome::domain::Rule",
         "No reprovision policy is set and the device uses API version %2, 2018-04-01 or earlier: it stays on %1.")},
    {RuleKey::NotSetNewApiMigrates, QLatin1String("notSetNewApiMigrates"),
     QT_TRANSLATE_NOOP(
         "rehome::domain::Rule",
         "No reprovision policy is set and the device uses a newer API version (%1): reprovision and migrate.")},
    {RuleKey::NeverStays, QLatin1String("neverStays"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "The device is never reassigned to a different hub: it stays on %1.")},
    {RuleKey::WebhookCalledAnyway, QLatin1String("webhookCalledAnyway"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule",
                       "The custom allocation webhook is called all the same; its hub is not used: %1 stays.")},
    {RuleKey::AllocationChoseSame, QLatin1String("allocationChoseSame"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "The allocation policy chose the same hub: %1.")},
    {RuleKey::AllocationChoseOther, QLatin1String("allocationChoseOther"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule",
                       "The allocation policy chose another hub: the device moves from %1 to %2.")},
    {RuleKey::AllocationFailed, QLatin1String("allocationFailed"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "No hub could be assigned (%1): %2")},
    {RuleKey::TwinCreated, QLatin1String("twinCreated"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "The hub %1 gets a copy of the initial twin.")},
    {RuleKey::TwinMigrated, QLatin1String("twinMigrated"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "The twin and the capabilities are migrated from %1 to %2.")},
    {RuleKey::TwinReset, QLatin1String("twinReset"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule",
                       "The twin on %1 is reset to the initial twin; reported properties are lost.")},
    {RuleKey::TwinOverriddenByWebhook, QLatin1String("twinOverriddenByWebhook"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule",
                       "The webhook sent an initial twin: it takes the place of the device's data on %1.")},
    {RuleKey::OldRegistrationRemoved, QLatin1String("oldRegistrationRemoved"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule", "The device registration on %1 is removed.")},
    {RuleKey::DeviceAlreadyOnHub, QLatin1String("deviceAlreadyOnHub"),
     QT_TRANSLATE_NOOP("rehome::domain::Rule",
                       "The hub %1 has the device already; its twin is left as it is (API version %2).")},
    {RuleKey::OldHubOutOfReach, QLatin1String("oldHubOutOfReach"),
     QT_TRANSLATE_NOOP(
         "rehome::domain::Rule",
         "The hub %1 is not linked any more: nothing can be carried from it, and its registration stays.")},
}};

} // namespace

const char *ruleSource(RuleKey rule)
{
    return texts[static_cast<std::size_t>(rule)].source;
}

QString ruleName(RuleKey rule)
{
    return texts[static_cast<std::size_t>(rule)].name;
}

QString ruleSentence(const RuleStep &step)
{
    const QString source = QString::fromUtf8(ruleSource(step.rule));
    // Hub names and messages may hold "%1" themselves: fill by hand instead of chaining arg().
    QString sentence;
    sentence.reserve(source.size() + 64);
    for (qsizetype i = 0; i < source.size(); ++i) {
        const bool place = source.at(i) == QLatin1Char('%') && i + 1 < source.size() && source.at(i + 1).isDigit();
        if (!place) {
            sentence.append(source.at(i));
            continue;
        }
        const int index = source.at(++i).digitValue() - 1;
        sentence.append(step.arguments.value(index, QStringLiteral("?")));
    }
    return sentence;
}

} // namespace rehome::domain
