// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Allocation.h"
#include "tests/domain/Samples.h"
#include "tests/support/TestRegistry.h"

#include <cmath>

using namespace samples;

namespace {

QString idOf(int i)
{
    return QStringLiteral("line7-%1").arg(i, 6, 10, QLatin1Char('0'));
}

QList<LinkedHub> weighted(std::initializer_list<int> weights)
{
    QList<LinkedHub> list;
    for (const int weight : weights)
        list.append({QStringLiteral("hub-%1.azure-devices.net").arg(list.size()), {}, weight, true});
    return list;
}

AllocationInput input(AllocationPolicy policy)
{
    AllocationInput value;
    value.policy = policy;
    value.linkedHubs = hubs();
    value.registrationId = QStringLiteral("device-1");
    return value;
}

} // namespace

class AllocationTest : public QObject
{
    Q_OBJECT

    static constexpr int devices = 100'000;

private slots:
    void weightsAreRespected_data()
    {
        QTest::addColumn<QList<LinkedHub>>("hubs");
        QTest::newRow("equal") << weighted({1, 1, 1, 1});
        QTest::newRow("1 to 3") << weighted({1, 3});
        QTest::newRow("1, 2, 3, 4") << weighted({1, 2, 3, 4});
        QTest::newRow("extremes") << weighted({1, 1000});
        QTest::newRow("fifty linked hubs")
            << weighted({1, 2, 3, 4, 5,  6, 7, 8, 9, 10, 1, 2, 3, 4, 5,  6, 7, 8, 9, 10, 1, 2, 3, 4, 5,
                         6, 7, 8, 9, 10, 1, 2, 3, 4, 5,  6, 7, 8, 9, 10, 1, 2, 3, 4, 5,  6, 7, 8, 9, 10});
    }
    void weightsAreRespected()
    {
        QFETCH(QList<LinkedHub>, hubs);
        QHash<QString, int> counts;
        for (int i = 0; i < devices; ++i)
            ++counts[hashedHub(hubs, idOf(i))];
        int total = 0;
        for (const LinkedHub &hub : std::as_const(hubs))
            total += hub.allocationWeight;
        for (const LinkedHub &hub : std::as_const(hubs)) {
            const double expected = double(devices) * hub.allocationWeight / total;
            // Five standard deviations of a fair draw: a biased hash falls out, this fixed input never does.
            const double deviation = std::sqrt(expected * (1 - expected / devices));
            QVERIFY2(std::abs(counts.value(hub.hostName) - expected) < 5 * deviation,
                     qPrintable(QStringLiteral("%1: %2 instead of %3")
                                    .arg(hub.hostName)
                                    .arg(counts.value(hub.hostName))
                                    .arg(expected)));
        }
    }

    void anAddedHubOnlyTakes()
    {
        const auto before = weighted({1, 2, 3});
        const auto after = weighted({1, 2, 3, 2});
        int moved = 0;
        for (int i = 0; i < devices; ++i) {
            const QString was = hashedHub(before, idOf(i));
            const QString is = hashedHub(after, idOf(i));
            if (was != is) {
                QCOMPARE(is, after.constLast().hostName);
                ++moved;
            }
        }
        QVERIFY(std::abs(moved - devices / 4) < 1000); // its share, 2 of 8
    }

    void aRemovedHubOnlyGives()
    {
        const auto before = weighted({1, 2, 3, 2});
        auto after = before;
        const QString gone = after.takeAt(1).hostName;
        for (int i = 0; i < devices; ++i) {
            const QString was = hashedHub(before, idOf(i));
            const QString is = hashedHub(after, idOf(i));
            if (was != gone)
                QCOMPARE(is, was);
            else
                QVERIFY(is != gone);
        }
    }

    void aRaisedWeightOnlyTakes()
    {
        const auto before = weighted({2, 2, 2});
        const auto after = weighted({2, 5, 2});
        for (int i = 0; i < devices / 10; ++i) {
            const QString was = hashedHub(before, idOf(i));
            const QString is = hashedHub(after, idOf(i));
            QVERIFY(is == was || is == after.at(1).hostName);
        }
    }

    // The choices themselves, so that another platform or a changed hash shows: stored assignments depend on them.
    void choicesAreTheSameOnEveryPlatform()
    {
        const auto list = weighted({1, 2, 3, 4});
        QString choices;
        for (int i = 0; i < 40; ++i)
            choices += hashedHub(list, idOf(i)).at(4);
        QCOMPARE(choices, QStringLiteral("3212233321212223231233231232122332132302"));
    }

