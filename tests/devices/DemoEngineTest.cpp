// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/devices/DemoOnlooker.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using fleet::Outcome;
using test::Listener;
using test::Onlooker;

/// The demo as the window drives it, with the real service and the real devices.
class DemoEngineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsEverythingWithin45Seconds()
    {
        QTemporaryDir folder;
        demo::DemoEngine engine(folder.path());
        Listener heard(engine);
        QElapsedTimer clock;
        clock.start();
        engine.start(QStringLiteral("demo"));
        QTRY_VERIFY_WITH_TIMEOUT(heard.started == 1 || !heard.errors.isEmpty(), 20'000);
        QVERIFY2(heard.errors.isEmpty(), qPrintable(heard.errors.value(0).message + heard.errors.value(0).detail));
        qInfo("service with 331 enrollments and 2,359 devices open after %lld ms",
              static_cast<long long>(clock.elapsed()));
        QVERIFY(engine.isRunning());
        QVERIFY(engine.walkthroughSteps().isEmpty());
        QVERIFY(heard.profile.isDemo);
        QCOMPARE(heard.profile.hubs.size(), 5);
        QCOMPARE(heard.secret.hubConnectionStrings.size(), 5);
        QCOMPARE(heard.profile.environment, session::Environment::Lab);

        const qint64 left = 45'000 - clock.elapsed();
        QTRY_VERIFY_WITH_TIMEOUT(heard.outcomes.value(Outcome::Throttled) >= 300, static_cast<int>(left));
        qInfo("300 refused after %lld ms; first %d, migrated %d, reset %d, unchanged %d, failed %d, disabled %d",
              static_cast<long long>(clock.elapsed()), heard.outcomes.value(Outcome::FirstAssignment),
              heard.outcomes.value(Outcome::Migrated), heard.outcomes.value(Outcome::Reset),
              heard.outcomes.value(Outcome::Unchanged), heard.outcomes.value(Outcome::Failed),
              heard.outcomes.value(Outcome::Disabled));
        QVERIFY(heard.outcomes.value(Outcome::FirstAssignment) >= 120);
        QVERIFY(heard.outcomes.value(Outcome::Migrated) >= 200);
        QVERIFY(heard.outcomes.value(Outcome::Reset) >= 150);
        QVERIFY(heard.outcomes.value(Outcome::Unchanged) >= 40);
        QVERIFY(heard.outcomes.value(Outcome::Failed) >= 3);
        QVERIFY(heard.outcomes.value(Outcome::Disabled) >= 10);
        QVERIFY2(heard.said.size() >= 9, "the script says what it does");
        for (const QString &text : std::as_const(heard.said))
            QVERIFY2(!text.contains(QLatin1String("failed")), qPrintable(text));

        engine.stop();
        QTRY_COMPARE_WITH_TIMEOUT(heard.stopped, 1, 10'000);
        QVERIFY(!engine.isRunning());
        QVERIFY2(QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty(), "no keys stay behind");
    }

    void quarantineWalksThereAndBack()
    {
        QTemporaryDir folder;
        demo::DemoEngine engine(folder.path());
        Listener heard(engine);
        engine.start(QStringLiteral("quarantine"));
        QTRY_VERIFY_WITH_TIMEOUT(heard.started == 1, 20'000);
        Onlooker onlooker(heard);
        const QList<QJsonObject> guide = engine.walkthroughSteps();
        QVERIFY(guide.size() >= 5);
        for (const QJsonObject &step : guide) {
            const QString id = step.value(QLatin1String("id")).toString();
            const QJsonObject until = step.value(QLatin1String("until")).toObject();
            if (step.contains(QLatin1String("action"))) {
                QVERIFY2(!onlooker.holds(until), qPrintable(id + QStringLiteral(" is true before anything is done")));
                const auto done = engine.perform(step.value(QLatin1String("action")).toObject());
                QVERIFY2(done, qPrintable(id));
            }
            QTRY_VERIFY2_WITH_TIMEOUT(onlooker.holds(until), qPrintable(id + heard.said.join(QLatin1Char(' '))),
                                      20'000);
        }
        // The group governs again: the pump asks once more and stays.
        QVERIFY(engine.perform(guide.at(2).value(QLatin1String("action")).toObject()));
        const int before = heard.outcomes.value(Outcome::Unchanged);
        QTRY_VERIFY_WITH_TIMEOUT(heard.outcomes.value(Outcome::Unchanged) > before, 20'000);
        QVERIFY(onlooker.holds(guide.front().value(QLatin1String("until")).toObject()));
        QCOMPARE(heard.outcomes.value(Outcome::Failed), 0);
    }

    void ordersReachTheService()
    {
        QTemporaryDir folder;
        demo::DemoEngine engine(folder.path());
        Listener heard(engine);
        QVERIFY(!engine.control(QStringLiteral("hub hub-weu slow")));
        QVERIFY(!engine.perform({}));
        engine.start(QStringLiteral("quarantine"));
        QTRY_VERIFY_WITH_TIMEOUT(heard.started == 1, 20'000);
        for (const char *wrong :
             {"", "hub", "hub hub-weu", "hub hub-weu sideways", "quota registrations many", "scenario"})
            QVERIFY2(!engine.control(QString::fromLatin1(wrong)), wrong);
        QVERIFY(!engine.perform({{QStringLiteral("by"), QStringLiteral("nobody")}}));
        heard.said.clear();
        QVERIFY(engine.control(QStringLiteral("hub hub-weu slow")));
        QTRY_VERIFY_WITH_TIMEOUT(heard.said.join(QLatin1Char(' ')).contains(QLatin1String("hub-weu")), 10'000);
    }

    void twoWindowsHaveOneDemoEach()
    {
        QTemporaryDir folder;
        demo::DemoEngine one(folder.path()), two(folder.path());
        Listener first(one), second(two);
        one.start(QStringLiteral("quarantine"));
        two.start(QStringLiteral("quarantine"));
        QTRY_VERIFY_WITH_TIMEOUT(first.started == 1 && second.started == 1, 20'000);
        QVERIFY(first.profile.hostName != second.profile.hostName);
        QVERIFY(first.profile.caCertificatePath != second.profile.caCertificatePath);
        one.start(QStringLiteral("quarantine")); // again: a fresh one
        QTRY_VERIFY_WITH_TIMEOUT(first.started == 2, 20'000);
        QVERIFY(first.errors.isEmpty() && second.errors.isEmpty());
    }

    void wrongScenariosFailWithTheirPlace()
    {
        QTemporaryDir folder;
        demo::DemoEngine engine(folder.filePath(QStringLiteral("demo")));
        Listener heard(engine);
        engine.start(QStringLiteral("no-such-scenario"));
        QTRY_COMPARE_WITH_TIMEOUT(heard.errors.size(), 1, 10'000);
        const auto startWith = [&](const char *json) {
            QFile file(folder.filePath(QStringLiteral("wrong.json")));
            if (file.open(QIODevice::WriteOnly))
                file.write(json);
            file.close();
            heard.errors.clear();
            engine.start(file.fileName());
            return QTest::qWaitFor([&] { return heard.errors.size() == 1; }, 10'000);
        };
        QVERIFY(startWith(R"({"hubs":[{"name":"hub-a"}],"steps":[{"id":"a","text":"T","wen":1}]})"));
        QVERIFY2(heard.errors[0].message.contains(QLatin1String("steps[0].wen")), qPrintable(heard.errors[0].message));
        QVERIFY(startWith(
            R"({"hubs":[{"name":"hub-a"}],"enrollmentGroups":[{"enrollmentGroupId":"g","attestation":{"type":"symmetricKey"}}],
                            "devices":[{"group":"g","count":1,"prefix":"d-","behaviour":{"lazy":true}}]})"));
        QVERIFY2(heard.errors[0].message.contains(QLatin1String("devices[0].behaviour.lazy")),
                 qPrintable(heard.errors[0].message));
        QVERIFY(!engine.isRunning());
        QCOMPARE(heard.started, 0);
    }
};

REHOME_TEST(DemoEngineTest);
#include "DemoEngineTest.moc"
