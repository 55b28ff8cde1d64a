// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Bench.h"

#ifdef REHOME_BENCH_GUI

#include "app/rehome/Application.h"
#include "models/fleet/SnapshotBuilder.h"
#include "models/items/Columns.h"
#include "models/items/EnrollmentItems.h"
#include "ui/live/LiveMap.h"
#include "ui/rate/Plot.h"
#include "ui/rate/RateChart.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Delegates.h"
#include "ui/widgets/FleetTable.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Page.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollBar>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

// What a person feels of the window: start, the demo, scrolling under live changes, the chart and the map.
namespace {
using namespace rehome;
using namespace rehome::bench;

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

bool waitFor(const std::function<bool()> &condition, int ms)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition() && timer.elapsed() < ms)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    return condition();
}

double percentile(std::vector<double> values, double part)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[std::min(values.size() - 1, std::size_t(double(values.size()) * part))];
}

desktop::Options freshOptions(const QTemporaryDir &folder)
{
    desktop::Options options;
    options.demo = true;
    options.screenshots = folder.path(); // its settings and its demo's folder, not the person's
    options.language = QStringLiteral("en");
    return options;
}

qint64 steadyNs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

/// The real program as a process of its own, from before it is started until it says that its start page is painted,
/// with nothing of the person's; and its resident memory some seconds later.
struct Start
{
    double paintedMs = -1;
    double residentMb = -1;
};

Start startProgram(bool memoryToo)
{
    QTemporaryDir home;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
        environment.insert(QString::fromLatin1(name), home.path());
    process.setProcessEnvironment(environment);
    Start result;
    const qint64 begun = steadyNs();
    process.start(QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("rehome")),
                  {QStringLiteral("--report-first-paint")});
    if (waitFor([&process] { return process.canReadLine() || process.state() == QProcess::NotRunning; }, 20'000)) {
        const QByteArray line = process.readLine().trimmed();
        if (line.startsWith("painted "))
            result.paintedMs = double(line.mid(8).toLongLong() - begun) / 1e6;
    }
    if (memoryToo) {
        waitFor([] { return false; }, 2500);
        QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
        if (status.open(QIODevice::ReadOnly)) {
            for (const QByteArray &line : status.readAll().split('\n')) {
                if (line.startsWith("VmRSS:"))
                    result.residentMb = line.mid(6).simplified().split(' ').first().toDouble() / 1024;
            }
        }
    }
    process.kill();
    process.waitForFinished();
    return result;
}

void start(QList<Row> &rows)
{
    startProgram(false); // warms the file cache
    std::vector<double> painted;
    for (int i = 0; i < 7; ++i)
        painted.push_back(startProgram(false).paintedMs);
    rows.append({QStringLiteral("exec to first painted start page, 7 starts: median"), percentile(painted, 0.5),
                 QStringLiteral("ms"), 300});
    rows.append({QStringLiteral("exec to first painted start page, the slowest"), std::ranges::max(painted),
                 QStringLiteral("ms"), std::nullopt});
    if (const Start idle = startProgram(true); idle.residentMb > 0)
        rows.append({QStringLiteral("resident memory on the start page"), idle.residentMb, QStringLiteral("MB"), 110});
}

