// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/ImportTable.h"
#include "models/fleet/JsonObjects.h"

namespace rehome::fleet {

/// Reads enrollments out of JSON as the service gives them: each member is taken as it stands, null removes it. What
/// the service owns (etag, dates, registrationState) is left out. Whether the members have their shapes is for
/// wire::enrollmentFromJson to say. One thread.
class ImportJson
{
public:
    /// Nothing when the object has problems.
    std::optional<ImportedEnrollment> read(const JsonObjects::Item &item, ImportProblems &problems);
    /// As ImportTable::readAll().
    bool readAll(JsonObjects &objects, const ImportTable::Sink &sink, ImportProblems &problems,
                 const std::function<bool()> &goOn = {});

private:
    ImportedIds m_ids;
};

} // namespace rehome::fleet
