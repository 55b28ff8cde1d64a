// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/Findings.h"
#include "models/fleet/MoveStats.h"
#include "models/fleet/PendingEdits.h"
#include "models/fleet/SnapshotBuilder.h"
#include "models/fleet/TimeSeries.h"
#include "models/items/DeviceItems.h"
#include "models/items/EnrollmentItems.h"
#include "tests/bench/Bench.h"

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <algorithm>
#include <random>
#include <string>

// A million enrollments with their records: memory, publishing, filtering, sorting and the GUI thread's share of it.
namespace {
using namespace rehome;
using namespace rehome::bench;

constexpr int Million = 1'000'000;
constexpr qint64 T0 = 1'700'000'000'000;

std::string guid(quint64 number)
{
    char text[40];
    std::snprintf(text, sizeof text, "\"%08x-0000-0d00-0000-%012llx\"", static_cast<unsigned>(number),
                  static_cast<unsigned long long>(number));
    return text;
}

void putRecord(fleet::SnapshotBuilder &builder, int i, qint64 at, int hub, domain::Substatus substatus)
{
    static const std::string hubs[] = {"hub-weu-01.azure-devices.net", "hub-weu-02.azure-devices.net",
                                       "hub-neu-01.azure-devices.net", "hub-eus-01.azure-devices.net"};
    const std::string id = "sn-" + std::to_string(i * 7919ll % 10'000'000);
    const std::string etag = guid(static_cast<quint64>(i) + static_cast<quint64>(at));
    fleet::RecordFacts facts;
    facts.registrationId = id;
    facts.etag = etag;
    facts.assignedHub = hubs[hub % 4];
    facts.status = domain::RegistrationStatus::Assigned;
    facts.substatus = substatus;
    facts.createdMs = facts.updatedMs = at;
    facts.readAtMs = at + 500;
    facts.source = fleet::DeviceSource::SingleGet;
    builder.putRecord(facts);
}

void load(fleet::SnapshotBuilder &builder, int count)
{
    builder.setJournaling(false);
    builder.setWatchingSince(T0 + 1);
    const std::string_view hubs[] = {"hub-weu-01.azure-devices.net", "hub-neu-01.azure-devices.net"};
    for (int i = 0; i < count; ++i) {
        const std::string id = "sn-" + std::to_string(i * 7919ll % 10'000'000);
        const std::string deviceId = "pump-" + std::to_string(i);
        const std::string etag = guid(static_cast<quint64>(i));
        fleet::EnrollmentFacts facts;
        facts.id = id;
        if (i % 2)
            facts.deviceId = deviceId;
        facts.etag = etag;
        facts.iotHubs = std::span(hubs, static_cast<size_t>(i % 3));
        facts.hasIotHubs = i % 3 != 0;
        facts.policy = static_cast<domain::ReprovisionPolicy>(i % 4);
        facts.attestation = domain::AttestationType::SymmetricKey;
        facts.createdMs = facts.updatedMs = T0 - i * 1000ll;
        facts.readAtMs = T0;
        facts.bodyOffset = static_cast<quint64>(i) * 700;
        facts.bodyLength = 700;
        builder.putEnrollment(facts);
        putRecord(builder, i, T0, i, domain::Substatus::InitialAssignment);
    }
}

// Longest pause between two ticks of a millisecond timer on this thread, until `until` holds: what a person would feel.
double longestGapMs(const std::function<bool()> &until)
{
    QEventLoop loop;
    QTimer tick;
    tick.setTimerType(Qt::PreciseTimer);
    QElapsedTimer sinceTick;
    sinceTick.start();
    qint64 longest = 0;
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        longest = std::max(longest, sinceTick.nsecsElapsed());
        sinceTick.restart();
        if (until())
            loop.quit();
    });
    tick.start(1);
    loop.exec();
    return static_cast<double>(longest) / 1e6;
}

items::OrderRequest request(const fleet::SnapshotPtr &snapshot, const char *filter, QList<items::SortKey> sort = {})
{
    return {snapshot, *items::FilterQuery::parse(QString::fromLatin1(filter), items::FilterSubject::Enrollments),
            std::move(sort), items::TextOrder::Natural, T0};
}

