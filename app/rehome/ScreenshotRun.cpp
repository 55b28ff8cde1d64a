// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/ScreenshotRun.h"

#include "ui/devices/DevicesPage.h"
#include "ui/enrollments/EnrollmentsPage.h"
#include "ui/live/LivePage.h"
#include "ui/rate/RatePage.h"
#include "ui/walkthroughs/Guide.h"
#include "ui/widgets/FleetTable.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtGui/QPixmap>
#include <QtWidgets/QApplication>
#include <cstdio>
#include <utility>

namespace rehome::desktop {

namespace {
constexpr int tickMs = 100;
constexpr int patienceMs = 60'000; // a hundred times what an idle machine needs: only what never comes gets there
constexpr int stepSettleMs = 600;

template <class T>
T *pageOf(Application &application, const QString &id)
{
    return qobject_cast<T *>(application.window().page(id));
}

quint64 reported(const session::Session &session, fleet::Outcome outcome)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch() + 60'000;
    return session.series()->sum(fleet::SeriesSource::DeviceReports, outcome, now - 600'000, now);
}
} // namespace

ScreenshotRun::ScreenshotRun(Application &application, const Options &options)
    : m_application(application)
    , m_options(options)
{
    m_clock.setInterval(tickMs);
    connect(&m_clock, &QTimer::timeout, this, &ScreenshotRun::tick);
    connect(&application.demo(), &session::DemoHost::failed, this,
            [this](const Error &error) { say(error.message + QLatin1Char(' ') + error.detail); });
}

void ScreenshotRun::say(const QString &text) const
{
    std::fprintf(stderr, "%6.1f s  %s\n", double(m_total.elapsed()) / 1000, qPrintable(text));
}

void ScreenshotRun::start()
{
    m_total.start();
    if (!QDir().mkpath(m_options.screenshots)) {
        std::fprintf(stderr, "rehome: the folder %s cannot be made\n", qPrintable(m_options.screenshots));
        return finish(1);
    }
    plan();
    m_sinceShot.start();
    m_clock.start();
}

void ScreenshotRun::add(Shot shot)
{
    if (m_options.page.isEmpty() || m_options.page == shot.name.section(QLatin1Char('-'), 0, 0) || shot.name.isEmpty())
        m_shots.append(std::move(shot));
}

void ScreenshotRun::plan()
{
    Application &app = m_application;
    add({QStringLiteral("start"), [&app] { app.window().goTo(ui::Page::Start); }, [] { return true; }, QString()});
    if (m_options.scenario != QLatin1String("demo"))
        return planTour();
    // No picture of its own: the demo is open and its tables are filled.
    add({QString(), [&app, this] { app.openDemo(m_options.scenario); },
         [&app] {
             return app.session() && app.session()->progress().complete &&
                    app.session()->snapshot()->devices.liveCount > 1000;
         },
         QStringLiteral("the demo's service to start and its tables to fill"), 0});
    add({QStringLiteral("enrollments"),
         [&app] {
             app.window().goTo(ui::Page::Enrollments);
             app.window().page(ui::Page::Enrollments)->showTarget(QStringLiteral("kind:individual policy:notset"));
         },
         [&app] {
             ui::EnrollmentsPage *page = app.enrollments();
             if (page->model().matchCount() < 5 || page->model().isOrdering() || page->model().filter().isEmpty())
                 return false;
             if (app.session()->pending().isEmpty()) {
                 std::vector<fleet::RowId> rows;
                 for (int row = 2; row < 6; ++row)
                     rows.push_back(page->model().rowId(row));
                 app.session()->stagePolicy(rows, domain::ReprovisionPolicy::Migrate);
                 page->fleetTable().setCurrentRow(rows[2]);
                 return false;
             }
             return true;
         },
         QStringLiteral("enrollments without a policy in the table"), 600});
    add({QStringLiteral("live"),
         [&app] {
             app.session()->pending().discardAll(QString());
             Q_EMIT app.session()->pendingChanged();
             app.enrollments()->fleetTable().setFilterText({});
             app.window().goTo(ui::Page::Live);
         },
         [&app] {
             const auto *page = pageOf<ui::LivePage>(app, ui::Page::Live);
             qint64 migrated = 0;
             qint64 reset = 0;
             for (const ui::LiveFlow &flow : page->map().data().flows) {
                 migrated += flow.migrated;
                 reset += flow.reset;
             }
             // Where this comes late, the last devices may have arrived: then what moved is what there is to see.
             return migrated > 0 && reset > 0 &&
                    (page->map().data().dots.size() >= 5 || reported(*app.session(), fleet::Outcome::Throttled) > 50);
         },
         QStringLiteral("moves with migrated and with reset twins, and devices on their way"), 0});
    add({QStringLiteral("live-matrix"),
         [&app] { pageOf<ui::LivePage>(app, ui::Page::Live)->setView(ui::LivePage::MatrixView); }, [] { return true; },
         QString(), 300});
    add({QStringLiteral("live-table"),
         [&app] { pageOf<ui::LivePage>(app, ui::Page::Live)->setView(ui::LivePage::TableView); }, [] { return true; },
         QString(), 300});
    add({QStringLiteral("devices"),
         [&app] {
             pageOf<ui::LivePage>(app, ui::Page::Live)->setView(ui::LivePage::MapView);
             app.window().goTo(ui::Page::Devices, QStringLiteral("status:assigned,assigning group:pumps-west"));
         },
         [&app] {
             const auto *page = pageOf<ui::DevicesPage>(app, ui::Page::Devices);
             return page->model().matchCount() > 20 && !page->model().isOrdering();
         },
         QStringLiteral("registrations of the group pumps-west"), 600});
    add({QStringLiteral("rate"), [&app] { app.window().goTo(ui::Page::Rate); },
         [&app] { return reported(*app.session(), fleet::Outcome::Throttled) > 50; },
         QStringLiteral("devices that were refused at the quota"), 1500});
    planTour();
}

void ScreenshotRun::planTour()
{
    if (!m_options.page.isEmpty() && m_options.scenario == QLatin1String("demo"))
        return;
    Application &app = m_application;
    const QString tour =
        m_options.scenario == QLatin1String("demo") ? QStringLiteral("quarantine") : m_options.scenario;
    m_shots.append({QString(), [&app, tour] { app.openDemo(tour); },
                    [&app] { return app.session() && app.session()->progress().complete; },
                    QStringLiteral("the scenario's fleet to be loaded"), 0});
    // Only an open scenario tells whether it has a guide.
    m_shots.append(
        {QString(),
         [this, tour] { m_application.demo().walkthroughSteps().isEmpty() ? planScript() : planGuide(tour); },
         [] { return true; }, QString(), 0});
}

void ScreenshotRun::planGuide(const QString &tour)
{
    // One picture for each step, taken when the step's condition holds.
    m_shots.append({QString(), nullptr, [this, tour] { return tourGoesOn(tour); },
                    QStringLiteral("the walkthrough's next step to come true"), 0});
}

void ScreenshotRun::planScript()
{
    Application &app = m_application;
    m_shots.append({QString(ui::Page::Live), [&app] { app.window().goTo(ui::Page::Live); },
                    [&app] {
                        const session::Session &session = *app.session();
                        return reported(session, fleet::Outcome::Migrated) + reported(session, fleet::Outcome::Reset) +
                                   reported(session, fleet::Outcome::Throttled) >
                               5;
                    },
                    QStringLiteral("devices that move, are reset or are refused"), 3000});
    for (const QString &page : {QString(ui::Page::Devices), QString(ui::Page::Enrollments), QString(ui::Page::Rate)})
        m_shots.append({page, [&app, page] { app.window().goTo(page); }, [] { return true; }, QString(), 1500});
}

/// Saves the step whose condition has held for a moment and goes on to the next; true at the end. The guide is not let
/// go on by itself: on a busy machine it would leave a step before its picture is taken.
bool ScreenshotRun::tourGoesOn(const QString &tour)
{
    ui::Guide *guide = m_application.guide();
    if (!guide || guide->isFinished())
        return true;
    const int step = guide->conditionHolds() ? guide->current() : -1;
    if (step != std::exchange(m_step, step))
        m_sinceStep.start();
    if (step < 0 || m_sinceStep.elapsed() < stepSettleMs)
        return false;
    save(QStringLiteral("walkthrough-%1-%2").arg(tour).arg(step + 1));
    m_step = -1;
    m_sinceShot.restart();
    guide->next();
    return guide->isFinished();
}

void ScreenshotRun::tick()
{
    if (m_at >= m_shots.size())
        return finish(m_missed ? 1 : 0);
    const Shot shot = m_shots[m_at]; // a copy: preparing may add to the plan
    if (!m_prepared) {
        m_prepared = true;
        m_ready = false;
        m_sinceShot.restart();
        if (shot.prepare)
            shot.prepare();
        return;
    }
    const bool ready = shot.ready();
    const bool late = m_sinceShot.elapsed() > patienceMs;
    if (!ready && late) {
        ++m_missed;
        say(QStringLiteral("%1: waited %2 s in vain for %3%4")
                .arg(shot.name.isEmpty() ? QStringLiteral("part %1 of %2").arg(m_at + 1).arg(m_shots.size())
                                         : shot.name)
                .arg(patienceMs / 1000)
                .arg(shot.waitsFor, whatThereIs()));
    }
    if (ready && !std::exchange(m_ready, true))
        m_sinceReady.start();
    // Ready once, then a moment for the last paint, and still ready.
    if (!late && (!ready || m_sinceReady.elapsed() < shot.settleMs))
        return;
    if (!shot.name.isEmpty())
        save(shot.name);
    ++m_at;
    m_prepared = false;
}

/// What a person who reads the message wants to know next.
QString ScreenshotRun::whatThereIs() const
{
    const session::Session *session = m_application.session();
    QString text = session ? QStringLiteral(" (%1 enrollments, %2 devices, %3)")
                                 .arg(session->snapshot()->enrollments.liveCount)
                                 .arg(session->snapshot()->devices.liveCount)
                                 .arg(session->progress().complete ? QStringLiteral("all loaded")
                                                                   : QStringLiteral("still loading"))
                           : QStringLiteral(" (no connection is open)");
    if (const ui::Guide *guide = m_application.guide())
        text += QStringLiteral("; the walkthrough is at step %1 of %2: %3")
                    .arg(guide->current() + 1)
                    .arg(guide->stepCount())
                    .arg(guide->text());
    return text;
}

void ScreenshotRun::save(const QString &name)
{
    const QString path = QDir(m_options.screenshots).filePath(name + QStringLiteral(".png"));
    if (!m_application.window().grab().save(path)) {
        std::fprintf(stderr, "rehome: %s cannot be written\n", qPrintable(path));
        ++m_missed;
        return;
    }
    say(name);
}

void ScreenshotRun::finish(int code)
{
    m_clock.stop();
    say(code == 0 ? QStringLiteral("done") : QStringLiteral("done, with pages missing"));
    QApplication::exit(code);
}

} // namespace rehome::desktop
