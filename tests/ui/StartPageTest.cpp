// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/StartPage.h"
#include "app/session/DemoHost.h"
#include "app/session/ProfileStore.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/UiFixture.h"
#include "ui/connect/ConnectForm.h"
#include "ui/connect/SafetyQuestion.h"
#include "ui/connect/StartRow.h"
#include "ui/widgets/LockControl.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/SegmentedControl.h"

#include <QtCore/QFile>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>

using namespace rehome;

namespace {

constexpr auto Key = "c2VjcmV0LWtleS1vZi10aGUtdGVzdA==";

QString good(const QString &host = QStringLiteral("dps-lab.azure-devices-provisioning.net"))
{
    return QStringLiteral("HostName=%1;SharedAccessKeyName=provisioningserviceowner;SharedAccessKey=%2")
        .arg(host, QLatin1String(Key));
}

class FakeDemo final : public session::DemoHost
{
public:
    QList<session::DemoScenario> scenarios() const override
    {
        return {{QStringLiteral("demo"), QStringLiteral("Demo fleet"), {}},
                {QStringLiteral("quarantine"), QStringLiteral("Quarantine and return"),
                 QStringLiteral("One step at a time")}};
    }
    void start(const QString &) override {}
    void stop() override {}
    bool isRunning() const override { return false; }
    Result<void> perform(const QJsonObject &) override { return {}; }
    Result<QString> control(const QString &) override { return QString(); }
    QList<QJsonObject> walkthroughSteps() const override { return {}; }
};

} // namespace

class StartPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.install(); }
    void init();
    void cleanup();
    void demoIsOneKeyAway();
    void walkthroughsAreListed();
    void formIsCheckedWhileTyping_data();
    void formIsCheckedWhileTyping();
    void keysAreHidden();
    void newConnectionsAreReadOnly();
    void lessCareIsAskedFor();
    void hubsAndCertificateAreChecked();
    void connectingSavesAndOpens();
    void savedConnectionOpensAndIsRemoved();
    void missingKeyIsAskedForAgain();
    void errorsAreShownHere();
    void cancellingForgetsTheKey();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("connections.json")); }

    ui::Theme m_theme{std::make_unique<test::FakeScheme>()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<session::ProfileStore> m_profiles;
    FakeDemo m_demo;
    std::unique_ptr<ui::StartPage> m_page;
};

void StartPageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_profiles = std::make_unique<session::ProfileStore>(file());
    m_profiles->load();
    m_page = std::make_unique<ui::StartPage>(m_theme, *m_profiles, &m_demo);
    m_page->resize(1000, 700);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->activated();
}

void StartPageTest::cleanup()
{
    m_page.reset();
    m_profiles.reset();
}

void StartPageTest::demoIsOneKeyAway()
{
    QSignalSpy demo(m_page.get(), &ui::StartPage::demoRequested);
    QVERIFY(m_page->demoButton()->hasFocus());
    QTest::keyClick(m_page->demoButton(), Qt::Key_Space);
    QCOMPARE(demo.size(), 1);
    QCOMPARE(demo.first().first().toString(), QStringLiteral("demo"));
    QVERIFY2(!m_page->isFormShown(), "the form comes only when asked for");
    m_page->setBusy(true, QStringLiteral("Starting the demo…"));
    QTest::mouseClick(m_page->demoButton(), Qt::LeftButton);
    QCOMPARE(demo.size(), 1);
    QVERIFY(m_page->messageBar()->isVisible());
    m_page->setBusy(false);
    QVERIFY(!m_page->messageBar()->isVisible());
}

void StartPageTest::walkthroughsAreListed()
{
    QSignalSpy demo(m_page.get(), &ui::StartPage::demoRequested);
    ui::StartRow *tour = nullptr;
    for (ui::StartRow *row : m_page->findChildren<ui::StartRow *>()) {
        QVERIFY(row->text() != QStringLiteral("Demo fleet"));
        if (row->text() == QStringLiteral("Quarantine and return"))
            tour = row;
    }
    QVERIFY(tour);
    QTest::mouseClick(tour, Qt::LeftButton);
    QCOMPARE(demo.first().first().toString(), QStringLiteral("quarantine"));
}

