// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/enrollments/EffectPreview.h"

#include <QtCore/QHash>
#include <vector>

namespace rehome::ui {

/// What deleting an enrollment, or creating one, does: no device is known to ask by something that is not there.
QString effectOfAction(fleet::EnrollmentEdit::Action action, domain::EnrollmentKind kind);

/// What unsent edits will do to devices, found for what is looked at and kept until forget(). A hundred thousand edits
/// cost nothing before somebody looks. GUI thread.
class PendingEffects
{
public:
    explicit PendingEffects(const session::Session &session);

    /// The fleet or the edits have changed.
    void forget();
    /// There are no edits: nothing of the fleet is held any more.
    void release();
    const EffectPreview &of(const fleet::EnrollmentEdit &edit);
    /// A sentence or two about one edit, or about one row of the tray; translated.
    QString sentence(const fleet::EnrollmentEdit &edit);
    QString sentence(const fleet::PendingGroup &group);

private:
    void index();
    std::pair<quint32, quint32> placesOf(fleet::RowId enrollment) const;

    const session::Session &m_session;
    fleet::SnapshotPtr m_indexed;        ///< that m_devices is of
    std::vector<quint32> m_firstPlace;   ///< by enrollment, in m_devices; one more at the end
    std::vector<fleet::RowId> m_devices; ///< by enrollment
    QHash<fleet::RowId, EffectPreview> m_byEnrollment;
    QList<std::pair<fleet::PendingGroup, QString>> m_byKind; ///< few, so a list; without the rows
};

} // namespace rehome::ui
