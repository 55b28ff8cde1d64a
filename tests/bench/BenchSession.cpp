// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/LocalService.h"
#include "app/session/ProfileStore.h"
#include "app/session/Session.h"
#include "models/items/EnrollmentItems.h"
#include "tests/bench/Bench.h"

#include <QtCore/QEventLoop>
#include <QtCore/QJsonArray>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>

// The whole way: local service, HTTPS, client, decoding, snapshot, journal, publication, filterable table.
using namespace rehome;
using bench::Row;
using session::SessionState;

namespace {

constexpr int items = 100'000;

local::Scenario scenario()
{
    local::Scenario made;
    for (const auto &name : {QStringLiteral("hub-weu"), QStringLiteral("hub-neu"), QStringLiteral("hub-eus")}) {
        local::Scenario::Hub hub;
        hub.name = name;
        hub.link.hostName = name + QStringLiteral(".localhost");
        made.hubs.append(hub);
    }
    for (int i = 0; i < items; ++i) {
        QJsonObject body{
            {QStringLiteral("registrationId"), QStringLiteral("line7-%1").arg(i, 6, 10, QLatin1Char('0'))},
            {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}},
            {QStringLiteral("allocationPolicy"), QStringLiteral("hashed")},
            {QStringLiteral("iotHubs"), QJsonArray{made.hubs.at(i % 3).link.hostName}},
            {QStringLiteral("initialTwin"),
             QJsonObject{{QStringLiteral("tags"),
                          QJsonObject{{QStringLiteral("site"), QStringLiteral("hall-%1").arg(i % 40)}}}}}};
        if (i % 4 != 0)
            body.insert(QStringLiteral("reprovisionPolicy"),
                        QJsonObject{{QStringLiteral("updateHubAssignment"), i % 4 != 3},
                                    {QStringLiteral("migrateDeviceData"), i % 4 == 1}});
        made.enrollments.append(body);
    }
    return made;
}

struct Load
{
    double ms = 0, firstRowMs = 0;
    qint64 bytes = 0, rows = 0;
    int publications = 0;
};

Load loadOnce(const local::ServiceEndpoint &endpoint, const QString &folder);

/// One small fleet first: what the program holds once for all (TLS, SQLite, certificate authorities) is no enrollment's
/// memory.
void warmUp(const QString &folder)
{
    auto small = scenario();
    small.enrollments = small.enrollments.mid(0, 10);
    local::LocalService service;
    local::ServiceSettings settings;
    settings.dataFolder = folder + QStringLiteral("/service");
    settings.scenario = small;
    if (const auto started = service.start(settings))
        loadOnce(*started, folder + QStringLiteral("/session"));
}

Load loadOnce(const local::ServiceEndpoint &endpoint, const QString &folder)
{
    auto [profile, secret] =
        session::ProfileStore::fromConnectionStrings(endpoint.serviceConnectionString, {}, endpoint.caCertificatePath)
            .value();
    profile.operationsPerMinute = 1'000'000;
    Load load;
    items::EnrollmentItems table;
    session::Session session(profile, secret, {folder});
    const qint64 before = bench::residentBytes();
    QElapsedTimer clock;
    QEventLoop loop;
    QObject::connect(&session, &session::Session::stateChanged, &session, [&](SessionState state) {
        if (state == SessionState::Loading)
            table.reset(session.snapshot());
        else if (state == SessionState::Watching || state == SessionState::Lost)
            loop.quit();
    });
    QObject::connect(&session, &session::Session::published, &session, [&](const fleet::Publication &publication) {
        ++load.publications;
        table.apply(publication.snapshot, publication.batch);
        if (load.firstRowMs == 0 && table.rowCount() > 0)
            load.firstRowMs = double(clock.nsecsElapsed()) / 1e6;
    });
    clock.start();
    session.open();
    loop.exec();
    load.ms = double(clock.nsecsElapsed()) / 1e6;
    load.rows = table.rowCount();
    load.bytes = bench::residentBytes() - before;
    return load;
}

QList<Row> run()
{
    QTemporaryDir folder;
    warmUp(folder.filePath(QStringLiteral("warm")));
    local::LocalService service;
    local::ServiceSettings settings;
    settings.dataFolder = folder.filePath(QStringLiteral("service"));
    settings.scenario = scenario();
    settings.operationsPerMinute = 1'000'000;
    settings.maxPage = 1000;
    const auto started = service.start(settings);
    settings.scenario.reset();
    if (!started) {
        qWarning("session bench: %s %s", qPrintable(started.error().message), qPrintable(started.error().detail));
        return {};
    }
    QList<Load> loads;
    for (int i = 0; i < 3; ++i)
        loads.append(loadOnce(*started, folder.filePath(QStringLiteral("session-%1").arg(i))));
    if (loads.front().rows != items)
        qWarning("session bench: %lld rows", loads.front().rows);
    const qint64 bytes = loads.front().bytes; // later passes reuse the memory of the first
    std::sort(loads.begin(), loads.end(), [](const Load &a, const Load &b) { return a.ms < b.ms; });
    const Load &median = loads.at(1);
    return {{QStringLiteral("100,000 enrollments over HTTPS into the table"), median.ms, QStringLiteral("ms"), 2000.0},
            {QStringLiteral("first row in the table after open"), median.firstRowMs, QStringLiteral("ms"), {}},
            {QStringLiteral("enrollments loaded"), items / median.ms * 1000, QStringLiteral("1/s"), {}, true},
            {QStringLiteral("memory of an enrollment, client and table together"), double(bytes) / items,
             QStringLiteral("bytes each"), 500.0},
            {QStringLiteral("publications while loading"), double(median.publications), QStringLiteral(""), {}}};
}

} // namespace

static const rehome::bench::Area s_area("session", run);
