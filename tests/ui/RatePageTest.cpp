// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rate/RatePage.h"

#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/widgets/KpiLine.h"
#include "ui/widgets/SegmentedControl.h"

using namespace rehome;
using namespace rehome::test;

class RatePageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusalsAreNotVisibleWithoutReports();
    void refusalsComeWithReports();
    void countsAgainstTheLimit();
    void pauseStandsStill();
    void stateIsRestored();

private:
    static std::optional<ui::Kpi> kpi(const ui::RatePage *page, const QString &label)
    {
        for (const ui::Kpi &item : page->findChild<ui::KpiLine *>()->items()) {
            if (item.label == label)
                return item;
        }
        return std::nullopt;
    }
    static std::vector<fleet::DeviceReport> reports(int accepted, int refused)
    {
        std::vector<fleet::DeviceReport> made;
        for (int i = 0; i < accepted + refused; ++i) {
            fleet::DeviceReport report;
            report.timeMs = QDateTime::currentMSecsSinceEpoch() - 2000;
            report.registrationId = QStringLiteral("line-1-0001");
            report.outcome = i < accepted ? fleet::Outcome::Migrated : fleet::Outcome::Throttled;
            report.httpStatus = i < accepted ? 200 : 429;
            made.push_back(report);
        }
        return made;
    }
};

void RatePageTest::refusalsAreNotVisibleWithoutReports()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 0, 4})));
    auto *page = fixture.show(new ui::RatePage(fixture.theme, *fixture.session));
    QVERIFY(page);
    const auto item = kpi(page, QStringLiteral("refusals, without device reports"));
    QVERIFY(item.has_value());
    QCOMPARE(item->value, QStringLiteral("not visible")); // never a zero
    QVERIFY(!kpi(page, QStringLiteral("refused (429), device reports")).has_value());
    // The source of every figure is named on the page.
    QVERIFY(says(page, QStringLiteral("what others use is not visible")));
}

void RatePageTest::refusalsComeWithReports()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 0, 4})));
    auto *page = fixture.show(new ui::RatePage(fixture.theme, *fixture.session));
    fixture.session->addDeviceReports(reports(5, 3));
    QTRY_VERIFY_WITH_TIMEOUT(kpi(page, QStringLiteral("refused (429), device reports")).has_value(), 20'000);
    QTRY_COMPARE(kpi(page, QStringLiteral("refused (429), device reports"))->value, QStringLiteral("3"));
    QVERIFY(!kpi(page, QStringLiteral("refusals, without device reports")).has_value());
    const auto legend = page->chart().legend();
    QVERIFY(std::ranges::any_of(legend, [](const auto &entry) { return entry.dashed; }));
}

void RatePageTest::countsAgainstTheLimit()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 0, 10}),
                         [](session::ConnectionProfile &profile) { profile.registrationsPerMinute = 2; }));
    auto *page = fixture.show(new ui::RatePage(fixture.theme, *fixture.session));
    QTRY_VERIFY(kpi(page, QStringLiteral("registrations / min")).has_value());
    OtherParties others(fixture.endpoint);
    for (int i = 1; i <= 3; ++i)
        QVERIFY(others.provision(QStringLiteral("line-1"), QStringLiteral("line-1-000%1").arg(i)).has_value());
    QTRY_COMPARE_WITH_TIMEOUT(kpi(page, QStringLiteral("registrations / min"))->value, QStringLiteral("3"), 20'000);
    QCOMPARE(kpi(page, QStringLiteral("free before the limit"))->value, QStringLiteral("0"));
    QVERIFY(page->railCountIsBad());
    QVERIFY(page->railCount().startsWith(QLatin1String("150")));
}

void RatePageTest::pauseStandsStill()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 0, 4})));
    auto *page = fixture.show(new ui::RatePage(fixture.theme, *fixture.session));
    page->setPaused(true);
    QVERIFY(page->isPaused());
    fixture.session->addDeviceReports(reports(0, 3));
    QTest::qWait(1500); // more than one tick of its clock
    QVERIFY(!kpi(page, QStringLiteral("refused (429), device reports")).has_value());
    page->setPaused(false);
    QTRY_VERIFY_WITH_TIMEOUT(kpi(page, QStringLiteral("refused (429), device reports")).has_value(), 20'000);
}

void RatePageTest::stateIsRestored()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 0, 1})));
    auto *page = fixture.show(new ui::RatePage(fixture.theme, *fixture.session));
    const auto controls = page->findChildren<ui::SegmentedControl *>();
    QCOMPARE(controls.size(), 2);
    controls[0]->setCurrent(1);
    controls[1]->setCurrent(3);
    const QByteArray state = page->saveState();
    ui::RatePage other(fixture.theme, *fixture.session);
    other.restoreState(state);
    QCOMPARE(other.saveState(), state);
    other.restoreState(QByteArrayLiteral("{\"unit\": 9, \"span\": -4}"));
    QCOMPARE(other.findChildren<ui::SegmentedControl *>()[0]->current(), 1);
    QCOMPARE(other.findChildren<ui::SegmentedControl *>()[1]->current(), 0);
}

REHOME_TEST(RatePageTest);
#include "RatePageTest.moc"
