// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EnrollmentInspector.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/enrollments/AttestationSection.h"
#include "ui/enrollments/EnrollmentsPage.h"
#include "ui/enrollments/JsonSection.h"
#include "ui/enrollments/WebhookEditor.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/FleetTable.h"
#include "ui/widgets/JsonView.h"
#include "ui/widgets/SegmentedControl.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;

class EnrollmentInspectorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void typingTellsLineAndColumn();
    void twinIsEditedAndTheRestStays();
    void typedTextWaitsWithItsEnrollment();
    void wholeBodyIsEdited();
    void capabilityIsStaged();
    void webhookIsStagedWhenComplete();
    void codeOfAWebhookIsHidden();
    void keysAreShownOnRequestAndHidden();
    void keysAreRenewedInTheTray();
    void certificatesTellTheirDates();

private:
    enum Tab : int
    {
        PolicyTab,
        StateTab,
        TwinTab,
        RawTab
    };
    static ui::EnrollmentsPage *open(PageFixture &fixture, const local::Scenario &scenario)
    {
        return fixture.open(scenario)
                   ? fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session))
                   : nullptr;
    }
    static void showTab(ui::EnrollmentsPage *page, Tab tab)
    {
        page->inspector()->findChild<ui::SegmentedControl *>()->setCurrent(tab);
    }
    static ui::JsonSection *section(ui::EnrollmentsPage *page, Tab tab)
    {
        const QString name = tab == TwinTab ? QStringLiteral("Initial twin") : QStringLiteral("Enrollment as JSON");
        for (ui::JsonSection *each : page->inspector()->findChildren<ui::JsonSection *>()) {
            if (each->view()->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
};

void EnrollmentInspectorTest::typingTellsLineAndColumn()
{
    ui::Theme theme;
    ui::JsonView view(theme, QStringLiteral("JSON"));
    QSignalSpy validity(&view, &ui::JsonView::validityChanged);
    view.setPlainText(QStringLiteral("{\n  \"a\": 1,\n  \"b\": x\n}"));
    QVERIFY(!view.isValid());
    QCOMPARE(validity.count(), 1);
    QVERIFY2(view.errorText().startsWith(QLatin1String("Line 3, column ")), qPrintable(view.errorText()));
    QCOMPARE(view.extraSelections().size(), 1);
    QCOMPARE(view.extraSelections().first().cursor.blockNumber(), 2);
    QCOMPARE(view.accessibleDescription(), view.errorText());
    view.setPlainText(QStringLiteral("{\"a\": 1}"));
    QVERIFY(view.isValid());
    QVERIFY(view.extraSelections().isEmpty());
}

void EnrollmentInspectorTest::twinIsEditedAndTheRestStays()
{
    PageFixture fixture;
    local::Scenario scenario = testScenario({1, 0, 1});
    scenario.enrollmentGroups[0].insert(
        QStringLiteral("initialTwin"),
        QJsonObject{{QStringLiteral("tags"), QJsonObject{{QStringLiteral("site"), QStringLiteral("harbour")}}}});
    auto *page = open(fixture, scenario);
    QVERIFY(page);
    QTRY_COMPARE(page->model().rowCount(), 1);
    OtherParties others(fixture.endpoint);
    const auto keys = others.keys(EnrollmentKind::Group, QStringLiteral("line-1"));
    QVERIFY(keys.has_value());
    const fleet::RowId row = fixture.group(QStringLiteral("line-1"));
    page->fleetTable().setCurrentRow(row);
    showTab(page, TwinTab);
    ui::JsonSection *twin = section(page, TwinTab);
    QTRY_VERIFY(twin->view()->toPlainText().contains(QLatin1String("harbour")));
    QVERIFY(!twin->view()->isReadOnly());
    QPushButton *stage = buttonOf(twin, QStringLiteral("Put into the tray"));
    QVERIFY(stage && !stage->isEnabled());
    twin->view()->setPlainText(QStringLiteral("{\n  \"tags\": {\"site\": \"yard\"}\n  \"properties\": {}\n}"));
    QVERIFY(!stage->isEnabled());
    QVERIFY(says(twin, QStringLiteral("Line 3, column ")));
    twin->view()->setPlainText(QStringLiteral("{\"tags\": [1]}"));
    QVERIFY(!stage->isEnabled());
    QVERIFY(says(twin, QStringLiteral("\"tags\" has to be an object")));
    twin->view()->setPlainText(
        QStringLiteral("{\"tags\": {\"site\": \"yard\"}, \"properties\": {\"desired\": {\"seconds\": 5}}}"));
    QVERIFY(stage->isEnabled());
    QTest::mouseClick(stage, Qt::LeftButton);
    QCOMPARE(fixture.session->pending().size(), 1);
    QVERIFY(!stage->isEnabled());
    QVERIFY(fixture.session->apply().has_value());
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 1U, 20'000);
    const auto stored = others.enrollment(EnrollmentKind::Group, QStringLiteral("line-1"));
    QVERIFY(stored.has_value());
    const QJsonObject saved = stored->value(QLatin1String("initialTwin")).toObject();
    QCOMPARE(saved.value(QLatin1String("tags")).toObject(),
             (QJsonObject{{QStringLiteral("site"), QStringLiteral("yard")}}));
    QCOMPARE(saved.value(QLatin1String("properties")).toObject().value(QLatin1String("desired")).toObject(),
             (QJsonObject{{QStringLiteral("seconds"), 5}}));
    QCOMPARE(stored->value(QLatin1String("reprovisionPolicy")).toObject(), policyObject(true, true));
    QCOMPARE(*others.keys(EnrollmentKind::Group, QStringLiteral("line-1")), *keys);
}

void EnrollmentInspectorTest::typedTextWaitsWithItsEnrollment()
{
    PageFixture fixture;
    auto *page = open(fixture, testScenario({2, 0, 1}));
    QVERIFY(page);
    QTRY_COMPARE(page->model().rowCount(), 2);
    const fleet::RowId first = fixture.group(QStringLiteral("line-1")),
                       second = fixture.group(QStringLiteral("line-2"));
    page->fleetTable().setCurrentRow(first);
    showTab(page, TwinTab);
    ui::JsonSection *twin = section(page, TwinTab);
    QTRY_VERIFY(!twin->view()->isReadOnly());
    twin->view()->setPlainText(QStringLiteral("{\"tags\": {\"half"));
    page->fleetTable().setCurrentRow(second);
    QTRY_VERIFY(!twin->view()->toPlainText().contains(QLatin1String("half")));
    page->fleetTable().setCurrentRow(first);
    QTRY_COMPARE(twin->view()->toPlainText(), QStringLiteral("{\"tags\": {\"half"));
    QVERIFY(says(twin, QStringLiteral("Line 1, column ")));
    QTest::mouseClick(buttonOf(twin, QStringLiteral("Revert")), Qt::LeftButton);
    QVERIFY(!twin->view()->toPlainText().contains(QLatin1String("half")));
    QVERIFY(fixture.session->pending().isEmpty());
}

void EnrollmentInspectorTest::wholeBodyIsEdited()
{
    PageFixture fixture;
    auto *page = open(fixture, testScenario({0, 2, 0}));
    QVERIFY(page);
    QTRY_COMPARE(page->model().rowCount(), 2);
    const fleet::RowId row = fixture.individual(QStringLiteral("pump-0001"));
    page->fleetTable().setCurrentRow(row);
    fixture.session->stageKeys({row}, session::Session::KeySlot::Primary);
    showTab(page, RawTab);
    ui::JsonSection *raw = section(page, RawTab);
    QTRY_VERIFY(raw->view()->toPlainText().contains(QLatin1String("pump-0001")));
    QVERIFY(!raw->view()->toPlainText().contains(QLatin1String("primaryKey")));
    const auto edited = [&](const char *member, const QJsonValue &value) {
        QJsonObject body = QJsonDocument::fromJson(raw->view()->toPlainText().toUtf8()).object();
        body.insert(QLatin1String(member), value);
        raw->view()->setPlainText(QString::fromUtf8(QJsonDocument(body).toJson()));
    };
    edited("registrationId", QStringLiteral("another"));
    QTest::mouseClick(buttonOf(raw, QStringLiteral("Put into the tray")), Qt::LeftButton);
    QVERIFY(says(raw, QStringLiteral("The ID cannot change")));
    edited("registrationId", QStringLiteral("pump-0001"));
    edited("provisioningStatus", QStringLiteral("disabled"));
    QTest::mouseClick(buttonOf(raw, QStringLiteral("Put into the tray")), Qt::LeftButton);
    QCOMPARE(fixture.session->pending().field(row, QStringLiteral("provisioningStatus"))->after.toString(),
             QStringLiteral("disabled"));
    // The new key, which the text did not show, still waits.
    QVERIFY(fixture.session->pending().field(row, QStringLiteral("attestation.symmetricKey.primaryKey")).has_value());
    QCOMPARE(fixture.session->pending().find(row)->fields.size(), 2);
}

void EnrollmentInspectorTest::capabilityIsStaged()
{
    PageFixture fixture;
    auto *page = open(fixture, testScenario({0, 1, 0}));
    QVERIFY(page);
    QTRY_COMPARE(page->model().rowCount(), 1);
    const fleet::RowId row = fixture.individual(QStringLiteral("pump-0001"));
    page->fleetTable().setCurrentRow(row);
    QCheckBox *edge = nullptr;
    for (QCheckBox *box : page->inspector()->findChildren<QCheckBox *>())
        if (box->text().startsWith(QLatin1String("IoT Edge")))
            edge = box;
    QVERIFY(edge);
    QTRY_VERIFY(edge->isVisible());
    QVERIFY(!edge->isChecked());
    edge->click();
    QCOMPARE(fixture.session->pending().field(row, QStringLiteral("capabilities"))->after.toObject(),
             (QJsonObject{{QStringLiteral("iotEdge"), true}}));
    edge->click();
    QVERIFY(!fixture.session->pending()
                 .field(row, QStringLiteral("capabilities"))
                 .value_or(fleet::PendingField{})
                 .after.toObject()
                 .value(QLatin1String("iotEdge"))
                 .toBool());
}

void EnrollmentInspectorTest::webhookIsStagedWhenComplete()
{
    PageFixture fixture;
    auto *page = open(fixture, testScenario({1, 0, 1}));
    QVERIFY(page);
    QTRY_COMPARE(page->model().rowCount(), 1);
    const fleet::RowId row = fixture.group(QStringLiteral("line-1"));
    page->fleetTable().setCurrentRow(row);
    auto *webhook = page->inspector()->findChild<ui::WebhookEditor *>();
    QVERIFY(webhook && !webhook->isVisible());
    fixture.session->stageField({row}, QStringLiteral("allocationPolicy"), QStringLiteral("custom"));
    QTRY_VERIFY(webhook->isVisible());
    auto *url = webhook->findChild<QLineEdit *>();
    url->setFocus();
    QTest::keyClicks(url, QStringLiteral("not an address"));
    QTest::keyClick(url, Qt::Key_Return);
    QVERIFY(says(webhook, QStringLiteral("https://")));
    const QString path = QStringLiteral("customAllocationDefinition");
    QVERIFY(!fixture.session->pending().field(row, path).has_value());
    url->clear();
    QTest::keyClicks(url, QStringLiteral("https://allocate.localhost/choose"));
    QTest::keyClick(url, Qt::Key_Return);
    QCOMPARE(fixture.session->pending().field(row, path)->after.toObject(),
             (QJsonObject{{QStringLiteral("webhookUrl"), QStringLiteral("https://allocate.localhost/choose")},
                          {QStringLiteral("apiVersion"), QStringLiteral("2021-10-01")}}));
    QVERIFY(fixture.session->pending().field(row, QStringLiteral("allocationPolicy")).has_value());
}

void EnrollmentInspectorTest::codeOfAWebhookIsHidden()
{
    PageFixture fixture;
    auto *page = open(fixture, testScenario({1, 0, 1}));
    QVERIFY(page);
    QTRY_COMPARE(page->model().rowCount(), 1);
    const fleet::RowId row = fixture.group(QStringLiteral("line-1"));
    page->fleetTable().setCurrentRow(row);
    fixture.session->stageField({row}, QStringLiteral("allocationPolicy"), QStringLiteral("custom"));
    auto *webhook = page->inspector()->findChild<ui::WebhookEditor *>();
    QTRY_VERIFY(webhook->isVisible());
    auto *url = webhook->findChild<QLineEdit *>();
    const QString whole = QStringLiteral("https://allocate.localhost/choose?code=s3cr3t==&x=1");
    url->setFocus();
    QTest::keyClicks(url, whole);
    QTest::keyClick(url, Qt::Key_Return);
    const QString path = QStringLiteral("customAllocationDefinition");
    const auto staged = [&] {
        return fixture.session->pending()
            .field(row, path)
            .value_or(fleet::PendingField{})
            .after.toObject()
            .value(QLatin1String("webhookUrl"))
            .toString();
    };
    QCOMPARE(staged(), whole);
    QVERIFY(!url->text().contains(QLatin1String("s3cr3t")));
    QVERIFY(url->text().endsWith(QLatin1String("&x=1")));
    // The text can be edited around its dots.
    url->setCursorPosition(int(url->text().size()));
    QTest::keyClicks(url, QStringLiteral("2"));
    QTest::keyClick(url, Qt::Key_Return);
    QCOMPARE(staged(), whole + QLatin1Char('2'));
    QVERIFY(!url->text().contains(QLatin1String("s3cr3t")));
    QPushButton *show = buttonOf(webhook, QStringLiteral("Show code"));
    QVERIFY(show && show->isVisible());
    show->click();
    QCOMPARE(url->text(), whole + QLatin1Char('2'));
    show->click();
    QVERIFY(!url->text().contains(QLatin1String("s3cr3t")));
    // The whole enrollment as JSON hides it as well, and keeps it when other things are edited.
    showTab(page, RawTab);
    ui::JsonSection *json = section(page, RawTab);
    QVERIFY(json);
    QTRY_VERIFY(json->view()->toPlainText().contains(QLatin1String("?code=")));
    QString text = json->view()->toPlainText();
    QVERIFY(!text.contains(QLatin1String("s3cr3t")));
    json->view()->setPlainText(text.replace(QLatin1String("\"enabled\""), QLatin1String("\"disabled\"")));
    QPushButton *stage = buttonOf(json, QStringLiteral("Put into the tray"));
    QVERIFY(stage && stage->isEnabled());
    stage->click();
    QVERIFY(fixture.session->pending().field(row, QStringLiteral("provisioningStatus")).has_value());
    QCOMPARE(staged(), whole + QLatin1Char('2'));
}

void EnrollmentInspectorTest::keysAreShownOnRequestAndHidden()
{
    PageFixture fixture;
    auto *page = open(fixture, testScenario({1, 1, 1}));
    QVERIFY(page);
    QTRY_COMPARE(page->model().rowCount(), 2);
    page->fleetTable().setCurrentRow(fixture.group(QStringLiteral("line-1")));
    showTab(page, StateTab);
    auto *section = page->inspector()->findChild<ui::AttestationSection *>();
    QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
    const auto show = [&] {
        QPushButton *button = buttonOf(section, QStringLiteral("Show keys"));
        if (button && button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
        return button != nullptr;
    };
    OtherParties others(fixture.endpoint);
    const QString primary = others.keys(EnrollmentKind::Group, QStringLiteral("line-1"))
                                ->value(QLatin1String("symmetricKey"))
                                .toObject()
                                .value(QLatin1String("primaryKey"))
                                .toString();
    QVERIFY(!primary.isEmpty());
    const auto showsKey = [&] {
        for (const QLabel *label : section->findChildren<QLabel *>())
            if (QString(label->text()).remove(QChar(0x200B)) == primary)
                return true;
        return false;
    };
    QTRY_VERIFY(buttonOf(section, QStringLiteral("Show keys"))->isVisible());
    QVERIFY(show());
    QTRY_VERIFY_WITH_TIMEOUT(section->keysShown(), 20'000);
    QVERIFY(showsKey());
    QTest::mouseClick(buttonOf(section, QStringLiteral("Copy")), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), primary);
    // By its button, by another selection, by another window.
    QTest::mouseClick(buttonOf(section, QStringLiteral("Hide keys")), Qt::LeftButton);
    QVERIFY(!section->keysShown() && !showsKey());
    QVERIFY(show());
    QTRY_VERIFY_WITH_TIMEOUT(section->keysShown(), 20'000);
    page->fleetTable().setCurrentRow(fixture.individual(QStringLiteral("pump-0001")));
    QVERIFY(!section->keysShown() && !showsKey());
    page->fleetTable().setCurrentRow(fixture.group(QStringLiteral("line-1")));
    QTRY_VERIFY(buttonOf(section, QStringLiteral("Show keys")) &&
                buttonOf(section, QStringLiteral("Show keys"))->isVisible());
    QVERIFY(show());
    QTRY_VERIFY_WITH_TIMEOUT(section->keysShown(), 20'000);
    QWidget other;
    other.show();
    other.activateWindow();
    QTRY_VERIFY(!section->keysShown());
    QVERIFY(!showsKey());
    fixture.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
    QVERIFY(show());
    QTRY_VERIFY_WITH_TIMEOUT(section->keysShown(), 20'000);
    showTab(page, PolicyTab);
    QVERIFY(!section->keysShown());
}

void EnrollmentInspectorTest::keysAreRenewedInTheTray()
{
    PageFixture fixture;
    auto *page = open(fixture, testScenario({0, 1, 0}));
    QVERIFY(page);
    QTRY_COMPARE(page->model().rowCount(), 1);
    const fleet::RowId row = fixture.individual(QStringLiteral("pump-0001"));
    page->fleetTable().setCurrentRow(row);
    showTab(page, StateTab);
    auto *section = page->inspector()->findChild<ui::AttestationSection *>();
    QTRY_VERIFY(buttonOf(section, QStringLiteral("New secondary key")) &&
                buttonOf(section, QStringLiteral("New secondary key"))->isVisible());
    OtherParties others(fixture.endpoint);
    const auto keysOf = [&] {
        return others.keys(EnrollmentKind::Individual, QStringLiteral("pump-0001"))
            ->value(QLatin1String("symmetricKey"))
            .toObject();
    };
    const QJsonObject before = keysOf();
    QTest::mouseClick(buttonOf(section, QStringLiteral("New secondary key")), Qt::LeftButton);
    QCOMPARE(fixture.session->pending().size(), 1);
    QTRY_VERIFY(says(section, QStringLiteral("A new secondary key waits in the tray.")));
    QCOMPARE(keysOf(), before);
    QVERIFY(fixture.session->apply().has_value());
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 1U, 20'000);
    const QJsonObject after = keysOf();
    QCOMPARE(after.value(QLatin1String("primaryKey")), before.value(QLatin1String("primaryKey")));
    QVERIFY(after.value(QLatin1String("secondaryKey")) != before.value(QLatin1String("secondaryKey")));
}

void EnrollmentInspectorTest::certificatesTellTheirDates()
{
    PageFixture fixture;
    QVERIFY(fixture.start(testScenario({0, 1, 0})) && fixture.newSession());
    ui::AttestationSection section(fixture.theme, *fixture.session);
    const auto certificate = [](const QString &subject, const QString &end) {
        return QJsonObject{{QStringLiteral("info"),
                            QJsonObject{{QStringLiteral("subjectName"), subject},
                                        {QStringLiteral("sha1Thumbprint"), QStringLiteral("AB12")},
                                        {QStringLiteral("notBeforeUtc"), QStringLiteral("2020-01-01T00:00:00Z")},
                                        {QStringLiteral("notAfterUtc"), end}}}};
    };
    const QJsonObject pair{
        {QStringLiteral("primary"),
         certificate(QStringLiteral("CN=old"), QStringLiteral("2022-08-31T22:02:50.5163352Z"))},
        {QStringLiteral("secondary"), certificate(QStringLiteral("CN=new"), QStringLiteral("2022-09-20T00:00:00Z"))}};
    const QJsonObject attestation{{QStringLiteral("type"), QStringLiteral("x509")},
                                  {QStringLiteral("x509"), QJsonObject{{QStringLiteral("clientCertificates"), pair}}}};
    const qint64 now = QDateTime::fromString(QStringLiteral("2022-09-10T22:02:50Z"), Qt::ISODate).toMSecsSinceEpoch();
    section.setAttestation(0, attestation, now);
    const QList<ui::FactSection> told = section.findChild<ui::FactList *>()->sections();
    QCOMPARE(told.size(), 2);
    const auto fact = [&](int certificateIndex, const QString &name) {
        for (const ui::Fact &each : told.at(certificateIndex).facts)
            if (each.name == name)
                return each;
        return ui::Fact{};
    };
    QCOMPARE(fact(0, QStringLiteral("Subject")).value, QStringLiteral("CN=old"));
    QCOMPARE(fact(0, QStringLiteral("Valid from")).value, QStringLiteral("2020-01-01"));
    QVERIFY(fact(0, QStringLiteral("Valid until")).value.contains(QLatin1String("2022-08-31, ended ")));
    QVERIFY(fact(0, QStringLiteral("Valid until")).tone == ui::TextTone::Bad);
    QVERIFY(fact(1, QStringLiteral("Valid until")).value.contains(QLatin1String("ends in")));
    QVERIFY(fact(1, QStringLiteral("Valid until")).tone == ui::TextTone::Warning);
    QVERIFY(!buttonOf(&section, QStringLiteral("Show keys"))->isVisibleTo(&section));
}

REHOME_TEST(EnrollmentInspectorTest);
#include "EnrollmentInspectorTest.moc"
