// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/PendingTray.h"
#include "models/items/PendingItems.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/enrollments/ApplyQuestion.h"
#include "ui/enrollments/ConflictDialog.h"
#include "ui/enrollments/EditPane.h"
#include "ui/enrollments/TrayFoot.h"
#include "ui/widgets/DiffView.h"
#include "ui/widgets/MessageBar.h"

#include <QtCore/QJsonArray>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTreeView>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using domain::ReprovisionPolicy;
using Outcome = session::ApplyResult::Outcome;

class PendingTrayTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesCountAndServiceBeforeSending();
    void manyAreConfirmedByTheirNumber();
    void whatIsAsked();
    void freeSendsWithoutAQuestion();
    void nothingLeavesBeforeTheSecondsAreOver();
    void appliesWithTheRealVersion();
    void triesTheFirst();
    void conflictIsShownAndGoesBackToTheTray();
    void conflictKeepsTheirs();
    void aDeletionAndACreationThatClashed();
    void anEditOfWhatIsGone();
    void whatIsLostIsNamed();
    void conflictsStayUntilTheyAreSettled();
    void aLostConnectionIsSaidAndGoesOn();
    void sampleShowsWhatIsSent();
    void effectAndTroubleOfOneEdit();
    void readOnlyOffersToAllowEdits();
    void discardAsks();

private:
    static std::unique_ptr<ui::PendingTray> tray(PageFixture &fixture)
    {
        auto tray = std::make_unique<ui::PendingTray>(fixture.theme, *fixture.session);
        tray->setSendDelay(std::chrono::milliseconds(0));
        tray->resize(1200, 260);
        tray->show();
        return tray;
    }
    static ui::ApplyQuestion *questionOf(const QWidget *tray)
    {
        for (auto *question : tray->findChildren<ui::ApplyQuestion *>()) {
            if (question->isVisible())
                return question;
        }
        return nullptr;
    }
    static std::vector<fleet::RowId> pumps(PageFixture &fixture, int count)
    {
        std::vector<fleet::RowId> rows;
        for (int i = 1; i <= count; ++i)
            rows.push_back(fixture.individual(QStringLiteral("pump-%1").arg(i, 4, 10, QLatin1Char('0'))));
        return rows;
    }
};

void PendingTrayTest::namesCountAndServiceBeforeSending()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0}),
                         [](session::ConnectionProfile &profile) { profile.name = QStringLiteral("Plant north"); }));
    const auto shown = tray(fixture);
    QVERIFY(!shown->applyButton()->isEnabled());
    fixture.session->stagePolicy(pumps(fixture, 4), ReprovisionPolicy::Migrate);
    QCOMPARE(shown->applyButton()->text(), ui::TrayFoot::tr("Apply %n edit(s)", nullptr, 3));
    QVERIFY(shown->applyButton()->isEnabled());
    QTest::mouseClick(shown->applyButton(), Qt::LeftButton);
    ui::ApplyQuestion *question = questionOf(shown.get());
    QVERIFY(question);
    QCOMPARE(question->question(),
             ui::ApplyQuestion::tr("Apply %n edit(s) to %1?", nullptr, 3).arg(QStringLiteral("Plant north")));
    QVERIFY(question->explanation().contains(fixture.session->profile().hostName));
    QVERIFY(question->explanation().contains(QLatin1String("of the operation quota")));
    QVERIFY(!question->numberField());
    QVERIFY(question->cancelButton()->isDefault());
    // Enter cancels: nothing goes out.
    QTest::keyClick(question, Qt::Key_Return);
    QTRY_VERIFY(!questionOf(shown.get()));
    QVERIFY(!shown->foot()->isCounting());
    QVERIFY(!fixture.session->applyProgress().running);
    QCOMPARE(fixture.session->pending().size(), 3);
    QVERIFY(fixture.results.empty());
}

