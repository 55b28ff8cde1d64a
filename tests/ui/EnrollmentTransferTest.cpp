// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EnrollmentTransfer.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/enrollments/EnrollmentsPage.h"
#include "ui/enrollments/ImportDialog.h"
#include "ui/widgets/FleetTable.h"
#include "ui/widgets/MessageBar.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

using namespace rehome;
using namespace rehome::test;
using domain::ReprovisionPolicy;
using ui::EnrollmentTransfer;
using Verb = EnrollmentTransfer::Verb;

namespace {

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

QByteArray contents(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class EnrollmentTransferTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        QVERIFY(m_fixture->open(testScenario({2, 8, 1})));
        m_page = m_fixture->show(new ui::EnrollmentsPage(m_fixture->theme, m_fixture->colors, *m_fixture->session));
        QVERIFY(m_page);
        QTRY_COMPARE(m_page->model().rowCount(), 10);
        m_message = m_page->findChild<ui::MessageBar *>();
        m_page->transfer().setAskFile([this](const EnrollmentTransfer::FileQuestion &question, const auto &chosen) {
            m_question = question;
            if (!m_file.isEmpty())
                chosen(m_file);
        });
        QGuiApplication::clipboard()->clear();
    }
    void cleanup() { m_fixture.reset(); }

    void copiesWithoutKeys()
    {
        m_page->fleetTable().setCurrentRow(m_fixture->individual(QStringLiteral("pump-0001")));
        trigger(Verb::CopyAz);
        QVERIFY2(clipboard().contains(QStringLiteral("az iot dps enrollment create")), qPrintable(clipboard()));
        trigger(Verb::CopyCurl);
        QVERIFY2(clipboard().contains(QStringLiteral("curl")), qPrintable(clipboard()));
        QVERIFY(!clipboard().contains(QStringLiteral("sig=")));
        trigger(Verb::CopyJson);
        const QJsonObject body = QJsonDocument::fromJson(clipboard().toUtf8()).object();
        QCOMPARE(body.value(QLatin1String("registrationId")).toString(), QStringLiteral("pump-0001"));
        QCOMPARE(m_message->kind(), ui::MessageBar::Kind::Success);
        m_page->fleetTable().table().selectAll();
        QTRY_COMPARE(m_page->fleetTable().selectedRows().size(), size_t(10));
        trigger(Verb::CopyJson);
        QCOMPARE(QJsonDocument::fromJson(clipboard().toUtf8()).array().size(), 10);
    }

    void keysAreCopiedOnlyWhenAskedFor()
    {
        m_page->fleetTable().setCurrentRow(m_fixture->individual(QStringLiteral("pump-0001")));
        trigger(Verb::CopyCurlWithKeys);
        QTRY_VERIFY(clipboard().contains(QStringLiteral("sig=")));
        QVERIFY(clipboard().contains(QStringLiteral("primaryKey")));
        QCOMPARE(m_message->kind(), ui::MessageBar::Kind::Warning);
    }

    void exportsWhatIsShown()
    {
        m_page->fleetTable().setFilterText(QStringLiteral("policy:migrate"));
        QTRY_COMPARE(m_page->model().rowCount(), 3);
        m_file = m_fixture->folder.filePath(QStringLiteral("shown.csv"));
        trigger(Verb::Export);
        QTRY_VERIFY(m_message->isShowing());
        QVERIFY2(m_message->kind() == ui::MessageBar::Kind::Success, qPrintable(m_message->text()));
        QVERIFY(!m_question.suggested.isEmpty());
        const QByteArray csv = contents(m_file);
        QCOMPARE(csv.count('\n'), 4);
        QVERIFY2(csv.contains("id,kind,") && csv.contains("line-1,group,"), csv);
        QVERIFY2(!csv.contains("deviceId"), "a hidden column");
        m_file = m_fixture->folder.filePath(QStringLiteral("shown.json"));
        trigger(Verb::Export);
        QTRY_VERIFY(m_message->text().contains(QStringLiteral("shown.json")));
        QCOMPARE(QJsonDocument::fromJson(contents(m_file)).array().size(), 3);
        m_file = m_fixture->folder.filePath(QStringLiteral("no/such/folder.csv"));
        trigger(Verb::Export);
        QTRY_COMPARE(m_message->kind(), ui::MessageBar::Kind::Error);
    }

