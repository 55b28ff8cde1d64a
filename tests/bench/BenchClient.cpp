// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/DpsServiceClient.h"
#include "app/azure/PageSequence.h"
#include "app/azure/RequestQueue.h"
#include "app/local/LocalService.h"
#include "models/wire/EnrollmentCodec.h"
#include "tests/bench/Bench.h"

#include <QtCore/QEventLoop>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>

using namespace rehome;
using bench::Row;
using domain::EnrollmentKind;

namespace {

constexpr int items = 100'000;
constexpr int pageItems = 1000;

local::Scenario scenario()
{
    local::Scenario made;
    local::Scenario::Hub hub;
    hub.name = QStringLiteral("hub-weu");
    hub.link.hostName = QStringLiteral("hub-weu.localhost");
    made.hubs = {hub};
    for (int i = 0; i < items; ++i) {
        made.enrollments.append(QJsonObject{
            {QStringLiteral("registrationId"), QStringLiteral("line7-%1").arg(i, 6, 10, QLatin1Char('0'))},
            {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}},
            {QStringLiteral("reprovisionPolicy"), QJsonObject{{QStringLiteral("updateHubAssignment"), true},
                                                              {QStringLiteral("migrateDeviceData"), i % 3 != 0}}},
            {QStringLiteral("allocationPolicy"), QStringLiteral("hashed")},
            {QStringLiteral("initialTwin"),
             QJsonObject{
                 {QStringLiteral("tags"), QJsonObject{{QStringLiteral("site"), QStringLiteral("hall-%1").arg(i % 40)}}},
                 {QStringLiteral("properties"),
                  QJsonObject{{QStringLiteral("desired"), QJsonObject{{QStringLiteral("interval"), 60}}}}}}}});
    }
    return made;
}

struct Pass
{
    qint64 items = 0, bytes = 0;
    int pages = 0;
    QString problem;
};

/// One pass over all enrollments; the next page is asked for before the one at hand is decoded.
QCoro::Task<void> readAll(azure::DpsServiceClient &client, Pass &pass, QEventLoop &loop)
{
    azure::PageSequence sequence;
    auto asking = client.enrollmentPage(EnrollmentKind::Individual, pageItems);
    while (!sequence.atEnd()) {
        const Result<azure::Page> page = co_await asking;
        if (!page) {
            pass.problem = page.error().message + page.error().detail;
            break;
        }
        if (const auto accepted = sequence.accept(*page); !accepted) {
            pass.problem = accepted.error().message;
            break;
        }
        if (!sequence.atEnd())
            asking = client.enrollmentPage(EnrollmentKind::Individual, pageItems, sequence.next());
        const auto count = wire::readEnrollmentPage(page->items, EnrollmentKind::Individual,
                                                    [](const wire::EnrollmentBrief &brief) { bench::keep(brief.id); });
        pass.items += count.value_or(0);
        pass.bytes += page->items.size();
        ++pass.pages;
    }
    loop.quit();
}

QList<Row> run()
{
    QTemporaryDir folder;
    local::LocalService service;
    local::ServiceSettings settings;
    settings.dataFolder = folder.filePath(QStringLiteral("data"));
    settings.scenario = scenario();
    settings.operationsPerMinute = 1'000'000;
    settings.maxPage = pageItems;
    const auto started = service.start(settings);
    if (!started) {
        qWarning("client bench: %s %s", qPrintable(started.error().message), qPrintable(started.error().detail));
        return {};
    }
    const auto connection = wire::parseConnectionString(started->serviceConnectionString);
    QList<Row> rows;
    QElapsedTimer clock;
    clock.start();
    const auto endpoint = azure::Endpoint::make(*connection, started->caCertificatePath);
    rows.append({QStringLiteral("endpoint made from a connection string and a CA file"),
                 double(clock.nsecsElapsed()) / 1e6,
                 QStringLiteral("ms"),
                 {}});

    QNetworkAccessManager network;
    const auto budget = std::make_shared<azure::OperationBudget>(1'000'000);
    azure::DpsServiceClient client(network, *endpoint, *connection, budget);
    Pass pass;
    const auto once = [&] {
        pass = {};
        QEventLoop loop;
        readAll(client, pass, loop);
        if (pass.pages == 0)
            loop.exec();
    };
    const double ms = bench::medianMs(3, once);
    if (!pass.problem.isEmpty() || pass.items != items)
        qWarning("client bench: %lld items, %s", pass.items, qPrintable(pass.problem));
    rows.append(
        {QStringLiteral("100,000 enrollments over HTTPS, pages of 1,000, decoded"), ms, QStringLiteral("ms"), 2000.0});
    rows.append({QStringLiteral("enrollments read"), items / ms * 1000, QStringLiteral("1/s"), {}, true});
    rows.append(
        {QStringLiteral("bytes of an enrollment in a page"), double(pass.bytes) / items, QStringLiteral("bytes"), {}});

    int done = 0;
    const auto gets = [&] {
        done = 0;
        QEventLoop loop;
        for (int i = 0; i < 1000; ++i) {
            client.enrollment(EnrollmentKind::Individual, QStringLiteral("line7-%1").arg(i, 6, 10, QLatin1Char('0')))
                .then([&done, &loop](Result<azure::Document>) {
                    if (++done == 1000)
                        loop.quit();
                });
        }
        loop.exec();
    };
    const double perThousand = bench::medianMs(3, gets);
    rows.append(
        {QStringLiteral("single GETs, six in flight"), 1000 / perThousand * 1000, QStringLiteral("1/s"), {}, true});
    client.close();
    return rows;
}

} // namespace

static const rehome::bench::Area s_area("client", run);
