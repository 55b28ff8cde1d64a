// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/fleet/Column.h"

#include <QtCore/QJsonValue>
#include <QtCore/QList>
#include <QtCore/QString>
#include <optional>

namespace rehome::fleet {

/// Rows of enrollments that exist in the tray only, until they are created at the service. Never in a snapshot.
inline constexpr RowId FirstDraft = 0x8000'0000u;
constexpr bool isDraft(RowId row)
{
    return row >= FirstDraft && row != NoRow;
}

/// One field of an enrollment, before and after. Undefined = the member is absent. Paths as in wire::FieldEdit
/// ("reprovisionPolicy", "iotHubs", "initialTwin.properties.desired" …), empty = the whole body; the session converts.
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
/// A path whose value is a key: its value is never shown.
bool isSecretPath(QStringView path);
/// `whole` with the value at `path` below it set; Undefined removes. An empty path is `whole` itself.
QJsonValue withValueAt(const QJsonValue &whole, QStringView path, const QJsonValue &value);

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
    enum class Action : quint8
    {
        Update,
        Create, ///< row is a draft; one field with an empty path, whose `after` is the whole body
        Delete, ///< no fields, or one with an empty path, whose `before` is the whole body
    };
    RowId row = NoRow;
    Action action = Action::Update;
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QString id;
    QString baseEtag; ///< of the version that `before` was read from; goes out as If-Match. Empty for a create
    QList<PendingField> fields;
    PendingState state = PendingState::Waiting;
    QString reason; ///< why it failed, for a person; empty while waiting
    bool operator==(const EnrollmentEdit &) const = default;

    /// The body that a create sends; empty for the others.
    QJsonObject draftBody() const;
};

/// One row of the tray: the same change of the same field, creations or deletions, in n enrollments.
struct PendingGroup
{
    EnrollmentEdit::Action action = EnrollmentEdit::Action::Update;
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual; ///< of creations and deletions
    PendingField change;                                              ///< of updates
    bool varied = false; ///< the values differ, or are secret: `change` has its path only
    QList<RowId> rows{}; ///< in the order in which they were edited
    int failed = 0;      ///< of these, in state Failed or Conflict

    bool sameKind(const PendingGroup &other) const
    {
        return action == other.action && kind == other.kind && varied == other.varied && change == other.change;
    }
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

/// For the tray: the identity as context, then what each field loses and gains, as pretty JSON. An absent member reads
/// "(absent)", a key reads "(new key)" or "(present key)".
QList<DiffLine> diffLines(const EnrollmentEdit &edit);
/// A value in words of the protocol, without translation: "not set", "migrate", "2 entries", "{…}", "new key".
QString valueWord(const QString &path, const QJsonValue &value);

} // namespace rehome::fleet
