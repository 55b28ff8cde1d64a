// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/FindingsPanel.h"

#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/enrollments/EnrollmentsPage.h"
#include "ui/widgets/FleetTable.h"

#include <QtCore/QJsonArray>
#include <QtWidgets/QListView>
#include <QtWidgets/QListWidget>

using namespace rehome;
using namespace rehome::test;
using fleet::FindingRule;

/// Over a real session: what the rules find, the evidence, and fixes that land in the tray.
class FindingsPanelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fixLandsInTheTray();
    void eachRowItsOwnFixInOneStep();
    void unknownsAreNamed();
    void readOnlyShowsAndStagesNothing();
    void buttonOpensAndStateIsKept();

private:
    static QString hub(char letter) { return QStringLiteral("hub-%1.localhost").arg(QLatin1Char(letter)); }
    /// pump-0003 never reprovisions and has two hubs.
    static local::Scenario neverWithTwoHubs()
    {
        local::Scenario scenario = testScenario({1, 8, 1});
        scenario.enrollments[2].insert(QStringLiteral("iotHubs"), QJsonArray{hub('a'), hub('b')});
        scenario.enrollments[2].insert(QStringLiteral("allocationPolicy"), QStringLiteral("hashed"));
        return scenario;
    }
    static int rowOf(ui::FindingsPanel &panel, FindingRule rule, bool silent = false)
    {
        const items::FindingItems &model = panel.model();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row).data(items::FindingItems::RuleRole).toInt() == int(rule) &&
                (model.silentAt(row) != nullptr) == silent)
                return row;
        }
        return -1;
    }
    /// Two buttons are there at most: one that shows the rows and one that stages the fix.
    static QPushButton *button(const ui::FindingsPanel &panel, bool shows)
    {
        const auto buttons = panel.findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (!button->isHidden() && button->text().startsWith(QLatin1String("Show")) == shows)
                return button;
        }
        return nullptr;
    }
    static QPushButton *fixButton(const ui::FindingsPanel &panel) { return button(panel, false); }
};

