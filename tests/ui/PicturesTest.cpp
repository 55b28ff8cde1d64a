// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ProfileStore.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/UiFixture.h"
#include "ui/connect/ConnectForm.h"
#include "ui/connect/StartPage.h"
#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/ChipRow.h"
#include "ui/widgets/DiffView.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/JsonView.h"
#include "ui/widgets/KpiLine.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/Meters.h"
#include "ui/widgets/PageHead.h"
#include "ui/widgets/PolicyCards.h"
#include "ui/widgets/ProgressLine.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/window/InspectorHost.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Settings.h"
#include "ui/window/StatusLine.h"

#include <QtCore/QDir>
#include <QtCore/QJsonObject>
#include <QtCore/QSettings>
#include <QtTest/QtTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace rehome;

/// Draws window and widgets in both themes and two sizes into <build>/ui-pictures, for people to look at; and checks
/// what a picture can prove: something is painted everywhere, and the theme decides the colours.
class PicturesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir().mkpath(folder()));
        m_theme.install();
    }
    void table_data() { sizesAndThemes(); }
    void table();
    void start_data() { sizesAndThemes(); }
    void start();

private:
    static QString folder() { return QStringLiteral(REHOME_BINARY_DIR "/ui-pictures"); }
    static void sizesAndThemes()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        QTest::newRow("light 1440") << QSize(1440, 870) << false;
        QTest::newRow("dark 1440") << QSize(1440, 870) << true;
        QTest::newRow("light 1000") << QSize(1000, 700) << false;
        QTest::newRow("dark 1000") << QSize(1000, 700) << true;
        QTest::newRow("light 900") << QSize(900, 600) << false;
    }
    QImage shoot(QWidget &window, const QString &name)
    {
        const QImage image = window.grab().toImage();
        image.save(folder() + QStringLiteral("/%1-%2-%3.png")
                                  .arg(name, m_theme.isDark() ? QStringLiteral("dark") : QStringLiteral("light"))
                                  .arg(window.width()));
        return image;
    }
    QWidget *sampleInspector(QWidget *parent);

    ui::Theme m_theme{std::make_unique<test::FakeScheme>()};
};

QWidget *PicturesTest::sampleInspector(QWidget *parent)
{
    auto *inspector = new QWidget(parent);
    auto *column = new QVBoxLayout(inspector);
    column->setContentsMargins(16, 4, 16, 12);
    auto *cards = new ui::PolicyCards(m_theme, inspector);
    cards->setSaved(domain::ReprovisionPolicy::NotSet);
    cards->setChosen(domain::ReprovisionPolicy::Migrate);
    cards->setCurrentHub(QStringLiteral("hub-weu-02"));
    column->addWidget(cards);
    auto *json = new ui::JsonView(m_theme, QStringLiteral("JSON"), inspector);
    json->setJson(QJsonObject{{QStringLiteral("registrationId"), QStringLiteral("sn-1211607")},
                              {QStringLiteral("enabled"), true},
                              {QStringLiteral("weight"), 12}});
    column->addWidget(json, 1);
    return inspector;
}

