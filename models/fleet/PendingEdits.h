// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/EnrollmentEdit.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QString>
#include <optional>

namespace rehome::fleet {

/// What a person changed and did not send yet. A value: copying is cheap, nothing here sends anything. Not thread-safe.
class PendingEdits
{
public:
    /// More different values of one field than this are one row of the tray.
    static constexpr int mostKindsOfField = 24;

    /// Adds edits as one undo step. A field edited before keeps its first `before`; a field within another one becomes
    /// part of that one's `after`, a field around others takes their place; a field that is back at its `before`
    /// disappears, and so does an update without fields. An update of a draft changes its body. A delete takes the
    /// place of an update, and of a draft: then both disappear. What waits for its deletion takes no update until the
    /// deletion is taken back. Editing again clears a failure.
    void add(const QString &label, const QList<EnrollmentEdit> &edits);
    /// Takes edits back, one undo step.
    void discard(const QString &label, const QList<RowId> &rows);
    void discardAll(const QString &label);

    bool canUndo() const { return m_done > 0; }
    bool canRedo() const { return m_done < m_steps.size(); }
    QString undoLabel() const;
    QString redoLabel() const;
    void undo();
    void redo();

    /// Sent and read back: leaves for good. Undo steps forget it; undoing a sent change is the journal's matter.
    void settle(RowId row);
    void setState(RowId row, PendingState state, const QString &reason = {});
    /// After a conflict: new base version and fields as chosen per field; no undo step. A delete stays one.
    void rebase(RowId row, const QString &etag, const QList<PendingField> &fields);

    bool isEmpty() const { return m_edits.isEmpty(); }
    int size() const { return static_cast<int>(m_edits.size()); } ///< enrollments
    bool contains(RowId row) const { return m_edits.contains(row); }
    /// Null when there is none; valid until the next change.
    const EnrollmentEdit *find(RowId row) const;
    /// The value that a field will have, if it is edited.
    std::optional<PendingField> field(RowId row, const QString &path) const;
    /// In the order in which they were first edited.
    QList<EnrollmentEdit> edits() const;
    const QList<RowId> &rows() const;
    /// The first n that are waiting or have failed, in that order: "Apply to the first n".
    QList<EnrollmentEdit> first(int n) const;
    QList<PendingGroup> groups() const;
    int failedCount() const;
    /// Grows with every change: cheap test for models.
    quint64 revision() const { return m_revision; }

private:
    struct Change
    {
        RowId row = NoRow;
        std::optional<EnrollmentEdit> before, after;
        quint64 order = 0;
    };
    struct Step
    {
        QString label;
        QList<Change> changes;
        quint64 serial = 0;
        qsizetype forgotten = 0; ///< so many of the first changes are of settled rows
    };
    void store(RowId row, const std::optional<EnrollmentEdit> &edit, quint64 order);
    void push(const QString &label, QList<Change> changes);
    bool isForgotten(const Step &step, const Change &change) const;

    QHash<RowId, EnrollmentEdit> m_edits;
    QHash<RowId, quint64> m_order;
    mutable QList<RowId> m_rows; ///< by order; made when asked for
    mutable bool m_rowsKnown = true;
    QList<Step> m_steps;
    qsizetype m_done = 0;              ///< steps below are done, from here on undone
    QHash<RowId, quint64> m_settledAt; ///< changes of steps with a smaller serial are forgotten
    quint64 m_nextOrder = 0, m_nextSerial = 1;
    quint64 m_revision = 0;
};

} // namespace rehome::fleet