void FindingsPanelTest::fixLandsInTheTray()
{
    PageFixture fixture;
    QVERIFY(fixture.open(neverWithTwoHubs(), {}, true));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    ui::FindingsPanel &panel = page->findings();
    page->setFindingsShown(true);
    QTRY_COMPARE(panel.model().findingCount(), 1);
    QTRY_COMPARE(static_cast<QPushButton *>(page->control(QStringLiteral("enrollments.findings")))->text(),
                 QStringLiteral("Findings 1"));
    panel.select(rowOf(panel, FindingRule::NeverWithSeveralHubs));
    QVERIFY(says(&panel, QStringLiteral("later moves nobody"))); // the rule
    auto *evidence = panel.findChild<QListWidget *>();
    QCOMPARE(evidence->count(), 1);
    QCOMPARE(evidence->item(0)->text(), QStringLiteral("pump-0003   names 2 hubs"));
    QPushButton *fix = fixButton(panel);
    QVERIFY(fix && fix->isEnabled());
    QCOMPARE(fix->text(), QStringLiteral("Set policy to migrate: 1"));
    QTest::mouseClick(fix, Qt::LeftButton);
    // It waits in the tray like any edit, and is not offered twice.
    const fleet::RowId row = fixture.individual(QStringLiteral("pump-0003"));
    QCOMPARE(fixture.session->pending().size(), 1);
    QCOMPARE(fixture.session->pending().field(row, QStringLiteral("reprovisionPolicy"))->after.toObject(),
             policyObject(true, true));
    QVERIFY(!fix->isEnabled());
    QCOMPARE(fix->text(), QStringLiteral("In the tray: 1"));
    // The rows are one click away.
    QTest::mouseClick(button(panel, true), Qt::LeftButton);
    QCOMPARE(page->fleetTable().filterText(), QStringLiteral("finding:never-several-hubs"));
    QTRY_COMPARE(page->model().rowCount(), 1);
    // Once applied, the finding goes by itself.
    QVERIFY(fixture.session->apply().has_value());
    QTRY_COMPARE_WITH_TIMEOUT(panel.model().findingCount(), 0, 20'000);
    QTRY_COMPARE(page->model().rowCount(), 0);
}

void FindingsPanelTest::eachRowItsOwnFixInOneStep()
{
    local::Scenario scenario = testScenario({0, 4, 0});
    for (auto &body : scenario.enrollments)
        body.insert(QStringLiteral("allocationPolicy"), QStringLiteral("hashed"));
    scenario.enrollments[0].insert(QStringLiteral("iotHubs"), QJsonArray{hub('a'), hub('b')});
    scenario.enrollments[1].insert(QStringLiteral("iotHubs"), QJsonArray{hub('b'), hub('c'), hub('a')});
    PageFixture fixture;
    // The person said that hub-b and hub-c are linked.
    QVERIFY(fixture.open(scenario, [](session::ConnectionProfile &profile) {
        profile.hubs = {{.hostName = hub('b')}, {.hostName = hub('c')}};
    }));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    ui::FindingsPanel &panel = page->findings();
    page->setFindingsShown(true);
    QTRY_VERIFY(rowOf(panel, FindingRule::HubNotLinked) >= 0);
    panel.select(rowOf(panel, FindingRule::HubNotLinked));
    QCOMPARE(panel.model().findingAt(rowOf(panel, FindingRule::HubNotLinked))->enrollments.size(), 4U);
    // Two of the four name nothing else: what to put there is a person's choice.
    QPushButton *fix = fixButton(panel);
    QVERIFY(fix);
    QCOMPARE(fix->text(), QStringLiteral("Remove hubs that are not linked: 2"));
    QTest::mouseClick(fix, Qt::LeftButton);
    QCOMPARE(fixture.session->pending().size(), 2);
    const auto after = [&](const char *id) {
        return fixture.session->pending()
            .field(fixture.individual(QString::fromLatin1(id)), QStringLiteral("iotHubs"))
            ->after.toArray();
    };
    QCOMPARE(after("pump-0001"), QJsonArray{hub('b')});
    QCOMPARE(after("pump-0002"), (QJsonArray{hub('b'), hub('c')}));
    QVERIFY(!fix->isEnabled());
    fixture.session->pending().undo(); // one step
    Q_EMIT fixture.session->pendingChanged();
    QVERIFY(fixture.session->pending().isEmpty());
    QVERIFY(fix->isEnabled());
}

void FindingsPanelTest::unknownsAreNamed()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 8, 0})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    ui::FindingsPanel &panel = page->findings();
    page->setFindingsShown(true);
    QTRY_VERIFY(rowOf(panel, FindingRule::NotSetWithOldApi, true) >= 0);
    QVERIFY(rowOf(panel, FindingRule::HubNotLinked, true) >= 0);
    QCOMPARE(panel.model().findingCount(), 0);
    panel.select(rowOf(panel, FindingRule::NotSetWithOldApi, true));
    QVERIFY(says(&panel, QStringLiteral("2 enrollments: the API version of their devices is not declared")));
    QVERIFY(!fixButton(panel));
    // Declared, it is no longer silent.
    fixture.session->declareClient({fixture.individual(QStringLiteral("pump-0004"))},
                                   *domain::DeclaredClient::parse(u"2018-04-01"));
    QTRY_VERIFY(rowOf(panel, FindingRule::NotSetWithOldApi) >= 0);
    // What was selected stays selected, although the list has other rows now.
    QVERIFY(says(&panel, QStringLiteral("1 enrollment: the API version of their devices is not declared")));
    QCOMPARE(panel.findChild<QListView *>()->currentIndex().row(), rowOf(panel, FindingRule::NotSetWithOldApi, true));
}

void FindingsPanelTest::readOnlyShowsAndStagesNothing()
{
    PageFixture fixture;
    QVERIFY(fixture.open(
        neverWithTwoHubs(),
        [](session::ConnectionProfile &profile) { profile.safety = session::SafetyLevel::ReadOnly; }, true));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    ui::FindingsPanel &panel = page->findings();
    page->setFindingsShown(true);
    QTRY_COMPARE(panel.model().findingCount(), 1);
    QPushButton *fix = fixButton(panel);
    QVERIFY(fix && !fix->isEnabled());
    QVERIFY(fix->toolTip().contains(QLatin1String("read-only")));
    QTest::mouseClick(fix, Qt::LeftButton);
    QVERIFY(fixture.session->pending().isEmpty());
    fixture.session->allowEdits(session::SafetyLevel::Confirm);
    QVERIFY(fix->isEnabled());
}

void FindingsPanelTest::buttonOpensAndStateIsKept()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 1, 1}), {}, true));
    QByteArray state;
    {
        ui::EnrollmentsPage page(fixture.theme, fixture.colors, *fixture.session);
        QVERIFY(page.findings().isHidden());
        static_cast<QPushButton *>(page.control(QStringLiteral("enrollments.findings")))->click();
        QVERIFY(!page.findings().isHidden());
        state = page.saveState();
    }
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    page->restoreState(state);
    QVERIFY(page->findings().isVisible());
    QTRY_VERIFY(says(&page->findings(), QStringLiteral("not declared")) ||
                says(&page->findings(), QStringLiteral("Nothing found")));
    QTest::mouseClick(page->findings().findChild<QToolButton *>(), Qt::LeftButton);
    QVERIFY(page->findings().isHidden());
}

REHOME_TEST(FindingsPanelTest);
#include "FindingsPanelTest.moc"
