// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/ImportDialog.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/widgets/RowTable.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QCheckBox>

using namespace rehome;
using namespace rehome::test;

class ImportDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        QVERIFY(m_fixture->open(testScenario({2, 8, 1})));
        m_dialog = std::make_unique<ui::ImportDialog>(m_fixture->theme, *m_fixture->session);
        m_columnTester = std::make_unique<QAbstractItemModelTester>(&m_dialog->columns(), Fatal);
        m_problemTester = std::make_unique<QAbstractItemModelTester>(&m_dialog->problems(), Fatal);
        m_dialog->open();
    }
    void cleanup()
    {
        m_columnTester.reset();
        m_problemTester.reset();
        m_dialog.reset();
        m_fixture.reset();
    }

    void changesAndCreationsGoIntoTheTray()
    {
        QSignalSpy imported(m_dialog.get(), &ui::ImportDialog::imported);
        read("id,policy,attestation\npump-0001,never,\npump-0002,reset,\nfresh,migrate,symmetricKey\n");
        QTRY_VERIFY(stageButton()->isEnabled());
        QVERIFY(says(m_dialog.get(), ui::ImportDialog::tr("%Ln are new.", nullptr, 1)));
        QVERIFY2(m_fixture->session->pending().isEmpty(), "looking stages nothing");
        stageButton()->click();
        QTRY_COMPARE(imported.count(), 1);
        const fleet::PendingEdits &pending = m_fixture->session->pending();
        QVERIFY(pending.contains(m_fixture->individual(QStringLiteral("pump-0001"))));
        QCOMPARE(pending.edits().constLast().action, fleet::EnrollmentEdit::Action::Create);
        QVERIFY(m_fixture->session->apply().has_value());
        QTRY_VERIFY(m_fixture->session->pending().isEmpty());
    }

    void aColumnIsMappedByHand()
    {
        read("serial;what\npump-0001;never\n");
        QTRY_COMPARE(m_dialog->columns().rowCount(), 2);
        const QModelIndex member = m_dialog->columns().index(1, int(items::ImportColumnItems::Column::Member));
        QTRY_VERIFY(says(m_dialog.get(), ui::ImportDialog::tr("%Ln stay as they are.", nullptr, 1)));
        QVERIFY(!stageButton()->isEnabled());
        QVERIFY(m_dialog->columns().setData(member, QStringLiteral("policy")));
        QTRY_VERIFY(stageButton()->isEnabled());
        QVERIFY(m_dialog->columns().setData(m_dialog->columns().index(0, member.column()), QString()));
        QVERIFY2(!stageButton()->isEnabled(), "no column holds the ID");
    }

    void wrongLinesAreShownAndLeftOutOnlyOnPurpose()
    {
        read("id,policy\npump-0001,never\npump-0002,sometimes\nnobody,reset\n");
        QTRY_COMPARE(m_dialog->problems().rowCount(), 2);
        const auto line = [this](int row) {
            return m_dialog->problems().index(row, int(items::ImportProblemItems::Column::Line)).data().toInt();
        };
        QCOMPARE(line(0), 3);
        QCOMPARE(line(1), 4);
        QVERIFY(!stageButton()->isEnabled());
        auto *leaveOut = m_dialog->findChild<QCheckBox *>();
        QVERIFY(leaveOut && leaveOut->isVisible());
        leaveOut->setChecked(true);
        QVERIFY(stageButton()->isEnabled());
        stageButton()->click();
        QCOMPARE(m_fixture->session->pending().size(), 1);
    }

    void jsonNeedsNoMapping()
    {
        read(R"([{"registrationId": "pump-0001", "reprovisionPolicy": null}])");
        QTRY_VERIFY(stageButton()->isEnabled());
        QCOMPARE(m_dialog->columns().rowCount(), 0);
    }

    void whatIsNoImportIsTold()
    {
        read(R"({"rehomePlan": 1, "edits": []})");
        QTRY_VERIFY(says(m_dialog.get(), ui::ImportDialog::tr("This is a plan. Open it with Open plan.")));
        QVERIFY(!stageButton()->isEnabled());
        m_dialog->read(m_fixture->folder.filePath(QStringLiteral("none.csv")));
        QTRY_VERIFY(says(m_dialog.get(), QStringLiteral("No such file")));
    }

private:
    static constexpr auto Fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

    void read(const QByteArray &contents)
    {
        QFile file(m_fixture->folder.filePath(QStringLiteral("import.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(contents);
        file.close();
        m_dialog->read(file.fileName());
    }
    QPushButton *stageButton() const { return buttonOf(m_dialog.get(), ui::ImportDialog::tr("Put into the tray")); }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ui::ImportDialog> m_dialog;
    std::unique_ptr<QAbstractItemModelTester> m_columnTester, m_problemTester;
};

REHOME_TEST(ImportDialogTest);
#include "ImportDialogTest.moc"
