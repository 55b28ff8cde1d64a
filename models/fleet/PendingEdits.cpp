// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PendingEdits.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QSet>
#include <algorithm>

namespace rehome::fleet {

using Action = EnrollmentEdit::Action;

namespace {
/// What is left of `path` below `whole`; nothing when it is not below it.
std::optional<QStringView> pathWithin(QStringView path, QStringView whole)
{
    if (whole.isEmpty())
        return path.isEmpty() ? std::nullopt : std::optional(path);
    const bool within = path.size() > whole.size() && path.startsWith(whole) && path.at(whole.size()) == u'.';
    return within ? std::optional(path.sliced(whole.size() + 1)) : std::nullopt;
}

// One field on top of those that wait already: the first `before` stays.
void put(QList<PendingField> &fields, const PendingField &field)
{
    for (PendingField &known : fields) {
        if (known.path == field.path) {
            known.after = field.after;
            return;
        }
        if (const auto below = pathWithin(field.path, known.path)) {
            known.after = withValueAt(known.after, *below, field.after);
            return;
        }
    }
    fields.removeIf([&](const PendingField &known) { return pathWithin(known.path, field.path).has_value(); });
    fields.append(field);
}

EnrollmentEdit asWaiting(EnrollmentEdit edit)
{
    edit.state = PendingState::Waiting;
    edit.reason.clear();
    return edit;
}

// An edit on top of what waits for the row already; nothing when nothing is left to send.
std::optional<EnrollmentEdit> merged(const EnrollmentEdit *known, const EnrollmentEdit &edit)
{
    if (edit.action == Action::Delete)
        return isDraft(edit.row) ? std::nullopt : std::optional(asWaiting(edit));
    if (known && known->action == Action::Delete)
        return *known;
    EnrollmentEdit result = asWaiting(known ? *known : edit);
    if (known) {
        for (const PendingField &field : edit.fields)
            put(result.fields, field);
        if (result.action == Action::Create)
            result.id = edit.id;
    }
    result.fields.removeIf([](const PendingField &field) { return field.before == field.after; });
    return result.fields.isEmpty() ? std::nullopt : std::optional(result);
}

// For the history: an undo cannot bring back that something is under way.
EnrollmentEdit remembered(const EnrollmentEdit &edit)
{
    return edit.state == PendingState::Sending ? asWaiting(edit) : edit;
}

bool hasFailed(const EnrollmentEdit &edit)
{
    return edit.state == PendingState::Failed || edit.state == PendingState::Conflict;
}

struct Kind
{
    PendingGroup group;
    bool operator==(const Kind &other) const { return group.sameKind(other.group); }
};
size_t qHash(const Kind &kind, size_t seed = 0)
{
    const PendingGroup &group = kind.group;
    return qHashMulti(seed, int(group.action), int(group.kind), group.varied, group.change.path, group.change.before,
                      group.change.after);
}

/// The rows of the tray, with the fields of `folded` as one row each. A field that has too many values is added to it.
QList<PendingGroup> grouped(const QList<RowId> &rows, const QHash<RowId, EnrollmentEdit> &edits, QSet<QString> &folded)
{
    QList<PendingGroup> groups;
    QHash<Kind, qsizetype> places;
    QHash<QString, int> kindsOfField;
    const auto join = [&](const PendingGroup &kind, const EnrollmentEdit &edit) {
        auto place = places.constFind(Kind{kind});
        if (place == places.cend()) {
            place = places.insert(Kind{kind}, groups.size());
            groups.append(kind);
            if (kind.action == Action::Update && ++kindsOfField[kind.change.path] > PendingEdits::mostKindsOfField)
                folded.insert(kind.change.path);
        }
        PendingGroup &group = groups[*place];
        group.rows.append(edit.row);
        group.failed += hasFailed(edit) ? 1 : 0;
    };
    for (const RowId row : rows) {
        const EnrollmentEdit &edit = *edits.constFind(row);
        if (edit.action != Action::Update) {
            join({.action = edit.action, .kind = edit.kind, .change = {}}, edit);
            continue;
        }
        for (const PendingField &field : edit.fields) {
            const bool varied = isSecretPath(field.path) || folded.contains(field.path);
            join({.change = varied ? PendingField{.path = field.path} : field, .varied = varied}, edit);
        }
    }
    return groups;
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
        change.after = merged(known, edit);
        if (known)
            change.before = remembered(*known);
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
        changes.append({row, remembered(*known), std::nullopt, m_order.value(row)});
        store(row, std::nullopt, 0);
    }
    push(label, std::move(changes));
}

void PendingEdits::discardAll(const QString &label)
{
    discard(label, QList<RowId>(rows()));
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
    for (auto change = step.changes.crbegin(); change != step.changes.crend(); ++change) {
        if (!isForgotten(step, *change))
            store(change->row, change->before, change->order);
    }
    ++m_revision;
}

void PendingEdits::redo()
{
    if (!canRedo())
        return;
    const Step &step = m_steps.at(m_done++);
    for (const Change &change : step.changes) {
        if (!isForgotten(step, change))
            store(change.row, change.after, change.order);
    }
    ++m_revision;
}

bool PendingEdits::isForgotten(const Step &step, const Change &change) const
{
    return step.serial < m_settledAt.value(change.row);
}

void PendingEdits::settle(RowId row)
{
    store(row, std::nullopt, 0);
    m_settledAt.insert(row, m_nextSerial);
    // The changes themselves stay, only marked: a hundred thousand edits settle one after the other.
    for (qsizetype i = m_steps.size() - 1; i >= 0; --i) {
        Step &step = m_steps[i];
        while (step.forgotten < step.changes.size() && isForgotten(step, step.changes.at(step.forgotten)))
            ++step.forgotten;
        if (step.forgotten < step.changes.size())
            continue;
        m_steps.removeAt(i);
        if (i < m_done)
            --m_done;
    }
    if (m_steps.isEmpty())
        m_settledAt.clear();
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
    EnrollmentEdit edit = asWaiting(*known);
    edit.baseEtag = etag;
    edit.fields = fields;
    edit.fields.removeIf([](const PendingField &field) { return field.before == field.after; });
    const quint64 order = m_order.value(row);
    settle(row); // older steps would bring back a base that is gone
    if (!edit.fields.isEmpty() || edit.action == Action::Delete)
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

const QList<RowId> &PendingEdits::rows() const
{
    if (m_rowsKnown)
        return m_rows;
    QList<std::pair<quint64, RowId>> ordered;
    ordered.reserve(m_order.size());
    for (auto it = m_order.cbegin(); it != m_order.cend(); ++it)
        ordered.append({it.value(), it.key()});
    std::sort(ordered.begin(), ordered.end());
    m_rows.clear();
    m_rows.reserve(ordered.size());
    for (const auto &[order, row] : std::as_const(ordered))
        m_rows.append(row);
    m_rowsKnown = true;
    return m_rows;
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
    QSet<QString> folded;
    QList<PendingGroup> groups = grouped(rows(), m_edits, folded);
    if (!folded.isEmpty())
        groups = grouped(rows(), m_edits, folded);
    return groups;
}

int PendingEdits::failedCount() const
{
    return static_cast<int>(std::count_if(m_edits.cbegin(), m_edits.cend(), hasFailed));
}

void PendingEdits::store(RowId row, const std::optional<EnrollmentEdit> &edit, quint64 order)
{
    if (edit) {
        m_edits.insert(row, *edit);
        const bool isNew = !m_order.contains(row);
        m_order.insert(row, order);
        if (isNew && m_rowsKnown && (m_rows.isEmpty() || m_order.value(m_rows.constLast()) < order))
            m_rows.append(row);
        else if (isNew)
            m_rowsKnown = false;
    } else if (m_edits.remove(row)) {
        m_order.remove(row);
        m_rowsKnown = m_edits.isEmpty();
        if (m_rowsKnown)
            m_rows.clear();
    }
}

void PendingEdits::push(const QString &label, QList<Change> changes)
{
    if (changes.isEmpty())
        return;
    m_steps.resize(m_done);
    m_steps.append({label, std::move(changes), m_nextSerial++, 0});
    m_done = m_steps.size();
    ++m_revision;
}

} // namespace rehome::fleet