void StartPageTest::formIsCheckedWhileTyping_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named"); // what the message names; empty = valid
    QTest::newRow("whole") << good() << QString();
    QTest::newRow("with port") << good(QStringLiteral("localhost:8443")) << QString();
    QTest::newRow("blanks around") << QStringLiteral("  ") + good() + QStringLiteral("\n") << QString();
    QTest::newRow("no key") << QStringLiteral("HostName=a.net;SharedAccessKeyName=x")
                            << QStringLiteral("SharedAccessKey");
    QTest::newRow("no key name") << QStringLiteral("HostName=a.net;SharedAccessKey=") + QLatin1String(Key)
                                 << QStringLiteral("SharedAccessKeyName");
    QTest::newRow("no host") << QStringLiteral("SharedAccessKeyName=x;SharedAccessKey=") + QLatin1String(Key)
                             << QStringLiteral("HostName");
    QTest::newRow("bad host") << good(QStringLiteral("two words")) << QStringLiteral("HostName");
    QTest::newRow("bad port") << good(QStringLiteral("localhost:99999")) << QStringLiteral("HostName");
    QTest::newRow("device string") << QStringLiteral("HostName=a.net;DeviceId=d;SharedAccessKey=") + QLatin1String(Key)
                                   << QStringLiteral("DeviceId");
    QTest::newRow("no string at all") << QStringLiteral("hello") << QStringLiteral("=");
}

void StartPageTest::formIsCheckedWhileTyping()
{
    QFETCH(QString, text);
    QFETCH(QString, named);
    m_page->showForm();
    ui::ConnectForm *form = m_page->form();
    form->connectionStringField()->setText(text);
    QCOMPARE(form->connectButton()->isEnabled(), named.isEmpty());
    QCOMPARE(form->request().has_value(), named.isEmpty());
    if (named.isEmpty()) {
        QVERIFY(form->connectionStringField()->accessibleDescription().contains(
            QStringLiteral("provisioningserviceowner")));
    } else {
        QVERIFY2(form->problem().contains(named), qPrintable(form->problem()));
        QVERIFY2(!form->problem().contains(QLatin1String(Key)), "a message never shows the key");
    }
}

void StartPageTest::keysAreHidden()
{
    m_page->showForm();
    ui::ConnectForm *form = m_page->form();
    QCOMPARE(form->connectionStringField()->echoMode(), QLineEdit::Password);
    QCOMPARE(form->addHubField()->echoMode(), QLineEdit::Password);
    form->connectionStringField()->setText(good());
    for (const QLabel *label : m_page->findChildren<QLabel *>())
        QVERIFY(!label->text().contains(QLatin1String(Key)));
    QVERIFY(!form->connectionStringField()->accessibleDescription().contains(QLatin1String(Key)));
}

void StartPageTest::newConnectionsAreReadOnly()
{
    m_page->showForm();
    ui::ConnectForm *form = m_page->form();
    form->connectionStringField()->setText(good());
    auto request = form->request();
    QVERIFY(request);
    QCOMPARE(request->profile.safety, session::SafetyLevel::ReadOnly);
    QCOMPARE(request->profile.environment, session::Environment::Production);
    QCOMPARE(request->profile.name, QStringLiteral("dps-lab"));
    form->nameField()->setText(QStringLiteral("My lab"));
    form->environment()->setCurrent(2);
    QVERIFY2(!form->typedAboveField()->isVisibleTo(form), "nothing can be sent, so there is nothing to confirm");
    form->safety()->setCurrentIndex(1);
    QVERIFY(form->typedAboveField()->isVisibleTo(form));
    QCOMPARE(form->typedAboveField()->value(), 100);
    form->typedAboveField()->setValue(7);
    request = form->request();
    QVERIFY(request);
    QCOMPARE(request->profile.typedCountAbove, 7);
    QCOMPARE(request->profile.name, QStringLiteral("My lab"));
    QCOMPARE(request->profile.environment, session::Environment::Lab);
    QCOMPARE(request->profile.safety, session::SafetyLevel::Confirm);
}

