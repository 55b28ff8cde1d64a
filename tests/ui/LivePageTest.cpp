// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/LivePage.h"

#include "app/azure/DpsDeviceClient.h"
#include "app/azure/TaskFuture.h"
#include "models/wire/Sas.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/live/FlowInspector.h"
#include "ui/widgets/KpiLine.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/SegmentedControl.h"

#include <QtCore/QJsonArray>
#include <QtNetwork/QNetworkAccessManager>
#include <QtWidgets/QScrollArea>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;

namespace {

/// Devices that ask at the same time and are not waited for.
class Devices
{
public:
    Devices(const local::ServiceEndpoint &endpoint, OtherParties &others, const QString &group)
    {
        const auto connection = wire::parseConnectionString(endpoint.serviceConnectionString);
        m_client = std::make_unique<azure::DpsDeviceClient>(
            m_network, *azure::Endpoint::make(*connection, endpoint.caCertificatePath), endpoint.idScope);
        const auto keys = others.keys(EnrollmentKind::Group, group);
        m_key = keys->value(QLatin1String("symmetricKey")).toObject().value(QLatin1String("primaryKey")).toString();
    }
    void provision(const QString &registrationId)
    {
        azure::DpsDeviceClient::Device device;
        device.registrationId = registrationId;
        device.key = wire::derivedDeviceKey(m_key, registrationId).value_or(QString());
        m_asked.push_back(azure::toFuture(m_client->provision(device)));
    }
    bool finished() const
    {
        return std::ranges::all_of(m_asked, [](const auto &future) { return future.isFinished(); });
    }

private:
    QNetworkAccessManager m_network;
    std::unique_ptr<azure::DpsDeviceClient> m_client;
    QString m_key;
    std::vector<QFuture<Result<wire::OperationStatus>>> m_asked;
};

QString device(int number)
{
    return QStringLiteral("line-1-%1").arg(number, 4, 10, QLatin1Char('0'));
}

} // namespace

class LivePageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitingDevicesAreDotsAndMovesAreRibbons();
    void pauseHoldsAndResumeShowsAll();
    void selectedFlowFiltersTheFeed();
    void keysSwitchViewsAndPause();
    void quietSaysSo();

private:
    /// A fleet whose group line-1 is about to move from hub-a to hub-b, with a delay in Assigning.
    static bool open(PageFixture &fixture, int delayMs)
    {
        local::Scenario scenario = testScenario({2, 0, 12});
        scenario.assignDelayMs = delayMs;
        if (!fixture.open(scenario))
            return false;
        OtherParties others(fixture.endpoint);
        return others.edit(EnrollmentKind::Group, QStringLiteral("line-1"), QStringLiteral("iotHubs"),
                           QJsonArray{QStringLiteral("hub-b.localhost")});
    }
    static ui::RowTable *table(ui::LivePage *page, const QString &name)
    {
        for (ui::RowTable *table : page->findChildren<ui::RowTable *>()) {
            if (table->accessibleName() == name)
                return table;
        }
        return nullptr;
    }
    static QString kpi(ui::LivePage *page, const QString &label)
    {
        for (const ui::Kpi &item : page->findChild<ui::KpiLine *>()->items()) {
            if (item.label == label)
                return item.value;
        }
        return {};
    }
};

