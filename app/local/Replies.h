// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"

#include <QtCore/QJsonObject>

// Answers in the shapes of the two services (protocol facts, sections 1 and 10). Pure functions, any thread.
namespace rehome::local {

HttpReply jsonReply(int status, const QJsonObject &object);
HttpReply bytesReply(int status, QByteArray json);
HttpReply emptyReply(int status);
/// ProvisioningServiceErrorDetails with tracking ID, timestamp and the x-ms-error-code header.
HttpReply dpsError(int status, int errorCode, const QString &message);
/// 429 of the provisioning service.
HttpReply dpsThrottled(int retryAfterSeconds, const QString &what);
/// 500: what was to be acknowledged could not be written.
HttpReply notStored();
/// {"Message":"ErrorCode:…"} of an IoT hub.
HttpReply hubError(int status, const QString &errorCode, const QString &text);

} // namespace rehome::local
