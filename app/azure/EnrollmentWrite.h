// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QJsonObject>

namespace rehome::azure {

/// One enrollment to change or to create.
struct EnrollmentWrite
{
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QString id;
    QJsonObject base;             ///< as received, with its ETag; empty for a creation
    QList<wire::FieldEdit> edits; ///< of `base`
    QJsonObject body;             ///< of a creation; keys missing from it are made by the service
    /// As attestationmechanism shows it. Empty: it is read first where `base` hides keys.
    QJsonObject attestation;
    /// An earlier attempt may have been applied: what is there is looked at before anything is sent.
    bool maybeSent = false;

    bool isCreation() const { return base.isEmpty(); }
};

} // namespace rehome::azure