QList<Row> ordering(const fleet::SnapshotPtr &snapshot)
{
    QList<Row> rows;
    const items::SortKey byId{static_cast<int>(items::EnrollmentColumn::Id), Qt::AscendingOrder};
    const items::SortKey byHub{static_cast<int>(items::EnrollmentColumn::Hub), Qt::AscendingOrder};
    const auto order = [&](const char *what, const items::OrderRequest &asked, double target) {
        rows.append({QString::fromLatin1(what), medianMs(3, [&] { keep(items::computeOrder(asked)); }),
                     QStringLiteral("ms"), target});
    };
    order("filter free text to new order, 1 M", request(snapshot, "9919"), 100);
    order("filter three terms to new order, 1 M", request(snapshot, "policy:notset hub:hub-weu-* !status:disabled"),
          100);
    order("sort by text, 1 M", request(snapshot, "", {byId}), 1500);
    order("sort by hub, then text, 1 M", request(snapshot, "", {byHub, byId}), 1500);

    const items::SortKey byPolicy{static_cast<int>(items::EnrollmentColumn::Policy), Qt::AscendingOrder};
    order("sort by three columns, the last one text, 1 M", request(snapshot, "", {byPolicy, byHub, byId}), 1500);
    order("filter finding:* to new order, 1 M", request(snapshot, "finding:*"), 100);
    rows.append({QStringLiteral("all rules asked of 1 M enrollments and records"),
                 medianMs(3, [&] { keep(fleet::FindingRules(snapshot, T0).report()); }), QStringLiteral("ms"),
                 std::nullopt});

    items::EnrollmentItems model;
    model.setNow(T0);
    model.reset(snapshot);
    longestGapMs([&] { return !model.isOrdering(); });
    QElapsedTimer timer;
    timer.start();
    model.setFilter(request(snapshot, "9919").filter);
    double gap = longestGapMs([&] { return !model.isOrdering(); });
    rows.append({QStringLiteral("filter text to rows shown, 1 M"), static_cast<double>(timer.elapsed()),
                 QStringLiteral("ms"), 100.0});
    rows.append({QStringLiteral("longest GUI gap while filtering"), gap, QStringLiteral("ms"), 16.0});
    model.setFilter({});
    gap = longestGapMs([&] { return !model.isOrdering(); });
    rows.append({QStringLiteral("longest GUI gap, filter cleared"), gap, QStringLiteral("ms"), 16.0});
    model.setSort({byId});
    gap = longestGapMs([&] { return !model.isOrdering(); });
    rows.append({QStringLiteral("longest GUI gap while sorting by text"), gap, QStringLiteral("ms"), 16.0});
    rows.append({QStringLiteral("cells of a 45-row screen"),
                 medianMs(20,
                          [&] {
                              for (int row = 500'000; row < 500'045; ++row) {
                                  for (int column = 0; column < 8; ++column)
                                      keep(model.index(row, column).data().toString());
                              }
                          }),
                 QStringLiteral("ms"), 4.0});
    return rows;
}