void PicturesTest::table()
{
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    m_theme.setMode(dark ? ui::ColorMode::Dark : ui::ColorMode::Light);
    QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    ui::Settings settings(store);
    settings.setSavedFilters(
        {{QStringLiteral("enrollments"), QStringLiteral("Policy not set"), QStringLiteral("policy:notset")},
         {QStringLiteral("enrollments"), QStringLiteral("Failed today"), QStringLiteral("status:failed")}});
    ui::MainWindow window(m_theme, settings);
    window.resize(size);

    ui::HubColors colors;
    colors.assign(
        {{QStringLiteral("hub-weu-01.azure-devices.net"), 10}, {QStringLiteral("hub-weu-02.azure-devices.net"), 5}});
    QStandardItemModel model;
    test::fillRows(model, 60);

    for (const QString &id : {QString(ui::Page::Live), QString(ui::Page::Devices), QString(ui::Page::Rate)})
        window.addPage(new test::FakePage(id));
    auto *page = new test::FakePage(ui::Page::Enrollments);
    page->count = QStringLiteral("1.0 M");
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new ui::PageHead(m_theme, QStringLiteral("Enrollments"), page);
    head->setSubtitle(QStringLiteral("42,318 of 1,000,000"));
    auto *segments = new ui::SegmentedControl(m_theme, head);
    segments->setSegments({QStringLiteral("Map"), QStringLiteral("Matrix"), QStringLiteral("Table")});
    head->addControl(segments);
    head->addControl(new QPushButton(QStringLiteral("Edit policy…"), head));
    auto *kpis = new ui::KpiLine(m_theme, page);
    kpis->setItems({{QStringLiteral("1,284"), QStringLiteral("in flight"), ui::TextTone::Text, {}},
                    {QStringLiteral("17"), QStringLiteral("waiting longer than 28 s (p99)"), ui::TextTone::Warning, {}},
                    {QStringLiteral("23"), QStringLiteral("failed"), ui::TextTone::Bad, {}}});
    auto *bar = new ui::FilterBar(m_theme, page);
    bar->setCheck([](const QString &text) {
        return text.contains(QLatin1String("nope"))
                   ? ui::FilterCheck{QStringLiteral("There is no field nope. Use policy, hub, kind or status."), 0}
                   : ui::FilterCheck{};
    });
    bar->setText(size.width() < 1000 ? QStringLiteral("nope:1")
                                     : QStringLiteral("policy:notset hub:hub-weu-* !status:disabled"));
    bar->setResult(42318, 38);
    auto *chips = new ui::ChipRow(m_theme, page);
    chips->setChips({{QStringLiteral("policy:notset"), QStringLiteral("Not set"), 42318, true},
                     {QStringLiteral("status:assigned"), QStringLiteral("Assigned"), 40977, false},
                     {QStringLiteral("status:assigning"), QStringLiteral("Assigning"), 611, false},
                     {QStringLiteral("status:failed"), QStringLiteral("Failed"), 23, false},
                     {QStringLiteral("a"), QStringLiteral("X.509"), 30112, false},
                     {QStringLiteral("b"), QStringLiteral("TPM"), 8002, false}});
    auto *message = new ui::MessageBar(m_theme, page);
    message->showMessage(
        ui::MessageBar::Kind::Error,
        QStringLiteral(
            "6 edits were not applied. Someone changed these enrollments after you loaded them. Compare the versions."),
        QStringLiteral("Compare"), QStringLiteral("412 · tracking id 0f3c"));
    auto *progress = new ui::ProgressLine(m_theme, page);
    progress->setFraction(0.4);
    auto *table = new ui::RowTable(m_theme, QStringLiteral("Enrollments"), page);
    table->setModel(&model);
    table->setSelectionBoxes(true);
    auto *status = new ui::StatusDelegate(m_theme, table);
    status->setStuckAfter(28'000);
    table->setItemDelegateForColumn(1, status);
    table->setItemDelegateForColumn(2, new ui::PolicyDelegate(m_theme, table));
    table->setItemDelegateForColumn(3, new ui::HubDelegate(m_theme, colors, table));
    table->setItemDelegateForColumn(4, new ui::AgeDelegate(m_theme, table));
    const int widths[] = {150, 120, 190, 120, 90};
    for (int i = 0; i < 5; ++i)
        table->setColumnWidth(i, widths[i]);
    table->selectRow(5);
    table->markedScrollBar()->setMarks({0.1, 0.3, 0.31}, {0.6});
    column->addWidget(head);
    column->addWidget(kpis);
    column->addSpacing(8);
    column->addWidget(bar);
    column->addWidget(chips);
    column->addWidget(message);
    column->addWidget(progress);
    column->addWidget(table, 1);
    page->inspectorWidget = sampleInspector(page);
    window.addPage(page);

    session::ConnectionProfile profile;
    profile.name = QStringLiteral("dps-prod");
    profile.safety = session::SafetyLevel::Confirm;
    window.setConnection(profile);
    window.goTo(ui::Page::Enrollments);
    auto *tray = new ui::DiffView(m_theme, QStringLiteral("Changes"));
    tray->setTexts(QStringLiteral("{\n  \"registrationId\": \"sn-1\",\n  \"reprovisionPolicy\": null\n}"),
                   QStringLiteral("{\n  \"registrationId\": \"sn-1\",\n  \"reprovisionPolicy\": {\n    "
                                  "\"updateHubAssignment\": true\n  }\n}"));
    window.setTray(tray);
    window.setPendingCount(1204);
    window.statusLine()->setLink(ui::StatusLine::Link::Connected, QStringLiteral("Connected"));
    window.statusLine()->setFacts(
        {QStringLiteral("42,318 rows"), QStringLiteral("1,201 selected"), QStringLiteral("Sorted by Registration ID")});
    window.statusLine()->meter()->setUsage(212, 1000);
    window.statusLine()->age()->setTimes(1'000'000, 1'090'000);
    if (size.width() < 1200)
        window.statusLine()->setWork(QStringLiteral("Loading"), 412, 1000);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    if (size.width() == 1000)
        window.inspector()->setShown(true);
    QTest::qWait(20);
    const QImage image = shoot(window, QStringLiteral("table"));
    QCOMPARE(image.size(), size);

    // The table's surface has the theme's colour, and its rows are not blank.
    const QPoint corner = table->viewport()->mapTo(&window, QPoint(0, 0));
    QSet<QRgb> colours;
    for (int y = 0; y < 200; ++y) {
        for (int x = 0; x < 400; ++x)
            colours.insert(image.pixel(corner + QPoint(x, std::min(y, table->viewport()->height() - 1))));
    }
    QVERIFY(colours.contains(m_theme.tokens().surf.rgb()));
    if (size.height() > 600)
        QVERIFY(colours.contains(m_theme.tokens().pend.rgb()));
    QVERIFY2(colours.size() > 30, qPrintable(QString::number(colours.size())));
    window.setPendingCount(0);
}

void PicturesTest::start()
{
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    m_theme.setMode(dark ? ui::ColorMode::Dark : ui::ColorMode::Light);
    QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    ui::Settings settings(store);
    session::ProfileStore profiles(folder.filePath(QStringLiteral("connections.json")));
    ui::MainWindow window(m_theme, settings);
    window.resize(size);
    auto *page = new ui::StartPage(m_theme, profiles, nullptr);
    window.addPage(page);
    if (size.width() < 1440) {
        page->showForm();
        page->form()->connectionStringField()->setText(
            QStringLiteral("HostName=dps-prod.azure-devices-provisioning.net;SharedAccessKeyName=owner"));
    }
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::qWait(20);
    const QImage image = shoot(window, QStringLiteral("start"));
    QCOMPARE(image.pixelColor(window.width() / 2, window.height() - 60), m_theme.tokens().surf);
}

REHOME_TEST(PicturesTest);
#include "PicturesTest.moc"
