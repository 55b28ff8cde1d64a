// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/CertificateFacts.h"
#include "app/local/ServiceState.h"
#include "models/domain/Error.h"

namespace rehome::local {

/// Changes the service's CA certificates, which caReferences of enrollments name (protocol facts, sections 2 and 11).
/// Names are compared without case. Loop thread.
class CaCertificates
{
public:
    explicit CaCertificates(ServiceState &state)
        : m_state(state)
    {
    }

    /// Adds or replaces. Errors: BadInput for a bad name, an unreadable text or a full list.
    Result<void> put(const QString &name, const QString &certificateText, bool isVerified, qint64 nowMs,
                     WriteBatch &batch);
    bool remove(const QString &name, WriteBatch &batch);
    /// The code that a proof of possession must have as its common name; false: there is no such certificate. Each new
    /// code makes the earlier ones worthless, as does any other change.
    bool generateCode(const QString &name, qint64 nowMs, WriteBatch &batch);
    QString verificationCode(const CaCertificateRow &row) const;
    /// The proof: a certificate signed by this authority whose common name is the code. Errors: BadInput.
    Result<void> verify(const QString &name, const QString &proofText, qint64 nowMs, WriteBatch &batch);

private:
    ServiceState &m_state;
};

} // namespace rehome::local