    void orderAndCaseDoNotMatter()
    {
        const auto list = weighted({1, 2, 3, 4});
        auto turned = list;
        std::reverse(turned.begin(), turned.end());
        for (LinkedHub &hub : turned)
            hub.hostName = hub.hostName.toUpper();
        for (int i = 0; i < 2000; ++i)
            QCOMPARE(hashedHub(turned, idOf(i).toUpper()).toLower(), hashedHub(list, idOf(i)));
    }

    void nothingToChooseFromGivesNothing() { QVERIFY(hashedHub({}, u"device-1").isEmpty()); }

    void notSetActsAsHashed()
    {
        QCOMPARE(allocate(input(AllocationPolicy::NotSet)).hub, allocate(input(AllocationPolicy::Hashed)).hub);
        QCOMPARE(allocate(input(AllocationPolicy::Hashed)).hub, hashedHub(hubs(), u"device-1"));
    }

    void anEmptyHubSetMeansAllLinkedHubs()
    {
        auto value = input(AllocationPolicy::Hashed);
        const QString all = allocate(value).hub;
        value.hubSet = QStringList{};
        QCOMPARE(allocate(value).hub, all);
        QCOMPARE(allocate(value).candidates, hubs());
    }

    void theHubSetLimitsTheChoice()
    {
        auto value = input(AllocationPolicy::Hashed);
        value.hubSet = QStringList{eus.toUpper(), QStringLiteral("not-linked.azure-devices.net")};
        for (int i = 0; i < 100; ++i) {
            value.registrationId = idOf(i);
            QCOMPARE(allocate(value).hub, eus);
        }
    }

    void closedHubsGetNoDevices_data()
    {
        QTest::addColumn<int>("policy");
        QTest::newRow("hashed") << int(AllocationPolicy::Hashed);
        QTest::newRow("geoLatency") << int(AllocationPolicy::GeoLatency);
    }
    void closedHubsGetNoDevices()
    {
        QFETCH(int, policy);
        auto value = input(static_cast<AllocationPolicy>(policy));
        value.deviceRegion = QStringLiteral("westeurope");
        value.linkedHubs[0].applyAllocationPolicy = false;
        for (int i = 0; i < 200; ++i) {
            value.registrationId = idOf(i);
            QVERIFY(allocate(value).hub != weu);
        }
        for (LinkedHub &hub : value.linkedHubs)
            hub.applyAllocationPolicy = false;
        QCOMPARE(allocate(value).failure, AllocationFailure::NoHub);
        QVERIFY(allocate(value).hub.isEmpty());
    }

