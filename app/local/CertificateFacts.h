// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"

#include <QtCore/QByteArray>
#include <memory>

struct x509_st;

// Certificates as the service reads them, through OpenSSL (protocol facts, section 2). Any thread. Whatever the input
// is, a function answers; nothing of the input goes into an error.
namespace rehome::local {

/// A parsed certificate; never changed after parsing.
using CertificateHandle = std::shared_ptr<x509_st>;

/// Null for anything but exactly one DER certificate with readable dates and key.
CertificateHandle certificateFromDer(const QByteArray &der);
/// PEM text (its first certificate), base64 of DER, or base64 of PEM; null when it is none of these.
CertificateHandle certificateFromText(const QString &text);

QByteArray certificateDer(const CertificateHandle &certificate);
/// Names with the most specific part first, hexadecimal numbers in capitals.
domain::X509CertificateInfo certificateInfo(const CertificateHandle &certificate);
/// The most specific common name of the subject; null when there is none.
QString certificateCommonName(const CertificateHandle &certificate);
/// Today lies within its dates.
bool isCurrent(const CertificateHandle &certificate);

} // namespace rehome::local
