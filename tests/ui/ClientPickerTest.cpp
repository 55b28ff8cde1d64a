// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/ClientPicker.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/enrollments/EnrollmentsPage.h"
#include "ui/widgets/FleetTable.h"
#include "ui/widgets/PolicyCards.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>

using namespace rehome;
using namespace rehome::test;
using domain::DeclaredClient;

class ClientPickerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysChoose();
    void differentOnesAreSaid();
    void inspectorDeclaresAndPredicts();
    void filterFindsWhatIsDeclared();

private:
    static QComboBox *combo(const QWidget *parent, const QString &name)
    {
        for (QComboBox *each : parent->findChildren<QComboBox *>())
            if (each->accessibleName() == name)
                return each;
        return nullptr;
    }
    static QComboBox *kindOf(const QWidget *parent) { return combo(parent, QStringLiteral("What its devices speak")); }
    static QComboBox *versionOf(const QWidget *parent) { return combo(parent, QStringLiteral("Version of it")); }
};

void ClientPickerTest::keysChoose()
{
    ui::Theme theme;
    ui::ClientPicker picker(theme);
    picker.show();
    QVERIFY(QTest::qWaitForWindowExposed(&picker));
    QSignalSpy chosen(&picker, &ui::ClientPicker::chosen);
    QComboBox *kind = kindOf(&picker);
    QComboBox *version = versionOf(&picker);
    QVERIFY(kind && version);
    QCOMPARE(kind->currentText(), QStringLiteral("Unknown"));
    QVERIFY(!version->isVisible());
    QTest::keyClicks(kind, QStringLiteral("C SDK"));
    QVERIFY(version->isVisible());
    QVERIFY(says(&picker, QStringLiteral("Its version is a number")));
    QCOMPARE(version->lineEdit()->placeholderText(), QStringLiteral("1.2.8"));
    QTest::keyClicks(version, QStringLiteral("1.2"));
    QCOMPARE(chosen.count(), 0); // not before the person is done
    QTest::keyClicks(version, QStringLiteral(".9"));
    QVERIFY(says(&picker, QStringLiteral("Knows reprovisioning")));
    QTest::keyClick(version->lineEdit(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.takeFirst().first().value<DeclaredClient>(), *DeclaredClient::parse(u"c 1.2.9"));
    QTest::keyClick(version->lineEdit(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 0);            // the same is no choice
    QTest::keyClick(version, Qt::Key_Down); // what the table names
    QTest::keyClick(version->lineEdit(), Qt::Key_Return);
    QCOMPARE(picker.client(), DeclaredClient::parse(u"c 1.2.8"));
    QVERIFY(says(&picker, QStringLiteral("From before reprovisioning")));
    // The same from outside leaves alone what is typed; another one does not.
    version->lineEdit()->selectAll();
    QTest::keyClicks(version, QStringLiteral("x"));
    QVERIFY(!picker.client());
    picker.setClient(DeclaredClient::parse(u"c 1.2.8"));
    QCOMPARE(version->currentText(), QStringLiteral("x"));
    picker.forget();
    picker.setClient(DeclaredClient::parse(u"c 1.2.8"));
    QCOMPARE(version->currentText(), QStringLiteral("1.2.8"));
    chosen.clear();
    QTest::keyClick(kind, Qt::Key_Home);
    QCOMPARE(chosen.count(), 1);
    QVERIFY(!chosen.takeFirst().first().value<DeclaredClient>().isKnown());
}

void ClientPickerTest::differentOnesAreSaid()
{
    ui::Theme theme;
    ui::ClientPicker picker(theme);
    picker.setClient(std::nullopt);
    picker.show();
    QCOMPARE(kindOf(&picker)->currentIndex(), -1);
    QVERIFY(!picker.client());
    QVERIFY(says(&picker, QStringLiteral("The selected ones differ")));
    picker.setClient(DeclaredClient::parse(u"2018-04-01"));
    QCOMPARE(kindOf(&picker)->currentText(), QStringLiteral("API version"));
    QCOMPARE(versionOf(&picker)->currentText(), QStringLiteral("2018-04-01"));
    QCOMPARE(picker.client(), DeclaredClient::parse(u"2018-04-01"));
}

void ClientPickerTest::inspectorDeclaresAndPredicts()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({4, 4, 3}), {}, true));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 8);
    const fleet::RowId group = fixture.group(QStringLiteral("line-4")); // not set
    page->fleetTable().setCurrentRow(group);
    QWidget *inspector = page->inspector();
    QTRY_VERIFY(kindOf(inspector) && kindOf(inspector)->isVisible());
    const auto *cards = inspector->findChild<ui::PolicyCards *>();
    QVERIFY(cards->sentence(domain::ReprovisionPolicy::NotSet).contains(QLatin1String("Here it is unknown.")));
    QTest::keyClicks(kindOf(inspector), QStringLiteral("Java"));
    QTest::keyClicks(versionOf(inspector), QStringLiteral("1.13.0"));
    QTest::keyClick(versionOf(inspector)->lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(fixture.snapshot()->text(fixture.snapshot()->enrollments.apiVersion[group]),
                 QStringLiteral("java 1.13.0"));
    QVERIFY(fixture.session->pending().isEmpty());
    QTRY_VERIFY(says(inspector, QStringLiteral("3 stay for their declared API is an old one.")));
    QVERIFY(
        cards->sentence(domain::ReprovisionPolicy::NotSet).contains(QLatin1String("Declared here: Java SDK 1.13.0.")));
    // Another row has its own; what differs is said, and choosing declares for all of them.
    page->fleetTable().setCurrentRow(fixture.individual(QStringLiteral("pump-0004")));
    QTRY_COMPARE(kindOf(inspector)->currentText(), QStringLiteral("Unknown"));
}

void ClientPickerTest::filterFindsWhatIsDeclared()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 4, 0}), {}, true));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    page->fleetTable().setFilterText(QStringLiteral("api:<=2018-04-01"));
    QTRY_COMPARE(page->model().rowCount(), 0);
    fixture.session->declareClient({fixture.group(QStringLiteral("line-2"))}, *DeclaredClient::parse(u"dotnet 1.1"));
    QTRY_COMPARE(page->model().rowCount(), 1);
    QCOMPARE(page->model().index(0, int(items::EnrollmentColumn::Client)).data().toString(),
             QStringLiteral(".NET SDK 1.1"));
    page->fleetTable().setFilterText(QStringLiteral("api:unknown kind:individual"));
    QTRY_COMPARE(page->model().rowCount(), 4);
}

REHOME_TEST(ClientPickerTest);
#include "ClientPickerTest.moc"
