// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/EnrollmentEdit.h"
#include "models/fleet/ShellText.h"

#include <QtCore/QJsonObject>

// An enrollment, and what is to be done with it, as a command for a shell: `az` (Azure CLI with its IoT extension) or
// `curl` (service API, 2021-10-01). Secrets are variables of the shell ($SAS, $PRIMARY_KEY, $SECONDARY_KEY,
// $WEBHOOK_CODE) unless they are asked for. What a command cannot say stands above it as a comment. Pure functions, any
// thread.
namespace rehome::fleet {

enum class Secrets : quint8
{
    Masked,
    Shown
};

/// The enrollment and the service that a command speaks of.
struct CopySource
{
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QString id;
    QString hostName;          ///< of the connection string, perhaps with a port
    QString caCertificatePath; ///< authority to trust besides the system's; empty: none
    QJsonObject body;          ///< as the service gave it; with keys only when they shall be shown
    QString token;             ///< what goes into the Authorization header when secrets are shown
    Shell shell = Shell::Posix;
    Secrets secrets = Secrets::Masked;
};

QString azShow(const CopySource &source);
QString azCreate(const CopySource &source);
/// The fields as `az … update --etag`.
QString azUpdate(const CopySource &source, const QList<PendingField> &fields);
QString azDelete(const CopySource &source);

QString curlShow(const CopySource &source);
/// PUT without If-Match: it fails where there is such an enrollment. `body`: what is sent.
QString curlCreate(const CopySource &source, const QJsonObject &body);
/// PUT of the whole `body` with the ETag of source.body. Symmetric keys that it does not have are variables.
QString curlUpdate(const CopySource &source, const QJsonObject &body);
QString curlDelete(const CopySource &source);

/// The body as the service gave it, indented.
QString jsonText(const CopySource &source);

} // namespace rehome::fleet