void PendingTrayTest::manyAreConfirmedByTheirNumber()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0}),
                         [](session::ConnectionProfile &profile) { profile.typedCountAbove = 2; }));
    const auto shown = tray(fixture);
    fixture.session->stagePolicy(pumps(fixture, 4), ReprovisionPolicy::Migrate);
    QTest::mouseClick(shown->applyButton(), Qt::LeftButton);
    ui::ApplyQuestion *question = questionOf(shown.get());
    QVERIFY(question && question->numberField());
    QVERIFY(!question->applyButton()->isEnabled());
    QTest::keyClicks(question->numberField(), QStringLiteral("33"));
    QVERIFY(!question->applyButton()->isEnabled());
    QTest::keyClick(question->numberField(), Qt::Key_Backspace);
    QVERIFY(question->applyButton()->isEnabled());
    QTest::mouseClick(question->applyButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 3U, 20'000);
}

void PendingTrayTest::whatIsAsked()
{
    session::ConnectionProfile profile;
    profile.typedCountAbove = 100;
    profile.safety = session::SafetyLevel::Confirm;
    using ui::ApplyAsk;
    QCOMPARE(ui::neededAsk(profile, {1, 0, 0}), ApplyAsk::Yes);
    QCOMPARE(ui::neededAsk(profile, {100, 0, 0}), ApplyAsk::Yes);
    QCOMPARE(ui::neededAsk(profile, {101, 0, 0}), ApplyAsk::Number);
    profile.safety = session::SafetyLevel::Free;
    QCOMPARE(ui::neededAsk(profile, {100'000, 0, 5}), ApplyAsk::Nothing);
    QCOMPARE(ui::neededAsk(profile, {100'000, 1, 0}), ApplyAsk::Yes);
    QCOMPARE(ui::neededAsk(profile, {100'000, 101, 0}), ApplyAsk::Number);
}

void PendingTrayTest::freeSendsWithoutAQuestion()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0}),
                         [](session::ConnectionProfile &profile) { profile.safety = session::SafetyLevel::Free; }));
    const auto shown = tray(fixture);
    const auto rows = pumps(fixture, 4);
    fixture.session->stageDelete({rows[3]});
    shown->applyAfterAsking();
    ui::ApplyQuestion *question = questionOf(shown.get());
    QVERIFY2(question, "a deletion is asked about in any case");
    QVERIFY(question->explanation().contains(ui::ApplyQuestion::tr("%n enrollment(s) will be deleted.", nullptr, 1)));
    question->reject();
    fixture.session->pending().undo();
    Q_EMIT fixture.session->pendingChanged();
    fixture.session->stagePolicy({rows[1]}, ReprovisionPolicy::Migrate);
    QTest::mouseClick(shown->applyButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 1U, 20'000);
}

void PendingTrayTest::nothingLeavesBeforeTheSecondsAreOver()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0}),
                         [](session::ConnectionProfile &profile) { profile.safety = session::SafetyLevel::Free; }));
    const auto shown = tray(fixture);
    shown->setSendDelay(std::chrono::hours(1));
    const auto rows = pumps(fixture, 4);
    const auto waits = [&] {
        return shown->foot()->isCounting() && !fixture.session->applyProgress().running &&
               fixture.session->pending().find(rows[1])->state == fleet::PendingState::Waiting;
    };
    const auto rests = [&] {
        return !shown->foot()->isCounting() && !fixture.session->applyProgress().running && fixture.results.empty() &&
               shown->applyButton()->isVisible() && shown->applyButton()->isEnabled();
    };
    const auto again = [&] {
        QTest::mouseClick(shown->applyButton(), Qt::LeftButton);
        return waits();
    };
    fixture.session->stagePolicy({rows[1]}, ReprovisionPolicy::Migrate);
    QVERIFY(again());
    QVERIFY(says(shown.get(), ui::TrayFoot::tr("Sending %n edit(s) in %1 s", nullptr, 1).arg(3600)));
    QVERIFY(!shown->applyButton()->isVisible());
    shown->applyAfterAsking(); // twice is once
    QVERIFY(waits());
    QTest::mouseClick(shown->foot()->callOffButton(), Qt::LeftButton);
    QVERIFY(rests());
    QVERIFY(again());
    QTest::keyClick(shown->foot()->callOffButton(), Qt::Key_Escape);
    QVERIFY(rests());
    // What was agreed to is not what waits any more.
    QVERIFY(again());
    fixture.session->stagePolicy({rows[2]}, ReprovisionPolicy::Migrate);
    QVERIFY(rests());
    QVERIFY(shown->findChild<ui::MessageBar *>()->text().startsWith(QLatin1String("Nothing was sent")));
    QVERIFY(again());
    fixture.session->allowEdits(session::SafetyLevel::ReadOnly);
    QVERIFY(!shown->foot()->isCounting());
    fixture.session->allowEdits(session::SafetyLevel::Free);
    QVERIFY(rests());
    // Nobody can see it any more.
    QVERIFY(again());
    shown->hide();
    QVERIFY(!shown->foot()->isCounting());
    shown->show();
    QVERIFY(rests());
    // When they are over, it goes out.
    shown->setSendDelay(std::chrono::milliseconds(50));
    QTest::mouseClick(shown->applyButton(), Qt::LeftButton);
    QVERIFY2(!fixture.session->applyProgress().running, "not within the click");
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 2U, 20'000);
}

