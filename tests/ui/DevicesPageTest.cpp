// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/DevicesPage.h"

#include "models/items/Columns.h"
#include "models/items/Roles.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/devices/DeviceInspector.h"
#include "ui/widgets/ErrorHelp.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/FleetTable.h"
#include "ui/widgets/JsonView.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/WhyView.h"

#include <QtCore/QJsonArray>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QAbstractButton>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using items::DeviceColumn;

class DevicesPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void notReadIsSaidAndVisibleRowsAreReadFirst();
    void statusChipsFilter();
    void whyShowsTheDecidingStep();
    void whySaysWhatHappened();
    void twinWithoutCredentialsSaysSo();
    void twinIsRead();
    void targetSelectsTheDevice();
    void failureIsExplained();

private:
    static ui::FleetTable &tableOf(ui::DevicesPage *page) { return *page->findChild<ui::FleetTable *>(); }
    static QString text(const ui::DevicesPage &page, int row, DeviceColumn column)
    {
        return page.model().index(row, int(column)).data().toString();
    }
    static QString fact(QWidget *inspector, const QString &name)
    {
        for (const ui::FactList *list : inspector->findChildren<ui::FactList *>()) {
            for (const ui::FactSection &section : list->sections()) {
                for (const ui::Fact &fact : section.facts) {
                    if (fact.name == name)
                        return fact.value;
                }
            }
        }
        return {};
    }
};

void DevicesPageTest::notReadIsSaidAndVisibleRowsAreReadFirst()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 200, 5})));
    auto *page = new ui::DevicesPage(fixture.theme, fixture.colors, *fixture.session);
    QTRY_COMPARE(page->model().rowCount(), 210);
    // Before anything of them is on screen, nobody asked for the individuals.
    const int pump = page->model().placeOf(fixture.device(QStringLiteral("pump-0001")));
    QVERIFY(pump >= 0);
    QVERIFY(page->model().index(pump, int(DeviceColumn::Updated)).data(items::NotReadRole).toBool());
    QCOMPARE(text(*page, pump, DeviceColumn::Hub), QStringLiteral("not read"));
    const int line = page->model().placeOf(fixture.device(QStringLiteral("line-1-0001")));
    QVERIFY(!page->model().index(line, int(DeviceColumn::Updated)).data(items::NotReadRole).toBool());
    QCOMPARE(page->model().index(line, int(DeviceColumn::Hub)).data(items::HubNameRole).toString(),
             QStringLiteral("hub-a.localhost"));
    fixture.show(page);
    page->showTarget(QStringLiteral("id:\"pump-0150\""));
    QTRY_COMPARE(page->model().rowCount(), 1);
    // On screen now: it is asked for, and the answer is that it has no record.
    const fleet::RowId row = fixture.device(QStringLiteral("pump-0150"));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.snapshot()->devices.status[row] != fleet::DeviceStatus::NotRead, 20'000);
    QTRY_VERIFY(!page->model().index(0, int(DeviceColumn::Status)).data().toString().isEmpty());
}

void DevicesPageTest::statusChipsFilter()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 300, 5})));
    auto *page = fixture.show(new ui::DevicesPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 310);
    auto *chips = page->findChild<ui::ChipRow *>();
    QVERIFY(chips);
    QTRY_COMPARE(chips->chips().first().count, 10);
    QCOMPARE(chips->chips().first().key, QStringLiteral("status:assigned"));
    QTest::mouseClick(chips, Qt::LeftButton, {}, chips->chipRect(0).center());
    QTRY_COMPARE(page->model().rowCount(), 10);
    for (int row = 0; row < 10; ++row)
        QCOMPARE(page->model().index(row, int(DeviceColumn::Status)).data(items::StatusRole).toInt(),
                 int(fleet::DeviceStatus::Assigned));
    QTRY_COMPARE(page->facts().first(), ui::FleetTable::tr("%n row(s)", nullptr, 10));
    QVERIFY(page->escape());
    QTRY_COMPARE(page->model().rowCount(), 310);
}

void DevicesPageTest::whyShowsTheDecidingStep()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({4, 0, 3})));
    auto *page = fixture.show(new ui::DevicesPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 12);
    auto *why = page->inspector()->findChild<ui::WhyView *>();
    QVERIFY(why);
    // line-3 says never: it stays, and the policy is the step that decides.
    tableOf(page).setCurrentRow(fixture.device(QStringLiteral("line-3-0001")));
    QTRY_VERIFY(says(page->inspector(), QStringLiteral("Stays on hub-a")));
    QVERIFY(why->accessibleDescription().contains(QStringLiteral("The policy is Never")));
    QVERIFY(why->accessibleDescription().contains(QStringLiteral("line-3")));
    // line-1 migrates and its hub changes: it moves with its twin at the next request.
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Group, QStringLiteral("line-1"), QStringLiteral("iotHubs"),
                        QJsonArray{QStringLiteral("hub-b.localhost")}));
    fixture.session->refresh();
    tableOf(page).setCurrentRow(fixture.device(QStringLiteral("line-1-0002")));
    QTRY_VERIFY_WITH_TIMEOUT(says(page->inspector(), QStringLiteral("Moves to hub-b")), 20'000);
    QVERIFY(says(page->inspector(), QStringLiteral("with its twin")));
    QVERIFY(why->accessibleDescription().contains(QStringLiteral("hub-b")));
    QCOMPARE(fact(page->inspector(), QStringLiteral("Registration ID")), QStringLiteral("line-1-0002"));
    QCOMPARE(fact(page->inspector(), QStringLiteral("Hub")), QStringLiteral("hub-a"));
    QCOMPARE(fact(page->inspector(), QStringLiteral("Enrollment group")), QStringLiteral("line-1"));
    QSignalSpy jump(page, &ui::Page::goTo);
    QTest::mouseClick(buttonOf(page->inspector(), QStringLiteral("Show its enrollment")), Qt::LeftButton);
    QCOMPARE(jump.count(), 1);
    QCOMPARE(jump.first().first().toString(), QString(ui::Page::Enrollments));
    QVERIFY(jump.first().at(1).toString().contains(QLatin1String("line-1")));
}

