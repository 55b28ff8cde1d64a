// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/walkthroughs/Guide.h"

#include "app/rehome/DemoEngine.h"
#include "models/items/Words.h"
#include "tests/fleet/FleetFacts.h"
#include "tests/support/TestRegistry.h"
#include "ui/enrollments/ApplyQuestion.h"
#include "ui/enrollments/DeleteDialog.h"
#include "ui/enrollments/EnrollmentsPage.h"
#include "ui/enrollments/NewEnrollmentDialog.h"
#include "ui/enrollments/PendingTray.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"
#include "ui/walkthroughs/GuidePanel.h"
#include "ui/widgets/FleetTable.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>

using namespace rehome;
using fleet::test::Enrolled;
using fleet::test::Registered;
using ui::Guide;

namespace {

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(QByteArray(text)).object();
}

/// The quarantine walkthrough's demo with a session on it.
class DemoFixture
{
public:
    DemoFixture()
        : engine(folder.filePath(QStringLiteral("demo")))
    {
        QObject::connect(&engine, &session::DemoHost::started, &context,
                         [this](const session::ConnectionProfile &profile, const session::ConnectionSecret &secret) {
                             session = std::make_unique<session::Session>(
                                 profile, secret, session::SessionPaths{folder.filePath(QStringLiteral("session"))});
                             session->open();
                         });
        QObject::connect(&engine, &session::DemoHost::failed, &context,
                         [](const Error &error) { qWarning("demo: %s", qPrintable(error.message)); });
    }
    ~DemoFixture() { session.reset(); }
    bool start()
    {
        engine.start(QStringLiteral("quarantine"));
        return QTest::qWaitFor(
            [this] {
                return session && session->state() == session::SessionState::Watching &&
                       session->budget().fullPassSeconds >= 0;
            },
            30'000);
    }

    QTemporaryDir folder;
    demo::DemoEngine engine;
    QObject context;
    std::unique_ptr<session::Session> session;
};

} // namespace

class GuideTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void conditions_data();
    void conditions();
    void quarantineRunsToItsEnd();
    void nothingGoesOnBeforeItIsSo();
    void quarantineByHand();
};

void GuideTest::conditions_data()
{
    QTest::addColumn<QJsonObject>("until");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char *name, const char *until, bool holds) {
        QTest::newRow(name) << json(until) << holds;
    };
    row("empty", "{}", true);
    row("page", R"({"page": "devices"})", true);
    row("other page", R"({"page": "live"})", false);
    row("enrollment", R"({"enrollment": {"id": "pump", "kind": "individual"}})", true);
    row("of the other kind", R"({"enrollment": {"id": "pump", "kind": "group"}})", false);
    row("unknown", R"({"enrollment": {"id": "nobody", "kind": "individual"}})", false);
    row("must not exist", R"({"enrollment": {"id": "pump", "kind": "individual", "exists": false}})", false);
    row("does not exist", R"({"enrollment": {"id": "nobody", "kind": "individual", "exists": false}})", true);
    row("deleted", R"({"enrollment": {"id": "gone", "kind": "individual", "exists": false}})", true);
    row("policy", R"({"enrollment": {"id": "pump", "kind": "individual", "policy": "migrate"}})", true);
    row("other policy", R"({"enrollment": {"id": "pump", "kind": "individual", "policy": "never"}})", false);
    row("hubs", R"({"enrollment": {"id": "pump", "kind": "individual", "hubs": ["hub-a.localhost"]}})", true);
    row("other hubs", R"({"enrollment": {"id": "pump", "kind": "individual", "hubs": ["hub-b.localhost"]}})", false);
    row("more hubs", R"({"enrollment": {"id": "pump", "kind": "individual",
        "hubs": ["hub-a.localhost", "hub-b.localhost"]}})",
        false);
    row("device", R"({"device": {"id": "pump", "hub": "HUB-A.localhost", "status": "assigned"}})", true);
    row("elsewhere", R"({"device": {"id": "pump", "hub": "hub-b.localhost"}})", false);
    row("other status", R"({"device": {"id": "pump", "status": "assigning"}})", false);
    row("no status", R"({"device": {"id": "pump", "status": "somehow"}})", false);
    row("substatus", R"({"device": {"id": "pump", "substatus": "deviceDataMigrated"}})", true);
    row("other substatus", R"({"device": {"id": "pump", "substatus": "initialAssignment"}})", false);
    row("unknown device", R"({"device": {"id": "nobody"}})", false);
    row("all of them", R"({"page": "devices", "enrollment": {"id": "pump", "kind": "individual"},
        "device": {"id": "pump"}})",
        true);
    row("all but one", R"({"page": "devices", "enrollment": {"id": "pump", "kind": "individual"},
        "device": {"id": "nobody"}})",
        false);
}