void LivePageTest::waitingDevicesAreDotsAndMovesAreRibbons()
{
    PageFixture fixture;
    QVERIFY(open(fixture, 4000));
    auto *page = fixture.show(new ui::LivePage(fixture.theme, fixture.colors, *fixture.session));
    QVERIFY(page);
    OtherParties others(fixture.endpoint);
    Devices devices(fixture.endpoint, others, QStringLiteral("line-1"));
    for (int i = 1; i <= 6; ++i)
        devices.provision(device(i));
    QTRY_COMPARE_WITH_TIMEOUT(page->map().data().dots.size(), 6U, 20'000);
    QCOMPARE(page->railCount(), QStringLiteral("6"));
    QTRY_COMPARE(kpi(page, QStringLiteral("in flight")), QStringLiteral("6"));
    for (const ui::LiveDot &dot : page->map().data().dots) {
        QCOMPARE(page->map().data().hubs[dot.from].name, QStringLiteral("hub-a"));
        QVERIFY(dot.sinceMs > 0);
    }
    QTRY_VERIFY_WITH_TIMEOUT(page->map().data().dots.empty() && !page->map().data().flows.isEmpty() &&
                                 page->map().data().flows.first().moved == 6,
                             30'000);
    const ui::LiveMapData &data = page->map().data();
    QCOMPARE(data.flows.size(), 1);
    QCOMPARE(data.hubs[data.flows.first().from].name, QStringLiteral("hub-a"));
    QCOMPARE(data.hubs[data.flows.first().to].name, QStringLiteral("hub-b"));
    QCOMPARE(data.flows.first().migrated, 6);
    QCOMPARE(kpi(page, QStringLiteral("moved")), QStringLiteral("6"));
    QCOMPARE(page->railCount(), QString());

    // The matrix and the table say the same.
    page->setView(ui::LivePage::MatrixView);
    QAbstractItemModel *matrix = table(page, QStringLiteral("Moves by hub, from rows to columns"))->model();
    int found = 0;
    for (int row = 0; row < matrix->rowCount(); ++row) {
        for (int column = 0; column < matrix->columnCount() - 2; ++column) {
            const QString shown = matrix->index(row, column).data().toString();
            if (shown.isEmpty())
                continue;
            ++found;
            QCOMPARE(shown, QStringLiteral("6"));
            QVERIFY(matrix->headerData(row, Qt::Vertical).toString().contains(QLatin1String("hub-a")));
            QVERIFY(matrix->headerData(column, Qt::Horizontal).toString().contains(QLatin1String("hub-b")));
        }
    }
    QCOMPARE(found, 1);
    page->setView(ui::LivePage::TableView);
    QAbstractItemModel *flows = table(page, QStringLiteral("Flows between hubs"))->model();
    QCOMPARE(flows->rowCount(), 1);
    using Column = items::FlowItems::Column;
    QCOMPARE(flows->index(0, int(Column::From)).data().toString(), QStringLiteral("hub-a"));
    QCOMPARE(flows->index(0, int(Column::To)).data().toString(), QStringLiteral("hub-b"));
    QCOMPARE(flows->index(0, int(Column::Moved)).data().toString(), QStringLiteral("6"));
    QCOMPARE(flows->index(0, int(Column::Migrated)).data().toString(), QStringLiteral("6"));
    auto *inspector = page->inspector()->findChild<ui::FlowInspector *>();
    QCOMPARE(inspector->facts().moved, 6);
    QCOMPARE(inspector->facts().inFlight, 0);
    QVERIFY(devices.finished() || QTest::qWaitFor([&] { return devices.finished(); }, 10'000));
}

void LivePageTest::pauseHoldsAndResumeShowsAll()
{
    PageFixture fixture;
    QVERIFY(open(fixture, 0));
    auto *page = fixture.show(new ui::LivePage(fixture.theme, fixture.colors, *fixture.session));
    OtherParties others(fixture.endpoint);
    QVERIFY(others.provision(QStringLiteral("line-1"), device(1)).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(!page->map().data().flows.isEmpty() && page->map().data().flows.first().moved == 1,
                             20'000);
    QSignalSpy paused(page, &ui::Page::pauseChanged);
    page->setPaused(true);
    QCOMPARE(paused.count(), 1);
    const int rows = page->feed().rowCount();
    for (int i = 2; i <= 4; ++i)
        QVERIFY(others.provision(QStringLiteral("line-1"), device(i)).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(page->feed().heldCount() >= 3, 20'000);
    const qsizetype held = page->feed().heldCount();
    QTest::qWait(300); // several redraws: still the moment of the pause
    QCOMPARE(page->feed().rowCount(), rows);
    QCOMPARE(page->map().data().flows.first().moved, 1);
    QTRY_VERIFY(says(page, QStringLiteral("Paused")));
    QVERIFY(page->feed().heldCount() >= held);
    page->setPaused(false);
    QCOMPARE(page->feed().heldCount(), 0);
    QVERIFY(page->feed().rowCount() >= rows + int(held)); // none was lost
    QTRY_COMPARE(page->map().data().flows.first().moved, 4);
}

void LivePageTest::selectedFlowFiltersTheFeed()
{
    PageFixture fixture;
    QVERIFY(open(fixture, 0));
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Group, QStringLiteral("line-2"), QStringLiteral("iotHubs"),
                        QJsonArray{QStringLiteral("hub-c.localhost")}));
    auto *page = fixture.show(new ui::LivePage(fixture.theme, fixture.colors, *fixture.session));
    for (int i = 1; i <= 3; ++i)
        QVERIFY(others.provision(QStringLiteral("line-1"), device(i)).has_value());
    QVERIFY(others.provision(QStringLiteral("line-2"), QStringLiteral("line-2-0001")).has_value());
    QTRY_COMPARE_WITH_TIMEOUT(page->map().data().flows.size(), 2, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(page->map().mapLayout().ribbons().size() == 2 &&
                                 kpi(page, QStringLiteral("moved")) == QStringLiteral("4"),
                             20'000);
    const int all = page->feed().rowCount();
    QVERIFY(all >= 4);
    const auto allFromA = [page](const QString &to) {
        for (int row = 0; row < page->feed().rowCount(); ++row) {
            if (page->feed().index(row, int(items::FeedItems::Column::To)).data().toString() != to)
                return false;
        }
        return page->feed().rowCount() > 0;
    };
    // On the map with a click on the ribbon.
    auto *map = page->findChild<ui::LiveMap *>();
    const ui::LiveMapLayout::Ribbon &widest = map->mapLayout().ribbons().first();
    QSignalSpy inspector(page, &ui::Page::inspectorRequested);
    QTest::mouseClick(map, Qt::LeftButton, {}, QPointF(map->mapLayout().plot().left() + 2, widest.yLeft).toPoint());
    QCOMPARE(page->inspectorTitle(), QStringLiteral("Selected flow"));
    QCOMPARE(inspector.count(), 1);
    QCOMPARE(page->feed().rowCount(), 3);
    QVERIFY(allFromA(QStringLiteral("hub-b")));
    QTRY_COMPARE(page->inspector()->findChild<ui::FlowInspector *>()->facts().moved, 3);
    QVERIFY(page->escape());
    QCOMPARE(page->feed().rowCount(), all);
    QCOMPARE(page->inspectorTitle(), QStringLiteral("All flows"));
    // By key: Down walks over the flows.
    QTest::keyClick(map, Qt::Key_Down);
    QTest::keyClick(map, Qt::Key_Down);
    QCOMPARE(page->feed().rowCount(), 1);
    QVERIFY(allFromA(QStringLiteral("hub-c")));
    QVERIFY(page->escape());
    // In the table by choosing its row.
    page->setView(ui::LivePage::TableView);
    ui::RowTable *flows = table(page, QStringLiteral("Flows between hubs"));
    QTRY_COMPARE(flows->model()->rowCount(), 2);
    flows->setCurrentIndex(flows->model()->index(0, 0));
    QCOMPARE(page->inspectorTitle(), QStringLiteral("Selected flow"));
    QCOMPARE(page->feed().rowCount(), 3);
    QVERIFY(allFromA(QStringLiteral("hub-b")));
    QVERIFY(page->escape());
    QCOMPARE(page->feed().rowCount(), all);
}

void LivePageTest::keysSwitchViewsAndPause()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 0, 1})));
    auto *page = fixture.show(new ui::LivePage(fixture.theme, fixture.colors, *fixture.session));
    QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
    auto *map = page->findChild<ui::LiveMap *>();
    map->setFocus();
    QCOMPARE(page->view(), int(ui::LivePage::MapView));
    QTest::keyClick(map, Qt::Key_M);
    QCOMPARE(page->view(), int(ui::LivePage::MatrixView));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_M);
    QCOMPARE(page->view(), int(ui::LivePage::TableView));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_M);
    QCOMPARE(page->view(), int(ui::LivePage::MapView));
    map->setFocus();
    QTest::keyClick(map, Qt::Key_Space);
    QVERIFY(page->isPaused());
    QTest::keyClick(map, Qt::Key_End);
    QVERIFY(!page->isPaused());
    QTest::keyClick(map, Qt::Key_End); // live already: stays
    QVERIFY(!page->isPaused());
    page->setView(ui::LivePage::TableView);
    const QByteArray state = page->saveState();
    page->setView(ui::LivePage::MapView);
    page->restoreState(state);
    QCOMPARE(page->view(), int(ui::LivePage::TableView));
    page->restoreState(QByteArrayLiteral("{}"));
    QCOMPARE(page->view(), int(ui::LivePage::MapView));
}

void LivePageTest::quietSaysSo()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 0, 2})));
    auto *page = fixture.show(new ui::LivePage(fixture.theme, fixture.colors, *fixture.session));
    QVERIFY(page->map().data().dots.empty());
    QVERIFY(page->map().data().flows.isEmpty());
    QCOMPARE(kpi(page, QStringLiteral("in flight")), QStringLiteral("0"));
    QVERIFY(page->railCount().isEmpty());
    QVERIFY(!page->escape());
    QVERIFY(!fixture.window->grab().isNull());
}

REHOME_TEST(LivePageTest);
#include "LivePageTest.moc"
