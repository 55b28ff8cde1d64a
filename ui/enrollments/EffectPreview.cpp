// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EffectPreview.h"

#include "ui/widgets/Format.h"
#include "ui/widgets/WhyView.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

namespace rehome::ui {

namespace {
QString words(const char *text)
{
    return QCoreApplication::translate("rehome::ui::EffectPreview", text);
}
} // namespace

EffectPreview effectPreview(const session::Session &session, const std::vector<fleet::RowId> &enrollments, int sample)
{
    EffectPreview preview;
    const fleet::SnapshotPtr snapshot = session.snapshot();
    if (enrollments.empty())
        return preview;
    std::vector<bool> wanted(snapshot->enrollments.rowCount(), false);
    for (const fleet::RowId row : enrollments) {
        if (row < wanted.size())
            wanted[row] = true;
    }
    std::vector<fleet::RowId> read;
    for (fleet::RowId device = 0; device < snapshot->devices.rowCount(); ++device) {
        if (snapshot->devices.isGone(device))
            continue;
        const fleet::RowId enrollment = snapshot->enrollmentOfDevice(device);
        if (enrollment >= wanted.size() || !wanted[enrollment])
            continue;
        ++preview.devices;
        preview.devicesOfFirst += enrollment == enrollments.front() ? 1 : 0;
        if (preview.looked >= sample)
            continue;
        ++preview.looked;
        if (snapshot->devices.status[device] == fleet::DeviceStatus::NotRead)
            ++preview.notRead;
        else
            read.push_back(device);
    }
    const std::vector<session::Session::Explanation> explanations = session.explainPending(read);
    for (std::size_t i = 0; i < read.size(); ++i) {
        const session::Session::Explanation &explanation = explanations[i];
        for (const QString &assumption : explanation.assumptions) {
            if (!preview.assumptions.contains(assumption))
                preview.assumptions << assumption;
        }
        const domain::Decision &decision = explanation.decision;
        if (preview.devices == 1) {
            preview.only = decision;
            preview.onlyDevice = read[i];
        }
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
    return preview;
}

QString effectSentence(const EffectPreview &preview)
{
    if (preview.devices == 0)
        return words("No device of this enrollment is known yet.");
    if (preview.only)
        return decisionText(*preview.only);
    if (preview.devices == 1)
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
    add(preview.notRead, QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "%1 are not read yet"));
    const QString sentence = words(QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "At their next request: %1."))
                                 .arg(parts.join(QStringLiteral(", ")));
    if (preview.looked == preview.devices)
        return sentence;
    return sentence + QLatin1Char(' ') +
           words(QT_TRANSLATE_NOOP("rehome::ui::EffectPreview", "Looked at %1 of %2 devices."))
               .arg(format::count(preview.looked), format::count(preview.devices));
}

} // namespace rehome::ui