void StartPageTest::lessCareIsAskedFor()
{
    QWidget parent;
    parent.show();
    session::ConnectionProfile profile;
    profile.name = QStringLiteral("Plant north");
    QList<bool> agreed;
    const auto ask = [&](bool canKeep) {
        ui::askForSafety(profile, session::SafetyLevel::Free, canKeep, &parent, [&](bool keep) { agreed << keep; });
        const auto boxes = parent.findChildren<QMessageBox *>();
        for (QMessageBox *box : boxes) {
            if (box->isVisible())
                return box;
        }
        return static_cast<QMessageBox *>(nullptr);
    };
    const auto press = [](const QMessageBox *box, QMessageBox::ButtonRole role) {
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == role)
                QTest::mouseClick(button, Qt::LeftButton);
        }
    };
    QMessageBox *box = ask(true);
    QVERIFY(box && box->checkBox());
    QVERIFY(box->text().contains(profile.name));
    QVERIFY(box->informativeText().contains(ui::safetySentence(session::SafetyLevel::Free)));
    QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
    press(box, QMessageBox::RejectRole);
    QVERIFY(agreed.isEmpty());
    press(ask(true), QMessageBox::AcceptRole);
    box = ask(true);
    box->checkBox()->setChecked(true);
    press(box, QMessageBox::AcceptRole);
    box = ask(false);
    QVERIFY2(!box->checkBox(), "a connection that is not saved cannot keep it");
    press(box, QMessageBox::AcceptRole);
    QCOMPARE(agreed, QList<bool>({false, true, false}));
}

void StartPageTest::hubsAndCertificateAreChecked()
{
    m_page->showForm();
    ui::ConnectForm *form = m_page->form();
    form->connectionStringField()->setText(good());
    QLineEdit *hub = form->addHubField();
    QVERIFY2(form->request(), "an empty hub field is no error");
    hub->setText(QStringLiteral("HostName=hub-weu.azure-devices.net;SharedAccessKeyName=o"));
    QVERIFY(!form->request());
    QVERIFY2(form->problem().contains(QStringLiteral("hub"), Qt::CaseInsensitive), qPrintable(form->problem()));
    hub->setText(QStringLiteral("HostName=hub-weu.azure-devices.net;SharedAccessKeyName=o;SharedAccessKey=") +
                 QLatin1String(Key));
    QVERIFY(form->request());
    QCOMPARE(form->request()->profile.hubs.size(), 1);
    form->certificateField()->setText(m_folder->filePath(QStringLiteral("missing.pem")));
    QVERIFY(!form->request());
    QVERIFY(form->problem().contains(QStringLiteral("certificate")));
    QFile certificate(m_folder->filePath(QStringLiteral("ca.pem")));
    QVERIFY(certificate.open(QIODevice::WriteOnly));
    certificate.close();
    form->certificateField()->setText(certificate.fileName());
    QVERIFY(form->request());
    QCOMPARE(form->request()->profile.caCertificatePath, certificate.fileName());
}

void StartPageTest::connectingSavesAndOpens()
{
    m_page->showForm();
    ui::ConnectForm *form = m_page->form();
    form->connectionStringField()->setText(good());
    for (auto *radio : form->findChildren<QAbstractButton *>()) {
        if (radio->text().contains(QStringLiteral("session only")))
            radio->click();
    }
    QSignalSpy opened(m_page.get(), &ui::StartPage::openRequested);
    QTest::keyClick(form->connectionStringField(), Qt::Key_Return);
    QTRY_COMPARE(opened.size(), 1);
    const auto profile = opened.first().at(0).value<session::ConnectionProfile>();
    const auto secret = opened.first().at(1).value<session::ConnectionSecret>();
    QCOMPARE(profile.hostName, QStringLiteral("dps-lab.azure-devices-provisioning.net"));
    QVERIFY(secret.serviceConnectionString.contains(QLatin1String(Key)));
    QCOMPARE(m_profiles->profiles().size(), 1);
    QCOMPARE(m_page->savedRows().size(), 1);
    QVERIFY2(form->connectionStringField()->text().isEmpty(), "the key does not stay in the form");
    QFile saved(file());
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(!saved.readAll().contains(Key));
}

