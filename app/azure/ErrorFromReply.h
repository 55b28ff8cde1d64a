// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/HttpClient.h"
#include "models/domain/Error.h"

namespace rehome::azure {

Error makeError(ErrorKind kind, const QString &message, const QString &detail = {}, bool retryHelps = false);
/// An answer that is no success → Error with words for a person. Reads both error shapes
/// (ProvisioningServiceErrorDetails and the hub's). `what`: the thing asked for, already translated ("Enrollment
/// line-7"); may be empty. Detail: status, errorCode, tracking id, service's own message with anything that looks like
/// a key or signature blanked. Any thread.
Error errorFromReply(domain::Towards towards, const HttpReply &reply, const QString &what);
/// An answer with status 2xx whose body is not what it should be.
Error badReply(const QString &what, const QString &detail);
Error cancelledError();
/// The text without keys, signatures and tokens.
QString withoutSecrets(QString text);

} // namespace rehome::azure
