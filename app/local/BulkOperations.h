// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "app/local/ServiceCore.h"

namespace rehome::local {

/// Bulk operations on enrollments and groups (protocol facts, sections 1 and 2): create, update, updateIfMatchETag and
/// delete. Entries are handled in their order by the rules of EnrollmentEditor; one that is refused changes nothing and
/// is told in errors[] of a 200. Everything goes into the call's one batch, so no entry is ever stored in part. Loop
/// thread.
class BulkOperations
{
public:
    explicit BulkOperations(ServiceCore &core)
        : m_core(core)
    {
    }

    HttpReply run(domain::EnrollmentKind kind, const QByteArray &body, WriteBatch &batch);

private:
    ServiceCore &m_core;
};

} // namespace rehome::local
