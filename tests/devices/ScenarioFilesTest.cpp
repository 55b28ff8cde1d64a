// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/DeviceFactory.h"
#include "app/local/Scenario.h"
#include "app/rehome/DemoRun.h"
#include "app/rehome/DemoTexts.h"
#include "models/domain/Allocation.h"
#include "models/wire/EnrollmentCodec.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using local::Scenario;

namespace {

QByteArray fileOf(const QString &name)
{
    QFile file(QStringLiteral(REHOME_SOURCE_DIR "/resources/scenarios/%1.json").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Hub that the file's allocation gives a device now.
QString hubFor(const Scenario &scenario, const domain::Enrollment &enrollment, const QString &id, const QString &region)
{
    domain::AllocationInput input;
    input.policy = enrollment.allocationPolicy;
    for (const auto &hub : scenario.hubs)
        input.linkedHubs.append(hub.link);
    input.hubSet = enrollment.iotHubs;
    input.registrationId = id;
    input.deviceRegion = region;
    return domain::allocate(input).hub;
}

} // namespace

/// The scenario files of this program, as the service, the devices and the demo read them.
class ScenarioFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFileIsConsistent_data()
    {
        QTest::addColumn<QString>("name");
        const QDir folder(QStringLiteral(REHOME_SOURCE_DIR "/resources/scenarios"));
        for (const QString &file : folder.entryList({QStringLiteral("*.json")}))
            QTest::newRow(qPrintable(file)) << file.chopped(5);
    }
    void everyFileIsConsistent()
    {
        QFETCH(QString, name);
        const QByteArray json = fileOf(name);
        QVERIFY(!json.isEmpty());
        QVERIFY2(json.size() < 512 * 1024, "scenario files are embedded: keep them small");
        QVERIFY2(!json.contains("primaryKey") && !json.contains("SharedAccessKey"), "no file holds a key");
        const auto scenario = local::parseScenario(json, name);
        QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().message));
        QVERIFY(scenario->idScope.startsWith(QLatin1String("0ne")));

