// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/Application.h"

#include "tests/support/TestRegistry.h"
#include "ui/enrollments/PendingTray.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Page.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QPushButton>

using namespace rehome;
using namespace rehome::desktop;

namespace {

const char *const s_scenario = R"({
  "title": "Small", "summary": "Two groups.", "idScope": "0ne00SMALL1",
  "quotas": {"registrationsPerMinute": 1000, "operationsPerMinute": 60000}, "assignDelayMs": 0,
  "defaultRegion": "westeurope",
  "hubs": [{"name": "hub-a", "region": "westeurope"}, {"name": "hub-b", "region": "westeurope"}],
  "enrollments": [
    {"registrationId": "pump-1", "attestation": {"type": "symmetricKey"}, "provisioningStatus": "enabled"}],
  "enrollmentGroups": [
    {"enrollmentGroupId": "line-1", "attestation": {"type": "symmetricKey"},
     "reprovisionPolicy": {"updateHubAssignment": true, "migrateDeviceData": true},
     "allocationPolicy": "static", "iotHubs": ["hub-a.localhost"], "provisioningStatus": "enabled"}],
  "devices": [{"group": "line-1", "count": 5, "prefix": "line-1-", "apiVersion": "2021-06-01",
     "region": "westeurope", "initially": "assigned"}],
  "steps": []
})";

} // namespace

class ApplicationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void options();
    void wrongOptions_data();
    void wrongOptions();
    void programAnswersOnTheCommandLine();
    void demoOpensAndClosesItsPages();
    void languageChangesAroundTheSameSession();

private:
    static Options optionsIn(const QTemporaryDir &folder)
    {
        Options options;
        options.demo = true;
        options.screenshots = folder.path(); // settings and demo live there, not with the person's own
        options.language = QStringLiteral("en");
        options.theme = QStringLiteral("light");
        return options;
    }
    static QString scenarioIn(const QTemporaryDir &folder)
    {
        QFile file(folder.filePath(QStringLiteral("small.json")));
        if (file.open(QIODevice::WriteOnly))
            file.write(s_scenario);
        return file.fileName();
    }
    static QStringList menuTitles(ui::MainWindow &window)
    {
        QStringList titles;
        for (const QAction *action : window.menuBar()->actions())
            titles << action->text().remove(QLatin1Char('&'));
        return titles;
    }
};

void ApplicationTest::options()
{
    const auto none = parseOptions({});
    QVERIFY(none.has_value());
    QVERIFY(!none->demo && !none->showHelp && !none->showVersion);
    QCOMPARE(none->scenario, QStringLiteral("demo"));
    const auto all =
        parseOptions({QStringLiteral("--demo"), QStringLiteral("quarantine"), QStringLiteral("--screenshots"),
                      QStringLiteral("shots"), QStringLiteral("--size"), QStringLiteral("1920x1080"),
                      QStringLiteral("--theme"), QStringLiteral("dark"), QStringLiteral("--language"),
                      QStringLiteral("de"), QStringLiteral("--page"), QStringLiteral("rate")});
    QVERIFY(all.has_value());
    QVERIFY(all->demo);
    QCOMPARE(all->scenario, QStringLiteral("quarantine"));
    QCOMPARE(all->screenshots, QStringLiteral("shots"));
    QCOMPARE(all->size, QSize(1920, 1080));
    QCOMPARE(all->theme, QStringLiteral("dark"));
    QCOMPARE(all->language, QStringLiteral("de"));
    QCOMPARE(all->page, QStringLiteral("rate"));
    QVERIFY(parseOptions({QStringLiteral("--help")})->showHelp);
    QVERIFY(parseOptions({QStringLiteral("-h")})->showHelp);
    QVERIFY(parseOptions({QStringLiteral("--version")})->showVersion);
    QCOMPARE(parseOptions({QStringLiteral("--connect"), QStringLiteral("Plant")})->profile, QStringLiteral("Plant"));
    const QStringList named{QStringLiteral("--demo"), QStringLiteral("--connect"),  QStringLiteral("--screenshots"),
                            QStringLiteral("--size"), QStringLiteral("--language"), QStringLiteral("--page"),
                            QStringLiteral("--theme")};
    for (const QString &option : named)
        QVERIFY2(helpText().contains(option), qPrintable(option));
}

void ApplicationTest::wrongOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const char *arguments, const char *named) {
        QTest::newRow(name) << QString::fromLatin1(arguments).split(QLatin1Char(' ')) << QString::fromLatin1(named);
    };
    row("unknown option", "--frobnicate", "frobnicate");
    row("scenario without demo", "quarantine", "quarantine");
    row("two scenarios", "--demo demo quarantine", "quarantine");
    row("screenshots without demo", "--screenshots there", "--screenshots");
    row("demo and connection", "--demo --connect Plant", "--connect");
    row("size", "--demo --size huge", "--size");
    row("size of nothing", "--demo --size 0x0", "--size");
    row("theme", "--theme pink", "--theme");
    row("language", "--language fr", "--language");
    row("page", "--page nowhere", "--page");
    row("value missing", "--connect", "connect");
}

void ApplicationTest::wrongOptions()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const auto parsed = parseOptions(arguments);
    QVERIFY(!parsed.has_value());
    QCOMPARE(parsed.error().kind, ErrorKind::BadInput);
    QVERIFY2(parsed.error().message.contains(named), qPrintable(parsed.error().message));
}