QList<Row> liveChanges(fleet::SnapshotBuilder &builder)
{
    QList<Row> rows;
    items::EnrollmentItems enrollments;
    items::DeviceItems devices;
    fleet::Publication publication = builder.publish();
    enrollments.reset(publication.snapshot);
    devices.reset(publication.snapshot);
    longestGapMs([&] { return !enrollments.isOrdering() && !devices.isOrdering(); });
    std::mt19937 random(1);
    std::vector<double> publishing, applying;
    fleet::MoveTracker tracker;
    constexpr int Frames = 300, PerFrame = 84; // 5,000 changes a second at 60 frames
    for (int frame = 0; frame < Frames; ++frame) {
        const qint64 at = T0 + 1000 + frame * 16;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < PerFrame; ++i)
            putRecord(builder, static_cast<int>(random() % Million), at, frame + i,
                      domain::Substatus::DeviceDataMigrated);
        publication = builder.publish();
        publishing.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        timer.start();
        enrollments.apply(publication.snapshot, publication.batch);
        devices.apply(publication.snapshot, publication.batch);
        tracker.add(publication.batch->events);
        applying.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(publishing.begin(), publishing.end());
    std::sort(applying.begin(), applying.end());
    const size_t p99 = Frames * 99 / 100;
    rows.append(
        {QStringLiteral("84 changed records of 1 M published (p99)"), publishing[p99], QStringLiteral("ms"), 16.7});
    rows.append({QStringLiteral("the same applied to both tables (p99)"), applying[p99], QStringLiteral("ms"), 4.0});
    const qint64 now = T0 + 1000 + Frames * 16;
    rows.append({QStringLiteral("move summary of 5 min"), medianMs(5, [&] { keep(tracker.summary(now, 300'000)); }),
                 QStringLiteral("ms"), 4.0});
    rows.append({QStringLiteral("devices in flight out of 1 M"),
                 medianMs(5, [&] { keep(fleet::devicesInFlight(*publication.snapshot)); }), QStringLiteral("ms"), 4.0});
    return rows;
}

QList<Row> edits()
{
    QList<Row> rows;
    QList<fleet::EnrollmentEdit> list;
    for (int i = 0; i < 100'000; ++i) {
        fleet::EnrollmentEdit edit;
        edit.row = static_cast<fleet::RowId>(i);
        edit.id = QStringLiteral("sn-%1").arg(i);
        edit.fields = {fleet::policyField(domain::ReprovisionPolicy::NotSet, domain::ReprovisionPolicy::Migrate)};
        list.append(edit);
    }
    fleet::PendingEdits pending;
    rows.append({QStringLiteral("bulk edit of 100,000 prepared, grouped and one diffed"),
                 medianMs(3,
                          [&] {
                              pending = {};
                              pending.add(QStringLiteral("Edit"), list);
                              keep(pending.groups());
                              keep(fleet::diffLines(*pending.find(0)));
                          }),
                 QStringLiteral("ms"), 1000.0});
    rows.append({QStringLiteral("undo and redo of it"),
                 medianMs(3,
                          [&] {
                              pending.undo();
                              pending.redo();
                          }),
                 QStringLiteral("ms"), 1000.0});
    return rows;
}

QList<Row> series()
{
    fleet::TimeSeriesWriter writer;
    writer.cover(fleet::SeriesSource::ObservedRecords, T0, T0 + 24 * 3'600'000);
    for (qint64 second = 0; second < 24 * 3600; ++second) {
        for (int outcome = 0; outcome < fleet::outcomeCount; ++outcome)
            writer.add(fleet::SeriesSource::ObservedRecords, static_cast<fleet::Outcome>(outcome), T0 + second * 1000,
                       3);
    }
    const fleet::TimeSeriesPtr day = writer.publish();
    return {{QStringLiteral("24 h per second, all outcomes, as samples"),
             medianMs(5,
                      [&] {
                          for (int outcome = 0; outcome < fleet::outcomeCount; ++outcome)
                              keep(day->samples(fleet::SeriesSource::ObservedRecords,
                                                static_cast<fleet::Outcome>(outcome), T0, T0 + 24 * 3'600'000, 1));
                      }),
             QStringLiteral("ms"), std::nullopt}};
}

QList<Row> run()
{
    QList<Row> rows;
    const qint64 before = heldBytes(); // what other areas left is no room for this one
    fleet::SnapshotBuilder builder;
    QElapsedTimer timer;
    timer.start();
    load(builder, Million);
    const fleet::SnapshotPtr snapshot = builder.publish().snapshot;
    rows.append({QStringLiteral("1 M enrollments and records into the snapshot"), static_cast<double>(timer.elapsed()),
                 QStringLiteral("ms"), std::nullopt});
    rows.append({QStringLiteral("memory of an enrollment with its record"),
                 static_cast<double>(heldBytes() - before) / Million, QStringLiteral("bytes"), 350.0});
    rows += ordering(snapshot);
    rows += liveChanges(builder);
    rows += edits();
    rows += series();
    return rows;
}

const Area s_area("fleet", run);
} // namespace
