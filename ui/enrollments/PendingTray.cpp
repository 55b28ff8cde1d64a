// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/PendingTray.h"

#include "models/items/Roles.h"
#include "ui/enrollments/ApplyQuestion.h"
#include "ui/enrollments/ConflictDialog.h"
#include "ui/enrollments/EditPane.h"
#include "ui/enrollments/TrayFoot.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/MessageBar.h"

#include <QtGui/QHideEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace rehome::ui {

namespace {

/// How often the fleet, which moves all the time, may change what edits are said to do.
constexpr std::chrono::milliseconds effectsPause{1000};
constexpr int stateWidth = 96;
constexpr int whatWidth = 170;     ///< at least
constexpr double whatShare = 0.55; ///< of the width that it and the effect share, at most
/// Narrower than this there is no room for words about effects; the pane beside has them too.
constexpr int effectsFrom = 430;
/// So many lost properties are named.
constexpr qsizetype namedLosses = 5;

QString lossText(const QString &device, const Result<QStringList> &lost)
{
    if (!lost)
        return PendingTray::tr("Which reported properties %1 loses is not known: %2").arg(device, lost.error().message);
    if (lost->isEmpty())
        return PendingTray::tr("%1 has no reported properties to lose.").arg(device);
    const QString names = lost->first(std::min(namedLosses, lost->size())).join(QStringLiteral(", "));
    if (lost->size() <= namedLosses)
        return PendingTray::tr("%1 loses its reported %2.").arg(device, names);
    return PendingTray::tr("%1 loses its reported %2 and %3 more.")
        .arg(device, names, format::count(lost->size() - namedLosses));
}

} // namespace

PendingTray::PendingTray(const Theme &theme, session::Session &session, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_session(session)
    , m_effects(session)
    , m_message(new MessageBar(theme, this))
    , m_kinds(new QTreeView(this))
    , m_pane(new EditPane(theme, this))
    , m_undoNotes(new QLabel(this))
    , m_foot(new TrayFoot(theme, this))
    , m_delay(TrayFoot::usualDelay)
{
    setObjectName(QStringLiteral("PendingTray"));
    m_message->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHead(column);
    column->addWidget(m_message);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    buildKinds();
    middle->addWidget(m_kinds, 3);
    middle->addWidget(m_pane, 2);
    column->addLayout(middle, 1);
    m_undoNotes->setContentsMargins(20, 4, 20, 0);
    m_undoNotes->setWordWrap(true);
    m_undoNotes->setFont(theme.font(TextRole::Secondary));
    column->addWidget(m_undoNotes);
    column->addWidget(m_foot);
    connectFoot();

    connect(m_kinds, &QTreeView::expanded, this, &PendingTray::fitColumns);
    connect(m_kinds->selectionModel(), &QItemSelectionModel::currentChanged, this, &PendingTray::showSample);
    connect(m_pane, &EditPane::compareRequested, this, &PendingTray::compareVersions);
    connect(m_pane, &EditPane::discardRequested, this, [this](fleet::RowId row) {
        m_session.pending().discard(tr("Discard edit"), {row});
        Q_EMIT m_session.pendingChanged();
    });
    connect(&m_effectsClock, &QTimer::timeout, this, &PendingTray::newEffects);
    connect(&session, &session::Session::published, this, &PendingTray::fleetChanged);
    connect(&session, &session::Session::pendingChanged, this, &PendingTray::refresh);
    connect(&session, &session::Session::safetyChanged, this, &PendingTray::refresh);
    connect(&session, &session::Session::applied, this, &PendingTray::applied);
    connect(&session, &session::Session::applyProgressChanged, this, &PendingTray::progressed);
    connect(m_message, &MessageBar::buttonClicked, this, [this] {
        if (m_asksForEdits)
            Q_EMIT editsAllowedRequested();
        else
            compareVersions();
    });
    refresh();
}

void PendingTray::buildKinds()
{
    m_effectsClock.setSingleShot(true);
    m_effectsClock.setInterval(effectsPause);
    m_items.setEffects({[this](const fleet::PendingGroup &group) { return m_effects.sentence(group); },
                        [this](const fleet::EnrollmentEdit &edit) { return m_effects.sentence(edit); }});
    m_kinds->setModel(&m_items);
    m_kinds->setHeaderHidden(true);
    m_kinds->setUniformRowHeights(true);
    m_kinds->setFrameShape(QFrame::NoFrame);
    m_kinds->setMinimumWidth(240);
    m_kinds->header()->setStretchLastSection(false);
    m_kinds->header()->setResizeContentsPrecision(0); // what is seen is enough
    m_kinds->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_kinds->header()->setSectionResizeMode(int(items::PendingItems::Column::State), QHeaderView::Fixed);
    m_kinds->setColumnWidth(int(items::PendingItems::Column::State), stateWidth);
    m_kinds->setAccessibleName(tr("Kinds of unsent edits"));
}

void PendingTray::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void PendingTray::fitColumns()
{
    using Column = items::PendingItems::Column;
    const bool wide = m_kinds->width() >= effectsFrom;
    m_kinds->setColumnHidden(int(Column::Effect), !wide);
    m_kinds->header()->setSectionResizeMode(int(Column::What), wide ? QHeaderView::Interactive : QHeaderView::Stretch);
    if (!wide)
        return;
    // The names of the edits first, the words about their effects take the rest.
    m_kinds->resizeColumnToContents(int(Column::What));
    const int most = static_cast<int>((m_kinds->width() - stateWidth) * whatShare);
    m_kinds->setColumnWidth(int(Column::What), std::clamp(m_kinds->columnWidth(int(Column::What)), whatWidth, most));
}

void PendingTray::fleetChanged()
{
    const bool changing = m_session.pending().isEmpty() || m_session.applyProgress().running;
    if (isVisible() && !changing && !m_effectsClock.isActive())
        m_effectsClock.start();
}

void PendingTray::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    newEffects(); // nobody followed the fleet meanwhile
}

