// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/EnrollmentCodec.h"

#include <simdjson.h>

// Briefs out of simdjson objects. Used inside wire only, by the page reader.
namespace rehome::wire {

/// A member that could not be read: thrown nowhere, carried up as this.
struct BriefProblem
{
    simdjson::error_code code = simdjson::SUCCESS;
    const char *member =
        nullptr; ///< path, a literal; null: the object itself, "?": a member this program does not know
    bool tooDeep = false;
    explicit operator bool() const { return code != simdjson::SUCCESS || tooDeep; }
};

/// `brief` is to be empty but for its kind. Of a doubled member the last one counts, as everywhere.
BriefProblem readBrief(simdjson::ondemand::object &from, EnrollmentBrief &brief);
BriefProblem readBrief(simdjson::ondemand::object &from, RegistrationBrief &brief);

} // namespace rehome::wire
