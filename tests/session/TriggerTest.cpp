// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/IotHubClient.h"
#include "app/azure/TaskFuture.h"
#include "app/devices/DeviceFactory.h"
#include "app/devices/DeviceFleet.h"
#include "app/session/DisabledLedger.h"
#include "models/fleet/TriggerPlan.h"
#include "models/items/TriggerItems.h"
#include "tests/session/SessionFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;
using session::SafetyLevel;
using session::Session;
using session::TriggerMeans;
using session::TriggerOrder;
using session::TriggerResult;
using State = TriggerResult::State;

namespace {

const QString s_group = QStringLiteral("line-1");

/// A service with one group whose devices are on hub-a and listen there, and a session that has its hubs' keys.
struct Fixture : SessionFixture
{
    devices::DeviceFleet fleet;
    std::vector<TriggerResult> told;

    ~Fixture() { fleet.stop(); }

    bool begin(int devices, bool listening, SafetyLevel safety = SafetyLevel::Free)
    {
        FleetSize size;
        size.groups = 1;
        size.individuals = 2;
        size.devicesPerGroup = devices;
        local::ServiceSettings wanted;
        wanted.serveMqtt = true;
        return start(testScenario(size), wanted) && (!listening || beginFleet(devices)) && open(safety);
    }
    bool open(SafetyLevel safety, bool withHubs = true)
    {
        newSession([safety](session::ConnectionProfile &profile) { profile.safety = safety; }, withHubs);
        QObject::connect(session.get(), &Session::triggered, session.get(),
                         [this](const TriggerResult &result) { told.push_back(result); });
        return openAndLoad();
    }
    QString idOf(int number) const { return QStringLiteral("line-1-%1").arg(number, 4, 10, QLatin1Char('0')); }
    std::vector<fleet::RowId> rows() const
    {
        std::vector<fleet::RowId> found;
        const auto known = snapshot();
        for (fleet::RowId row = 0; row < known->devices.rowCount(); ++row)
            if (known->registrationId(row).startsWith(QLatin1String("line-1-")))
                found.push_back(row);
        return found;
    }
    bool isOver() const { return !session->triggerProgress().running; }
    /// The identity on hub-a, as another administrator sees it.
    azure::Document identityDocument(const QString &device)
    {
        auto reading = azure::toFuture(hub().device(device));
        return waitUntil([&] { return reading.isFinished(); }) ? reading.result().value_or(azure::Document())
                                                               : azure::Document();
    }
    QJsonObject identity(const QString &device) { return identityDocument(device).body; }
    bool disable(const QString &device, const QString &why)
    {
        const azure::Document found = identityDocument(device);
        QJsonObject body = found.body;
        body.insert(QStringLiteral("status"), QStringLiteral("disabled"));
        body.insert(QStringLiteral("statusReason"), why);
        auto writing = azure::toFuture(hub().putDevice(device, body, found.etag));
        return waitUntil([&] { return writing.isFinished(); }) && writing.result().has_value();
    }

private:
    QNetworkAccessManager m_network;
    std::unique_ptr<azure::IotHubClient> m_hub;

