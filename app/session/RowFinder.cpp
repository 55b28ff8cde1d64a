// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/RowFinder.h"

namespace rehome::session {

namespace {

constexpr qsizetype mostSearched = 20;

} // namespace

RowFinder::RowFinder(fleet::SnapshotPtr snapshot, qsizetype searches)
    : m_snapshot(std::move(snapshot))
    , m_listed(searches > mostSearched)
{
    const fleet::EnrollmentTable &table = m_snapshot->enrollments;
    for (fleet::RowId row = 0; m_listed && row < table.rowCount(); ++row)
        if (!table.isGone(row))
            m_rows[static_cast<int>(table.kind[row])].insert(domain::foldedId(m_snapshot->enrollmentId(row)), row);
}

fleet::RowId RowFinder::find(domain::EnrollmentKind kind, const QString &id) const
{
    if (m_listed)
        return m_rows[static_cast<int>(kind)].value(domain::foldedId(id), fleet::NoRow);
    const fleet::RowId row = m_snapshot->findEnrollment(kind, id);
    return row == fleet::NoRow || m_snapshot->enrollments.isGone(row) ? fleet::NoRow : row;
}

} // namespace rehome::session
