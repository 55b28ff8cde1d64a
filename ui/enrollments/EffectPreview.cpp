// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EffectPreview.h"

#include "ui/widgets/Format.h"
#include "ui/widgets/WhyView.h"

#include <QtCore/QCoreApplication>
#include <algorithm>
#include <iterator>

namespace rehome::ui {

namespace {
QString words(const char *text)
{
    return QCoreApplication::translate("rehome::ui::EffectPreview", text);
}

void count(EffectPreview &preview, const domain::Decision &decision)
{
    if (decision.status == domain::RegistrationStatus::Disabled)
        ++preview.refused;
    else if (decision.status == domain::RegistrationStatus::Failed)
        ++preview.fail;
    else if (decision.previousHub.isEmpty())
        ++preview.first;
    else if (decision.moves)
        ++(decision.twin == domain::TwinEffect::Migrated ? preview.migrate : preview.reset);
    else
        ++(decision.twin == domain::TwinEffect::Reset ? preview.resetInPlace : preview.stay);
}

QString onlyText(const EffectPreview &preview)
{
    QString text = decisionText(*preview.only);
    if (preview.onlyIfOldApi)
        text += QLatin1Char(' ') + words(QT_TRANSLATE_NOOP("rehome::ui::EffectPreview",
                                                           "Its API version is unknown; with 2018-04-01 or older: %1"))
                                       .arg(decisionText(*preview.onlyIfOldApi));
    return text;
}
} // namespace

EffectPreview effectPreview(const session::Session &session, const std::vector<fleet::RowId> &enrollments, int sample)
{
    const fleet::SnapshotPtr snapshot = session.snapshot();
    if (enrollments.empty())
        return {};
    std::vector<bool> wanted(snapshot->enrollments.rowCount(), false);
    for (const fleet::RowId row : enrollments) {
        if (row < wanted.size())
            wanted[row] = true;
    }
    std::vector<fleet::RowId> looked;
    qint64 devices = 0;
    qint64 ofFirst = 0;
    for (fleet::RowId device = 0; device < snapshot->devices.rowCount(); ++device) {
        if (snapshot->devices.isGone(device))
            continue;
        const fleet::RowId enrollment = snapshot->enrollmentOfDevice(device);
        if (enrollment >= wanted.size() || !wanted[enrollment])
            continue;
        ++devices;
        ofFirst += enrollment == enrollments.front() ? 1 : 0;
        if (std::ssize(looked) < sample)
            looked.push_back(device);
    }
    EffectPreview preview = effectOfDevices(session, looked, devices);
    preview.devicesOfFirst = ofFirst;
    return preview;
}

EffectPreview effectOfDevices(const session::Session &session, const std::vector<fleet::RowId> &looked, qint64 devices)
{
    EffectPreview preview;
    preview.devices = devices;
    preview.looked = std::ssize(looked);
    const fleet::SnapshotPtr snapshot = session.snapshot();
    std::vector<fleet::RowId> read;
    for (const fleet::RowId device : looked) {
        if (snapshot->devices.status[device] == fleet::DeviceStatus::NotRead)
            ++preview.notRead;
        else
            read.push_back(device);
    }
    const std::vector<session::Session::Explanation> explanations = session.explainPending(read);
    for (std::size_t i = 0; i < read.size(); ++i) {
        const session::Session::Explanation &explanation = explanations[i];
        if (explanation.enrollmentDeleted) {
            ++preview.deleted;
            continue;
        }
        for (const QString &assumption : explanation.assumptions) {
            if (!preview.assumptions.contains(assumption))
                preview.assumptions << assumption;
        }
        const domain::Decision &decision = explanation.decision;
        if (preview.devices == 1) {
            preview.only = decision;
            preview.onlyIfOldApi = explanation.ifOldApi;
            preview.onlyDevice = read[i];
        }
        preview.otherIfOldApi += explanation.ifOldApi ? 1 : 0;
        preview.oldApi += std::ranges::any_of(decision.explanation, [](const domain::RuleStep &step) {
            return step.rule == domain::RuleKey::NotSetOldApiSticky;
        });
        if (preview.firstReset == fleet::NoRow && decision.twin == domain::TwinEffect::Reset)
            preview.firstReset = read[i];
        count(preview, decision);
    }
    return preview;
}

QString effectSentence(const EffectPreview &preview)
{
    if (preview.devices == 0)
        return words("No device of this enrollment is known yet.");
    if (preview.only)
        return onlyText(preview);
    if (preview.devices == 1 && preview.deleted == 0)
        return words(QT_TRANSLATE_NOOP("rehome::ui::EffectPreview",
                                       "Its registration is not read yet, so nothing is predicted."));
    QStringList parts;
    const auto add = [&parts](qint64 count, const char *text) {
        if (count > 0)
            parts << words(text).arg(format::count(count));
    };
    add(preview.migrate, QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 move with their twin"));
    add(preview.reset, QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 move and start from the initial twin"));
    add(preview.resetInPlace, QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 stay and are reset"));
    add(preview.stay, QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 stay"));
    add(preview.first, QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 get their first hub"));
    add(preview.refused, QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 are refused"));
    add(preview.fail, QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 fail"));
    add(preview.deleted, QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 lose their enrollment"));
    add(preview.notRead, QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 are not read yet"));
    QString sentence = words(QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "At their next request: %1."))
                           .arg(parts.join(QStringLiteral(", ")));
    const auto addSentence = [&sentence](qint64 count, const char *text) {
        if (count > 0)
            sentence += QLatin1Char(' ') + words(text).arg(format::count(count));
    };
    addSentence(preview.oldApi,
                QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 stay for their declared API is an old one."));
    addSentence(preview.otherIfOldApi,
                QT_TRANSLATE_NOOP("rehome::ui::EffectPreview",
                                  "The API version of %1 is unknown: with 2018-04-01 or older they stay."));
    if (preview.looked == preview.devices)
        return sentence;
    return sentence + QLatin1Char(' ') +
           words(QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "Looked at %1 of %2 devices."))
               .arg(format::count(preview.looked), format::count(preview.devices));
}

} // namespace rehome::ui
