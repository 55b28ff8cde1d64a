// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

namespace rehome::session {

inline Error makeError(ErrorKind kind, const QString &message, const QString &detail = {})
{
    Error error;
    error.kind = kind;
    error.message = message;
    error.detail = detail;
    return error;
}

} // namespace rehome::session