void DevicesPageTest::whySaysWhatHappened()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 0, 3})));
    auto *page = fixture.show(new ui::DevicesPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 3);
    tableOf(page).setCurrentRow(fixture.device(QStringLiteral("line-1-0001")));
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Group, QStringLiteral("line-1"), QStringLiteral("iotHubs"),
                        QJsonArray{QStringLiteral("hub-c.localhost")}));
    QVERIFY(others.provision(QStringLiteral("line-1"), QStringLiteral("line-1-0001")).has_value());
    const auto happened = [&] {
        QStringList all;
        for (const ui::FactList *list : page->inspector()->findChildren<ui::FactList *>())
            all << list->accessibleDescription();
        return all.join(QLatin1Char('\n'));
    };
    QTRY_VERIFY_WITH_TIMEOUT(happened().contains(QStringLiteral("moved hub-a → hub-c, data migrated")), 20'000);
    QTRY_COMPARE(fact(page->inspector(), QStringLiteral("Hub")), QStringLiteral("hub-c"));
    QCOMPARE(fact(page->inspector(), QStringLiteral("Hub before")), QStringLiteral("hub-a"));
}

void DevicesPageTest::twinWithoutCredentialsSaysSo()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 0, 2})));
    auto *page = fixture.show(new ui::DevicesPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 2);
    tableOf(page).setCurrentRow(fixture.device(QStringLiteral("line-1-0001")));
    auto *message = page->inspector()->findChild<ui::MessageBar *>();
    QVERIFY(!message->isShowing());
    page->inspector()->findChild<ui::SegmentedControl *>()->setCurrent(1);
    QTRY_VERIFY(message->isShowing());
    QCOMPARE(message->kind(), ui::MessageBar::Kind::Error);
    QVERIFY(message->text().contains(QLatin1String("hub-a")) || message->details().contains(QLatin1String("hub-a")));
    QVERIFY(page->inspector()->findChild<ui::JsonView *>()->toPlainText().isEmpty());
}

void DevicesPageTest::twinIsRead()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 0, 2}), {}, true));
    auto *page = fixture.show(new ui::DevicesPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 2);
    tableOf(page).setCurrentRow(fixture.device(QStringLiteral("line-1-0001")));
    page->inspector()->findChild<ui::SegmentedControl *>()->setCurrent(1);
    auto *twin = page->inspector()->findChild<ui::JsonView *>();
    QTRY_VERIFY_WITH_TIMEOUT(twin->toPlainText().contains(QStringLiteral("\"interval\": 30")), 20'000);
    QVERIFY(says(page->inspector(), QStringLiteral("As it is now on hub-a.")));
    QVERIFY(twin->isReadOnly());
}

void DevicesPageTest::targetSelectsTheDevice()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 0, 5})));
    auto *page = fixture.show(new ui::DevicesPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 10);
    page->showTarget(QStringLiteral("id:\"line-2-0003\""));
    QTRY_COMPARE(page->model().rowCount(), 1);
    QTRY_COMPARE(page->inspectorTitle(), QStringLiteral("line-2-0003"));
    // Asked for the same again: still selected.
    page->showTarget(QStringLiteral("id:\"line-2-0003\""));
    QCOMPARE(page->inspectorTitle(), QStringLiteral("line-2-0003"));
}

void DevicesPageTest::failureIsExplained()
{
    PageFixture fixture;
    local::Scenario scenario = testScenario({1, 0, 2});
    scenario.hubs[1].link.applyAllocationPolicy = false;
    QVERIFY(fixture.open(scenario));
    auto *page = fixture.show(new ui::DevicesPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 2);
    tableOf(page).setCurrentRow(fixture.device(QStringLiteral("line-1-0001")));
    auto *help = page->inspector()->findChild<ui::ErrorHelp *>();
    QVERIFY(help);
    QTRY_VERIFY(help->isHidden()); // nothing failed yet
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Group, QStringLiteral("line-1"), QStringLiteral("iotHubs"),
                        QJsonArray{QStringLiteral("hub-b.localhost")}));
    const auto failed = others.provision(QStringLiteral("line-1"), QStringLiteral("line-1-0001"));
    QVERIFY(failed.has_value());
    QCOMPARE(failed->errorCode, 400208);
    QTRY_VERIFY_WITH_TIMEOUT(!help->isHidden(), 20'000);
    QVERIFY(says(help, QStringLiteral("400208 · No hub can be assigned")));
    QVERIFY(says(help, QStringLiteral("What to do")));
    QVERIFY(says(help, failed->errorMessage));
    QTest::mouseClick(buttonOf(help, QStringLiteral("Copy for support")), Qt::LeftButton);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(QLatin1String("Registration ID line-1-0001")));
    QVERIFY(copied.contains(QLatin1String("400208")) && copied.contains(failed->errorMessage));
    // Another device did not fail.
    tableOf(page).setCurrentRow(fixture.device(QStringLiteral("line-1-0002")));
    QTRY_VERIFY(help->isHidden());
}

REHOME_TEST(DevicesPageTest);
#include "DevicesPageTest.moc"