    azure::IotHubClient &hub()
    {
        if (!m_hub) {
            const auto of = std::find_if(endpoint.hubs.cbegin(), endpoint.hubs.cend(), [](const auto &each) {
                return each.connectionString.contains(QLatin1String("hub-a."));
            });
            const auto connection = wire::parseConnectionString(of->connectionString);
            m_hub = std::make_unique<azure::IotHubClient>(
                m_network, *azure::Endpoint::make(*connection, endpoint.caCertificatePath), *connection,
                azure::HubBudgets::forUnits(10));
        }
        return *m_hub;
    }
    bool beginFleet(int count)
    {
        OtherParties others(endpoint);
        const auto keys = others.keys(domain::EnrollmentKind::Group, s_group);
        if (!keys)
            return false;
        devices::DeviceBehaviour behaviour;
        behaviour.staysConnected = true;
        behaviour.knowsHub = true;
        QStringList ids;
        for (int i = 1; i <= count; ++i)
            ids.append(idOf(i));
        auto made = devices::makeGroupDevices(
            ids, keys->value(QStringLiteral("symmetricKey"))[QStringLiteral("primaryKey")].toString(),
            *domain::ApiVersion::parse(QStringLiteral("2021-06-01")), behaviour);
        if (!made)
            return false;
        const QUrl url(endpoint.endpoint);
        devices::FleetSettings settings;
        settings.host = url.host();
        settings.port = quint16(url.port(443));
        settings.idScope = endpoint.idScope;
        settings.caCertificatePath = endpoint.caCertificatePath;
        settings.hubPort = settings.port;
        settings.hubMqttPort = quint16(QUrl(endpoint.mqttEndpoint).port(8883));
        std::vector<quint32> all;
        for (quint32 i = 0; i < made->size(); ++i)
            all.push_back(i);
        if (!fleet.start(settings, std::move(*made), [](const std::vector<devices::DeviceReport> &) {}))
            return false;
        fleet.reboot(all, 0, false);
        return waitUntil([&] { return fleet.counters().connected == count; });
    }
};

TriggerOrder orderFor(std::vector<fleet::RowId> rows, TriggerMeans means = TriggerMeans::DirectMethod)
{
    TriggerOrder order;
    order.devices = std::move(rows);
    order.means = means;
    order.name = QStringLiteral("reprovision");
    order.perMinute = 6000;
    return order;
}

} // namespace

/// Asking devices to register again, against real simulated devices at a real hub.
class TriggerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void devicesMoveWhenAsked_data();
    void devicesMoveWhenAsked();
    void whoDoesNotListenIsTold();
    void anUnknownMethodIsRefusedByTheDevice();
    void readOnlySendsNothing();
    void anOrderCanBeStopped();
    void aDisabledDeviceIsLeftAlone();
    void whatWasLeftDisabledIsEnabledWhenNextOpened();
    void aReadOnlyConnectionOnlyTellsWhatIsLeftDisabled();
    void aDamagedLedgerIsSaid();
    void wrongNames_data();
    void wrongNames();
};

void TriggerTest::devicesMoveWhenAsked_data()
{
    QTest::addColumn<TriggerMeans>("means");
    QTest::newRow("direct method") << TriggerMeans::DirectMethod;
    QTest::newRow("desired property") << TriggerMeans::DesiredProperty;
    QTest::newRow("disable and enable") << TriggerMeans::DisableEnable;
}

void TriggerTest::devicesMoveWhenAsked()
{
    QFETCH(TriggerMeans, means);
    Fixture fixture;
    QVERIFY(fixture.begin(5, true));
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(domain::EnrollmentKind::Group, s_group, QStringLiteral("iotHubs"),
                        QJsonArray{QStringLiteral("hub-b.localhost")}));
    const auto rows = fixture.rows();
    const auto plan = fleet::TriggerPlan::of(*fixture.snapshot(), rows);
    QCOMPARE(plan.rows, rows);
    items::TriggerItems items;
    items.reset(fixture.snapshot(), rows);
    TriggerOrder order = orderFor(rows, means);
    order.disabledSeconds = 8; // a device whose connection ends tries again within five
    QVERIFY(fixture.session->trigger(order));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isOver(), 30'000);
    QCOMPARE(fixture.told.size(), rows.size());
    for (const TriggerResult &result : fixture.told) {
        QVERIFY2(result.state == State::Asked,
                 result.error ? qPrintable(result.error->message + result.error->detail) : "");
        QCOMPARE(fixture.snapshot()->text(result.hubBefore), QStringLiteral("hub-a.localhost"));
        items.put({result.device,
                   items::TriggeredDevice::Step::Asked,
                   {},
                   result.askedMs,
                   result.updatedBeforeMs,
                   result.hubBefore});
    }
    QCOMPARE(fixture.session->triggerProgress().asked, 5);
    // Their own records say it, read by the watcher.
    QTRY_VERIFY_WITH_TIMEOUT((items.setSnapshot(fixture.snapshot()), items.backCount() == 5), 40'000);
    for (int row = 0; row < 5; ++row)
        QCOMPARE(items.index(row, int(items::TriggerItems::Column::Detail)).data().toString(),
                 QStringLiteral("to hub-b"));
    QVERIFY(!QFile::exists(fixture.folder.filePath(QStringLiteral("session/disabled-devices.json"))) ||
            means == TriggerMeans::DisableEnable);
}

