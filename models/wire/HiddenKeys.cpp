// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"

namespace rehome::wire {

bool hidesKeys(const QJsonObject &enrollment)
{
    const QJsonObject attestation = enrollment.value(QLatin1String("attestation")).toObject();
    const QString type = attestation.value(QLatin1String("type")).toString();
    if (type == QLatin1String("symmetricKey")) {
        const QJsonObject keys = attestation.value(QLatin1String("symmetricKey")).toObject();
        return keys.value(QLatin1String("primaryKey")).toString().isEmpty() ||
               keys.value(QLatin1String("secondaryKey")).toString().isEmpty();
    }
    if (type == QLatin1String("tpm"))
        return attestation.value(QLatin1String("tpm"))
            .toObject()
            .value(QLatin1String("endorsementKey"))
            .toString()
            .isEmpty();
    return type == QLatin1String("x509") && attestation.value(QLatin1String("x509")).toObject().isEmpty();
}

QJsonObject withoutKeys(QJsonObject enrollment)
{
    QJsonObject attestation = enrollment.value(QLatin1String("attestation")).toObject();
    if (attestation.contains(QLatin1String("symmetricKey"))) {
        attestation.remove(QLatin1String("symmetricKey"));
        enrollment.insert(QStringLiteral("attestation"), attestation);
    }
    return enrollment;
}

} // namespace rehome::wire