void PendingTrayTest::appliesWithTheRealVersion()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0})));
    const auto shown = tray(fixture);
    const auto rows = pumps(fixture, 4);
    const QString etag = fixture.snapshot()->enrollments.etag[rows[2]].text(fixture.snapshot()->strings);
    fixture.session->stagePolicy(rows, ReprovisionPolicy::Migrate);
    QCOMPARE(fixture.session->pending().find(rows[2])->baseEtag, etag);
    shown->applyAfterAsking();
    ui::ApplyQuestion *question = questionOf(shown.get());
    QVERIFY(question);
    QTest::mouseClick(question->applyButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 3U, 20'000);
    for (const auto &result : fixture.results)
        QCOMPARE(result.outcome, Outcome::Applied);
    QTRY_VERIFY(says(shown.get(), ui::PendingTray::tr("%n edit(s) applied and read back.", nullptr, 3)));
    QVERIFY(fixture.session->pending().isEmpty());
    OtherParties others(fixture.endpoint);
    const auto stored = others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0003"));
    QVERIFY(stored.has_value());
    QCOMPARE(stored->value(QLatin1String("reprovisionPolicy")).toObject(), policyObject(true, true));
    QVERIFY(stored->value(QLatin1String("etag")).toString() != etag);
}

void PendingTrayTest::triesTheFirst()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 60, 0})));
    const auto shown = tray(fixture);
    fixture.session->stagePolicy(pumps(fixture, 60), ReprovisionPolicy::Never);
    QCOMPARE(fixture.session->pending().size(), 45);
    QPushButton *first = buttonOf(shown.get(), QStringLiteral("Try first 25"));
    QVERIFY(first);
    QTest::mouseClick(first, Qt::LeftButton);
    ui::ApplyQuestion *question = questionOf(shown.get());
    QVERIFY(question);
    QVERIFY(question->question().contains(QLatin1String("25")));
    QCOMPARE(question->applyButton()->text(), ui::ApplyQuestion::tr("Apply %n edit(s)", nullptr, 25));
    QTest::mouseClick(question->applyButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 25U, 30'000);
    QTRY_VERIFY(!fixture.session->applyProgress().running);
    QCOMPARE(fixture.session->pending().size(), 20);
    QCOMPARE(shown->applyButton()->text(), ui::TrayFoot::tr("Apply %n edit(s)", nullptr, 20));
    // Fewer than that are left: trying all of them would be applying.
    QVERIFY(buttonOf(shown.get(), QStringLiteral("Try first 19")));
    shown->foot()->trialField()->setValue(3);
    QTest::mouseClick(buttonOf(shown.get(), QStringLiteral("Try first 3")), Qt::LeftButton);
    QTRY_VERIFY(questionOf(shown.get()));
    QTest::mouseClick(questionOf(shown.get())->applyButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 28U, 30'000);
}

void PendingTrayTest::conflictIsShownAndGoesBackToTheTray()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0})));
    const auto shown = tray(fixture);
    const auto rows = pumps(fixture, 4);
    fixture.session->stagePolicy({rows[1], rows[2]}, ReprovisionPolicy::Migrate);
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Individual, QStringLiteral("pump-0002"), QStringLiteral("reprovisionPolicy"),
                        policyObject(false, false)));
    shown->applyNow();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 2U, 20'000);
    QTRY_VERIFY(!fixture.session->applyProgress().running);
    QCOMPARE(fixture.session->pending().rows(), QList<fleet::RowId>{rows[1]}); // the other one was applied
    auto *message = shown->findChild<ui::MessageBar *>();
    QVERIFY(message->isShowing());
    QVERIFY(message->text().startsWith(QStringLiteral("1 applied, 1 not.")));
    // Their change is still what the service has.
    QCOMPARE(others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0002"))
                 ->value(QLatin1String("reprovisionPolicy"))
                 .toObject(),
             policyObject(false, false));
    QTest::mouseClick(buttonOf(message, QStringLiteral("Compare versions…")), Qt::LeftButton);
    auto *dialog = shown->findChild<ui::ConflictDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->table()->rowCount(), 1);
    QCOMPARE(dialog->table()->item(0, 0)->text(), QStringLiteral("reprovisionPolicy"));
    QVERIFY(dialog->table()->item(0, 1)->text() != dialog->table()->item(0, 2)->text());
    QVERIFY(dialog->table()->item(0, 2)->text() != dialog->table()->item(0, 3)->text());
    QTest::mouseClick(buttonOf(dialog, QStringLiteral("Put the choice into the tray")), Qt::LeftButton);
    QTRY_VERIFY(!message->isShowing());
    const fleet::EnrollmentEdit *edit = fixture.session->pending().find(rows[1]);
    QVERIFY(edit);
    QCOMPARE(edit->state, fleet::PendingState::Waiting);
    QCOMPARE(edit->baseEtag, fixture.results.back().outcome == Outcome::Conflict ? fixture.results.back().etag
                                                                                 : fixture.results.front().etag);
    // Sent again on top of the newest version, it goes through.
    shown->applyNow();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 3U, 20'000);
    QCOMPARE(fixture.results.back().outcome, Outcome::Applied);
    QCOMPARE(others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0002"))
                 ->value(QLatin1String("reprovisionPolicy"))
                 .toObject(),
             policyObject(true, true));
}