void GuideTest::conditions()
{
    QFETCH(QJsonObject, until);
    QFETCH(bool, holds);
    fleet::SnapshotBuilder builder;
    Enrolled{.id = "pump", .policy = domain::ReprovisionPolicy::Migrate, .hubs = {"hub-a.localhost"}}.put(builder);
    const fleet::RowId gone = Enrolled{.id = "gone"}.put(builder);
    builder.removeEnrollment(gone, fleet::test::T0 + 5000);
    Registered{.id = "pump",
               .hub = "hub-a.localhost",
               .substatus = domain::Substatus::DeviceDataMigrated,
               .source = fleet::DeviceSource::SingleGet}
        .put(builder);
    const fleet::SnapshotPtr snapshot = builder.publish().snapshot;
    QCOMPARE(ui::guideConditionHolds(until, *snapshot, QStringLiteral("devices")), holds);
}

void GuideTest::quarantineRunsToItsEnd()
{
    DemoFixture fixture;
    QVERIFY(fixture.start());
    const QList<QJsonObject> steps = fixture.engine.walkthroughSteps();
    QCOMPARE(steps.size(), 6);
    Guide guide(*fixture.session, fixture.engine, steps);
    QStringList pages;
    QString page;
    QList<int> entered;
    int ungrounded = 0;
    connect(&guide, &Guide::pageRequested, &guide, [&](const QString &wanted, const QString &) {
        page = wanted;
        pages << wanted;
        guide.setPage(wanted);
    });
    connect(&guide, &Guide::stepChanged, &guide, [&](int step) {
        entered << step;
        // It goes on only out of a state that the fleet really is in.
        if (step > 0 && !ui::guideConditionHolds(steps[step - 1].value(QLatin1String("until")).toObject(),
                                                 *fixture.session->snapshot(), page))
            ++ungrounded;
    });
    QSignalSpy finished(&guide, &Guide::finished);
    QSignalSpy failed(&guide, &Guide::failed);
    guide.setUnattended(true);
    guide.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 120'000);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(entered, QList<int>({0, 1, 2, 3, 4, 5, 6}));
    QCOMPARE(ungrounded, 0);
    QVERIFY(pages.contains(QStringLiteral("devices")) && pages.contains(QStringLiteral("enrollments")));
    // The fleet is back: the pump on its group's hub, its own enrollment gone.
    const auto snapshot = fixture.session->snapshot();
    const fleet::RowId pump = snapshot->findDevice(QStringLiteral("pump-harbour-0007"));
    QVERIFY(pump != fleet::NoRow);
    QCOMPARE(snapshot->text(snapshot->devices.hub[pump]), QStringLiteral("hub-weu.localhost"));
    const fleet::RowId own =
        snapshot->findEnrollment(domain::EnrollmentKind::Individual, QStringLiteral("pump-harbour-0007"));
    QVERIFY(own == fleet::NoRow || snapshot->enrollments.isGone(own));
    guide.next(); // past the end: nothing
    QVERIFY(guide.isFinished());
    QVERIFY(guide.text().isEmpty());
}

