// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

namespace rehome::local {

/// A failure with kind, message for a person and detail.
inline Failure fault(ErrorKind kind, const QString &message, const QString &detail = {})
{
    Error error;
    error.kind = kind;
    error.message = message;
    error.detail = detail;
    return Failure(std::move(error));
}

} // namespace rehome::local