void PendingTrayTest::conflictKeepsTheirs()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0})));
    const auto shown = tray(fixture);
    const fleet::RowId row = fixture.individual(QStringLiteral("pump-0002"));
    fixture.session->stagePolicy({row}, ReprovisionPolicy::Migrate);
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Individual, QStringLiteral("pump-0002"), QStringLiteral("reprovisionPolicy"),
                        policyObject(false, false)));
    shown->applyNow();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 1U, 20'000);
    QCOMPARE(fixture.results.back().outcome, Outcome::Conflict);
    ui::ConflictDialog dialog(fixture.theme, *fixture.session, {fixture.results.back()});
    dialog.table()->item(0, 0)->setCheckState(Qt::Unchecked);
    dialog.takeChoices();
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QVERIFY(fixture.session->pending().isEmpty());
    QVERIFY(!shown->applyButton()->isEnabled());
    QVERIFY(!shown->findChild<ui::MessageBar *>()->isShowing()); // nothing is left to compare
}

void PendingTrayTest::aDeletionAndACreationThatClashed()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0})));
    const auto shown = tray(fixture);
    const fleet::RowId row = fixture.individual(QStringLiteral("pump-0002"));
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Individual, QStringLiteral("pump-0002"), QStringLiteral("reprovisionPolicy"),
                        policyObject(false, false)));
    QJsonObject attestation{{QStringLiteral("type"), QStringLiteral("symmetricKey")}};
    const QJsonObject body{{QStringLiteral("registrationId"), QStringLiteral("fresh")},
                           {QStringLiteral("attestation"), attestation},
                           {QStringLiteral("reprovisionPolicy"), policyObject(true, true)}};
    QVERIFY(others.create(
        EnrollmentKind::Individual, QStringLiteral("fresh"),
        {{QStringLiteral("registrationId"), QStringLiteral("fresh")}, {QStringLiteral("attestation"), attestation}}));
    fixture.session->stageDelete({row});
    const fleet::RowId draft = fixture.session->stageCreate(EnrollmentKind::Individual, body);
    shown->applyNow();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 2U, 20'000);
    // What was found in the way is in the table too; that is told by another message.
    QTRY_VERIFY_WITH_TIMEOUT(fixture.individual(QStringLiteral("fresh")) != fleet::NoRow, 20'000);
    for (const session::ApplyResult &result : fixture.results) {
        QCOMPARE(result.outcome, Outcome::Conflict);
        ui::ConflictDialog dialog(fixture.theme, *fixture.session, {result});
        QVERIFY(dialog.table()->rowCount() > 0);
        for (int line = 0; line < dialog.table()->rowCount(); ++line) {
            const bool policy = dialog.table()->item(line, 0)->text() == QLatin1String("reprovisionPolicy");
            dialog.table()->item(line, 0)->setCheckState(result.row == row || policy ? Qt::Checked : Qt::Unchecked);
        }
        dialog.takeChoices();
    }
    // The deletion is of the newest version now; the creation became an edit of the one that is there.
    const fleet::EnrollmentEdit *edit = fixture.session->pending().find(row);
    QVERIFY(edit);
    QCOMPARE(edit->action, fleet::EnrollmentEdit::Action::Delete);
    QCOMPARE(edit->state, fleet::PendingState::Waiting);
    QVERIFY(!fixture.session->pending().contains(draft));
    edit = fixture.session->pending().find(fixture.individual(QStringLiteral("fresh")));
    QVERIFY(edit);
    QCOMPARE(edit->action, fleet::EnrollmentEdit::Action::Update);
    shown->applyNow();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 4U, 20'000);
    QVERIFY(fixture.session->pending().isEmpty());
    QVERIFY(!others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0002")));
    QCOMPARE(others.enrollment(EnrollmentKind::Individual, QStringLiteral("fresh"))
                 ->value(QLatin1String("reprovisionPolicy"))
                 .toObject(),
             policyObject(true, true));
}

void PendingTrayTest::anEditOfWhatIsGone()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0})));
    const auto shown = tray(fixture);
    const auto rows = pumps(fixture, 2);
    fixture.session->stageField(rows, QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
    OtherParties others(fixture.endpoint);
    for (const QString &id : {QStringLiteral("pump-0001"), QStringLiteral("pump-0002")})
        QVERIFY(others.remove(EnrollmentKind::Individual, id));
    shown->applyNow();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 2U, 20'000);
    QCOMPARE(fixture.results[0].outcome, Outcome::Conflict);
    const auto settle = [&](std::size_t index, Qt::CheckState state) {
        ui::ConflictDialog dialog(fixture.theme, *fixture.session, {fixture.results[index]});
        QCOMPARE(dialog.table()->rowCount(), 1);
        QCOMPARE(dialog.table()->item(0, 0)->checkState(), Qt::Unchecked);
        dialog.table()->item(0, 0)->setCheckState(state);
        dialog.takeChoices();
    };
    settle(0, Qt::Unchecked);
    QCOMPARE(fixture.session->pending().size(), 1);
    settle(1, Qt::Checked);
    QCOMPARE(fixture.session->pending().size(), 1);
    QCOMPARE(fixture.session->pending().edits().constFirst().action, fleet::EnrollmentEdit::Action::Create);
    QCOMPARE(fixture.session->pending().edits().constFirst().draftBody().value(QLatin1String("provisioningStatus")),
             QJsonValue(QStringLiteral("disabled")));
}

