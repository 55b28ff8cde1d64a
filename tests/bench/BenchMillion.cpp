// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/LocalService.h"
#include "app/session/ProfileStore.h"
#include "app/session/Session.h"
#include "models/items/EnrollmentItems.h"
#include "tests/bench/Bench.h"
#include "tests/bench/StoredFleet.h"

#include <QtCore/QEventLoop>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <algorithm>

// A million enrollments the whole way, as a person waits for them: local service, HTTPS, pages of 1,000, snapshot,
// table; then a bulk edit through the session.
using namespace rehome;
using bench::Row;
using session::SessionState;

namespace {

constexpr int Million = 1'000'000;
constexpr int PageItems = 1000;
constexpr int Edited = 100'000;

double milliseconds(const QElapsedTimer &clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

local::ServiceSettings settingsFor(const QString &folder)
{
    local::ServiceSettings settings;
    settings.dataFolder = folder;
    settings.maxPage = PageItems;
    settings.registrationsPerMinute = settings.operationsPerMinute = 2'000'000'000;
    return settings;
}

/// Starts once on an empty scenario, so that there is a database to fill.
bool prepare(const QString &folder)
{
    local::ServiceSettings settings = settingsFor(folder);
    local::Scenario scenario;
    local::Scenario::Hub hub;
    hub.name = QStringLiteral("hub-weu");
    hub.link.hostName = QStringLiteral("hub-weu.localhost");
    scenario.hubs = {hub};
    settings.scenario = scenario;
    {
        local::LocalService service;
        if (!service.start(settings))
            return false;
    }
    return bench::fill(folder, Million, Million);
}

/// The pass, with what the GUI thread feels of it.
QList<Row> load(session::Session &session, items::EnrollmentItems &table)
{
    QEventLoop loop;
    QElapsedTimer clock, sinceTick;
    double firstReply = 0, firstRow = 0, gap = 0;
    QTimer tick;
    tick.setTimerType(Qt::PreciseTimer);
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        gap = std::max(gap, milliseconds(sinceTick));
        sinceTick.restart();
    });
    QObject::connect(&session, &session::Session::stateChanged, &loop, [&](SessionState state) {
        if (state == SessionState::Loading)
            firstReply = milliseconds(clock);
        else if (state == SessionState::Watching || state == SessionState::Lost)
            loop.quit();
    });
    QObject::connect(&session, &session::Session::published, &loop, [&](const fleet::Publication &publication) {
        table.apply(publication.snapshot, publication.batch);
        if (firstRow == 0 && table.rowCount() > 0)
            firstRow = milliseconds(clock);
    });
    const qint64 before = bench::heldBytes();
    clock.start();
    sinceTick.start();
    tick.start(1);
    session.open();
    loop.exec();
    const double all = milliseconds(clock);
    if (table.rowCount() != Million)
        qWarning("million bench: %d rows", table.rowCount());
    return {{QStringLiteral("first rows in the table after the first reply"), firstRow - firstReply,
             QStringLiteral("ms"), 300.0},
            {QStringLiteral("1,000,000 enrollments over HTTPS into the table"), all, QStringLiteral("ms"), 12'000.0},
            {QStringLiteral("enrollments loaded"), Million / all * 1000, QStringLiteral("1/s"), {}, true},
            {QStringLiteral("longest GUI gap while loading"), gap, QStringLiteral("ms"), {}},
            {QStringLiteral("memory of an enrollment, client and table together"),
             static_cast<double>(bench::heldBytes() - before) / Million, QStringLiteral("bytes each"), 350.0}};
}

QList<Row> edit(session::Session &session)
{
    std::vector<fleet::RowId> rows;
    for (fleet::RowId row = 0; row < Edited; ++row)
        rows.push_back(row);
    QElapsedTimer clock;
    clock.start();
    session.stagePolicy(rows, domain::ReprovisionPolicy::Never);
    bench::keep(session.pending().groups());
    bench::keep(session.applyCost());
    const double policy = milliseconds(clock);
    session.pending().discardAll(QString());
    clock.start();
    session.stageField(rows, QStringLiteral("allocationPolicy"), QStringLiteral("static"));
    const double field = milliseconds(clock);
    session.pending().discardAll(QString());
    return {
        {QStringLiteral("policy of 100,000 staged, grouped and its cost told"), policy, QStringLiteral("ms"), 1000.0},
        {QStringLiteral("another member of 100,000 staged, bodies read"), field, QStringLiteral("ms"), {}}};
}

QList<Row> run()
{
    QTemporaryDir folder;
    const QString data = folder.filePath(QStringLiteral("service"));
    if (!prepare(data)) {
        qWarning("million bench: the service's database cannot be filled");
        return {};
    }
    local::LocalService service;
    const auto started = service.start(settingsFor(data));
    if (!started) {
        qWarning("million bench: %s %s", qPrintable(started.error().message), qPrintable(started.error().detail));
        return {};
    }
    auto [profile, secret] =
        session::ProfileStore::fromConnectionStrings(started->serviceConnectionString, {}, started->caCertificatePath)
            .value();
    profile.operationsPerMinute = 2'000'000'000;
    profile.safety = session::SafetyLevel::Confirm;
    items::EnrollmentItems table;
    session::Session session(profile, secret, {folder.filePath(QStringLiteral("session"))});
    QList<Row> rows = load(session, table);
    rows += edit(session);
    return rows;
}

} // namespace

static const rehome::bench::Area s_area("million", run);
