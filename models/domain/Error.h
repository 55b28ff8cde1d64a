// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QMetaType>
#include <QtCore/QString>
#include <chrono>
#include <optional>
#include <tl/expected.hpp>

namespace rehome {

/// What kind of thing went wrong: decides icon, retry and where a person is told.
enum class ErrorKind
{
    BadInput,     ///< typed or imported data is wrong; nothing was sent
    Unreachable,  ///< name, connection or time-out: nobody answered
    Untrusted,    ///< TLS: the certificate or host name did not verify
    Unauthorized, ///< 401, 403: key, token or rights
    NotFound,     ///< 404
    Conflict,     ///< 409, 412: somebody else changed it, or it exists
    Throttled,    ///< 429: over the quota; retryAfter says when
    Service,      ///< 5xx, or another refusal of the service
    BadReply,     ///< the answer is no JSON, cut off or of the wrong shape
    Unknown,      ///< a write whose outcome is not known and could not be read back
    Cancelled,    ///< the person or a newer request cancelled it
    Storage,      ///< a local file or database
};

/// Result of something that failed. Value type, any thread. Never holds a key, a token or a connection string.
struct Error
{
    ErrorKind kind = ErrorKind::Service;
    QString message; ///< what, why, what now; for a person, already translated
    QString detail;  ///< status, path, place in a file; for the Details button, copyable
    int httpStatus = 0;
    int serviceCode = 0; ///< DPS errorCode such as 404201; 0 when there is none
    QString trackingId;
    bool retryHelps = false;
    std::optional<std::chrono::seconds> retryAfter;
};

template <class T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

} // namespace rehome

Q_DECLARE_METATYPE(rehome::Error)