void PendingTray::newEffects()
{
    m_effects.forget();
    m_items.effectsChanged();
    showSample(m_kinds->currentIndex());
}

void PendingTray::buildHead(QVBoxLayout *column)
{
    auto *head = new QWidget(this);
    head->setFixedHeight(34);
    head->setAutoFillBackground(true);
    QPalette palette = head->palette();
    palette.setColor(QPalette::Window, m_theme.tokens().pendbg);
    head->setPalette(palette);
    connect(&m_theme, &Theme::changed, head, [this, head] {
        QPalette changed = head->palette();
        changed.setColor(QPalette::Window, m_theme.tokens().pendbg);
        head->setPalette(changed);
    });
    m_title = new QLabel(tr("Pending edits"), head);
    m_title->setFont(m_theme.font(TextRole::Section));
    m_subtitle = new QLabel(head);
    auto *hide = new QLabel(tr("F8 hides this"), head);
    hide->setFont(m_theme.font(TextRole::Secondary));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(20, 0, 20, 0);
    row->addWidget(m_title);
    row->addSpacing(8);
    row->addWidget(m_subtitle, 1);
    row->addWidget(hide);
    column->addWidget(head);
}

void PendingTray::connectFoot()
{
    connect(m_foot, &TrayFoot::discardRequested, this, &PendingTray::discardAfterAsking);
    connect(m_foot, &TrayFoot::applyRequested, this, &PendingTray::applyAfterAsking);
    connect(m_foot, &TrayFoot::stopRequested, &m_session, &session::Session::cancelApply);
    connect(m_foot, &TrayFoot::sendNow, this, [this] { applyNow(m_agreedFirstN); });
    connect(m_foot, &TrayFoot::calledOff, this, [this] { callOff({}); });
}

QPushButton *PendingTray::applyButton() const
{
    return m_foot->applyButton();
}

QString PendingTray::costText(int firstN) const
{
    const session::ApplyCost cost = m_session.applyCost(firstN);
    const auto seconds = static_cast<qint64>(std::ceil(cost.minutes * 60));
    return tr("%1 (%2, %3, %4), about %5 of the operation quota.")
        .arg(tr("%n call(s)", nullptr, cost.calls()), tr("%n key read(s)", nullptr, cost.keyReads),
             tr("%n write(s)", nullptr, cost.bulkCalls + cost.singleWrites),
             tr("%n read-back(s)", nullptr, cost.readBacks), format::span(seconds));
}

