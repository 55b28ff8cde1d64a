// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/CertificateFacts.h"
#include "app/local/Http.h"

namespace rehome::local {

/// The certificates that a device showed. Nothing is believed of them but what reach() verified.
class CertificateChain
{
public:
    /// Nothing when a certificate is unreadable or there are more than a chain has.
    static std::optional<CertificateChain> read(const ClientChain &shown);

    const CertificateHandle &leaf() const { return m_certificates.front(); }

    struct Reach
    {
        enum class Kind : quint8
        {
            Unrelated, ///< no path of issuers leads to the anchor
            Broken,    ///< one does, but a signature, a date, a CA flag or a use is wrong
            Verified
        };
        Kind kind = Kind::Unrelated;
        int steps = 0; ///< from the leaf to the anchor, 1 = it issued the leaf
    };
    /// Follows the issuers through the certificates shown up to `anchor`, which may be a root or an intermediate and
    /// need not be among them.
    Reach reach(const CertificateHandle &anchor) const;

private:
    explicit CertificateChain(std::vector<CertificateHandle> certificates)
        : m_certificates(std::move(certificates))
    {
    }
    std::vector<CertificateHandle> m_certificates;
};

} // namespace rehome::local
