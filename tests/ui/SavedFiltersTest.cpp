// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/SavedFilters.h"

#include "models/fleet/SnapshotBuilder.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/UiFixture.h"
#include "ui/window/MainWindow.h"

#include <QtCore/QSettings>
#include <QtTest/QtTest>
#include <QtWidgets/QLineEdit>

using namespace rehome;
using ui::Page;

/// Filters in the rail, through the window that shows them.
class SavedFiltersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.install(); }
    void init();
    void cleanup();
    void savedNamedUsedAndRemoved();
    void countsFollowTheFleet();
    void collapsedRailHasRoomForAName();
    void whatCannotBeReadHasNoCount();

private:
    test::FakePage *add(const QString &id)
    {
        auto *page = new test::FakePage(id);
        m_window->addPage(page);
        return page;
    }

    ui::Theme m_theme{std::make_unique<test::FakeScheme>()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<ui::Settings> m_settings;
    std::unique_ptr<ui::MainWindow> m_window;
};

void SavedFiltersTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<ui::Settings>(*m_store);
    m_window = std::make_unique<ui::MainWindow>(m_theme, *m_settings);
    session::ConnectionProfile profile;
    profile.name = QStringLiteral("dps-lab");
    m_window->setConnection(profile);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void SavedFiltersTest::cleanup()
{
    m_window.reset();
    m_settings.reset();
    m_store.reset();
}

void SavedFiltersTest::savedNamedUsedAndRemoved()
{
    auto *enrollments = add(Page::Enrollments);
    add(Page::Live);
    Q_EMIT enrollments->saveFilterRequested(QStringLiteral("policy:notset"));
    Q_EMIT enrollments->saveFilterRequested(QStringLiteral("policy:notset"));
    QCOMPARE(m_settings->savedFilters().size(), 1);
    // It is named where it stands; until then its text is its name.
    QLineEdit *name = m_window->rail()->nameEdit();
    QVERIFY(name && name->isVisible());
    QCOMPARE(name->text(), QStringLiteral("policy:notset"));
    QTest::keyClicks(name, QStringLiteral("Policy open"));
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(!m_window->rail()->nameEdit());
    QCOMPARE(m_settings->savedFilters().first(),
             (ui::SavedFilter{Page::Enrollments, QStringLiteral("Policy open"), QStringLiteral("policy:notset")}));
    m_window->goTo(Page::Live);
    const int row = static_cast<int>(m_window->rail()->items().size()) - 1;
    QCOMPARE(m_window->rail()->items().at(row).kind, ui::RailItem::Kind::Filter);
    QTest::mouseClick(m_window->rail(), Qt::LeftButton, {}, m_window->rail()->itemRect(row).center());
    QCOMPARE(m_window->currentPage(), enrollments);
    QCOMPARE(enrollments->target, QStringLiteral("policy:notset"));
    QTest::keyClick(m_window->rail(), Qt::Key_End);
    QTest::keyClick(m_window->rail(), Qt::Key_F2);
    name = m_window->rail()->nameEdit();
    QVERIFY(name);
    QTest::keyClicks(name, QStringLiteral("Something else"));
    QTest::keyClick(name, Qt::Key_Escape); // as it was
    QCOMPARE(m_window->rail()->items().at(row).title, QStringLiteral("Policy open"));
    QTest::keyClick(m_window->rail(), Qt::Key_Delete);
    QVERIFY(m_settings->savedFilters().isEmpty());
    QCOMPARE(m_window->rail()->items().size(), 2);
}