void PendingTray::refresh()
{
    fleet::PendingEdits &pending = m_session.pending();
    const int count = pending.size();
    const bool running = m_session.applyProgress().running;
    // What is sent does not change what the rest will do.
    if (!running && std::exchange(m_effectsRevision, pending.revision()) != pending.revision()) {
        m_effects.forget();
        m_losses.clear();
    }
    if (count == 0)
        m_effects.release();
    // Conflicts that were settled or taken back.
    const qsizetype settled = m_conflicts.removeIf([&pending](const session::ApplyResult &conflict) {
        const fleet::EnrollmentEdit *edit = pending.find(conflict.row);
        return !edit || edit->state != fleet::PendingState::Conflict;
    });
    if (settled > 0 && m_conflicts.isEmpty())
        m_message->clear();
    m_items.show(pending);
    fitColumns();
    const bool readOnly = m_session.profile().safety == session::SafetyLevel::ReadOnly;
    const session::ApplyProgress progress = m_session.applyProgress();
    if (running && progress.connectionLost)
        m_subtitle->setText(
            tr("The connection is lost: %n edit(s) wait and go on by themselves.", nullptr, progress.left()));
    else
        m_subtitle->setText(running ? tr("Sending…") : tr("%n enrollment(s), nothing sent yet", nullptr, count));
    m_foot->setState({count, running, !readOnly});
    m_foot->setCost(readOnly ? tr("This connection is read-only: nothing can be sent.") : costText(-1));
    m_undoNotes->setText(m_session.undoNotes().join(QLatin1Char(' ')));
    m_undoNotes->setVisible(!m_undoNotes->text().isEmpty());
    if (m_foot->isCounting() && (readOnly || pending.revision() != m_agreedRevision))
        callOff(readOnly ? tr("Nothing was sent: this connection is read-only now.")
                         : tr("Nothing was sent: the edits changed while they waited. Apply again."));
    if (!m_kinds->currentIndex().isValid() && m_items.rowCount() > 0)
        m_kinds->setCurrentIndex(m_items.index(0, 0));
    else
        showSample(m_kinds->currentIndex());
}

void PendingTray::showSample(const QModelIndex &index)
{
    // A kind shows its first enrollment as a sample; a line below shows its own.
    const bool isKind = index.isValid() && !index.parent().isValid();
    const QModelIndex shown = isKind ? m_items.index(0, 0, index.siblingAtColumn(0)) : index;
    const fleet::EnrollmentEdit *edit =
        shown.isValid() ? m_items.edits().find(shown.data(items::RowIdRole).toUInt()) : nullptr;
    if (!edit)
        return m_pane->clear();
    const int siblings = m_items.rowCount(shown.parent());
    const bool sample = isKind && siblings > 1;
    const QString title = sample ? tr("Sample 1 of %1: %2").arg(format::count(siblings), edit->id) : edit->id;
    m_pane->showEdit(*edit, title, isVisible() ? m_effects.sentence(*edit) : QString(), canCompare(edit->row));
    showLosses(*edit);
}

void PendingTray::showLosses(const fleet::EnrollmentEdit &edit)
{
    const bool mayLose = isVisible() && edit.action == fleet::EnrollmentEdit::Action::Update;
    const fleet::RowId device = mayLose ? m_effects.of(edit).firstReset : fleet::NoRow;
    if (device == fleet::NoRow)
        return m_pane->setLosses({});
    if (const auto known = m_losses.constFind(device); known != m_losses.cend())
        return m_pane->setLosses(*known);
    m_pane->setLosses({});
    m_losses.insert(device, {}); // asked once for this selection and these edits: it costs a call to the hub
    const quint64 revision = m_effectsRevision;
    m_session.reportedLosses(device).then(this, [this, device, revision](const Result<QStringList> &answer) {
        if (revision != m_effectsRevision)
            return;
        m_losses.insert(device, lossText(m_session.snapshot()->registrationId(device), answer));
        showSample(m_kinds->currentIndex());
    });
}

bool PendingTray::canCompare(fleet::RowId row) const
{
    return std::ranges::any_of(m_conflicts, [row](const session::ApplyResult &result) { return result.row == row; });
}

void PendingTray::askReadOnly()
{
    m_asksForEdits = true;
    m_message->showMessage(MessageBar::Kind::Warning, tr("This connection is read-only. Allow edits first."),
                           tr("Allow edits…"));
}

