// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PendingEdits.h"

#include <algorithm>

namespace rehome::fleet {

namespace {
// Fields of an edit on top of those that wait already: the first `before` stays, a field back at it goes.
EnrollmentEdit merged(const EnrollmentEdit *known, const EnrollmentEdit &edit)
{
    EnrollmentEdit result = known ? *known : edit;
    if (known) {
        for (const PendingField &field : edit.fields) {
            const auto same = std::find_if(result.fields.begin(), result.fields.end(),
                                           [&](const PendingField &other) { return other.path == field.path; });
            if (same == result.fields.end())
                result.fields.append(field);
            else
                same->after = field.after;
        }
    }
    result.fields.removeIf([](const PendingField &field) { return field.before == field.after; });
    result.state = PendingState::Waiting;
    result.reason.clear();
    return result;
}
} // namespace

void PendingEdits::add(const QString &label, const QList<EnrollmentEdit> &edits)
{
    QList<Change> changes;
    changes.reserve(edits.size());
    for (const EnrollmentEdit &edit : edits) {
        const EnrollmentEdit *known = find(edit.row);
        Change change;
        change.row = edit.row;
        if (known)
            change.before = *known;
        const EnrollmentEdit after = merged(known, edit);
        if (!after.fields.isEmpty())
            change.after = after;
        if (change.before == change.after)
            continue;
        change.order = known ? m_order.value(edit.row) : m_nextOrder++;
        store(change.row, change.after, change.order);
        changes.append(std::move(change));
    }
    push(label, std::move(changes));
}

void PendingEdits::discard(const QString &label, const QList<RowId> &rows)
{
    QList<Change> changes;
    for (const RowId row : rows) {
        const EnrollmentEdit *known = find(row);
        if (!known)
            continue;
        changes.append({row, *known, std::nullopt, m_order.value(row)});
        store(row, std::nullopt, 0);
    }
    push(label, std::move(changes));
}

void PendingEdits::discardAll(const QString &label)
{
    discard(label, rows());
}

QString PendingEdits::undoLabel() const
{
    return canUndo() ? m_steps.at(m_done - 1).label : QString();
}

QString PendingEdits::redoLabel() const
{
    return canRedo() ? m_steps.at(m_done).label : QString();
}

void PendingEdits::undo()
{
    if (!canUndo())
        return;
    const Step &step = m_steps.at(--m_done);
    for (auto change = step.changes.crbegin(); change != step.changes.crend(); ++change)
        store(change->row, change->before, change->order);
    ++m_revision;
}

void PendingEdits::redo()
{
    if (!canRedo())
        return;
    const Step &step = m_steps.at(m_done++);
    for (const Change &change : step.changes)
        store(change.row, change.after, change.order);
    ++m_revision;
}

void PendingEdits::settle(RowId row)
{
    store(row, std::nullopt, 0);
    for (qsizetype i = m_steps.size() - 1; i >= 0; --i) {
        m_steps[i].changes.removeIf([row](const Change &change) { return change.row == row; });
        if (!m_steps.at(i).changes.isEmpty())
            continue;
        m_steps.removeAt(i);
        if (i < m_done)
            --m_done;
    }
    ++m_revision;
}

void PendingEdits::setState(RowId row, PendingState state, const QString &reason)
{
    const auto edit = m_edits.find(row);
    if (edit == m_edits.end())
        return;
    edit->state = state;
    edit->reason = reason;
    ++m_revision;
}

void PendingEdits::rebase(RowId row, const QString &etag, const QList<PendingField> &fields)
{
    const EnrollmentEdit *known = find(row);
    if (!known)
        return;
    EnrollmentEdit edit = *known;
    edit.baseEtag = etag;
    edit.fields = fields;
    edit.fields.removeIf([](const PendingField &field) { return field.before == field.after; });
    edit.state = PendingState::Waiting;
    edit.reason.clear();
    const quint64 order = m_order.value(row);
    settle(row); // older steps would bring back a base that is gone
    if (!edit.fields.isEmpty())
        store(row, edit, order);
    ++m_revision;
}

const EnrollmentEdit *PendingEdits::find(RowId row) const
{
    const auto edit = m_edits.constFind(row);
    return edit == m_edits.cend() ? nullptr : &*edit;
}

std::optional<PendingField> PendingEdits::field(RowId row, const QString &path) const
{
    if (const EnrollmentEdit *edit = find(row)) {
        for (const PendingField &field : edit->fields) {
            if (field.path == path)
                return field;
        }
    }
    return std::nullopt;
}

QList<RowId> PendingEdits::rows() const
{
    QList<std::pair<quint64, RowId>> ordered;
    ordered.reserve(m_order.size());
    for (auto it = m_order.cbegin(); it != m_order.cend(); ++it)
        ordered.append({it.value(), it.key()});
    std::sort(ordered.begin(), ordered.end());
    QList<RowId> rows;
    rows.reserve(ordered.size());
    for (const auto &[order, row] : std::as_const(ordered))
        rows.append(row);
    return rows;
}

QList<EnrollmentEdit> PendingEdits::edits() const
{
    QList<EnrollmentEdit> edits;
    edits.reserve(m_edits.size());
    for (const RowId row : rows())
        edits.append(m_edits.value(row));
    return edits;
}

QList<EnrollmentEdit> PendingEdits::first(int n) const
{
    QList<EnrollmentEdit> edits;
    for (const RowId row : rows()) {
        if (edits.size() >= n)
            break;
        const EnrollmentEdit &edit = *find(row);
        if (edit.state == PendingState::Waiting || edit.state == PendingState::Failed)
            edits.append(edit);
    }
    return edits;
}

QList<PendingGroup> PendingEdits::groups() const
{
    QList<PendingGroup> groups;
    QHash<QString, QList<qsizetype>>
        byPath; // few kinds of edit, many enrollments: compare with the kinds of the same path
    for (const RowId row : rows()) {
        const EnrollmentEdit &edit = *find(row);
        for (const PendingField &field : edit.fields) {
            QList<qsizetype> &kinds = byPath[field.path];
            auto kind = std::find_if(kinds.cbegin(), kinds.cend(), [&](qsizetype i) {
                return groups.at(i).change.before == field.before && groups.at(i).change.after == field.after;
            });
            if (kind == kinds.cend()) {
                kinds.append(groups.size());
                groups.append({field, {}, 0});
                kind = kinds.cend() - 1;
            }
            PendingGroup &group = groups[*kind];
            group.rows.append(row);
            if (edit.state == PendingState::Failed || edit.state == PendingState::Conflict)
                ++group.failed;
        }
    }
    return groups;
}

int PendingEdits::failedCount() const
{
    return static_cast<int>(std::count_if(m_edits.cbegin(), m_edits.cend(), [](const EnrollmentEdit &edit) {
        return edit.state == PendingState::Failed || edit.state == PendingState::Conflict;
    }));
}

void PendingEdits::store(RowId row, const std::optional<EnrollmentEdit> &edit, quint64 order)
{
    if (edit) {
        m_edits.insert(row, *edit);
        m_order.insert(row, order);
    } else {
        m_edits.remove(row);
        m_order.remove(row);
    }
}

void PendingEdits::push(const QString &label, QList<Change> changes)
{
    if (changes.isEmpty())
        return;
    m_steps.resize(m_done);
    m_steps.append({label, std::move(changes)});
    m_done = m_steps.size();
    ++m_revision;
}

} // namespace rehome::fleet