void TriggerTest::whoDoesNotListenIsTold()
{
    Fixture fixture;
    QVERIFY(fixture.begin(2, false));
    QVERIFY(fixture.session->trigger(orderFor(fixture.rows())));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isOver(), 30'000);
    QCOMPARE(fixture.told.size(), size_t(2));
    for (const TriggerResult &result : fixture.told) {
        QCOMPARE(int(result.state), int(State::Failed));
        QVERIFY2(result.error->message.contains(QLatin1String("not connected")), qPrintable(result.error->message));
    }
    QCOMPARE(fixture.session->triggerProgress().failed, 2);
}

void TriggerTest::anUnknownMethodIsRefusedByTheDevice()
{
    Fixture fixture;
    QVERIFY(fixture.begin(1, true));
    TriggerOrder order = orderFor(fixture.rows());
    order.name = QStringLiteral("comeBack");
    QVERIFY(fixture.session->trigger(order));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isOver(), 30'000);
    QCOMPARE(int(fixture.told.at(0).state), int(State::Refused));
    QVERIFY(fixture.told.at(0).error->message.contains(QLatin1String("comeBack")));
}

void TriggerTest::readOnlySendsNothing()
{
    Fixture fixture;
    QVERIFY(fixture.begin(1, false, SafetyLevel::ReadOnly));
    const auto answer = fixture.session->trigger(orderFor(fixture.rows()));
    QVERIFY(!answer);
    QCOMPARE(int(answer.error().kind), int(ErrorKind::BadInput));
    QVERIFY(fixture.isOver());
}

void TriggerTest::anOrderCanBeStopped()
{
    Fixture fixture;
    QVERIFY(fixture.begin(20, false));
    TriggerOrder order = orderFor(fixture.rows());
    order.perMinute = 60;
    QVERIFY(fixture.session->trigger(order));
    QTRY_VERIFY(!fixture.told.empty());
    const auto again = fixture.session->trigger(order);
    QVERIFY(!again); // one at a time
    fixture.session->cancelTrigger();
    QTRY_VERIFY(fixture.isOver());
    QVERIFY(fixture.session->triggerProgress().cancelled);
    QVERIFY(fixture.session->triggerProgress().left() > 0);
}

void TriggerTest::aDisabledDeviceIsLeftAlone()
{
    Fixture fixture;
    QVERIFY(fixture.begin(1, false));
    QVERIFY(fixture.disable(fixture.idOf(1), QStringLiteral("stolen")));
    QVERIFY(fixture.session->trigger(orderFor(fixture.rows(), TriggerMeans::DisableEnable)));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isOver(), 30'000);
    QCOMPARE(int(fixture.told.at(0).state), int(State::Failed));
    QCOMPARE(fixture.identity(fixture.idOf(1)).value(QStringLiteral("status")).toString(), QStringLiteral("disabled"));
}