void PendingTray::applyAfterAsking(int firstN)
{
    if (m_session.profile().safety == session::SafetyLevel::ReadOnly)
        return askReadOnly();
    if (m_foot->isCounting() || m_session.applyProgress().running)
        return;
    const fleet::PendingEdits &pending = m_session.pending();
    const QList<fleet::EnrollmentEdit> edits = pending.first(firstN < 0 ? pending.size() : firstN);
    using Action = fleet::EnrollmentEdit::Action;
    const auto countOf = [&edits](Action action) {
        return static_cast<int>(std::ranges::count(edits, action, &fleet::EnrollmentEdit::action));
    };
    const ApplyIntent intent{static_cast<int>(edits.size()), countOf(Action::Delete), countOf(Action::Create)};
    if (intent.edits == 0) {
        m_asksForEdits = false;
        if (!pending.isEmpty())
            m_message->showMessage(MessageBar::Kind::Warning,
                                   tr("Each edit here waits for a choice. Compare the versions first."),
                                   m_conflicts.isEmpty() ? QString() : tr("Compare versions…"));
        return;
    }
    m_agreedRevision = pending.revision();
    if (neededAsk(m_session.profile(), intent) == ApplyAsk::Nothing)
        return startCountdown(firstN, intent.edits);
    auto *question = new ApplyQuestion(m_theme, m_session.profile(), intent, costText(firstN), this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QDialog::accepted, this, [this, firstN, intent] { startCountdown(firstN, intent.edits); });
    question->open();
}

void PendingTray::startCountdown(int firstN, int edits)
{
    if (m_session.profile().safety == session::SafetyLevel::ReadOnly)
        return askReadOnly();
    if (m_session.pending().revision() != m_agreedRevision)
        return callOff(tr("Nothing was sent: the edits changed while they waited. Apply again."));
    m_agreedFirstN = firstN;
    m_message->clear();
    m_foot->startCountdown(edits, m_delay);
}

void PendingTray::callOff(const QString &why)
{
    m_foot->endCountdown();
    if (!why.isEmpty())
        m_message->showMessage(MessageBar::Kind::Info, why);
}

void PendingTray::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    // Nothing is sent while nobody can see it coming; a window that is minimised hides nothing of its own.
    if (!event->spontaneous() && m_foot->isCounting())
        callOff(tr("Nothing was sent: the tray was hidden while the edits waited. Apply again."));
}

void PendingTray::applyNow(int firstN)
{
    m_lastError.reset();
    m_message->clear();
    if (const Result<void> started = m_session.apply(firstN); !started)
        m_message->showError(started.error());
}

void PendingTray::discardAfterAsking()
{
    const int count = m_session.pending().size();
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Discard edits"),
                                tr("Discard %n unsent edit(s)?", nullptr, count), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Nothing was sent. Undo brings them back."));
    QPushButton *discard = box->addButton(tr("Discard %n edit(s)", nullptr, count), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(discard, &QPushButton::clicked, this, [this] {
        m_session.pending().discardAll(tr("Discard all"));
        Q_EMIT m_session.pendingChanged();
    });
    box->open();
}

void PendingTray::progressed(const session::ApplyProgress &progress)
{
    m_foot->setProgress(progress.done, progress.total);
    refresh();
    if (progress.running || progress.total == 0)
        return;
    m_asksForEdits = false;
    if (progress.conflicts + progress.failed == 0) {
        m_message->showMessage(MessageBar::Kind::Success,
                               tr("%n edit(s) applied and read back.", nullptr, progress.applied));
    } else if (progress.conflicts > 0) {
        m_message->showMessage(MessageBar::Kind::Warning,
                               tr("%1 applied, %n not. Someone changed these enrollments after you loaded them.",
                                  nullptr, progress.conflicts + progress.failed)
                                   .arg(format::count(progress.applied)),
                               tr("Compare versions…"), m_lastError ? m_lastError->detail : QString());
    } else if (m_lastError) {
        m_message->showError(*m_lastError);
    }
}

void PendingTray::applied(const session::ApplyResult &result)
{
    if (result.outcome == session::ApplyResult::Outcome::Conflict)
        m_conflicts.append(result);
    if (result.error)
        m_lastError = result.error;
}

void PendingTray::compareVersions()
{
    if (m_conflicts.isEmpty())
        return;
    auto *dialog = new ConflictDialog(m_theme, m_session, m_conflicts, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace rehome::ui