void GuideTest::nothingGoesOnBeforeItIsSo()
{
    DemoFixture fixture;
    QVERIFY(fixture.start());
    Guide guide(*fixture.session, fixture.engine, fixture.engine.walkthroughSteps());
    ui::Theme theme;
    QWidget window;
    window.resize(900, 600);
    QPushButton control(QStringLiteral("New…"), &window);
    QStringList asked;
    ui::GuidePanel panel(
        theme, guide, QStringLiteral("Quarantine"),
        [&](const QString &name) {
            asked << name;
            return std::pair<QWidget *, QRect>(&control, QRect());
        },
        &window);
    window.show();
    guide.setPage(QStringLiteral("live"));
    guide.start();
    QCOMPARE(guide.current(), 0);
    QVERIFY(!guide.conditionHolds());
    QVERIFY(!panel.nextButton()->isEnabled());
    QVERIFY(panel.actButton()->isHidden()); // nobody acts here: the person looks
    guide.next();
    QCOMPARE(guide.current(), 0);
    guide.setPage(QStringLiteral("devices"));
    QTRY_VERIFY(guide.conditionHolds());
    QVERIFY(panel.nextButton()->isEnabled());
    guide.setPage(QStringLiteral("live")); // and away again
    QVERIFY(!guide.conditionHolds());
    guide.next();
    QCOMPARE(guide.current(), 0);
    guide.setPage(QStringLiteral("devices"));
    QTest::mouseClick(panel.nextButton(), Qt::LeftButton);
    QCOMPARE(guide.current(), 1);
    // The second waits for an enrollment that does not exist before somebody makes it.
    QVERIFY(!guide.conditionHolds());
    QVERIFY(asked.contains(guide.highlight()));
    QCOMPARE(guide.actor(), QStringLiteral("person"));
    guide.next();
    QCOMPARE(guide.current(), 1);
    QVERIFY(!panel.actButton()->isHidden());
    QTest::mouseClick(panel.actButton(), Qt::LeftButton);
    QVERIFY(guide.hasActed());
    QVERIFY(!panel.actButton()->isEnabled()); // once is enough
    QCOMPARE(guide.current(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(guide.conditionHolds(), 30'000);
    QCOMPARE(guide.current(), 1); // attended: the person goes on
    guide.next();
    QCOMPARE(guide.current(), 2);
}

// Through the same dialogs, inspector and tray that a person uses, in the words of the steps.
void GuideTest::quarantineByHand()
{
    DemoFixture fixture;
    QVERIFY(fixture.start());
    session::Session &session = *fixture.session;
    Guide guide(session, fixture.engine, fixture.engine.walkthroughSteps());
    const QString pump = QStringLiteral("pump-harbour-0007");
    ui::Theme theme;
    ui::HubColors colors;
    ui::EnrollmentsPage page(theme, colors, session);
    ui::PendingTray tray(theme, session);
    tray.setSendDelay(std::chrono::milliseconds(10));
    QWidget *inspector = page.inspector();
    for (QWidget *widget : std::initializer_list<QWidget *>{&page, inspector, &tray})
        widget->show();
    page.resize(1100, 700);
    page.activated();
    const auto apply = [&] {
        QVERIFY(!session.pending().isEmpty());
        QCOMPARE(guide.highlight(), QStringLiteral("tray.apply"));
        QVERIFY(!guide.conditionHolds()); // nothing was sent yet
        tray.applyButton()->click();
        auto *question = tray.findChild<ui::ApplyQuestion *>();
        QVERIFY(question);
        question->accept();
        QTRY_VERIFY_WITH_TIMEOUT(session.pending().isEmpty() && guide.conditionHolds(), 30'000);
    };
    guide.setPage(QStringLiteral("devices"));
    guide.start();
    QTRY_VERIFY(guide.conditionHolds());
    guide.next();
    guide.setPage(QStringLiteral("enrollments"));
    QCOMPARE(guide.highlight(), QStringLiteral("enrollments.new"));
    static_cast<QPushButton *>(page.control(guide.highlight()))->click();
    auto *dialog = page.findChild<ui::NewEnrollmentDialog *>();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), pump);
    const auto choose = [](QWidget *parent, const QString &words) {
        const auto boxes = parent->findChildren<QComboBox *>();
        for (QComboBox *box : boxes) {
            if (const int at = box->findText(words, Qt::MatchContains); at >= 0) {
                box->setCurrentIndex(at);
                Q_EMIT box->activated(at);
                return true;
            }
        }
        return false;
    };
    QVERIFY(choose(dialog, QStringLiteral("group pumps-harbour")));
    QVERIFY(choose(dialog, items::allocationText(domain::AllocationPolicy::Static)));
    const auto check = [](QWidget *parent, const QString &hub, bool on) {
        const auto found = parent->findChild<QListWidget *>()->findItems(hub, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        found.first()->setCheckState(on ? Qt::Checked : Qt::Unchecked);
    };
    check(dialog, QStringLiteral("hub-quarantine"), true);
    QPushButton *stage = nullptr;
    const auto buttons = dialog->findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        stage = button->text() == ui::NewEnrollmentDialog::tr("Put into the tray") ? button : stage;
    QVERIFY(stage && stage->isEnabled());
    stage->click();
    QTRY_VERIFY_WITH_TIMEOUT(!session.pending().isEmpty(), 20'000);
    apply();
    guide.next();
    const auto restart = [&] {
        guide.act();
        QTRY_VERIFY_WITH_TIMEOUT(guide.conditionHolds(), 30'000);
        guide.next();
    };
    restart();
    QCOMPARE(guide.highlight(), QStringLiteral("inspector.hubs"));
    page.showTarget(guide.target());
    const auto own = [&] { return session.snapshot()->findEnrollment(domain::EnrollmentKind::Individual, pump); };
    QTRY_COMPARE(page.fleetTable().currentRow(), own());
    QWidget *hubs = page.control(guide.highlight()); // with the first edit the tray's button is
    QVERIFY(hubs);
    check(hubs, QStringLiteral("hub-quarantine"), false);
    check(hubs, QStringLiteral("hub-weu"), true);
    apply();
    guide.next();
    restart();
    QCOMPARE(guide.highlight(), QStringLiteral("enrollments.delete"));
    page.showTarget(guide.target());
    QTRY_COMPARE(page.fleetTable().currentRow(), own());
    static_cast<QPushButton *>(page.control(guide.highlight()))->click();
    auto *question = page.findChild<ui::DeleteDialog *>();
    QVERIFY(question);
    question->deleteButton()->click();
    apply();
    guide.next();
    QVERIFY(guide.isFinished());
}

REHOME_TEST(GuideTest);
#include "GuideTest.moc"
