// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRegistry.h"
#include "tests/ui/UiFixture.h"
#include "ui/widgets/ChipRow.h"
#include "ui/widgets/DiffView.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/JsonView.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/Meters.h"
#include "ui/widgets/PolicyCard.h"
#include "ui/widgets/PolicyCards.h"
#include "ui/widgets/SegmentedControl.h"

#include <QtCore/QJsonObject>
#include <QtGui/QClipboard>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace rehome;
using domain::ReprovisionPolicy;

class WidgetsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.install(); }
    void filterSaysValidOrWhyNot();
    void filterCompletes();
    void filterSavesOnlyValidText();
    void messageBarTellsAndCopies();
    void messageBarShowsErrorFacts();
    void policyCardsMarkPendingAndSaved();
    void policyCardsByKeyboard();
    void policyCardsReadOnly();
    void policySentences();
    void segments();
    void chips();
    void dataAge();
    void apiMeter();
    void diff();
    void json();
    void emptyState();
    void numbers();

private:
    static QPushButton *button(const QWidget &parent, const QString &text)
    {
        for (QPushButton *candidate : parent.findChildren<QPushButton *>()) {
            if (candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }
    static bool show(QWidget &widget)
    {
        widget.show();
        widget.activateWindow();
        return QTest::qWaitForWindowActive(&widget);
    }

    ui::Theme m_theme{std::make_unique<test::FakeScheme>()};
};

void WidgetsTest::filterSaysValidOrWhyNot()
{
    ui::FilterBar bar(m_theme);
    bar.resize(600, 60);
    bar.setCheck([](const QString &text) {
        return text.startsWith(QLatin1String("x:")) ? ui::FilterCheck{QStringLiteral("There is no field x."), 0}
                                                    : ui::FilterCheck{};
    });
    QVERIFY(show(bar));
    QSignalSpy changed(&bar, &ui::FilterBar::filterChanged);
    auto *edit = bar.findChild<QLineEdit *>();
    edit->setFocus();
    QTest::keyClicks(edit, QStringLiteral("ab"));
    QCOMPARE(changed.size(), 2);
    QVERIFY(bar.isValid());
    bar.setText(QStringLiteral("x:1"));
    QVERIFY(!bar.isValid());
    QCOMPARE(changed.size(), 2); // rows keep what the last valid text gave
    QCOMPARE(bar.errorText(), QStringLiteral("There is no field x."));
    QCOMPARE(edit->accessibleDescription(), bar.errorText());
    bool shown = false;
    for (const QLabel *label : bar.findChildren<QLabel *>())
        shown = shown || (label->isVisible() && label->text() == bar.errorText());
    QVERIFY(shown);
    const QImage invalid = bar.grab().toImage();
    bar.setText(QStringLiteral("y:1"));
    QVERIFY(bar.isValid());
    QCOMPARE(changed.last().first().toString(), QStringLiteral("y:1"));
    QVERIFY(invalid.pixelColor(24, 15) != bar.grab().toImage().pixelColor(24, 15));
    bar.setResult(14099, 38);
    QCOMPARE(bar.resultText(), QStringLiteral("14,099 in 38 ms"));
    bar.setResult(-1);
    QVERIFY(bar.resultText().isEmpty());
}

void WidgetsTest::filterCompletes()
{
    ui::FilterBar bar(m_theme);
    bar.setComplete([](const QString &text, qsizetype cursor) -> QList<ui::FilterSuggestion> {
        const qsizetype start = text.lastIndexOf(QLatin1Char(' '), cursor - 1) + 1;
        if (!QStringLiteral("policy:").startsWith(text.mid(start, cursor - start)))
            return {};
        return {{QStringLiteral("policy:"), start, cursor - start, QStringLiteral("reprovision policy")},
                {QStringLiteral("policy:never"), start, cursor - start, {}}};
    });
    QVERIFY(show(bar));
    auto *edit = bar.findChild<QLineEdit *>();
    edit->setFocus();
    QTest::keyClicks(edit, QStringLiteral("hub:weu po"));
    auto *completer = bar.findChild<QCompleter *>();
    QTRY_VERIFY(completer->popup()->isVisible());
    QTest::keyClick(completer->popup(), Qt::Key_Down);
    QTest::keyClick(completer->popup(), Qt::Key_Down);
    QTest::keyClick(completer->popup(), Qt::Key_Return);
    QCOMPARE(bar.text(), QStringLiteral("hub:weu policy:never"));
}

void WidgetsTest::filterSavesOnlyValidText()
{
    ui::FilterBar bar(m_theme);
    bar.setCheck([](const QString &text) {
        return text == QLatin1String("bad") ? ui::FilterCheck{QStringLiteral("no"), 0} : ui::FilterCheck{};
    });
    QVERIFY(show(bar));
    QSignalSpy saved(&bar, &ui::FilterBar::saveRequested);
    auto *edit = bar.findChild<QLineEdit *>();
    bar.save();
    bar.setText(QStringLiteral("bad"));
    bar.save();
    QCOMPARE(saved.size(), 0);
    bar.setText(QStringLiteral("policy:never"));
    bar.save();
    QTest::mouseClick(button(bar, QStringLiteral("Save")), Qt::LeftButton);
    QCOMPARE(saved.size(), 2);
    QCOMPARE(saved.last().first().toString(), QStringLiteral("policy:never"));
    QSignalSpy left(&bar, &ui::FilterBar::leaveRequested);
    QTest::keyClick(edit, Qt::Key_Escape);
    QCOMPARE(left.size(), 1);
    QCOMPARE(bar.text(), QStringLiteral("policy:never")); // Esc leaves first; clearing is the next one
}

void WidgetsTest::messageBarTellsAndCopies()
{
    QWidget host;
    host.resize(700, 200);
    auto *column = new QVBoxLayout(&host);
    auto *bar = new ui::MessageBar(m_theme, &host);
    column->addWidget(bar);
    column->addStretch();
    QVERIFY(show(host));
    QVERIFY(!bar->isVisible());
    bar->showMessage(ui::MessageBar::Kind::Warning, QStringLiteral("Slow."), QStringLiteral("Try again"),
                     QStringLiteral("status 503"));
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->accessibleName(), QStringLiteral("Slow."));
    QSignalSpy clicked(bar, &ui::MessageBar::buttonClicked);
    QTest::mouseClick(button(*bar, QStringLiteral("Try again")), Qt::LeftButton);
    QCOMPARE(clicked.size(), 1);
    auto *details = bar->findChild<QPlainTextEdit *>();
    QVERIFY(!details->isVisible());
    QTest::mouseClick(button(*bar, QStringLiteral("Details")), Qt::LeftButton);
    QVERIFY(details->isVisible());
    QTest::mouseClick(button(*bar, QStringLiteral("Copy details")), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Slow.\nstatus 503"));
    QSignalSpy closed(bar, &ui::MessageBar::closed);
    QTest::mouseClick(bar->findChild<QToolButton *>(), Qt::LeftButton);
    QCOMPARE(closed.size(), 1);
    QVERIFY(!bar->isVisible());
    bar->showMessage(ui::MessageBar::Kind::Info, QStringLiteral("Only words."));
    QVERIFY(!button(*bar, QStringLiteral("Details"))->isVisible());
    QVERIFY(!details->isVisible());
}

void WidgetsTest::messageBarShowsErrorFacts()
{
    ui::MessageBar bar(m_theme);
    Error error;
    error.kind = ErrorKind::Conflict;
    error.message = QStringLiteral("The enrollment was changed by somebody else.");
    error.httpStatus = 412;
    error.serviceCode = 412101;
    error.trackingId = QStringLiteral("0f3c-11");
    bar.showError(error, QStringLiteral("Compare"));
    QCOMPARE(bar.kind(), ui::MessageBar::Kind::Error);
    QCOMPARE(bar.text(), error.message);
    for (const char *part : {"412", "412101", "0f3c-11"})
        QVERIFY2(bar.details().contains(QLatin1String(part)), part);
}

void WidgetsTest::policyCardsMarkPendingAndSaved()
{
    ui::PolicyCards cards(m_theme);
    QVERIFY(show(cards));
    cards.setSaved(ReprovisionPolicy::NotSet);
    cards.setChosen(ReprovisionPolicy::NotSet);
    const auto card = [&](ReprovisionPolicy policy) { return static_cast<ui::PolicyCard *>(cards.card(policy)); };
    QCOMPARE(card(ReprovisionPolicy::NotSet)->mark(), ui::PolicyCard::Mark::Saved);
    QVERIFY(card(ReprovisionPolicy::NotSet)->isChecked());

    QSignalSpy chosen(&cards, &ui::PolicyCards::policyChosen);
    QTest::mouseClick(card(ReprovisionPolicy::Migrate), Qt::LeftButton);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(cards.chosen(), ReprovisionPolicy::Migrate);
    QCOMPARE(card(ReprovisionPolicy::Migrate)->mark(), ui::PolicyCard::Mark::Pending);
    QCOMPARE(card(ReprovisionPolicy::NotSet)->mark(), ui::PolicyCard::Mark::Saved);
    QVERIFY(!card(ReprovisionPolicy::NotSet)->isChecked());
    QVERIFY(card(ReprovisionPolicy::Migrate)->accessibleDescription().contains(QStringLiteral("pending")));
    QTest::mouseClick(card(ReprovisionPolicy::Migrate), Qt::LeftButton);
    QCOMPARE(chosen.size(), 1);
    QVERIFY2(card(ReprovisionPolicy::Migrate)->isChecked(), "a second click does not take the choice away");

    cards.setSaved(std::nullopt); // a mixed selection has no saved value and nothing chosen
    cards.setChosen(std::nullopt);
    for (const auto policy :
         {ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset, ReprovisionPolicy::Never, ReprovisionPolicy::NotSet}) {
        QVERIFY(!card(policy)->isChecked());
        QCOMPARE(card(policy)->mark(), ui::PolicyCard::Mark::None);
    }
}

void WidgetsTest::policyCardsByKeyboard()
{
    ui::PolicyCards cards(m_theme);
    QVERIFY(show(cards));
    QSignalSpy chosen(&cards, &ui::PolicyCards::policyChosen);
    cards.card(ReprovisionPolicy::Migrate)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QCOMPARE(QApplication::focusWidget(), cards.card(ReprovisionPolicy::Never));
    QCOMPARE(chosen.size(), 0); // moving the focus stages nothing
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(cards.chosen(), ReprovisionPolicy::Never);
}

void WidgetsTest::policyCardsReadOnly()
{
    ui::PolicyCards cards(m_theme);
    cards.setSaved(ReprovisionPolicy::Reset);
    cards.setChosen(ReprovisionPolicy::Reset);
    cards.setEditable(false);
    QVERIFY(show(cards));
    QSignalSpy chosen(&cards, &ui::PolicyCards::policyChosen);
    QTest::mouseClick(cards.card(ReprovisionPolicy::Never), Qt::LeftButton);
    QCOMPARE(chosen.size(), 0);
    QCOMPARE(cards.chosen(), ReprovisionPolicy::Reset);
}

void WidgetsTest::policySentences()
{
    ui::PolicyCards cards(m_theme);
    cards.setCurrentHub(QStringLiteral("hub-weu-02"));
    QCOMPARE(cards.sentence(ReprovisionPolicy::Never), QStringLiteral("Stay on hub-weu-02."));
    QVERIFY(cards.sentence(ReprovisionPolicy::NotSet).contains(QStringLiteral("2018-04-01")));
    cards.setNotSetNote(QStringLiteral("Declared: 2 devices on 2018-04-01."));
    QVERIFY(cards.sentence(ReprovisionPolicy::NotSet).endsWith(QStringLiteral("2 devices on 2018-04-01.")));
    // Longer words need a higher card.
    const auto *card = static_cast<ui::PolicyCard *>(cards.card(ReprovisionPolicy::NotSet));
    QVERIFY(card->heightForWidth(250) > card->heightForWidth(600));
}

void WidgetsTest::segments()
{
    ui::SegmentedControl control(m_theme);
    control.setSegments({QStringLiteral("Map"), QStringLiteral("Matrix"), QStringLiteral("Table")});
    control.resize(control.sizeHint());
    QVERIFY(show(control));
    QSignalSpy changed(&control, &ui::SegmentedControl::currentChanged);
    QTest::mouseClick(&control, Qt::LeftButton, {}, QPoint(control.sizeHint().width() - 5, 10));
    QCOMPARE(control.current(), 2);
    QTest::keyClick(&control, Qt::Key_Left);
    QCOMPARE(control.current(), 1);
    QCOMPARE(control.accessibleDescription(), QStringLiteral("Matrix"));
    control.setCurrent(7);
    control.setCurrent(-1);
    QCOMPARE(control.current(), 1);
    QCOMPARE(changed.size(), 2);
}

void WidgetsTest::chips()
{
    ui::ChipRow row(m_theme);
    row.resize(500, 40);
    QVERIFY(show(row));
    QSignalSpy toggled(&row, &ui::ChipRow::toggled);
    QList<ui::Chip> chips;
    for (int i = 0; i < 12; ++i)
        chips.append({QStringLiteral("k%1").arg(i), QStringLiteral("Label %1").arg(i), i * 1000, i == 1});
    row.setChips(chips);
    QTest::mouseClick(&row, Qt::LeftButton, {}, row.chipRect(0).center());
    QCOMPARE(toggled.size(), 1);
    QCOMPARE(toggled.first().at(0).toString(), QStringLiteral("k0"));
    QCOMPARE(toggled.first().at(1).toBool(), true);
    QTest::mouseClick(&row, Qt::LeftButton, {}, row.chipRect(1).center());
    QCOMPARE(toggled.last().at(1).toBool(), false);
    QVERIFY2(row.chipRect(11).isEmpty(), "what does not fit is not cut in half");
    QTest::keyClick(&row, Qt::Key_End);
    QTest::keyClick(&row, Qt::Key_Space);
    QCOMPARE(toggled.last().at(0).toString(), QStringLiteral("k11"));
    QVERIFY(row.accessibleDescription().contains(QStringLiteral("Label 11 11,000")));
}

void WidgetsTest::dataAge()
{
    ui::DataAge age(m_theme);
    const qint64 now = 10'000'000;
    age.setTimes(0, now);
    QCOMPARE(age.state(), ui::DataAge::State::None);
    age.setTimes(now - 4'000, now);
    QCOMPARE(age.text(), QStringLiteral("Data 4 s old"));
    QCOMPARE(age.state(), ui::DataAge::State::Fresh);
    age.setTimes(now - 59'999, now);
    QCOMPARE(age.state(), ui::DataAge::State::Fresh);
    age.setTimes(now - 60'000, now);
    QCOMPARE(age.state(), ui::DataAge::State::Old);
    age.setTimes(now - 300'000, now);
    QCOMPARE(age.state(), ui::DataAge::State::Stale);
    age.setTimes(now - 4'000, now);
    age.setLost(true);
    QCOMPARE(age.state(), ui::DataAge::State::Stale);
    QCOMPARE(age.text(), QStringLiteral("Data 4 s old"));
    age.setTimes(now + 5'000, now); // a clock that runs ahead is not a negative age
    QCOMPARE(age.text(), QStringLiteral("Data 0 s old"));
}

void WidgetsTest::apiMeter()
{
    ui::ApiMeter meter(m_theme);
    meter.setUsage(212, 1000);
    QCOMPARE(meter.text(), QStringLiteral("API 212 of 1,000 / min"));
    QVERIFY(!meter.isWarning());
    meter.setUsage(800, 1000);
    QVERIFY(meter.isWarning());
    meter.setUsage(1200, 1000, 3, true);
    QVERIFY(!meter.grab().isNull());
    QVERIFY(meter.toolTip().contains(QStringLiteral("429")));
    meter.setUsage(0, 0);
    QVERIFY(meter.isHidden());
}

void WidgetsTest::diff()
{
    using Kind = ui::DiffLine::Kind;
    const QList<ui::DiffLine> lines = ui::diffLines(QStringLiteral("a\nb\nc"), QStringLiteral("a\nx\ny\nc"));
    const QList<ui::DiffLine> expected{{Kind::Same, QStringLiteral("a")},
                                       {Kind::Removed, QStringLiteral("b")},
                                       {Kind::Added, QStringLiteral("x")},
                                       {Kind::Added, QStringLiteral("y")},
                                       {Kind::Same, QStringLiteral("c")}};
    QCOMPARE(lines, expected);
    QCOMPARE(ui::diffLines({}, QStringLiteral("n")), (QList<ui::DiffLine>{{Kind::Added, QStringLiteral("n")}}));
    QVERIFY(ui::diffLines({}, {}).isEmpty());

    QStringList before;
    for (int i = 0; i < 40; ++i)
        before << QStringLiteral("line %1").arg(i);
    QStringList after = before;
    after[20] = QStringLiteral("changed");
    const auto context = ui::diffContext(ui::diffLines(before.join(QLatin1Char('\n')), after.join(QLatin1Char('\n'))));
    QCOMPARE(context.size(), 8); // …, two before, removed, added, two after, …
    ui::DiffView view(m_theme, QStringLiteral("Changes"));
    view.setTexts(before.join(QLatin1Char('\n')), after.join(QLatin1Char('\n')));
    QVERIFY(view.toPlainText().contains(QStringLiteral("- line 20\n+ changed")));
}

void WidgetsTest::json()
{
    ui::JsonView view(m_theme, QStringLiteral("Twin"));
    view.setJson(QJsonObject{{QStringLiteral("a"), 1}});
    QVERIFY(view.isValid());
    QVERIFY(view.toPlainText().startsWith(QLatin1Char('{')));
    QSignalSpy validity(&view, &ui::JsonView::validityChanged);
    view.setPlainText(QStringLiteral("{\n \"a\": 1,\n}"));
    QVERIFY(!view.isValid());
    QVERIFY2(view.errorText().startsWith(QStringLiteral("Line 3")), qPrintable(view.errorText()));
    QCOMPARE(validity.size(), 1);
    view.setPlainText(QStringLiteral("{\"a\": {\"b\": \"\\\"quoted\\\"\"}}"));
    QVERIFY(view.isValid());
}

void WidgetsTest::emptyState()
{
    ui::EmptyState state(m_theme);
    state.setSentence(QStringLiteral("No enrollment matches this filter."),
                      QStringLiteral("hub:hub-weu-9 matches nothing"));
    state.setButtons({QStringLiteral("Clear filter")});
    QVERIFY(show(state));
    QSignalSpy clicked(&state, &ui::EmptyState::buttonClicked);
    QTest::mouseClick(button(state, QStringLiteral("Clear filter")), Qt::LeftButton);
    QCOMPARE(clicked.size(), 1);
    state.setButtons({});
    QVERIFY(!button(state, QStringLiteral("Clear filter")));
}

void WidgetsTest::numbers()
{
    QCOMPARE(ui::format::count(1'234'567), QStringLiteral("1,234,567"));
    QCOMPARE(ui::format::shortCount(1'284), QStringLiteral("1,284"));
    QCOMPARE(ui::format::shortCount(412'000), QStringLiteral("412 k"));
    QCOMPARE(ui::format::shortCount(1'000'000), QStringLiteral("1.0 M"));
    QCOMPARE(ui::format::span(59), QStringLiteral("59 s"));
    QCOMPARE(ui::format::span(185), QStringLiteral("3 min"));
}

REHOME_TEST(WidgetsTest);
#include "WidgetsTest.moc"
