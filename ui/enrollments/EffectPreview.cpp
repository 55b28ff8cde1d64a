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

std::vector<fleet::RowId> devicesOf(const fleet::Snapshot &snapshot, const std::vector<fleet::RowId> &enrollments)
{
    std::vector<fleet::RowId> wanted = enrollments;
    std::ranges::sort(wanted);
    std::vector<fleet::RowId> devices;
    for (fleet::RowId row = 0; row < snapshot.devices.rowCount(); ++row) {
        if (!snapshot.devices.isGone(row) && std::ranges::binary_search(wanted, snapshot.enrollmentOfDevice(row)))
            devices.push_back(row);
    }
    return devices;
}

EffectPreview effectPreview(const session::Session &session, const std::vector<fleet::RowId> &enrollments, int sample)
{
    EffectPreview preview;
    const fleet::SnapshotPtr snapshot = session.snapshot();
    const std::vector<fleet::RowId> devices = devicesOf(*snapshot, enrollments);
    preview.devices = qint64(devices.size());
    for (const fleet::RowId device : devices) {
        if (preview.looked >= sample)
            break;
        ++preview.looked;
        if (snapshot->devices.status[device] == fleet::DeviceStatus::NotRead) {
            ++preview.notRead;
            continue;
        }
        const session::Session::Explanation explanation = session.explainPending(device);
        for (const QString &assumption : explanation.assumptions) {
            if (!preview.assumptions.contains(assumption))
                preview.assumptions << assumption;
        }
        const domain::Decision &decision = explanation.decision;
        if (devices.size() == 1) {
            preview.only = decision;
            preview.onlyDevice = device;
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
