// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/FleetPalette.h"

#include "ui/widgets/Format.h"
#include "ui/window/Page.h"

#include <QtCore/QElapsedTimer>
#include <string_view>

namespace rehome::ui {

namespace {

constexpr int MaxEach = 6;
constexpr qint64 BudgetMs = 6;
constexpr fleet::RowId ClockEvery = 4096;

char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool startsWithFolded(std::string_view text, std::string_view prefix)
{
    if (text.size() < prefix.size())
        return false;
    for (std::size_t i = 0; i < prefix.size(); ++i) {
        if (folded(text[i]) != folded(prefix[i]))
            return false;
    }
    return true;
}

} // namespace

FleetPalette::FleetPalette(SnapshotOf snapshot, GoTo goTo)
    : m_snapshot(std::move(snapshot))
    , m_goTo(std::move(goTo))
{
}

QList<PaletteEntry> FleetPalette::entries(const QString &text)
{
    QList<PaletteEntry> result;
    const fleet::SnapshotPtr snapshot = m_snapshot();
    if (text.size() < 2 || !snapshot)
        return result;
    const auto go = [this](QLatin1String page, const QString &target) {
        return [this, page = QString(page), target] { m_goTo(page, target); };
    };
    const auto quoted = [](const QString &value) { return QLatin1Char('"') + value + QLatin1Char('"'); };
    for (const fleet::HubRow &hub : snapshot->hubs.rows) {
        if (!hub.hostName.contains(text, Qt::CaseInsensitive))
            continue;
        const QString name = fleet::shortHubName(hub.hostName);
        result.append({name, tr("Hub, %1 devices").arg(format::count(hub.knownDevices)), QStringLiteral("hubs"),
                       go(Page::Devices, QStringLiteral("hub:") + quoted(name))});
        if (result.size() >= MaxEach)
            break;
    }

    const QByteArray prefix = text.toUtf8();
    const std::string_view wanted(prefix.constData(), static_cast<std::size_t>(prefix.size()));
    QElapsedTimer clock;
    clock.start();
    int found = 0;
    for (fleet::RowId row = 0; row < snapshot->enrollments.rowCount() && found < MaxEach; ++row) {
        if (row % ClockEvery == 0 && clock.elapsed() > BudgetMs / 2)
            break;
        if (snapshot->enrollments.isGone(row) ||
            !startsWithFolded(snapshot->strings.view(snapshot->enrollments.id[row]), wanted))
            continue;
        const QString id = snapshot->enrollmentId(row);
        const bool group = snapshot->enrollments.kind[row] == domain::EnrollmentKind::Group;
        result.append({id, group ? tr("Enrollment group") : tr("Enrollment"), QStringLiteral("enrollments"),
                       go(Page::Enrollments, QStringLiteral("id:") + quoted(id))});
        ++found;
    }
    found = 0;
    for (fleet::RowId row = 0; row < snapshot->devices.rowCount() && found < MaxEach; ++row) {
        if (row % ClockEvery == 0 && clock.elapsed() > BudgetMs)
            break;
        if (snapshot->devices.isGone(row) ||
            !startsWithFolded(snapshot->strings.view(snapshot->devices.registrationId[row]), wanted))
            continue;
        const QString id = snapshot->registrationId(row);
        const QString hub = fleet::shortHubName(snapshot->text(snapshot->devices.hub[row]));
        result.append({id, hub.isEmpty() ? tr("Device") : tr("Device on %1").arg(hub), QStringLiteral("devices"),
                       go(Page::Devices, QStringLiteral("id:") + quoted(id))});
        ++found;
    }
    result.append({tr("Filter devices by “%1”").arg(text), {}, QStringLiteral("filter"), go(Page::Devices, text)});
    result.append(
        {tr("Filter enrollments by “%1”").arg(text), {}, QStringLiteral("filter"), go(Page::Enrollments, text)});
    return result;
}

} // namespace rehome::ui