void PendingTrayTest::whatIsLostIsNamed()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 0, 20}), {}, true));
    const auto shown = tray(fixture);
    const fleet::RowId line = fixture.group(QStringLiteral("line-1"));
    fixture.session->stageField({line}, QStringLiteral("iotHubs"), QJsonArray{QStringLiteral("hub-b.localhost")});
    auto *pane = shown->findChild<ui::EditPane *>();
    QVERIFY(says(pane, QStringLiteral("20 move with their twin")));
    QVERIFY(!says(pane, QStringLiteral("loses")));
    fixture.session->stagePolicy({line}, ReprovisionPolicy::Reset);
    QTRY_VERIFY(says(pane, QStringLiteral("initial twin")));
    const Result<QStringList> lost =
        fixture.get(fixture.session->reportedLosses(fixture.device(QStringLiteral("line-1-0001"))));
    QVERIFY2(lost, qPrintable(lost ? QString() : lost.error().message));
    QVERIFY(!lost->isEmpty());
    QTRY_VERIFY(says(pane, QStringLiteral("loses its reported ") + lost->constFirst()));
}

void PendingTrayTest::conflictsStayUntilTheyAreSettled()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0})));
    const auto shown = tray(fixture);
    const auto rows = pumps(fixture, 4);
    fixture.session->stagePolicy({rows[1]}, ReprovisionPolicy::Migrate);
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Individual, QStringLiteral("pump-0002"), QStringLiteral("reprovisionPolicy"),
                        policyObject(false, false)));
    shown->applyNow();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 1U, 20'000);
    // Something else is applied meanwhile.
    fixture.session->stagePolicy({rows[2]}, ReprovisionPolicy::Migrate);
    shown->applyNow();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 2U, 20'000);
    QTRY_VERIFY(!fixture.session->applyProgress().running);
    QCOMPARE(fixture.session->pending().rows(), QList<fleet::RowId>{rows[1]});
    auto *pane = shown->findChild<ui::EditPane *>();
    QTRY_VERIFY(buttonOf(pane, QStringLiteral("Compare versions…")));
    // Nothing else is there to be sent.
    QTest::mouseClick(shown->applyButton(), Qt::LeftButton);
    QVERIFY(!questionOf(shown.get()));
    QVERIFY(!shown->foot()->isCounting());
    QVERIFY(shown->findChild<ui::MessageBar *>()->text().contains(QLatin1String("Compare the versions first")));
    QTest::mouseClick(buttonOf(pane, QStringLiteral("Compare versions…")), Qt::LeftButton);
    auto *dialog = shown->findChild<ui::ConflictDialog *>();
    QVERIFY(dialog);
    dialog->takeChoices();
    QCOMPARE(fixture.session->pending().find(rows[1])->state, fleet::PendingState::Waiting);
    QVERIFY(!shown->findChild<ui::MessageBar *>()->isShowing());
}

