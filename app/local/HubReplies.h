// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "models/domain/Error.h"

// Refusals in the words of the hubs (protocol facts, section 10). Pure functions, any thread.
namespace rehome::local {

/// Why a hub does not do what it was asked.
struct HubFault
{
    int status = 400;
    QString code; ///< "DeviceNotFound": what the header iothub-errorcode says
    QString text;
};
template <class T>
using HubResult = tl::expected<T, HubFault>;

tl::unexpected<HubFault> deviceNotFound(const QString &deviceId);
tl::unexpected<HubFault> argumentInvalid(const QString &why);
tl::unexpected<HubFault> preconditionFailed(const QString &deviceId);
tl::unexpected<HubFault> storedUnreadable();

HttpReply hubReply(const HubFault &fault);
HttpReply hubMethodNotAllowed();
/// 429 with Retry-After.
HttpReply hubThrottled(int retryAfterSeconds, const QString &what);
/// The errors of direct methods come with a body inside the message: {"Message":"{\"errorCode\":404103,…}"}.
HttpReply hubMethodError(int status, const QString &code, int errorCode, const QString &message, int timeoutSeconds);

std::optional<QString> ifMatchOf(const HttpRequest &request);

} // namespace rehome::local