void SavedFiltersTest::countsFollowTheFleet()
{
    auto *enrollments = add(Page::Enrollments);
    auto *devices = add(Page::Devices);
    Q_EMIT enrollments->saveFilterRequested(QStringLiteral("policy:migrate"));
    Q_EMIT devices->saveFilterRequested(QStringLiteral("policy:migrate")); // the same words on another page
    fleet::SnapshotBuilder builder;
    const auto put = [&](const std::string &id) {
        fleet::EnrollmentFacts facts;
        facts.id = id;
        facts.policy = domain::ReprovisionPolicy::Migrate;
        facts.readAtMs = 1;
        builder.putEnrollment(facts);
    };
    put("one");
    put("two");
    fleet::SnapshotPtr snapshot = builder.publish().snapshot;
    const auto countAt = [&](int fromEnd) {
        const QList<ui::RailItem> &items = m_window->rail()->items();
        return items.at(items.size() - 1 - fromEnd).count;
    };
    QCOMPARE(countAt(0), QString());
    m_window->setFleet([&] { return snapshot; });
    QTRY_COMPARE(countAt(1), QStringLiteral("2"));
    put("three");
    snapshot = builder.publish().snapshot;
    QTRY_COMPARE(countAt(1), QStringLiteral("3"));
    QTest::mouseClick(m_window->rail(), Qt::LeftButton, {},
                      m_window->rail()->itemRect(static_cast<int>(m_window->rail()->items().size()) - 1).center());
    QCOMPARE(m_window->currentPage(), devices);
    m_window->setFleet({});
    QCOMPARE(countAt(0), QString());
}

void SavedFiltersTest::collapsedRailHasRoomForAName()
{
    auto *enrollments = add(Page::Enrollments);
    m_window->rail()->setCollapsed(true);
    Q_EMIT enrollments->saveFilterRequested(QStringLiteral("finding:*"));
    QLineEdit *name = m_window->rail()->nameEdit();
    QVERIFY(name);
    QVERIFY(name->width() > ui::NavRail::CollapsedWidth);
    // Leaving the field keeps what was typed.
    name->setText(QStringLiteral("To fix"));
    QVERIFY(name->hasFocus());
    enrollments->setFocus();
    QVERIFY(!m_window->rail()->nameEdit());
    QCOMPARE(m_settings->savedFilters().first().name, QStringLiteral("To fix"));
    // No name is no change.
    m_window->rail()->editName(1);
    m_window->rail()->nameEdit()->clear();
    QTest::keyClick(m_window->rail()->nameEdit(), Qt::Key_Return);
    QCOMPARE(m_settings->savedFilters().first().name, QStringLiteral("To fix"));
    m_window->rail()->editName(0); // a page has its own name
    QVERIFY(!m_window->rail()->nameEdit());
}

void SavedFiltersTest::whatCannotBeReadHasNoCount()
{
    m_settings->setSavedFilters({{Page::Enrollments, QStringLiteral("Broken"), QStringLiteral("polcy:never")},
                                 {Page::Enrollments, QStringLiteral("All"), QStringLiteral("*")},
                                 {QStringLiteral("gone"), QStringLiteral("Other"), QStringLiteral("x")}});
    fleet::SnapshotBuilder builder;
    fleet::EnrollmentFacts facts;
    facts.id = "one";
    facts.readAtMs = 1;
    builder.putEnrollment(facts);
    const fleet::SnapshotPtr snapshot = builder.publish().snapshot;
    ui::SavedFilters filters(*m_settings);
    const auto items = [&] { return filters.railItems([](const QString &page) { return page == Page::Enrollments; }); };
    filters.setFleet([&] { return snapshot; });
    QCOMPARE(items().size(), 2); // a filter of a page that there is not has no row
    QTRY_COMPARE(items().at(1).count, QStringLiteral("1"));
    QVERIFY(items().at(0).count.isEmpty());
    QVERIFY(filters.add(Page::Enrollments, QStringLiteral("  ")).isEmpty());
    QCOMPARE(filters.add(Page::Enrollments, QStringLiteral("*")), items().at(1).id); // kept already
    QVERIFY(!filters.find({ui::RailItem::Kind::Filter, QStringLiteral("7")}));
    QVERIFY(!filters.find({ui::RailItem::Kind::Page, QStringLiteral("0")}));
}

REHOME_TEST(SavedFiltersTest);
#include "SavedFiltersTest.moc"
