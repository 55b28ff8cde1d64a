// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/ConflictDialog.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

enum Column : int
{
    Field,
    Base,
    Theirs,
    Mine,
    Columns
};

QString text(const QJsonValue &value)
{
    if (value.isUndefined())
        return ConflictDialog::tr("(absent)");
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

QJsonValue at(const QJsonObject &object, const QString &path)
{
    QJsonValue value = object;
    for (const QString &part : path.split(QLatin1Char('.')))
        value = value.toObject().value(part);
    return value;
}

} // namespace

ConflictDialog::ConflictDialog(const Theme &theme, session::Session &session, QList<session::ApplyResult> conflicts,
                               QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_conflicts(std::move(conflicts))
    , m_title(new QLabel(this))
    , m_table(new QTableWidget(0, Columns, this))
{
    setWindowTitle(tr("Compare versions"));
    resize(760, 360);
    m_title->setFont(theme.font(TextRole::Section));
    m_table->setHorizontalHeaderLabels({tr("Field"), tr("When you loaded it"), tr("In the service now"), tr("Yours")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAccessibleName(tr("Versions of each field"));
    auto *hint = new QLabel(
        tr("Checked fields keep your value on top of the newest version. Nothing is sent until you apply."), this);
    hint->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *keep = buttons->addButton(tr("Put the choice into the tray"), QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel)->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addWidget(hint);
    column->addWidget(m_table, 1);
    column->addWidget(buttons);
    connect(keep, &QPushButton::clicked, this, &ConflictDialog::takeChoices);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    show(0);
}

void ConflictDialog::show(int index)
{
    m_index = index;
    const session::ApplyResult &conflict = m_conflicts[index];
    const fleet::EnrollmentEdit *edit = m_session.pending().find(conflict.row);
    m_title->setText(tr("%1 (%2 of %3)")
                         .arg(m_session.snapshot()->enrollmentId(conflict.row))
                         .arg(index + 1)
                         .arg(m_conflicts.size()));
    m_table->setRowCount(0);
    if (!edit)
        return;
    m_table->setRowCount(int(edit->fields.size()));
    for (int row = 0; row < edit->fields.size(); ++row) {
        const fleet::PendingField &field = edit->fields[row];
        auto *name = new QTableWidgetItem(field.path);
        name->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        name->setCheckState(Qt::Checked);
        m_table->setItem(row, Field, name);
        const std::array<std::pair<int, QJsonValue>, 3> values{
            {{Base, field.before}, {Theirs, at(conflict.theirs, field.path)}, {Mine, field.after}}};
        for (const auto &[column, value] : values) {
            auto *item = new QTableWidgetItem(text(value));
            item->setToolTip(item->text());
            m_table->setItem(row, column, item);
        }
    }
}

void ConflictDialog::takeChoices()
{
    const session::ApplyResult conflict = m_conflicts[m_index];
    if (const fleet::EnrollmentEdit *edit = m_session.pending().find(conflict.row)) {
        QList<fleet::PendingField> kept;
        for (int row = 0; row < edit->fields.size() && row < m_table->rowCount(); ++row) {
            if (m_table->item(row, Field)->checkState() != Qt::Checked)
                continue;
            fleet::PendingField field = edit->fields[row];
            field.before = at(conflict.theirs, field.path);
            if (field.before != field.after)
                kept.append(field);
        }
        if (kept.isEmpty())
            m_session.pending().discard(tr("Keep theirs"), {conflict.row});
        else
            m_session.pending().rebase(conflict.row, conflict.theirs.value(QStringLiteral("etag")).toString(), kept);
        Q_EMIT m_session.pendingChanged();
    }
    Q_EMIT settled(conflict.row);
    if (m_index + 1 < m_conflicts.size())
        show(m_index + 1);
    else
        accept();
}

} // namespace rehome::ui