        demo::DemoRun run;
        const auto read = run.readScenario(*scenario);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));

        QSet<QString> ids;
        for (const auto &row : scenario->devices) {
            QVERIFY2(domain::knownRegions().contains(row.region), qPrintable(row.region));
            for (const QString &id : row.allRegistrationIds()) {
                QVERIFY2(domain::isValidRegistrationId(id), qPrintable(id));
                QVERIFY2(!ids.contains(id), qPrintable(id));
                ids.insert(id);
            }
        }
        for (const auto &hub : scenario->hubs)
            QVERIFY2(domain::knownRegions().contains(hub.link.region), qPrintable(hub.link.region));
    }

    void textsAreTranslatable()
    {
        QStringList inFiles;
        QStringList names{QStringLiteral("demo")};
        for (const auto &offered : demo::offeredScenarios()) {
            names.append(QLatin1String(offered.name));
            const auto scenario = local::parseScenario(fileOf(names.last()), names.last());
            QVERIFY(scenario);
            QCOMPARE(scenario->title, QString::fromUtf8(offered.title));
            QCOMPARE(scenario->summary, QString::fromUtf8(offered.summary));
        }
        const QDir folder(QStringLiteral(REHOME_SOURCE_DIR "/resources/scenarios"));
        QCOMPARE(names.size(), folder.entryList({QStringLiteral("*.json")}).size()); // none is hidden
        for (const QString &name : std::as_const(names)) {
            const auto scenario = local::parseScenario(fileOf(name), name);
            QVERIFY(scenario);
            inFiles << scenario->title << scenario->summary;
            for (const auto &step : scenario->steps)
                inFiles << step.value(QLatin1String("text")).toString();
        }
        QStringList known = demo::translatableScenarioTexts();
        known.sort();
        inFiles.sort();
        inFiles.removeDuplicates();
        QCOMPARE(known, inFiles);
    }

    void demoIsAsRichAsPromised()
    {
        const auto scenario = local::parseScenario(fileOf(QStringLiteral("demo")), QStringLiteral("demo"));
        QVERIFY(scenario);
        QVERIFY(scenario->hubs.size() >= 4);
        QVERIFY(scenario->enrollmentGroups.size() >= 6);
        QVERIFY(scenario->enrollments.size() >= 300);
        QMap<domain::ReprovisionPolicy, int> groups, individuals;
        QSet<domain::AllocationPolicy> allocations;
        int disabled = 0;
        for (const auto &json : scenario->enrollments) {
            const auto enrollment = wire::enrollmentFromJson(json, domain::EnrollmentKind::Individual);
            ++individuals[enrollment->reprovisionPolicy];
            allocations.insert(enrollment->allocationPolicy);
            disabled += enrollment->isEnabled() ? 0 : 1;
            QVERIFY(enrollment->initialTwin && !enrollment->initialTwin->tags.isEmpty());
        }
        for (const auto &json : scenario->enrollmentGroups)
            ++groups[wire::enrollmentFromJson(json, domain::EnrollmentKind::Group)->reprovisionPolicy];
        QCOMPARE(individuals.size(), 4);
        QCOMPARE(groups.size(), 4);
        QCOMPARE(allocations.size(), 5);
        QVERIFY(disabled > 5 && disabled < 60);
        int devices = 0, assigned = 0;
        QSet<QString> versions;
        for (const auto &row : scenario->devices) {
            const auto count = static_cast<int>(row.allRegistrationIds().size());
            devices += count;
            assigned += row.initiallyAssigned ? count : 0;
            versions.insert(row.apiVersion);
        }
        QVERIFY(devices >= 2000);
        QVERIFY2(assigned * 10 >= devices * 8, "most devices start assigned");
        for (const char *version : {"2018-04-01", "2019-03-31", "2021-06-01"})
            QVERIFY(versions.contains(QString::fromLatin1(version)));
    }

    void demoShowsEverythingInTime()
    {
        // Requests of the script against the quota: all phases before the burst fit, the burst does not.
        const auto scenario = local::parseScenario(fileOf(QStringLiteral("demo")), QStringLiteral("demo"));
        QVERIFY(scenario);
        demo::DemoRun run;
        QVERIFY(run.readScenario(*scenario));
        const auto sizeOf = [&](const demo::DeviceOrder &order) {
            qsizetype size = order.ids.size();
            for (const auto &row : scenario->devices)
                size += (order.all || (!order.group.isEmpty() && row.group == order.group))
                            ? row.allRegistrationIds().size()
                            : 0;
            return order.first >= 0 ? std::min<qsizetype>(size, order.first) : size;
        };
        qsizetype before = 0, burst = 0;
        double background = 0, looping = 0;
        for (const auto &step : std::as_const(run.steps)) {
            if (!step.action)
                continue;
            for (const auto &order : step.action->orders) {
                if (order.what == demo::DeviceOrder::What::Background) {
                    background += order.perSecond;
                    continue;
                }
                if (step.everyMs) {
                    looping =
                        std::max(looping, static_cast<double>(sizeOf(order)) * 60'000 / std::max(1, order.spreadMs));
                    continue;
                }
                QVERIFY2(*step.atMs + order.spreadMs <= 30'000, qPrintable(step.id));
                (step.id == QLatin1String("mass-reboot") ? burst : before) += sizeOf(order);
            }
        }
        QVERIFY(before < scenario->limits.registrationsPerMinute);
        QVERIFY2(before + burst > scenario->limits.registrationsPerMinute + 300, "the burst is refused");
        QVERIFY2(burst - (scenario->limits.registrationsPerMinute - before) < scenario->limits.registrationsPerMinute,
                 "those refused fit into the next minute");
        QVERIFY2(background * 60 + looping < scenario->limits.registrationsPerMinute / 2, "calm afterwards");
        QVERIFY(background > 0 && looping > 0);
    }

    void secondAdministratorReallyMovesDevices()
    {
        // Each change of hubs or allocation sends devices of its group elsewhere than the change before left them.
        const auto scenario = local::parseScenario(fileOf(QStringLiteral("demo")), QStringLiteral("demo"));
        QVERIFY(scenario);
        demo::DemoRun run;
        QVERIFY(run.readScenario(*scenario));
        QMap<QString, QJsonObject> groups;
        for (const auto &json : scenario->enrollmentGroups)
            groups.insert(json.value(QLatin1String("enrollmentGroupId")).toString(), json);
        const auto hubsOf = [&](const QString &group) {
            const auto enrollment = wire::enrollmentFromJson(groups.value(group), domain::EnrollmentKind::Group);
            QStringList hubs;
            for (const auto &row : scenario->devices) {
                if (row.group == group) {
                    for (const QString &id : row.allRegistrationIds())
                        hubs.append(hubFor(*scenario, *enrollment, id, row.region));
                }
            }
            return hubs;
        };
        const auto apply = [&](const demo::ScriptStep &step) {
            for (const auto &change : step.action->changes) {
                QCOMPARE(change.kind, domain::EnrollmentKind::Group);
                const QStringList before = hubsOf(change.id);
                groups[change.id] = wire::patched(groups.value(change.id), change.fields);
                const QStringList after = hubsOf(change.id);
                int differ = 0;
                for (qsizetype i = 0; i < before.size(); ++i)
                    differ += before[i] != after[i] ? 1 : 0;
                QVERIFY2(!after.contains(QString()), qPrintable(step.id));
                QVERIFY2(differ >= 40, qPrintable(step.id + QStringLiteral(" moves ") + QString::number(differ)));
            }
        };
        for (const auto &step : std::as_const(run.steps)) {
            if (step.atMs && step.action)
                apply(step);
        }
        for (int round = 0; round < 2; ++round) {
            auto loop = run.steps;
            std::stable_sort(loop.begin(), loop.end(),
                             [](const auto &a, const auto &b) { return a.phaseMs < b.phaseMs; });
            for (const auto &step : std::as_const(loop)) {
                if (step.everyMs && step.action)
                    apply(step);
            }
        }
    }

    void quarantineLeadsThereAndBack()
    {
        const auto scenario = local::parseScenario(fileOf(QStringLiteral("quarantine")), QStringLiteral("quarantine"));
        QVERIFY(scenario);
        demo::DemoRun run;
        QVERIFY(run.readScenario(*scenario));
        QStringList hubs;
        for (const auto &step : std::as_const(run.steps)) {
            if (step.isScript())
                continue;
            QVERIFY2(step.json.contains(QLatin1String("highlight")), qPrintable(step.id));
            QVERIFY2(step.json.contains(QLatin1String("until")), qPrintable(step.id));
            QVERIFY(step.text.size() < 220);
            const QString hub = step.json.value(QLatin1String("until"))
                                    .toObject()
                                    .value(QLatin1String("device"))
                                    .toObject()
                                    .value(QLatin1String("hub"))
                                    .toString();
            if (!hub.isEmpty() && hub != hubs.value(hubs.size() - 1))
                hubs.append(hub);
        }
        QCOMPARE(hubs, QStringList({QStringLiteral("hub-weu.localhost"), QStringLiteral("hub-quarantine.localhost"),
                                    QStringLiteral("hub-weu.localhost")}));
    }
};

REHOME_TEST(ScenarioFilesTest);
#include "ScenarioFilesTest.moc"