void PendingTrayTest::aLostConnectionIsSaidAndGoesOn()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 60, 0})));
    const auto shown = tray(fixture);
    fixture.session->stagePolicy(pumps(fixture, 60), ReprovisionPolicy::Never);
    const int count = fixture.session->pending().size();
    fixture.stopService();
    shown->applyNow();
    QTRY_VERIFY_WITH_TIMEOUT(says(shown.get(), QStringLiteral("The connection is lost")), 60'000);
    QCOMPARE(fixture.session->pending().size(), count);
    QVERIFY(fixture.restartService());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.session->pending().isEmpty(), 120'000);
    QTRY_VERIFY(says(shown.get(), ui::PendingTray::tr("%n edit(s) applied and read back.", nullptr, count)));
}

void PendingTrayTest::sampleShowsWhatIsSent()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 8, 0})));
    const auto shown = tray(fixture);
    fixture.session->stagePolicy({fixture.individual(QStringLiteral("pump-0003"))}, ReprovisionPolicy::Migrate);
    fixture.session->stageField({fixture.individual(QStringLiteral("pump-0004"))}, QStringLiteral("iotHubs"),
                                QJsonArray{QStringLiteral("hub-c.localhost")});
    auto *kinds = shown->findChild<QTreeView *>();
    QCOMPARE(kinds->model()->rowCount(), 2);
    auto *diff = shown->findChild<ui::DiffView *>();
    const auto added = [&] {
        QStringList texts;
        for (const ui::DiffLine &line : diff->lines()) {
            if (line.kind == ui::DiffLine::Kind::Added)
                texts << line.text;
        }
        return texts.join(QLatin1Char('\n'));
    };
    kinds->setCurrentIndex(kinds->model()->index(0, 0));
    QVERIFY(added().contains(QLatin1String("true")) || added().contains(QLatin1String("Migrate")));
    kinds->setCurrentIndex(kinds->model()->index(1, 0));
    QVERIFY(added().contains(QLatin1String("hub-c.localhost")));
    QVERIFY(says(shown.get(), QStringLiteral("pump-0004")));
    // What it costs is named: keys, write and read-back of both.
    QVERIFY(says(shown.get(), QStringLiteral("1 write")));
}

