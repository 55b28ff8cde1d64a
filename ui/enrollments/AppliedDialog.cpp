// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/AppliedDialog.h"

#include "ui/widgets/MessageBar.h"
#include "ui/widgets/RowTable.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

using UndoMode = session::Session::UndoMode;

AppliedDialog::AppliedDialog(const Theme &theme, session::Session &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_search(new QLineEdit(this))
    , m_message(new MessageBar(theme, this))
    , m_table(new RowTable(theme, tr("Applied changes"), this))
{
    setWindowTitle(tr("Applied changes"));
    resize(920, 520);
    auto *hint = new QLabel(tr("What this program applied in the last 90 days. Undo puts the way back into the tray; "
                               "nothing is sent until you apply."),
                            this);
    hint->setWordWrap(true);
    m_items.setNow(QDateTime::currentMSecsSinceEpoch());
    connect(&m_items, &items::AppliedItems::moreWanted, this, &AppliedDialog::askMore);
    m_found.setSourceModel(&m_items);
    m_found.setFilterKeyColumn(-1);
    m_found.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(&m_found);
    m_search->setPlaceholderText(tr("Search by enrollment, field, value or state"));
    m_search->setAccessibleName(tr("Search applied changes"));
    m_search->setClearButtonEnabled(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    const auto width = [this](items::AppliedItems::Column column, int pixels) {
        m_table->setColumnWidth(static_cast<int>(column), pixels);
    };
    width(items::AppliedItems::Column::When, 110);
    width(items::AppliedItems::Column::Enrollment, 180);
    width(items::AppliedItems::Column::What, 330);
    width(items::AppliedItems::Column::Together, 120);
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_undo = buttons->addButton(tr("&Undo"), QDialogButtonBox::ActionRole);
    m_undoBatch = buttons->addButton(tr("Undo the &whole apply"), QDialogButtonBox::ActionRole);
    auto *column = new QVBoxLayout(this);
    column->addWidget(hint);
    column->addWidget(m_message);
    column->addWidget(m_search);
    column->addWidget(m_table, 1);
    column->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AppliedDialog::selectionChanged);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        session::UndoChoice choice;
        for (const QModelIndex &row : m_table->selectionModel()->selectedRows())
            choice.numbers.append(changeOf(row).number);
        undo(choice, UndoMode::Restore);
    });
    connect(m_undoBatch, &QPushButton::clicked, this, [this] {
        const QModelIndexList rows = m_table->selectionModel()->selectedRows();
        if (!rows.isEmpty())
            undo({{}, changeOf(rows.constFirst()).batch}, UndoMode::Restore);
    });
    connect(m_message, &MessageBar::buttonClicked, this, [this] { undo({m_toMerge, {}}, UndoMode::Merge); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_found.setFilterFixedString(text);
        if (!text.isEmpty() && m_items.canFetchMore({}))
            m_items.fetchMore({});
    });
    // An apply that ends while this is open belongs into the list, and others may change what is in it.
    connect(&m_session, &session::Session::applyProgressChanged, this, [this](const session::ApplyProgress &progress) {
        if (!progress.running)
            reload();
    });
    m_fleetTimer.setSingleShot(true);
    m_fleetTimer.setInterval(300); // the fleet is published with every frame
    connect(&m_fleetTimer, &QTimer::timeout, this, &AppliedDialog::showFleet);
    connect(&m_session, &session::Session::published, this, [this] {
        if (!m_fleetTimer.isActive())
            m_fleetTimer.start();
    });
    showFleet();
    selectionChanged();
    reload();
}

void AppliedDialog::reload()
{
    ++m_listing;
    m_items.clear();
    if (m_items.canFetchMore({}))
        m_items.fetchMore({});
}

void AppliedDialog::showFleet()
{
    m_items.setNow(QDateTime::currentMSecsSinceEpoch());
    m_items.setSnapshot(m_session.snapshot(), m_session.state() == session::SessionState::Watching);
}

fleet::AppliedChange AppliedDialog::changeOf(const QModelIndex &shown) const
{
    return m_items.changeAt(m_found.mapToSource(shown).row());
}

void AppliedDialog::askMore()
{
    m_session.appliedChanges(m_items.oldest(), pageSize)
        .then(this, [this, listing = m_listing](const Result<QList<fleet::AppliedChange>> &page) {
            if (listing != m_listing)
                return;
            m_items.append(page.value_or(QList<fleet::AppliedChange>()), !page || page->size() < pageSize);
            if (!page)
                m_message->showError(page.error());
            else if (!m_search->text().isEmpty() && m_items.canFetchMore({}))
                m_items.fetchMore({}); // what is searched may be older
        });
}

void AppliedDialog::selectionChanged()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    m_undo->setEnabled(!rows.isEmpty());
    const int size = rows.size() == 1 ? changeOf(rows.constFirst()).batchSize : 1;
    m_undoBatch->setEnabled(size > 1);
    m_undoBatch->setText(size > 1 ? tr("Undo the &whole apply (%n)", nullptr, size) : tr("Undo the &whole apply"));
}

void AppliedDialog::undo(const session::UndoChoice &choice, UndoMode mode)
{
    m_session.undoChanges(choice, mode).then(this, [this](const Result<session::UndoReport> &report) { tell(report); });
}

QString AppliedDialog::textOf(const session::UndoReport &report)
{
    QStringList lines;
    if (report.staged > 0)
        lines.append(tr("%n edit(s) wait in the tray. Nothing was sent.", nullptr, report.staged));
    if (report.newKeys > 0)
        lines.append(tr("Of %n the earlier keys are not kept.", nullptr, report.newKeys));
    if (!report.refused.isEmpty()) {
        const auto &first = report.refused.constFirst();
        lines.append(tr("%n change(s) were left: %1: %2", nullptr, static_cast<int>(report.refused.size()))
                         .arg(first.change.id, first.plan.reason));
    }
    return lines.join(QLatin1Char(' '));
}

void AppliedDialog::tell(const Result<session::UndoReport> &report)
{
    m_toMerge.clear();
    if (!report) {
        m_message->showError(report.error());
        return;
    }
    QStringList details;
    for (const auto &refusal : report->refused) {
        details.append(refusal.change.id + QStringLiteral(": ") + refusal.plan.reason);
        if (refusal.plan.outcome == fleet::UndoPlan::Outcome::Merge)
            m_toMerge.append(refusal.change.number);
    }
    m_message->showMessage(report->refused.isEmpty() ? MessageBar::Kind::Success : MessageBar::Kind::Warning,
                           textOf(*report), m_toMerge.isEmpty() ? QString() : tr("Compare and choose"),
                           details.size() > 1 ? details.join(QLatin1Char('\n')) : QString());
}

} // namespace rehome::ui