    void failures_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<QStringList>("set");
        QTest::addColumn<bool>("linked");
        QTest::addColumn<int>("failure");
        const auto row = [](const char *name, AllocationPolicy policy, const QStringList &set, bool linked,
                            AllocationFailure failure) {
            QTest::newRow(name) << int(policy) << set << linked << int(failure);
        };
        const QString foreign = QStringLiteral("not-linked.azure-devices.net");
        row("hashed: nothing linked", AllocationPolicy::Hashed, {}, false, AllocationFailure::NoHub);
        row("hashed: named hub is not linked", AllocationPolicy::Hashed, {foreign}, true, AllocationFailure::NoHub);
        row("geoLatency: named hub is not linked", AllocationPolicy::GeoLatency, {foreign}, true,
            AllocationFailure::NoHub);
        row("static: one", AllocationPolicy::Static, {eus}, true, AllocationFailure::None);
        row("static: two", AllocationPolicy::Static, {eus, weu}, true, AllocationFailure::StaticNeedsOneHub);
        row("static: two, one not linked", AllocationPolicy::Static, {eus, foreign}, true,
            AllocationFailure::StaticNeedsOneHub);
        row("static: none named, several linked", AllocationPolicy::Static, {}, true,
            AllocationFailure::StaticNeedsOneHub);
        row("static: nothing linked", AllocationPolicy::Static, {}, false, AllocationFailure::NoHub);
        row("static: named hub is not linked", AllocationPolicy::Static, {foreign}, true, AllocationFailure::NoHub);
        row("custom: no answer", AllocationPolicy::Custom, {}, true, AllocationFailure::CustomFailed);
        row("custom: nothing linked", AllocationPolicy::Custom, {}, false, AllocationFailure::NoHub);
    }
    void failures()
    {
        QFETCH(int, policy);
        QFETCH(QStringList, set);
        QFETCH(bool, linked);
        QFETCH(int, failure);
        auto value = input(static_cast<AllocationPolicy>(policy));
        if (!linked)
            value.linkedHubs.clear();
        if (!set.isEmpty())
            value.hubSet = set;
        const auto outcome = allocate(value);
        QCOMPARE(int(outcome.failure), failure);
        QCOMPARE(outcome.hub.isEmpty(), outcome.failure != AllocationFailure::None);
    }

    void customTakesTheWebhooksHub()
    {
        auto value = input(AllocationPolicy::Custom);
        value.customHub = eus.toUpper();
        QCOMPARE(allocate(value).hub, eus);
        value.linkedHubs[1].applyAllocationPolicy = false; // closed to policies; the webhook may name it all the same
        QCOMPARE(allocate(value).hub, eus);
        value.hubSet = QStringList{weu};
        QCOMPARE(allocate(value).failure, AllocationFailure::CustomFailed);
        value.hubSet.reset();
        value.customHub = QStringLiteral("not-linked.azure-devices.net");
        QCOMPARE(allocate(value).failure, AllocationFailure::CustomFailed);
    }

    // "As a device moves between locations, network latency is improved by having the device migrated to a closer IoT
    // hub."
    void geoLatencyTakesTheNearestHub_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("hub");
        QTest::newRow("at the hub") << QStringLiteral("westeurope") << weu;
        QTest::newRow("Germany") << QStringLiteral("germanywestcentral") << weu;
        QTest::newRow("Wales") << QStringLiteral("ukwest") << quarantine; // Dublin is nearest
        QTest::newRow("Virginia") << QStringLiteral("eastus2") << eus;
        QTest::newRow("Seattle") << QStringLiteral("westus2") << eus;
        QTest::newRow("case of the name") << QStringLiteral("WestEurope") << weu;
    }
    void geoLatencyTakesTheNearestHub()
    {
        QFETCH(QString, region);
        QFETCH(QString, hub);
        auto value = input(AllocationPolicy::GeoLatency);
        value.deviceRegion = region;
        QCOMPARE(allocate(value).hub, hub);
    }

    void geoLatencyWithoutARegionIsHashed()
    {
        auto value = input(AllocationPolicy::GeoLatency);
        QCOMPARE(allocate(value).hub, hashedHub(hubs(), u"device-1"));
        value.deviceRegion = QStringLiteral("atlantis");
        QCOMPARE(allocate(value).hub, hashedHub(hubs(), u"device-1"));
        value.deviceRegion = QStringLiteral("westeurope");
        for (LinkedHub &hub : value.linkedHubs)
            hub.region.clear();
        QCOMPARE(allocate(value).hub, hashedHub(hubs(), u"device-1"));
    }

    // Protocol facts, section 8: "ties are hashed by weight".
    void geoLatencyTiesAreHashedByWeight()
    {
        auto value = input(AllocationPolicy::GeoLatency);
        value.linkedHubs = weighted({1, 3});
        for (LinkedHub &hub : value.linkedHubs)
            hub.region = QStringLiteral("westeurope");
        value.linkedHubs.append({QStringLiteral("far.azure-devices.net"), QStringLiteral("eastus"), 1000, true});
        value.linkedHubs.append({QStringLiteral("next.azure-devices.net"), QStringLiteral("uksouth"), 1000, true});
        value.deviceRegion = QStringLiteral("westeurope");
        const QList<LinkedHub> near = value.linkedHubs.first(2);
        for (int i = 0; i < 1000; ++i) {
            value.registrationId = idOf(i);
            QCOMPARE(allocate(value).hub, hashedHub(near, idOf(i)));
        }
    }

    void distancesAreSane()
    {
        QCOMPARE(*regionDistanceKm(u"westeurope", u"westeurope"), 0.0);
        QVERIFY(std::abs(*regionDistanceKm(u"westeurope", u"northeurope") - 756) < 15);
        QVERIFY(std::abs(*regionDistanceKm(u"eastus", u"westeurope") - *regionDistanceKm(u"westeurope", u"eastus")) <
                0.001);
        QVERIFY(!regionDistanceKm(u"westeurope", u"atlantis"));
        QVERIFY(!regionDistanceKm(u"", u"westeurope"));
        const QStringList regions = knownRegions();
        QVERIFY(regions.size() >= 60);
        QCOMPARE(QSet<QString>(regions.cbegin(), regions.cend()).size(), regions.size());
        for (const QString &a : regions) {
            for (const QString &b : regions)
                QVERIFY(*regionDistanceKm(a, b) < 20'038); // half the circumference
        }
    }
};

REHOME_TEST(AllocationTest);
#include "AllocationTest.moc"