void ApplicationTest::programAnswersOnTheCommandLine()
{
    const QString program = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("rehome"));
    const auto run = [&program](const QStringList &arguments) {
        QProcess process;
        process.start(program, arguments);
        const bool ended = process.waitForFinished(30'000);
        return std::tuple(ended ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
                          QString::fromUtf8(process.readAllStandardError()));
    };
    const auto [version, versionText, versionErrors] = run({QStringLiteral("--version")});
    QCOMPARE(version, 0);
    QCOMPARE(versionText.trimmed(), QStringLiteral("rehome " REHOME_VERSION));
    const auto [help, helpShown, helpErrors] = run({QStringLiteral("--help")});
    QCOMPARE(help, 0);
    QVERIFY(helpShown.contains(QStringLiteral("--screenshots")));
    const auto [wrong, wrongText, wrongErrors] = run({QStringLiteral("--page"), QStringLiteral("nowhere")});
    QCOMPARE(wrong, 2);
    QVERIFY(wrongText.isEmpty());
    QVERIFY(wrongErrors.contains(QStringLiteral("rehome: --page takes")));
    QVERIFY2(!helpShown.contains(QStringLiteral("report-first-paint")), "only the benchmark asks for it");
}

void ApplicationTest::demoOpensAndClosesItsPages()
{
    QTemporaryDir folder;
    Application program(optionsIn(folder));
    program.start();
    QVERIFY(QTest::qWaitForWindowExposed(&program.window()));
    QCOMPARE(program.window().currentPage()->id(), QString(ui::Page::Start));
    QVERIFY(!program.session());
    QSignalSpy opened(&program, &Application::sessionOpened);
    program.openDemo(scenarioIn(folder));
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 30'000);
    QCOMPARE(program.window().currentPage()->id(), QString(ui::Page::Live));
    for (const auto &id : {ui::Page::Live, ui::Page::Devices, ui::Page::Enrollments, ui::Page::Rate})
        QVERIFY(program.window().goTo(id));
    QTRY_COMPARE_WITH_TIMEOUT(program.session()->state(), session::SessionState::Watching, 30'000);
    QTRY_COMPARE(program.session()->snapshot()->enrollments.liveCount, 2U);
    QVERIFY(program.window().windowTitle().contains(QStringLiteral("Small")));
    Q_EMIT program.window().disconnectRequested();
    QVERIFY(!program.session());
    QCOMPARE(program.window().currentPage()->id(), QString(ui::Page::Start));
    QVERIFY(!program.window().page(ui::Page::Live));
    // And once more: everything of the first time is gone.
    QTRY_VERIFY_WITH_TIMEOUT(!program.demo().isRunning(), 20'000);
    program.openDemo(scenarioIn(folder));
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 2, 30'000);
    QVERIFY(program.session());
    // A scenario that is not there is said on the start page.
    program.openDemo(QStringLiteral("/no/such/scenario.json"));
    QSignalSpy failed(&program.demo(), &session::DemoHost::failed);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20'000);
    QCOMPARE(program.window().currentPage()->id(), QString(ui::Page::Start));
}

void ApplicationTest::languageChangesAroundTheSameSession()
{
    QTemporaryDir folder;
    Application program(optionsIn(folder));
    program.start();
    program.openDemo(scenarioIn(folder));
    QTRY_VERIFY_WITH_TIMEOUT(program.session() && program.session()->state() == session::SessionState::Watching,
                             30'000);
    session::Session *session = program.session();
    program.window().goTo(ui::Page::Enrollments);
    const QString english = program.window().currentPage()->title();
    const QStringList englishMenus = menuTitles(program.window());
    const fleet::RowId row =
        session->snapshot()->findEnrollment(domain::EnrollmentKind::Group, QStringLiteral("line-1"));
    session->stagePolicy({row}, domain::ReprovisionPolicy::Never);
    QCOMPARE(program.window().pendingCount(), 1);

    program.setLanguage(QStringLiteral("de"));
    QCOMPARE(program.session(), session); // not opened anew
    QCOMPARE(program.window().currentPage()->id(), QString(ui::Page::Enrollments));
    QCOMPARE(program.window().page(ui::Page::Devices)->title(), QStringLiteral("Geräte"));
    QVERIFY(menuTitles(program.window()) != englishMenus);
    QCOMPARE(program.window().pendingCount(), 1); // unsent edits are kept
    QVERIFY(program.window().isVisible());
    auto *tray = program.window().findChild<ui::PendingTray *>();
    QVERIFY(tray);
    QVERIFY(tray->applyButton()->isEnabled());
    // It still follows the service.
    QSignalSpy published(session, &session::Session::published);
    session->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(published.count() > 0, 20'000);
    QCOMPARE(session->state(), session::SessionState::Watching);
    session->pending().undo();
    Q_EMIT session->pendingChanged();
    QCOMPARE(program.window().pendingCount(), 0);

    program.setLanguage(QStringLiteral("en"));
    QCOMPARE(program.session(), session);
    QCOMPARE(program.window().currentPage()->title(), english);
    QCOMPARE(menuTitles(program.window()), englishMenus);
}

REHOME_TEST(ApplicationTest);
#include "ApplicationTest.moc"
