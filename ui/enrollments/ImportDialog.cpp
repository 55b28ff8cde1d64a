// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/ImportDialog.h"

#include "models/fleet/PlanFile.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/Delegates.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/RowTable.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

/// Offers the members of an enrollment; others, as tags.NAME, can be typed.
class MemberDelegate final : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        auto *box = new QComboBox(parent);
        box->setEditable(true);
        box->addItems(items::ImportColumnItems::members());
        return box;
    }
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        static_cast<QComboBox *>(editor)->setCurrentText(index.data(Qt::EditRole).toString());
    }
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        model->setData(index, static_cast<QComboBox *>(editor)->currentText());
    }
};

} // namespace

ImportDialog::ImportDialog(const Theme &theme, session::Session &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_message(new MessageBar(theme, this))
    , m_summary(new QLabel(this))
    , m_columnTable(new RowTable(theme, tr("Columns of the file"), this))
    , m_problemTable(new RowTable(theme, tr("Lines that are wrong"), this))
    , m_leaveOut(new QCheckBox(tr("Leave wrong lines out"), this))
{
    setWindowTitle(tr("Import enrollments"));
    resize(760, 520);
    m_message->hide();
    m_summary->setWordWrap(true);
    m_summary->setText(tr("Reading the file…"));
    m_columnTable->setModel(&m_columns);
    m_columnTable->setItemDelegateForColumn(int(items::ImportColumnItems::Column::Member),
                                            new MemberDelegate(theme, m_columnTable));
    m_columnTable->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_problemTable->setModel(&m_problems);
    for (RowTable *table : {m_columnTable, m_problemTable}) {
        table->setSortingEnabled(false);
        table->horizontalHeader()->setStretchLastSection(true);
        table->hide();
    }
    m_columnTable->setColumnWidth(0, 220);
    m_columnTable->setColumnWidth(1, 220);
    m_problemTable->setColumnWidth(0, 70);
    m_problemTable->setColumnWidth(1, 160);
    m_leaveOut->hide();
    auto *buttons = new QDialogButtonBox(this);
    m_stage = buttons->addButton(tr("Put into the tray"), QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_message);
    column->addWidget(m_columnTable, 1);
    column->addWidget(m_summary);
    column->addWidget(m_problemTable, 1);
    column->addWidget(m_leaveOut);
    column->addWidget(buttons);
    connect(&m_columns, &QAbstractItemModel::dataChanged, this, &ImportDialog::compare);
    connect(m_leaveOut, &QCheckBox::toggled, this, &ImportDialog::updateButton);
    connect(m_stage, &QPushButton::clicked, this, &ImportDialog::stage);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    updateButton();
}

void ImportDialog::read(const QString &fileName)
{
    setWindowTitle(tr("Import enrollments from %1").arg(QFileInfo(fileName).fileName()));
    inBackground<Result<QByteArray>>([fileName]() -> Result<QByteArray> {
        QFile file(fileName);
        if (!file.open(QIODevice::ReadOnly))
            return Failure(Error{ErrorKind::Storage, tr("The file could not be read: %1").arg(file.errorString())});
        QByteArray bytes = file.read(fleet::largestPlan + 1);
        if (bytes.size() > fleet::largestPlan)
            return Failure(Error{ErrorKind::BadInput, tr("The file is larger than 256 MB. Divide it.")});
        return bytes;
    }).then(this, [this](const Result<QByteArray> &bytes) {
        if (bytes)
            return take(*bytes);
        m_summary->clear();
        m_message->showError(bytes.error());
    });
}

void ImportDialog::take(const QByteArray &file)
{
    if (fleet::looksLikePlan(file)) {
        m_summary->clear();
        return m_message->showMessage(MessageBar::Kind::Error, tr("This is a plan. Open it with Open plan."));
    }
    m_file = file;
    m_format = fleet::importFormat(file);
    if (m_format == fleet::ImportFormat::Csv) {
        m_columns.reset(fleet::guessedMapping(file), fleet::firstValues(file));
        m_columnTable->show();
    }
    compare();
}

void ImportDialog::compare()
{
    const int number = ++m_comparison;
    m_compared = false;
    updateButton();
    const QStringList objections = m_format == fleet::ImportFormat::Csv && m_columns.rowCount() > 0
                                       ? m_columns.mapping().objections()
                                       : QStringList();
    if (!objections.isEmpty()) {
        m_problemTable->hide();
        m_leaveOut->hide();
        return m_summary->setText(objections.join(u'\n'));
    }
    m_summary->setText(tr("Comparing with what is there…"));
    inBackground<session::ImportedEdits>([file = m_file, format = m_format, mapping = m_columns.mapping(),
                                          snapshot = m_session.snapshot(), bodyOf = m_session.bodyReader()] {
        return session::importEdits(fleet::readImport(file, format, mapping), snapshot, bodyOf);
    }).then(this, [this, number](const session::ImportedEdits &imported) {
        if (number == m_comparison)
            show(imported);
    });
}

void ImportDialog::show(const session::ImportedEdits &imported)
{
    m_compared = true;
    m_edits.clear();
    int created = 0;
    for (const fleet::EnrollmentEdit &edit : imported.edits) {
        if (session::ImportedEdits::changesNothing(edit))
            continue;
        m_edits.append(edit);
        created += edit.action == fleet::EnrollmentEdit::Action::Create;
    }
    const auto changed = static_cast<int>(m_edits.size());
    const auto same = static_cast<int>(imported.edits.size()) - changed;
    QStringList parts{tr("%Ln enrollment(s) change.", nullptr, changed - created)};
    if (created > 0)
        parts << tr("%Ln are new.", nullptr, created);
    if (same > 0)
        parts << tr("%Ln stay as they are.", nullptr, same);
    if (imported.problems.lines() > 0)
        parts << tr("%Ln line(s) are wrong.", nullptr, static_cast<int>(imported.problems.lines()));
    if (imported.problems.count() > imported.problems.kept().size())
        parts << tr("The first %L1 mistakes are shown.").arg(imported.problems.kept().size());
    m_summary->setText(parts.join(u' '));
    m_hasProblems = imported.problems.count() > 0;
    m_problems.reset(imported.problems.kept());
    m_problemTable->setVisible(m_hasProblems);
    m_leaveOut->setVisible(m_hasProblems && changed > 0);
    updateButton();
}

void ImportDialog::updateButton()
{
    m_stage->setEnabled(m_compared && !m_edits.isEmpty() && (!m_hasProblems || m_leaveOut->isChecked()));
}

void ImportDialog::stage()
{
    const session::Session::Staged staged = m_session.stageEdits(tr("Import"), m_edits);
    Q_EMIT imported(staged.staged);
    accept();
}

} // namespace rehome::ui