void StartPageTest::savedConnectionOpensAndIsRemoved()
{
    const auto parsed = session::ProfileStore::fromConnectionStrings(good(), {}, {});
    QVERIFY(parsed);
    auto saving = m_profiles->save(parsed->first, parsed->second, session::KeepSecret::ThisRunOnly);
    QTRY_VERIFY(saving.isFinished());
    QTRY_COMPARE(m_page->savedRows().size(), 1);
    QSignalSpy opened(m_page.get(), &ui::StartPage::openRequested);
    QTest::mouseClick(m_page->savedRows().first(), Qt::LeftButton);
    QTRY_COMPARE(opened.size(), 1);

    for (auto *button : m_page->findChildren<QToolButton *>()) {
        if (button->toolTip().startsWith(QStringLiteral("Remove")))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    auto *box = m_page->findChild<QMessageBox *>();
    QVERIFY(box);
    QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
    QCOMPARE(m_profiles->profiles().size(), 1);
    for (QAbstractButton *button : box->buttons()) {
        if (button->text().contains(QStringLiteral("Remove")))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(m_page->savedRows().isEmpty());
    QVERIFY(m_profiles->profiles().isEmpty());
}

void StartPageTest::missingKeyIsAskedForAgain()
{
    const auto parsed = session::ProfileStore::fromConnectionStrings(good(), {}, {});
    QVERIFY(parsed);
    session::ConnectionProfile profile = parsed->first;
    profile.name = QStringLiteral("Kept");
    profile.environment = session::Environment::Staging;
    auto saving = m_profiles->save(profile, parsed->second, session::KeepSecret::ThisRunOnly);
    QTRY_VERIFY(saving.isFinished());

    // The next run: the profile is there, the key that was for one run is not.
    m_page.reset();
    m_profiles = std::make_unique<session::ProfileStore>(file());
    m_profiles->load();
    m_page = std::make_unique<ui::StartPage>(m_theme, *m_profiles, &m_demo);
    m_page->resize(1000, 700);
    m_page->show();
    QCOMPARE(m_page->savedRows().size(), 1);
    QSignalSpy opened(m_page.get(), &ui::StartPage::openRequested);
    QTest::mouseClick(m_page->savedRows().first(), Qt::LeftButton);
    QTRY_VERIFY(m_page->messageBar()->kind() == ui::MessageBar::Kind::Error);
    QCOMPARE(opened.size(), 0);
    QTRY_VERIFY(m_page->isFormShown() || !session::ProfileStore::keychainAvailable());
    if (m_page->isFormShown()) {
        m_page->form()->connectionStringField()->setText(good());
        QCOMPARE(m_page->form()->request()->profile.id, profile.id);
        QCOMPARE(m_page->form()->request()->profile.environment, session::Environment::Staging);
    }
}

void StartPageTest::errorsAreShownHere()
{
    Error error;
    error.kind = ErrorKind::Unreachable;
    error.message = QStringLiteral("dps-lab does not answer. Check the name and the network.");
    m_page->setBusy(true, QStringLiteral("Connecting…"));
    m_page->showError(error);
    QVERIFY(m_page->messageBar()->isVisible());
    QCOMPARE(m_page->messageBar()->text(), error.message);
    QVERIFY2(m_page->demoButton()->isEnabled(), "the page stays usable");
}

void StartPageTest::cancellingForgetsTheKey()
{
    m_page->showForm();
    m_page->form()->connectionStringField()->setText(good());
    for (auto *button : m_page->form()->findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Cancel"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(!m_page->isFormShown());
    QVERIFY(m_page->form()->connectionStringField()->text().isEmpty());
    QVERIFY(!m_page->form()->request());
    m_page->showForm();
    m_page->form()->connectionStringField()->setText(good());
    QVERIFY(m_page->escape());
    QVERIFY(!m_page->form()->request());
    QVERIFY(!m_page->isFormShown());
    QVERIFY(!m_page->escape());
}

REHOME_TEST(StartPageTest);
#include "StartPageTest.moc"
