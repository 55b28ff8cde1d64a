// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/PendingTray.h"

#include "models/items/Roles.h"
#include "ui/enrollments/ConflictDialog.h"
#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/DiffView.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/MessageBar.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

constexpr int trial = 25; // "Try first 25"

QList<DiffLine> shownLines(const fleet::EnrollmentEdit &edit)
{
    QList<DiffLine> lines;
    for (const fleet::DiffLine &line : fleet::diffLines(edit)) {
        const auto kind = line.kind == fleet::DiffLine::Kind::Added     ? DiffLine::Kind::Added
                          : line.kind == fleet::DiffLine::Kind::Removed ? DiffLine::Kind::Removed
                                                                        : DiffLine::Kind::Same;
        lines.append({kind, line.text});
    }
    return lines;
}

} // namespace

PendingTray::PendingTray(const Theme &theme, session::Session &session, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_session(session)
    , m_message(new MessageBar(theme, this))
    , m_kinds(new QTreeView(this))
    , m_sampleTitle(new QLabel(this))
    , m_diff(new DiffView(theme, tr("What will be sent"), this))
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
    m_kinds->setModel(&m_items);
    m_kinds->setHeaderHidden(true);
    m_kinds->setUniformRowHeights(true);
    m_kinds->setFrameShape(QFrame::NoFrame);
    m_kinds->setFixedWidth(300);
    m_kinds->header()->setStretchLastSection(false);
    m_kinds->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_kinds->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_kinds->setAccessibleName(tr("Kinds of unsent edits"));
    middle->addWidget(m_kinds);
    auto *sample = new QVBoxLayout;
    sample->setContentsMargins(12, 4, 12, 4);
    sample->setSpacing(2);
    m_sampleTitle->setFont(theme.font(TextRole::Secondary));
    sample->addWidget(m_sampleTitle);
    sample->addWidget(m_diff, 1);
    middle->addLayout(sample, 1);
    column->addLayout(middle, 1);
    buildFoot(column);

    connect(m_kinds->selectionModel(), &QItemSelectionModel::currentChanged, this, &PendingTray::showSample);
    connect(&session, &session::Session::pendingChanged, this, &PendingTray::refresh);
    connect(&session, &session::Session::safetyChanged, this, &PendingTray::refresh);
    connect(&session, &session::Session::applied, this, &PendingTray::applied);
    connect(&session, &session::Session::applyProgressChanged, this, &PendingTray::progressed);
    connect(m_message, &MessageBar::buttonClicked, this, [this] {
        if (!m_conflicts.isEmpty())
            compareVersions();
        else
            Q_EMIT editsAllowedRequested();
    });
    refresh();
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

void PendingTray::buildFoot(QVBoxLayout *column)
{
    auto *foot = new QWidget(this);
    foot->setFixedHeight(42);
    m_cost = new QLabel(foot);
    m_cost->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress = new QProgressBar(foot);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(120, 6);
    m_progress->hide();
    m_discard = new QPushButton(tr("Discard…"), foot);
    m_try = new QPushButton(tr("Try first %1").arg(trial), foot);
    m_apply = new QPushButton(foot);
    m_apply->setDefault(false);
    setButtonKind(m_apply, ButtonKind::Primary);
    m_cancel = new QPushButton(tr("Stop sending"), foot);
    m_cancel->hide();
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(20, 0, 20, 0);
    row->setSpacing(8);
    row->addWidget(m_cost, 1);
    row->addWidget(m_progress);
    row->addWidget(m_discard);
    row->addWidget(m_try);
    row->addWidget(m_cancel);
    row->addWidget(m_apply);
    column->addWidget(foot);
    connect(m_discard, &QPushButton::clicked, this, &PendingTray::discardAfterAsking);
    connect(m_try, &QPushButton::clicked, this, [this] { applyAfterAsking(trial); });
    connect(m_apply, &QPushButton::clicked, this, [this] { applyAfterAsking(); });
    connect(m_cancel, &QPushButton::clicked, &m_session, &session::Session::cancelApply);
}

QString PendingTray::summary() const
{
    const session::ApplyCost cost = m_session.applyCost();
    const QString calls = tr("%n call(s)", nullptr, cost.calls());
    if (cost.minutes < 0.1)
        return tr("%1: %2 key reads, %3 writes, %4 read back.")
            .arg(calls)
            .arg(cost.keyReads)
            .arg(cost.bulkCalls + cost.singleWrites)
            .arg(cost.readBacks);
    return tr("%1, about %2 min of the operation quota.").arg(calls, QLocale().toString(cost.minutes, 'f', 1));
}

void PendingTray::refresh()
{
    fleet::PendingEdits &pending = m_session.pending();
    m_items.show(pending);
    const int count = pending.size();
    const bool running = m_session.applyProgress().running;
    const bool readOnly = m_session.profile().safety == session::SafetyLevel::ReadOnly;
    m_subtitle->setText(running ? tr("Sending…") : tr("%n enrollment(s), nothing sent yet", nullptr, count));
    m_apply->setText(tr("Apply %n edit(s)", nullptr, count));
    m_apply->setEnabled(count > 0 && !running && !readOnly);
    m_try->setVisible(count > trial);
    m_try->setEnabled(!running && !readOnly);
    m_discard->setEnabled(count > 0 && !running);
    m_cost->setText(readOnly ? tr("This connection is read-only: nothing can be sent.") : summary());
    m_cost->setToolTip(m_cost->text());
    if (!m_kinds->currentIndex().isValid() && m_items.rowCount() > 0)
        m_kinds->setCurrentIndex(m_items.index(0, 0));
    else
        showSample(m_kinds->currentIndex());
}

void PendingTray::showSample(const QModelIndex &index)
{
    if (!index.isValid()) {
        m_sampleTitle->clear();
        m_diff->setLines({});
        return;
    }
    // A kind shows its first enrollment as a sample; a line below shows its own.
    const QModelIndex shown = index.parent().isValid() ? index : m_items.index(0, 0, index.siblingAtColumn(0));
    const fleet::EnrollmentEdit *edit = m_items.edits().find(shown.data(items::RowIdRole).toUInt());
    if (!edit)
        return m_diff->setLines({});
    const int siblings = m_items.rowCount(shown.parent());
    m_sampleTitle->setText(index.parent().isValid() || siblings < 2
                               ? edit->id
                               : tr("Sample 1 of %1: %2").arg(format::count(siblings), edit->id));
    if (!edit->reason.isEmpty())
        m_sampleTitle->setText(m_sampleTitle->text() + QStringLiteral(" · ") + edit->reason);
    m_diff->setLines(shownLines(*edit));
}

void PendingTray::applyAfterAsking(int firstN)
{
    if (m_session.profile().safety == session::SafetyLevel::ReadOnly) {
        m_message->showMessage(MessageBar::Kind::Warning, tr("This connection is read-only. Allow edits first."),
                               tr("Allow edits…"));
        return;
    }
    const int count = firstN < 0 ? m_session.pending().size() : std::min(firstN, m_session.pending().size());
    if (count == 0)
        return;
    const session::ConnectionProfile &profile = m_session.profile();
    auto *box =
        new QMessageBox(QMessageBox::Question, tr("Apply edits"),
                        tr("Apply %n edit(s) to %1?", nullptr, count).arg(profile.name), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("They go to %1 with the version each was made from. Devices follow at their next request.")
            .arg(profile.hostName));
    QPushButton *apply = box->addButton(tr("Apply %n edit(s)", nullptr, count), QMessageBox::AcceptRole);
    QPushButton *cancel = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(cancel);
    connect(apply, &QPushButton::clicked, this, [this, firstN] { applyNow(firstN); });
    box->open();
}

void PendingTray::applyNow(int firstN)
{
    m_conflicts.clear();
    m_failures = 0;
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
    m_progress->setVisible(progress.running);
    m_cancel->setVisible(progress.running);
    m_apply->setVisible(!progress.running);
    m_progress->setRange(0, std::max(1, progress.total));
    m_progress->setValue(progress.done);
    refresh();
    if (progress.running || progress.total == 0)
        return;
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
    connect(dialog, &ConflictDialog::settled, this, [this](fleet::RowId row) {
        m_conflicts.removeIf([row](const session::ApplyResult &result) { return result.row == row; });
        if (m_conflicts.isEmpty())
            m_message->clear();
    });
    dialog->open();
}

} // namespace rehome::ui
