// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Decision.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/Sas.h"
#include "tests/bench/Bench.h"

#include <QtCore/QJsonDocument>

using namespace rehome;
using bench::Row;

namespace {

constexpr int items = 100'000;
constexpr int pageItems = 1000;

QJsonObject enrollment(int i)
{
    return {
        {QStringLiteral("registrationId"), QStringLiteral("line7-%1").arg(i, 6, 10, QLatin1Char('0'))},
        {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}},
        {QStringLiteral("capabilities"), QJsonObject{{QStringLiteral("iotEdge"), false}}},
        {QStringLiteral("initialTwin"),
         QJsonObject{
             {QStringLiteral("tags"), QJsonObject{{QStringLiteral("site"), QStringLiteral("hall-%1").arg(i % 40)}}},
             {QStringLiteral("properties"),
              QJsonObject{{QStringLiteral("desired"), QJsonObject{{QStringLiteral("interval"), 60}}}}}}},
        {QStringLiteral("etag"), QStringLiteral("\"13003fea-0000-0300-0000-%1\"").arg(i, 12, 16, QLatin1Char('0'))},
        {QStringLiteral("provisioningStatus"), QStringLiteral("enabled")},
        {QStringLiteral("reprovisionPolicy"),
         QJsonObject{{QStringLiteral("updateHubAssignment"), true}, {QStringLiteral("migrateDeviceData"), i % 3 != 0}}},
        {QStringLiteral("createdDateTimeUtc"), QStringLiteral("2022-08-31T22:02:50.5163352Z")},
        {QStringLiteral("lastUpdatedDateTimeUtc"), QStringLiteral("2022-08-31T22:02:50.7370676Z")},
        {QStringLiteral("allocationPolicy"), QStringLiteral("hashed")},
        {QStringLiteral("iotHubs"),
         QJsonArray{QStringLiteral("hub-weu.azure-devices.net"), QStringLiteral("hub-eus.azure-devices.net")}},
    };
}

QList<QByteArray> pages()
{
    QList<QByteArray> all;
    for (int start = 0; start < items; start += pageItems) {
        QJsonArray page;
        for (int i = start; i < start + pageItems; ++i)
            page.append(enrollment(i));
        all.append(QJsonDocument(page).toJson(QJsonDocument::Compact));
    }
    return all;
}

QList<Row> run()
{
    const QList<QByteArray> all = pages();
    qsizetype bytes = 0;
    for (const QByteArray &page : all)
        bytes += page.size();

    const double fast = bench::medianMs(7, [&all] {
        qsizetype seen = 0;
        for (const QByteArray &page : all) {
            (void)wire::readEnrollmentPage(
                page, domain::EnrollmentKind::Individual, [&seen](const wire::EnrollmentBrief &brief) {
                    seen += static_cast<qsizetype>(brief.id.size()) + static_cast<qsizetype>(brief.iotHubs.size()) +
                            (brief.createdMs > 0);
                });
        }
        bench::keep(seen);
    });
    const double whole =
        bench::medianMs(
            3,
            [&all] {
                qsizetype seen = 0;
                for (const QByteArray &page : all.first(10)) {
                    const auto array = wire::parseArray(page);
                    for (const QJsonValue &value : *array)
                        seen +=
                            wire::enrollmentFromJson(value.toObject(), domain::EnrollmentKind::Individual).has_value()
                                ? 1
                                : 0;
                }
                bench::keep(seen);
            }) *
        10;

    const QString key = wire::generatedKey();
    const QString resource = QStringLiteral("0ne00111111/registrations/line7-000001");
    const auto token = wire::parseSasToken(wire::makeSasToken(resource, key, 1663952627, {})->toLatin1());
    const double verify = bench::medianMs(3, [&] {
        int good = 0;
        for (int i = 0; i < 10'000; ++i)
            good += wire::sasSignatureMatches(*token, key) ? 1 : 0;
        bench::keep(good);
    });

    domain::DecisionInput input;
    for (int i = 0; i < 6; ++i)
        input.linkedHubs.append({QStringLiteral("hub-%1.azure-devices.net").arg(i), {}, i + 1, true});
    input.enrollment.id = QStringLiteral("line-7");
    input.enrollment.kind = domain::EnrollmentKind::Group;
    input.enrollment.reprovisionPolicy = domain::ReprovisionPolicy::Migrate;
    input.previous = domain::RegistrationState{};
    input.previous->assignedHub = QStringLiteral("hub-2.azure-devices.net");
    const double decide = bench::medianMs(3, [&input] {
        int moves = 0;
        for (int i = 0; i < 10'000; ++i) {
            input.registrationId = QStringLiteral("line7-%1").arg(i);
            moves += domain::decide(input).moves ? 1 : 0;
        }
        bench::keep(moves);
    });

    // 100,000 rows in about 20 ms is what the format allows (12.5 MB of it); the size of these pages is printed beside.
    return {
        {QStringLiteral("100,000 enrollments, pages of 1,000: decoded to briefs"), fast, QStringLiteral("ms"), 100.0,
         false},
        {QStringLiteral("  size of those pages"), static_cast<double>(bytes) / 1e6, QStringLiteral("MB"), {}, false},
        {QStringLiteral("  throughput"),
         static_cast<double>(bytes) / 1e6 / (fast / 1000),
         QStringLiteral("MB/s"),
         {},
         false},
        {QStringLiteral("  the same through QJsonDocument and the full codec"), whole, QStringLiteral("ms"), {}, false},
        {QStringLiteral("shared access signatures verified"), 10'000 / (verify / 1000), QStringLiteral("1/s"), 50'000.0,
         true},
        {QStringLiteral("registration requests decided, six hubs"), 10'000 / (decide / 1000), QStringLiteral("1/s"),
         50'000.0, true},
    };
}

const bench::Area s_area("wire", run);

} // namespace
