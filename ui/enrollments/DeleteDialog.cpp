// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/DeleteDialog.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <array>

namespace rehome::ui {

namespace {

bool mayRegister(const fleet::EnrollmentTable &table, fleet::RowId row)
{
    return table.provisioningStatus[row] == domain::ProvisioningStatus::Enabled;
}

} // namespace

QStringList deletionWarnings(const fleet::Snapshot &snapshot, const std::vector<fleet::RowId> &rows)
{
    const fleet::EnrollmentTable &table = snapshot.enrollments;
    qint64 records = 0;
    int groups = 0, individuals = 0;
    std::array<bool, 4> attested{}; // ways in which the individuals attest
    for (const fleet::RowId row : rows) {
        if (table.isGroup(row)) {
            ++groups;
            records += table.recordCount[row];
        } else {
            ++individuals;
            attested.at(size_t(table.attestation[row])) = true;
        }
    }
    QStringList warnings;
    if (individuals > 0) {
        // Which group covers a device is in no answer: its key or its chain would have to be known.
        int covering = 0;
        for (fleet::RowId row = 0; row < table.rowCount(); ++row)
            covering += !table.isGone(row) && table.isGroup(row) && mayRegister(table, row) &&
                        attested.at(size_t(table.attestation[row]));
        if (covering > 0)
            warnings << DeleteDialog::tr("A device that one of the %n enabled group(s) covers is admitted again at its "
                                         "next request. A disabled individual enrollment keeps it out.",
                                         nullptr, covering);
    }
    if (groups > 0 && records > 0)
        warnings << DeleteDialog::tr(
            "%n registration record(s) known of the group(s) stay and count towards the quota. "
            "Delete them first.",
            nullptr, int(records));
    else if (groups > 0)
        warnings << DeleteDialog::tr("Registration records of a group stay and count towards the quota.");
    warnings << DeleteDialog::tr("Devices keep their connection to their hub until the hub removes them.");
    return warnings;
}

DeleteDialog::DeleteDialog(const Theme &theme, session::Session &session, std::vector<fleet::RowId> rows,
                           QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_rows(std::move(rows))
{
    const fleet::SnapshotPtr snapshot = session.snapshot();
    const int count = int(m_rows.size());
    setWindowTitle(tr("Delete enrollments"));
    setMinimumWidth(420);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    auto *question = new QLabel(
        count == 1 ? tr("Delete %1 from %2?").arg(snapshot->enrollmentId(m_rows.front()), session.profile().name)
                   : tr("Delete %n enrollment(s) from %1?", nullptr, count).arg(session.profile().name),
        this);
    question->setFont(theme.font(TextRole::Section));
    question->setWordWrap(true);
    column->addWidget(question);
    for (const QString &warning : deletionWarnings(*snapshot, m_rows)) {
        auto *label = new QLabel(QStringLiteral("• ") + warning, this);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    auto *note =
        new QLabel(tr("It waits in the tray until you apply it. Disabling can be taken back at any time."), this);
    note->setWordWrap(true);
    column->addWidget(note);
    if (count > mostUnasked) {
        m_count = new QLineEdit(this);
        m_count->setAccessibleName(tr("Type %1 to delete them").arg(count));
        m_count->setPlaceholderText(m_count->accessibleName());
        column->addWidget(m_count);
    }
    auto *buttons = new QDialogButtonBox(this);
    m_delete = buttons->addButton(tr("Delete %n enrollment(s)", nullptr, count), QDialogButtonBox::DestructiveRole);
    m_disable = buttons->addButton(tr("Disable instead"), QDialogButtonBox::ActionRole);
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    m_delete->setAutoDefault(false);
    m_disable->setAutoDefault(false);
    cancel->setDefault(true);
    cancel->setFocus();
    m_disable->setEnabled(
        std::ranges::any_of(m_rows, [&](fleet::RowId row) { return mayRegister(snapshot->enrollments, row); }));
    column->addWidget(buttons);
    if (m_count) {
        m_delete->setEnabled(false);
        connect(m_count, &QLineEdit::textChanged, this,
                [this, count](const QString &text) { m_delete->setEnabled(text.trimmed() == QString::number(count)); });
    }
    connect(m_delete, &QPushButton::clicked, this, &DeleteDialog::stageDeletion);
    connect(m_disable, &QPushButton::clicked, this, &DeleteDialog::stageDisabling);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void DeleteDialog::stageDeletion()
{
    m_session.stageDelete(m_rows);
    accept();
}

void DeleteDialog::stageDisabling()
{
    m_session.stageField(m_rows, QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
    accept();
}

} // namespace rehome::ui
