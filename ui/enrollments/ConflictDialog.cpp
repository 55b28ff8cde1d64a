// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/ConflictDialog.h"

#include "models/fleet/CopySecrets.h"

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

using Action = fleet::EnrollmentEdit::Action;

enum Column : int
{
    Field,
    Base,
    Theirs,
    Mine,
    Columns
};

QString text(const QString &path, const QJsonValue &unmasked)
{
    const QJsonValue value = fleet::withMaskedWebhookCode(path, unmasked);
    if (path.isEmpty())
        return value.toObject().isEmpty() ? ConflictDialog::tr("(deleted)") : ConflictDialog::tr("(present)");
    if (fleet::isSecretPath(path) || path.startsWith(QLatin1String("attestation"))) // keys are never shown
        return fleet::valueWord(path, value);
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
    showConflict(0);
}

QList<ConflictDialog::Choice> ConflictDialog::choicesOf(const fleet::EnrollmentEdit &edit,
                                                        const session::ApplyResult &conflict)
{
    const QJsonValue absent(QJsonValue::Undefined);
    QList<Choice> choices;
    switch (edit.action) {
    case Action::Update:
        if (conflict.theirs.isEmpty()) // deleted: what was there cannot be changed any more
            return {{{QString(), absent, conflict.mine}, conflict.base, false}};
        for (const fleet::PendingField &field : edit.fields)
            choices.append({{field.path, at(conflict.theirs, field.path), field.after}, field.before});
        return choices;
    case Action::Create:
        for (const QString &member : conflict.mine.keys()) {
            const QJsonValue theirs = conflict.theirs.value(member);
            if (theirs != conflict.mine.value(member))
                choices.append({{member, theirs, conflict.mine.value(member)}, absent});
        }
        return choices;
    case Action::Delete:
        return {{{QString(), conflict.theirs, absent}, conflict.base}};
    }
    return {};
}

void ConflictDialog::showConflict(int index)
{
    m_index = index;
    const session::ApplyResult &conflict = m_conflicts[index];
    const fleet::EnrollmentEdit *edit = m_session.pending().find(conflict.row);
    m_choices.clear();
    if (edit)
        m_choices = choicesOf(*edit, conflict);
    m_title->setText(tr("%1 (%2 of %3)").arg(edit ? edit->id : QString()).arg(index + 1).arg(m_conflicts.size()));
    m_table->setRowCount(0);
    m_table->setRowCount(int(m_choices.size()));
    for (int row = 0; row < m_choices.size(); ++row) {
        const Choice &choice = m_choices[row];
        const bool whole = choice.field.path.isEmpty();
        auto *name = new QTableWidgetItem(whole ? tr("(the enrollment)") : choice.field.path);
        name->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        name->setCheckState(choice.kept ? Qt::Checked : Qt::Unchecked);
        m_table->setItem(row, Field, name);
        const std::array<std::pair<int, QJsonValue>, 3> values{
            {{Base, choice.base}, {Theirs, choice.field.before}, {Mine, choice.field.after}}};
        for (const auto &[column, value] : values) {
            auto *item = new QTableWidgetItem(text(choice.field.path, value));
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
        for (int row = 0; row < m_choices.size(); ++row) {
            const fleet::PendingField &field = m_choices[row].field;
            if (m_table->item(row, Field)->checkState() == Qt::Checked && field.before != field.after)
                kept.append(field);
        }
        take(fleet::EnrollmentEdit(*edit), conflict, kept);
        Q_EMIT m_session.pendingChanged();
    }
    if (m_index + 1 < m_conflicts.size())
        showConflict(m_index + 1);
    else
        accept();
}

void ConflictDialog::take(const fleet::EnrollmentEdit &edit, const session::ApplyResult &conflict,
                          const QList<fleet::PendingField> &kept)
{
    fleet::PendingEdits &pending = m_session.pending();
    const bool gone = edit.action == Action::Update && conflict.theirs.isEmpty();
    if (!kept.isEmpty() && !gone && edit.action != Action::Create)
        return pending.rebase(edit.row, conflict.etag, kept);
    if (!kept.isEmpty() && gone) {
        m_session.stageCreate(edit.kind, conflict.mine);
    } else if (!kept.isEmpty()) {
        QJsonObject body = conflict.theirs;
        for (const fleet::PendingField &field : kept)
            body.insert(field.path, field.after);
        if (const Result<void> staged = m_session.stageBody(conflict.enrollmentRow, body); !staged) {
            Q_EMIT m_session.problem(staged.error());
            return; // what cannot be put elsewhere stays where it is
        }
    }
    pending.discard(tr("Keep theirs"), {edit.row});
}

} // namespace rehome::ui
