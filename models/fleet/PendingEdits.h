// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/domain/Error.h"
#include "models/fleet/Column.h"

#include <QtCore/QHash>
#include <QtCore/QJsonValue>
#include <QtCore/QList>
#include <QtCore/QString>
#include <optional>

namespace rehome::fleet {

/// One field of an enrollment, before and after. Undefined = the member is absent. Paths as in wire::FieldEdit
/// ("reprovisionPolicy", "iotHubs", "initialTwin.properties.desired" …); the session converts.
struct PendingField
{
    QString path;
    QJsonValue before{QJsonValue::Undefined};
    QJsonValue after{QJsonValue::Undefined};
    bool operator==(const PendingField &) const = default;
};
PendingField policyField(domain::ReprovisionPolicy before, domain::ReprovisionPolicy after);
/// The policy that a "reprovisionPolicy" value stands for; nothing for a wrong shape.
std::optional<domain::ReprovisionPolicy> policyOfValue(const QJsonValue &value);

enum class PendingState : quint8
{
    Waiting,
    Sending,
    Failed,
    Conflict
};

/// Everything unsent for one enrollment.
struct EnrollmentEdit
{
    RowId row = NoRow;
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QString id;
    QString baseEtag; ///< of the version that `before` was read from; goes out as If-Match
    QList<PendingField> fields;
    PendingState state = PendingState::Waiting;
    QString reason; ///< why it failed, for a person; empty while waiting
    bool operator==(const EnrollmentEdit &) const = default;
};

/// One row of the tray: the same change of the same field in n enrollments.
struct PendingGroup
{
    PendingField change;
    QList<RowId> rows; ///< in the order in which they were edited
    int failed = 0;    ///< of these, in state Failed or Conflict
};

struct DiffLine
{
    enum class Kind : quint8
    {
        Context,
        Removed,
        Added
    };
    Kind kind = Kind::Context;
    QString text; ///< without the leading sign
    bool operator==(const DiffLine &) const = default;
};

/// What a person changed and did not send yet. A value: copying is cheap, nothing here sends anything. Not thread-safe.
class PendingEdits
{
public:
    /// Adds edits as one undo step. A field edited before keeps its first `before`; a field that is back at its
    /// `before` disappears, and so does an enrollment without fields. Editing again clears a failure.
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
    /// After a conflict: new base version and fields as chosen per field; no undo step.
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
    QList<RowId> rows() const;
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
    };
    void store(RowId row, const std::optional<EnrollmentEdit> &edit, quint64 order);
    void push(const QString &label, QList<Change> changes);

    QHash<RowId, EnrollmentEdit> m_edits;
    QHash<RowId, quint64> m_order;
    QList<Step> m_steps;
    qsizetype m_done = 0; ///< steps below are done, from here on undone
    quint64 m_nextOrder = 0;
    quint64 m_revision = 0;
};

/// For the tray: the identity as context, then what each field loses and gains, as pretty JSON. An absent member reads
/// "(absent)".
QList<DiffLine> diffLines(const EnrollmentEdit &edit);
/// A value in words of the protocol, without translation: "not set", "migrate", "2 entries", "{…}".
QString valueWord(const QString &path, const QJsonValue &value);

} // namespace rehome::fleet