    void editsGoIntoAPlanAndBack()
    {
        session::Session &session = *m_fixture->session;
        m_file = m_fixture->folder.filePath(QStringLiteral("plan.json"));
        trigger(Verb::SavePlan);
        QCOMPARE(m_message->kind(), ui::MessageBar::Kind::Info);
        const fleet::RowId pump = m_fixture->individual(QStringLiteral("pump-0001"));
        const fleet::RowId line = m_fixture->group(QStringLiteral("line-1"));
        session.stagePolicy({pump, line}, ReprovisionPolicy::Never);
        const QList<fleet::EnrollmentEdit> before = session.pending().edits();
        trigger(Verb::SavePlan);
        QTRY_VERIFY(m_message->text().contains(QStringLiteral("plan.json")));
        session.pending().discardAll(QStringLiteral("Discard"));
        m_message->clear();
        trigger(Verb::OpenPlan);
        QTRY_VERIFY(m_message->isShowing());
        QVERIFY2(m_message->kind() == ui::MessageBar::Kind::Success, qPrintable(m_message->text()));
        QCOMPARE(session.pending().size(), 2);
        for (const fleet::EnrollmentEdit &edit : before)
            QCOMPARE(*session.pending().find(edit.row), edit);

        // What was applied meanwhile is so already; what somebody else changed is told.
        session.pending().discard(QStringLiteral("Discard"), {line});
        QVERIFY(session.apply().has_value());
        QTRY_VERIFY(session.pending().isEmpty());
        session.stageField({line}, QStringLiteral("allocationPolicy"), QStringLiteral("hashed"));
        QVERIFY(session.apply().has_value());
        QTRY_VERIFY(session.pending().isEmpty());
        m_message->clear();
        trigger(Verb::OpenPlan);
        QTRY_COMPARE(m_message->kind(), ui::MessageBar::Kind::Warning);
        QTRY_VERIFY(m_message->isShowing());
        QCOMPARE(session.pending().size(), 1);
        QVERIFY2(m_message->text().contains(QStringLiteral("so already")), qPrintable(m_message->text()));
        QVERIFY(session.apply().has_value());
        QTRY_COMPARE(session.pending().find(line)->state, fleet::PendingState::Conflict);
    }

    void aPlanOfAnotherServiceIsRefused()
    {
        m_file = m_fixture->folder.filePath(QStringLiteral("plan.json"));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(fleet::planText(fleet::planOf({}, QStringLiteral("other"), QStringLiteral("test"), 0)));
        file.close();
        trigger(Verb::OpenPlan);
        QTRY_COMPARE(m_message->kind(), ui::MessageBar::Kind::Error);
        QVERIFY(m_message->text().contains(QStringLiteral("other")));
    }

    void anImportGoesThroughItsDialogIntoTheTray()
    {
        m_file = m_fixture->folder.filePath(QStringLiteral("import.csv"));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("id,policy\npump-0001,never\n");
        file.close();
        trigger(Verb::Import);
        auto *dialog = m_page->findChild<ui::ImportDialog *>();
        QVERIFY(dialog);
        QPushButton *stage = buttonOf(dialog, ui::ImportDialog::tr("Put into the tray"));
        QTRY_VERIFY(stage->isEnabled());
        stage->click();
        QVERIFY(m_fixture->session->pending().contains(m_fixture->individual(QStringLiteral("pump-0001"))));
        QTRY_COMPARE(m_message->kind(), ui::MessageBar::Kind::Success);
        m_fixture->session->allowEdits(session::SafetyLevel::ReadOnly);
        trigger(Verb::Import);
        QCOMPARE(m_message->kind(), ui::MessageBar::Kind::Warning);
    }

private:
    void trigger(Verb verb)
    {
        for (QAction *action : m_page->pageActions())
            if (action->text() == EnrollmentTransfer::words(verb))
                return action->trigger();
        QFAIL("no such action");
    }

    std::unique_ptr<PageFixture> m_fixture;
    ui::EnrollmentsPage *m_page = nullptr;
    ui::MessageBar *m_message = nullptr;
    EnrollmentTransfer::FileQuestion m_question;
    QString m_file;
};

REHOME_TEST(EnrollmentTransferTest);
#include "EnrollmentTransferTest.moc"
