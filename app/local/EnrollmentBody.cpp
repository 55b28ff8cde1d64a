// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/EnrollmentBody.h"

#include <QtCore/QSet>

namespace rehome::local {

namespace {

/// What is below these belongs to the administrator: a null in it is content.
bool isTwinCollection(const QString &name)
{
    return name == QLatin1String("tags") || name == QLatin1String("desired") ||
           name == QLatin1String("optionalDeviceInformation");
}

const QSet<QString> &twinMembers()
{
    static const QSet<QString> names{QStringLiteral("version"), QStringLiteral("count"), QStringLiteral("metadata")};
    return names;
}

/// Members of the entries and of what they hold (specification, 2021-10-01).
const QSet<QString> &members()
{
    static const QSet<QString> names{
        QStringLiteral("deviceId"),
        QStringLiteral("optionalDeviceInformation"),
        QStringLiteral("capabilities"),
        QStringLiteral("iotHubHostName"),
        QStringLiteral("initialTwin"),
        QStringLiteral("tags"),
        QStringLiteral("properties"),
        QStringLiteral("desired"),
        QStringLiteral("provisioningStatus"),
        QStringLiteral("reprovisionPolicy"),
        QStringLiteral("allocationPolicy"),
        QStringLiteral("iotHubs"),
        QStringLiteral("customAllocationDefinition"),
        QStringLiteral("tpm"),
        QStringLiteral("storageRootKey"),
        QStringLiteral("x509"),
        QStringLiteral("clientCertificates"),
        QStringLiteral("signingCertificates"),
        QStringLiteral("caReferences"),
        QStringLiteral("primary"),
        QStringLiteral("secondary"),
        QStringLiteral("certificate"),
        QStringLiteral("info"),
    };
    return names;
}

QJsonObject withoutNulls(const QJsonObject &object, const QSet<QString> &names)
{
    QJsonObject out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.value().isNull() && names.contains(it.key()))
            continue;
        if (it.value().isObject() && isTwinCollection(it.key()))
            out.insert(it.key(), withoutNulls(it.value().toObject(), twinMembers()));
        else if (it.value().isObject() && &names == &members())
            out.insert(it.key(), withoutNulls(it.value().toObject(), names));
        else
            out.insert(it.key(), it.value());
    }
    return out;
}

} // namespace

QJsonObject storedBody(const QJsonObject &sent)
{
    QJsonObject object = withoutNulls(sent, members());
    object.remove(QStringLiteral("registrationState"));
    QJsonObject attestation = object.value(QLatin1String("attestation")).toObject();
    attestation.remove(QStringLiteral("symmetricKey")); // keys are told by attestationmechanism alone
    object.insert(QStringLiteral("attestation"), attestation);
    return object;
}

} // namespace rehome::local