void PendingTrayTest::effectAndTroubleOfOneEdit()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 4, 20}), {}, true));
    const auto shown = tray(fixture);
    const fleet::RowId line = fixture.group(QStringLiteral("line-1"));
    fixture.session->stageField({line, fixture.group(QStringLiteral("line-2"))}, QStringLiteral("iotHubs"),
                                QJsonArray{QStringLiteral("hub-c.localhost")});
    auto *kinds = shown->findChild<QTreeView *>();
    const QAbstractItemModel *model = kinds->model();
    QModelIndex kind;
    for (int row = 0; row < model->rowCount(); ++row) {
        for (int child = 0; child < model->rowCount(model->index(row, 0)); ++child) {
            if (model->index(child, 0, model->index(row, 0)).data().toString() == QLatin1String("line-1"))
                kind = model->index(row, 0);
        }
    }
    QVERIFY(kind.isValid());
    kinds->expand(kind);
    const QModelIndex child = model->index(0, 0, kind);
    const int effect = static_cast<int>(items::PendingItems::Column::Effect);
    QVERIFY(!kinds->isColumnHidden(effect));
    QVERIFY(child.siblingAtColumn(effect).data().toString().contains(QLatin1String("20 move")));
    QVERIFY(kind.siblingAtColumn(effect).data().toString().contains(QLatin1String("move")));
    kinds->setCurrentIndex(child);
    auto *pane = shown->findChild<ui::EditPane *>();
    QVERIFY(says(pane, QStringLiteral("20 move")));
    QVERIFY(!buttonOf(pane, QStringLiteral("Discard this edit")) ||
            !buttonOf(pane, QStringLiteral("Discard this edit"))->isVisible());
    // Another edit of the same enrollment has another effect; the tray follows.
    fixture.session->stagePolicy({line}, ReprovisionPolicy::Never);
    QTRY_VERIFY(says(pane, QStringLiteral("20 stay")));
    // A failure keeps its reason, and what can be done about it is one click.
    fixture.session->pending().setState(line, fleet::PendingState::Failed, QStringLiteral("Refused. Correct it."));
    Q_EMIT fixture.session->pendingChanged();
    QVERIFY(says(pane, QStringLiteral("Refused. Correct it.")));
    QVERIFY(!says(pane, QStringLiteral("Compare")));
    QTest::mouseClick(buttonOf(pane, QStringLiteral("Discard this edit")), Qt::LeftButton);
    QVERIFY(!fixture.session->pending().contains(line));
    QCOMPARE(fixture.session->pending().size(), 1);
    // Narrow, the words beside are enough.
    shown->resize(520, 260);
    QVERIFY(kinds->isColumnHidden(effect));
}

void PendingTrayTest::readOnlyOffersToAllowEdits()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0})));
    const auto shown = tray(fixture);
    fixture.session->stagePolicy(pumps(fixture, 4), ReprovisionPolicy::Migrate);
    fixture.session->allowEdits(session::SafetyLevel::ReadOnly);
    QVERIFY(!shown->applyButton()->isEnabled());
    QVERIFY(says(shown.get(), QStringLiteral("read-only")));
    shown->applyAfterAsking();
    QVERIFY(!questionOf(shown.get()));
    QSignalSpy asked(shown.get(), &ui::PendingTray::editsAllowedRequested);
    QTest::mouseClick(buttonOf(shown.get(), QStringLiteral("Allow edits…")), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    // Not even without asking.
    shown->applyNow();
    QVERIFY(!fixture.session->applyProgress().running);
    QCOMPARE(shown->findChild<ui::MessageBar *>()->kind(), ui::MessageBar::Kind::Error);
    QCOMPARE(fixture.session->pending().size(), 3);
    fixture.session->allowEdits(session::SafetyLevel::Confirm);
    QVERIFY(shown->applyButton()->isEnabled());
}

void PendingTrayTest::discardAsks()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0})));
    const auto shown = tray(fixture);
    fixture.session->stagePolicy(pumps(fixture, 4), ReprovisionPolicy::Migrate);
    QTest::mouseClick(buttonOf(shown.get(), QStringLiteral("Discard…")), Qt::LeftButton);
    QMessageBox *box = boxOf(shown.get());
    QVERIFY(box);
    QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
    QTest::mouseClick(buttonOf(box, ui::PendingTray::tr("Discard %n edit(s)", nullptr, 3)), Qt::LeftButton);
    QVERIFY(fixture.session->pending().isEmpty());
    fixture.session->pending().undo();
    Q_EMIT fixture.session->pendingChanged();
    QCOMPARE(shown->applyButton()->text(), ui::TrayFoot::tr("Apply %n edit(s)", nullptr, 3));
}

REHOME_TEST(PendingTrayTest);
#include "PendingTrayTest.moc"
