// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

namespace rehome::local {

class DataFolder;

struct ServerIdentity
{
    QByteArray certificatePem; ///< server certificate, then the CA
    QByteArray privateKeyPem;
    QString caPath; ///< absolute path of ca.pem
};

/// The folder's own CA (made once) and a server certificate for exactly these DNS names and addresses, both ECDSA
/// P-256. The server certificate is issued again when the names differ or less than 30 days are left; the CA when it is
/// about to end.
Result<ServerIdentity> ensureCertificates(const DataFolder &folder, const QStringList &dnsNames,
                                          const QStringList &addresses);

} // namespace rehome::local
