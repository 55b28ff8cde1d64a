// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Scenario.h"
#include "tests/devices/DemoOnlooker.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using fleet::Outcome;

namespace {

constexpr int pace = 4; // times as fast as a person sees it

/// What one scenario has to show: how many devices told of each outcome at least, which outcomes never came, and where
/// devices are at the end, as "registration ID" -> "hub substatus".
struct Promise
{
    QMap<Outcome, int> atLeast;
    QList<Outcome> never;
    QMap<QString, QString> places;
};

const QList<Outcome> refusals{Outcome::Throttled, Outcome::Failed, Outcome::Disabled};

Promise promiseOf(const QString &scenario)
{
    const auto q = [](const char *text) { return QString::fromLatin1(text); };
    if (scenario == QLatin1String("geolocation"))
        return {{{Outcome::Migrated, 120}, {Outcome::Unchanged, 40}},
                refusals + QList{Outcome::Reset},
                {{q("box-asia-0001"), q("hub-sea deviceDataMigrated")},
                 {q("box-atl-0060"), q("hub-eus deviceDataMigrated")},
                 {q("cold-0001"), q("hub-weu initialAssignment")}}};
    if (scenario == QLatin1String("multi-tenancy"))
        return {{{Outcome::Migrated, 40}, {Outcome::Reset, 10}},
                refusals,
                {{q("northwind-0001"), q("hub-northwind deviceDataReset")},
                 {q("northwind-0008"), q("hub-fabrikam deviceDataReset")},
                 {q("northwind-0009"), q("hub-northwind initialAssignment")},
                 {q("contoso-0001"), q("hub-fabrikam deviceDataMigrated")}}};
    if (scenario == QLatin1String("solution-change"))
        return {{{Outcome::Migrated, 210}},
                refusals + QList{Outcome::Reset},
                {{q("elevator-berlin-0001"), q("hub-solution-2 deviceDataMigrated")},
                 {q("elevator-oslo-0050"), q("hub-solution-2 deviceDataMigrated")}}};
    if (scenario == QLatin1String("factory-reset"))
        return {{{Outcome::Reset, 60}, {Outcome::Unchanged, 20}},
                refusals + QList{Outcome::Migrated},
                {{q("rented-0001"), q("hub-weu deviceDataReset")}, {q("owned-0001"), q("hub-weu initialAssignment")}}};
    if (scenario == QLatin1String("compatibility"))
        return {{{Outcome::Migrated, 120}, {Outcome::Unchanged, 90}},
                refusals + QList{Outcome::Reset},
                {{q("ctl-old-0001"), q("hub-new deviceDataMigrated")},
                 {q("ctl-new-0001"), q("hub-new deviceDataMigrated")},
                 {q("ctl-pin-0001"), q("hub-old initialAssignment")}}};
    if (scenario == QLatin1String("mass-reboot"))
        return {{{Outcome::Unchanged, 900}, {Outcome::Throttled, 600}}, {Outcome::Failed, Outcome::Disabled}, {}};
    return {};
}

} // namespace

/// Every scenario without a guide shows what the concepts document describes: with the real service, the real devices
/// and the second administrator's real calls.
class ScenarioRunTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhatItPromises_data()
    {
        QTest::addColumn<QString>("scenario");
        for (const char *name :
             {"geolocation", "multi-tenancy", "solution-change", "factory-reset", "compatibility", "mass-reboot"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void showsWhatItPromises()
    {
        QFETCH(QString, scenario);
        const Promise promise = promiseOf(scenario);
        QVERIFY(!promise.atLeast.isEmpty());
        QTemporaryDir folder;
        demo::DemoEngine engine(folder.path(), nullptr, pace);
        test::Listener heard(engine);
        QElapsedTimer clock;
        clock.start();
        engine.start(scenario);
        QTRY_VERIFY_WITH_TIMEOUT(heard.started == 1 || !heard.errors.isEmpty(), 20'000);
        QVERIFY2(heard.errors.isEmpty(), qPrintable(heard.errors.value(0).message + heard.errors.value(0).detail));

        const auto told = [&] {
            for (auto it = promise.atLeast.cbegin(); it != promise.atLeast.cend(); ++it)
                if (heard.outcomes.value(it.key()) < it.value())
                    return false;
            return true;
        };
        const bool all = QTest::qWaitFor(told, 60'000);
        qInfo("%s after %lld ms: first %d, migrated %d, reset %d, unchanged %d, throttled %d", qPrintable(scenario),
              static_cast<long long>(clock.elapsed()), heard.outcomes.value(Outcome::FirstAssignment),
              heard.outcomes.value(Outcome::Migrated), heard.outcomes.value(Outcome::Reset),
              heard.outcomes.value(Outcome::Unchanged), heard.outcomes.value(Outcome::Throttled));
        QVERIFY(all);
        for (const Outcome outcome : promise.never)
            QCOMPARE(heard.outcomes.value(outcome), 0);
        QVERIFY(heard.said.size() >= 3 || scenario == QLatin1String("mass-reboot"));
        for (const QString &text : std::as_const(heard.said))
            QVERIFY2(!text.contains(QLatin1String("failed")), qPrintable(text));
        test::Onlooker onlooker(heard);
        for (auto it = promise.places.cbegin(); it != promise.places.cend(); ++it) {
            const QJsonObject device{{QStringLiteral("id"), it.key()},
                                     {QStringLiteral("hub"), QString(it.value().section(QLatin1Char(' '), 0, 0) +
                                                                     QLatin1String(".localhost"))},
                                     {QStringLiteral("status"), QStringLiteral("assigned")},
                                     {QStringLiteral("substatus"), it.value().section(QLatin1Char(' '), 1)}};
            QTRY_VERIFY2_WITH_TIMEOUT(onlooker.holds({{QStringLiteral("device"), device}}), qPrintable(it.key()),
                                      20'000);
        }
    }
};

REHOME_TEST(ScenarioRunTest);
#include "ScenarioRunTest.moc"