void demo(QList<Row> &rows)
{
    QTemporaryDir folder;
    desktop::Application application(freshOptions(folder));
    application.start();
    waitFor([] { return false; }, 200);
    QElapsedTimer timer;
    timer.start();
    application.openDemo(QStringLiteral("demo"));
    const auto ready = [&application](bool all) {
        if (!application.session())
            return false;
        const fleet::SnapshotPtr snapshot = application.session()->snapshot();
        return all ? application.session()->progress().complete && snapshot->devices.liveCount > 0
                   : snapshot->enrollments.liveCount > 0;
    };
    waitFor([&] { return ready(false); }, 30'000);
    rows.append({QStringLiteral("demo: click to first rows"), milliseconds(timer), QStringLiteral("ms"), std::nullopt});
    waitFor([&] { return ready(true); }, 30'000);
    rows.append({QStringLiteral("demo: click to all enrollments in the table"), milliseconds(timer),
                 QStringLiteral("ms"), 1000});
    waitFor([&] { return application.session()->budget().fullPassSeconds >= 0; }, 60'000);
    rows.append({QStringLiteral("demo: click to all devices of all groups"), milliseconds(timer), QStringLiteral("ms"),
                 std::nullopt});
    rows.append({QStringLiteral("demo: devices known then"),
                 double(application.session()->snapshot()->devices.liveCount), QStringLiteral("rows"), std::nullopt});
}

constexpr qint64 T0 = 1'700'000'000'000;

void putEnrollment(fleet::SnapshotBuilder &builder, int number, int version)
{
    static const std::string hubs[] = {"hub-weu-01.azure-devices.net", "hub-neu-01.azure-devices.net",
                                       "hub-eus-01.azure-devices.net"};
    const std::string_view hub = hubs[std::size_t(number % 3)];
    const std::string id = "sn-" + std::to_string(1'000'000 + number);
    // Appended: GCC 12 warns, wrongly, of a literal that comes before a temporary.
    const std::string etag = std::string(1, '"') + std::to_string(number) + '-' + std::to_string(version) + '"';
    fleet::EnrollmentFacts facts;
    facts.id = id;
    facts.etag = etag;
    facts.iotHubs = std::span(&hub, 1);
    facts.hasIotHubs = true;
    facts.attestation = domain::AttestationType::SymmetricKey;
    facts.allocation = domain::AllocationPolicy::Static;
    facts.policy = static_cast<domain::ReprovisionPolicy>((number + version) % 4);
    facts.createdMs = T0;
    facts.updatedMs = T0 + version * 1000;
    facts.readAtMs = T0 + version * 1000 + 500;
    builder.putEnrollment(facts);
}

/// One pass: `count` rows, 16 changes before each frame (1,000 a second at 60 frames), 37 rows scrolled, all of it on
/// this thread but the builder, whose place is the session's thread.
void scroll(QList<Row> &rows, int count, int sortColumn, const QString &name, double target)
{
    ui::Theme theme;
    ui::HubColors colors;
    fleet::SnapshotBuilder builder;
    builder.setJournaling(false);
    for (int i = 0; i < count; ++i)
        putEnrollment(builder, i, 0);
    items::EnrollmentItems model;
    model.reset(builder.publish().snapshot);
    ui::FleetTable table(theme, model, items::FilterSubject::Enrollments, QStringLiteral("Enrollments"));
    using items::EnrollmentColumn;
    auto &view = table.table();
    view.setSelectionBoxes(true);
    view.setItemDelegateForColumn(int(EnrollmentColumn::Status), new ui::StatusDelegate(theme, &view));
    view.setItemDelegateForColumn(int(EnrollmentColumn::Policy), new ui::PolicyDelegate(theme, &view));
    view.setItemDelegateForColumn(int(EnrollmentColumn::Hub), new ui::HubDelegate(theme, colors, &view));
    for (const auto column : {EnrollmentColumn::LastRegistered, EnrollmentColumn::Records, EnrollmentColumn::Updated})
        view.setItemDelegateForColumn(int(column), new ui::AgeDelegate(theme, &view));
    view.sortByColumn(sortColumn, Qt::AscendingOrder);
    table.resize(1180, 780);
    table.show();
    waitFor([&] { return model.rowCount() == count && !model.isOrdering(); }, 60'000);

    std::vector<double> frames;
    QElapsedTimer timer;
    int changed = 0;
    for (int frame = 0; frame < 900; ++frame) {
        for (int i = 0; i < 16; ++i)
            putEnrollment(builder, (changed++ * 7919) % count, frame + 1);
        const fleet::Publication publication = builder.publish();
        timer.start();
        model.apply(publication.snapshot, publication.batch);
        QCoreApplication::processEvents(); // what came of ordering, and timers
        view.verticalScrollBar()->setValue((frame * 37) % (count - 40));
        view.viewport()->repaint();
        frames.push_back(milliseconds(timer));
        // The rest of the frame belongs to the ordering thread, as it does in the program.
        const double left = 16.0 - frames.back();
        if (left > 0)
            QThread::usleep(quint64(left * 1000));
    }
    rows.append({name + QStringLiteral(", median frame"), percentile(frames, 0.5), QStringLiteral("ms"), std::nullopt});
    rows.append({name + QStringLiteral(", p99 frame"), percentile(frames, 0.99), QStringLiteral("ms"), target});
}

void chart(QList<Row> &rows)
{
    constexpr int points = 3600;
    ui::Theme theme;
    ui::RateChart chart(theme, ui::RateChart::Kind::Registrations);
    chart.resize(1100, 480);
    chart.show();
    ui::RateData data;
    const double until = 1'700'003'600;
    for (int i = 0; i < points; ++i)
        data.times.append(until - points + i);
    for (std::size_t outcome = 0; outcome < data.observed.size(); ++outcome) {
        for (int i = 0; i < points; ++i)
            data.observed[outcome].append(i % 900 < 20 ? std::nan("") : 60 + 50 * std::sin(i * 0.02 + double(outcome)));
    }
    for (int i = 0; i < points; ++i) {
        data.ownCalls.append(300 + i % 60);
        data.reported.append(400 + 100 * std::sin(i * 0.01));
        data.refused.append(i % 600 < 60 ? 40 : 0);
    }
    data.anyReports = true;
    data.openFromSeconds = until - 20;
    chart.setData(data, ui::RateUnit::PerSecond, 1000, qint64(until) * 1000);
    waitFor([] { return false; }, 100);
    rows.append({QStringLiteral("rate chart, an hour by the second: replot"),
                 medianMs(40, [&chart] { chart.plot()->replot(QCustomPlot::rpImmediateRefresh); }),
                 QStringLiteral("ms"), 5});
    rows.append({QStringLiteral("rate chart: new data and replot"),
                 medianMs(20,
                          [&] {
                              chart.setData(data, ui::RateUnit::PerSecond, 1000, qint64(until) * 1000);
                              chart.plot()->replot(QCustomPlot::rpImmediateRefresh);
                          }),
                 QStringLiteral("ms"), std::nullopt});
}

void map(QList<Row> &rows)
{
    ui::Theme theme;
    ui::LiveMap map(theme);
    map.resize(1120, 640);
    map.show();
    ui::LiveMapData data;
    for (int i = 0; i < 5; ++i) {
        ui::LiveHub hub;
        hub.hostName = QStringLiteral("hub-%1.azure-devices.net").arg(i);
        hub.name = QStringLiteral("hub-%1").arg(i);
        hub.hue = i;
        hub.devices = 1000 * (i + 1);
        data.hubs.append(hub);
    }
    for (int i = 0; i < 11; ++i) {
        ui::LiveFlow flow;
        flow.from = i % 5;
        flow.to = (i * 2 + 1 + i / 5) % 5;
        flow.moved = 20 + 13 * i;
        flow.migrated = flow.moved;
        data.flows.append(flow);
    }
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (quint32 i = 0; i < 400; ++i) {
        ui::LiveDot dot;
        dot.row = i;
        dot.from = int(i % 5);
        dot.predictedTo = i % 3 == 0 ? int((i + 1) % 5) : -1;
        dot.sinceMs = now - 300 * qint64(i);
        data.dots.push_back(dot);
    }
    data.medianWaitMs = 3000;
    data.p99WaitMs = 20'000;
    map.setData(data);
    waitFor([] { return false; }, 100);
    std::vector<double> frames;
    QElapsedTimer timer;
    for (int i = 0; i < 200; ++i) {
        timer.start();
        map.repaint();
        frames.push_back(milliseconds(timer));
    }
    rows.append({QStringLiteral("live map, 400 dots and 11 ribbons: median frame"), percentile(frames, 0.5),
                 QStringLiteral("ms"), std::nullopt});
    rows.append({QStringLiteral("live map: p99 frame"), percentile(frames, 0.99), QStringLiteral("ms"), 16.7});
    rows.append({QStringLiteral("live map: new data, ribbons painted anew"),
                 medianMs(40,
                          [&] {
                              map.setData(data);
                              map.repaint();
                          }),
                 QStringLiteral("ms"), 16.7});
}

const Area s_area("ui", [] {
    QList<Row> rows;
    start(rows);
    demo(rows);
    using items::EnrollmentColumn;
    scroll(rows, 100'000, int(EnrollmentColumn::Id), QStringLiteral("scrolling 100,000 rows, 1,000 changes/s"), 16.7);
    scroll(rows, 100'000, int(EnrollmentColumn::Policy), QStringLiteral("the same, sorted by what changes"), 16.7);
    scroll(rows, 1'000'000, int(EnrollmentColumn::Id), QStringLiteral("scrolling 1,000,000 rows, 1,000 changes/s"), 8);
    chart(rows);
    map(rows);
    return rows;
});

} // namespace

#endif