void TriggerTest::whatWasLeftDisabledIsEnabledWhenNextOpened()
{
    Fixture fixture;
    QVERIFY(fixture.begin(2, false));
    const QJsonObject before = fixture.identity(fixture.idOf(1));
    TriggerOrder order = orderFor(fixture.rows(), TriggerMeans::DisableEnable);
    order.disabledSeconds = 300;
    QVERIFY(fixture.session->trigger(order));
    const auto isDisabled = [&](int number) {
        return fixture.identity(fixture.idOf(number)).value(QStringLiteral("status")) == QLatin1String("disabled");
    };
    QTRY_VERIFY(isDisabled(1) && isDisabled(2));
    fixture.session.reset(); // no time to enable them
    QVERIFY(isDisabled(1));
    fixture.told.clear();
    QVERIFY(fixture.open(SafetyLevel::Free));
    QTRY_COMPARE(fixture.told.size(), size_t(2));
    for (const TriggerResult &result : fixture.told)
        QCOMPARE(int(result.state), int(State::EnabledAgain));
    QVERIFY(!isDisabled(1) && !isDisabled(2));
    // Its keys are those from before.
    QCOMPARE(fixture.identity(fixture.idOf(1)).value(QStringLiteral("authentication")),
             before.value(QStringLiteral("authentication")));
}

void TriggerTest::aReadOnlyConnectionOnlyTellsWhatIsLeftDisabled()
{
    Fixture fixture;
    QVERIFY(fixture.begin(1, false));
    TriggerOrder order = orderFor(fixture.rows(), TriggerMeans::DisableEnable);
    order.disabledSeconds = 300;
    QVERIFY(fixture.session->trigger(order));
    const auto status = [&] { return fixture.identity(fixture.idOf(1)).value(QStringLiteral("status")).toString(); };
    QTRY_COMPARE(status(), QStringLiteral("disabled"));
    fixture.session.reset();
    fixture.problems.clear();
    fixture.told.clear();
    QVERIFY(fixture.open(SafetyLevel::ReadOnly));
    QTRY_COMPARE(fixture.problems.size(), size_t(1));
    QVERIFY(fixture.problems.at(0).message.contains(QLatin1String("disabled in their hub")));
    QCOMPARE(status(), QStringLiteral("disabled"));
    fixture.session->allowEdits(SafetyLevel::Confirm);
    QTRY_COMPARE(status(), QStringLiteral("enabled"));
}

void TriggerTest::aDamagedLedgerIsSaid()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("disabled.json"));
    session::DisabledLedger ledger(path);
    QVERIFY(ledger.load());
    const session::DisabledLedger::Entry entry{QStringLiteral("hub"), QStringLiteral("device")};
    QVERIFY(ledger.add(entry));
    session::DisabledLedger again(path);
    QVERIFY(again.load());
    QCOMPARE(again.entries(), QList{entry});
    QVERIFY(again.remove(entry));
    QVERIFY(ledger.load());
    QVERIFY(ledger.entries().isEmpty());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[{");
    file.close();
    const auto loaded = ledger.load();
    QVERIFY(!loaded);
    QVERIFY(loaded.error().message.contains(path));
    session::DisabledLedger nowhere(folder.filePath(QStringLiteral("no/such/folder.json")));
    QVERIFY(!nowhere.add(entry));
    QVERIFY(nowhere.entries().isEmpty());
}

void TriggerTest::wrongNames_data()
{
    QTest::addColumn<TriggerMeans>("means");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *what, TriggerMeans means, const QString &name, bool good) {
        QTest::newRow(what) << means << name << good;
    };
    row("method", TriggerMeans::DirectMethod, QStringLiteral("reprovision now"), true);
    row("empty", TriggerMeans::DirectMethod, {}, false);
    row("topic", TriggerMeans::DirectMethod, QStringLiteral("a/b"), false);
    row("long", TriggerMeans::DirectMethod, QString(129, QLatin1Char('a')), false);
    row("property", TriggerMeans::DesiredProperty, QStringLiteral("reprovision"), true);
    row("path", TriggerMeans::DesiredProperty, QStringLiteral("a.b"), false);
    row("reserved", TriggerMeans::DesiredProperty, QStringLiteral("$version"), false);
    row("none needed", TriggerMeans::DisableEnable, {}, true);
}

void TriggerTest::wrongNames()
{
    QFETCH(TriggerMeans, means);
    QFETCH(QString, name);
    QFETCH(bool, good);
    QCOMPARE(!session::wrongTriggerName(means, name).has_value(), good);
}

REHOME_TEST(TriggerTest);
#include "TriggerTest.moc"
