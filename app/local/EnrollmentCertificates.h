// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Store.h"

#include <QtCore/QJsonObject>

// Certificates of enrollments (protocol facts, section 2): "clients send certificate; the service answers with info".
namespace rehome::local {

/// Puts the info of each certificate of attestation.x509 in the place of its text. An info that comes back alone stands
/// for the stored certificate of the same thumbprint, be it of the other slot (a roll). A group's signing certificates
/// go to `row`; an individual's are known by their thumbprints alone.
/// `before`: the stored public form, or empty. Result: why the entry is refused, naming the member; empty when all is
/// well.
QString completeCertificates(QJsonObject &attestation, const QJsonObject &before, const EnrollmentRow &stored,
                             EnrollmentRow &row);

/// The DER of a signing certificate in the form of EnrollmentRow::primary; nothing for symmetric keys.
std::optional<QByteArray> storedSigningCertificate(const QByteArray &stored);

} // namespace rehome::local
