// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

namespace rehome::test {

/// A certificate and its private key, both PEM.
struct Identity
{
    QByteArray certificate, privateKey;
};

/// What a certificate is to be like; by default a device's, signed by itself.
struct CertificateOrder
{
    QByteArray commonName;
    const Identity *issuer = nullptr;
    /// Of basicConstraints; empty: without that extension.
    QByteArray constraints = "critical,CA:FALSE";
    QByteArray extendedUse; ///< such as "serverAuth"; empty: for everything
    int startDays = 0, days = 2;
    QStringList names; ///< DNS
};
/// Valid from one day before now + `startDays`, for one day and `days`.
Identity makeCertificate(const CertificateOrder &order);

/// Makes certificates while a test runs, so that none expires in the tree.
class TestAuthority
{
public:
    explicit TestAuthority(const QByteArray &name = "Rehome test authority");
    const QByteArray &certificate() const { return m_own.certificate; }
    /// `names`: DNS names of the certificate. Valid from one day before now + `startDays` for one day and `days`.
    Identity issue(const QStringList &names, int startDays = 0, int days = 2) const;

private:
    QByteArray m_name;
    Identity m_own;
};

} // namespace rehome::test
