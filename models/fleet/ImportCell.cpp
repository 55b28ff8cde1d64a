// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/ImportCell.h"

#include "models/domain/Enrollment.h"
#include "models/domain/SymmetricKey.h"
#include "models/domain/TwinLimits.h"
#include "models/fleet/EnrollmentEdit.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>

namespace rehome::fleet {

namespace {

using Answer = tl::expected<ImportedMember, QString>;
using Wrong = tl::unexpected<QString>;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::ImportCell)
};

bool isWord(const QString &cell, const char *word)
{
    return cell.compare(QLatin1String(word), Qt::CaseInsensitive) == 0;
}

bool isOneOf(const QString &cell, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(), [&cell](const char *word) { return isWord(cell, word); });
}

Answer member(const char *path, const QJsonValue &value)
{
    return ImportedMember{QString::fromLatin1(path), value};
}

std::optional<bool> truth(const QString &cell)
{
    if (isOneOf(cell, {"true", "yes", "1", "enabled"}))
        return true;
    return isOneOf(cell, {"false", "no", "0", "disabled"}) ? std::optional(false) : std::nullopt;
}

Answer provisioningStatus(const QString &cell)
{
    const auto enabled = truth(cell);
    if (!enabled)
        return Wrong(Text::tr("This is no provisioning status. Write enabled or disabled."));
    return member("provisioningStatus", domain::provisioningStatusKey(*enabled ? domain::ProvisioningStatus::Enabled
                                                                               : domain::ProvisioningStatus::Disabled));
}

Answer reprovisionPolicy(const QString &cell)
{
    const QString word = cell.toLower().remove(u' ').remove(u'-').remove(u'_');
    std::optional<domain::ReprovisionPolicy> policy = domain::policyFromKey(word);
    if (word == QLatin1String("reprovisionandmigratedata")) // the words of az
        policy = domain::ReprovisionPolicy::Migrate;
    else if (word == QLatin1String("reprovisionandresetdata"))
        policy = domain::ReprovisionPolicy::Reset;
    if (!policy)
        return Wrong(Text::tr("This is no reprovision policy. Write migrate, reset, never or notset."));
    return member("reprovisionPolicy", policyField(domain::ReprovisionPolicy::NotSet, *policy).after);
}

Answer allocationPolicy(const QString &cell)
{
    using domain::AllocationPolicy;
    if (isWord(cell, "notset"))
        return member("allocationPolicy", QJsonValue(QJsonValue::Undefined));
    for (const auto policy :
         {AllocationPolicy::Hashed, AllocationPolicy::GeoLatency, AllocationPolicy::Static, AllocationPolicy::Custom}) {
        if (domain::allocationKey(policy).compare(cell, Qt::CaseInsensitive) == 0)
            return member("allocationPolicy", domain::allocationKey(policy));
    }
    return Wrong(Text::tr("This is no allocation policy. Write hashed, geoLatency, static, custom or notset."));
}

Answer iotHubs(const QString &cell)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;|]+"));
    static const QRegularExpression hostName(QStringLiteral("^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$"));
    if (isWord(cell, "all"))
        return member("iotHubs", QJsonValue(QJsonValue::Undefined));
    const QStringList hubs = cell.split(between, Qt::SkipEmptyParts);
    for (const QString &hub : hubs) {
        if (!hostName.match(hub).hasMatch())
            return Wrong(
                Text::tr("%1 is no host name of a hub. Write names such as hub-a.azure-devices.net, or all.").arg(hub));
    }
    return member("iotHubs", QJsonArray::fromStringList(hubs));
}

Answer webhookUrl(const QString &cell)
{
    static const QRegularExpression form(QStringLiteral("^https?://[^\\s/]+"),
                                         QRegularExpression::CaseInsensitiveOption);
    if (!form.match(cell).hasMatch())
        return Wrong(Text::tr("This is no address of a webhook. Write one that begins with https://."));
    return member("customAllocationDefinition.webhookUrl", cell);
}

Answer webhookVersion(const QString &cell)
{
    if (!domain::ApiVersion::parse(cell))
        return Wrong(Text::tr("This is no API version. Write one such as 2019-03-31."));
    return member("customAllocationDefinition.apiVersion", cell);
}

Answer iotEdge(const QString &cell)
{
    const auto edge = truth(cell);
    if (!edge)
        return Wrong(Text::tr("This is neither true nor false. Write one of them."));
    return member("capabilities.iotEdge", *edge);
}

Answer wholeSection(const QString &cell, domain::TwinSection section)
{
    const QJsonDocument document = QJsonDocument::fromJson(cell.toUtf8());
    if (!document.isObject())
        return Wrong(Text::tr("This is no JSON object. Write one such as {\"site\": \"north\"}."));
    if (const QString objection = domain::twinFormObjection(document.object(), section); !objection.isEmpty())
        return Wrong(Text::tr("A hub does not take this: %1").arg(objection));
    return member(section == domain::TwinSection::Tags ? "initialTwin.tags" : "initialTwin.properties.desired",
                  document.object());
}

Answer partOfSection(const QString &path, const QString &cell, domain::TwinSection section)
{
    const QJsonValue value = twinValueOfCell(cell);
    const QJsonValue alone = withValueAt(QJsonObject(), path, value.isNull() ? QJsonValue(0) : value);
    if (const QString objection = domain::twinFormObjection(alone.toObject(), section); !objection.isEmpty())
        return Wrong(Text::tr("A hub does not take this: %1").arg(objection));
    const QLatin1String whole(section == domain::TwinSection::Tags ? "initialTwin.tags."
                                                                   : "initialTwin.properties.desired.");
    return ImportedMember{whole + path, value.isNull() ? QJsonValue(QJsonValue::Undefined) : value};
}

Answer attestationType(const QString &cell)
{
    using domain::AttestationType;
    for (const auto type : {AttestationType::SymmetricKey, AttestationType::X509, AttestationType::Tpm}) {
        if (domain::attestationKey(type).compare(cell, Qt::CaseInsensitive) == 0)
            return member("attestation.type", domain::attestationKey(type));
    }
    return Wrong(Text::tr("This is no attestation. Write symmetricKey, x509 or tpm."));
}

Answer symmetricKey(const char *path, const QString &cell)
{
    if (!domain::isValidSymmetricKey(cell))
        return Wrong(Text::tr("This is no symmetric key. Write base64 of 16 to 64 bytes."));
    return member(path, cell);
}

Answer tpmKey(const char *path, const QString &cell)
{
    if (!domain::strictBase64(cell.toLatin1()))
        return Wrong(Text::tr("This is no key of a TPM. Write it as base64."));
    return member(path, cell);
}

Answer certificate(const char *path, const QString &cell)
{
    if (!cell.contains(QLatin1String("-----BEGIN CERTIFICATE-----")) && !domain::strictBase64(cell.toLatin1()))
        return Wrong(Text::tr("This is no certificate. Write it as PEM or base64."));
    return member(path, QJsonObject{{QStringLiteral("certificate"), cell}});
}

} // namespace

tl::expected<ImportedMember, QString> memberOfCell(ImportField field, const QString &path, const QString &cell)
{
    using domain::TwinSection;
    switch (field) {
    case ImportField::DeviceId:
        return member("deviceId", cell);
    case ImportField::ProvisioningStatus:
        return provisioningStatus(cell);
    case ImportField::ReprovisionPolicy:
        return reprovisionPolicy(cell);
    case ImportField::AllocationPolicy:
        return allocationPolicy(cell);
    case ImportField::IotHubs:
        return iotHubs(cell);
    case ImportField::WebhookUrl:
        return webhookUrl(cell);
    case ImportField::WebhookApiVersion:
        return webhookVersion(cell);
    case ImportField::IotEdge:
        return iotEdge(cell);
    case ImportField::Tags:
        return wholeSection(cell, TwinSection::Tags);
    case ImportField::Desired:
        return wholeSection(cell, TwinSection::Desired);
    case ImportField::Tag:
        return partOfSection(path, cell, TwinSection::Tags);
    case ImportField::DesiredProperty:
        return partOfSection(path, cell, TwinSection::Desired);
    case ImportField::AttestationType:
        return attestationType(cell);
    case ImportField::PrimaryKey:
        return symmetricKey("attestation.symmetricKey.primaryKey", cell);
    case ImportField::SecondaryKey:
        return symmetricKey("attestation.symmetricKey.secondaryKey", cell);
    case ImportField::EndorsementKey:
        return tpmKey("attestation.tpm.endorsementKey", cell);
    case ImportField::StorageRootKey:
        return tpmKey("attestation.tpm.storageRootKey", cell);
    case ImportField::PrimaryCertificate:
        return certificate("attestation.x509.certificates.primary", cell);
    case ImportField::SecondaryCertificate:
        return certificate("attestation.x509.certificates.secondary", cell);
    case ImportField::PrimaryCaReference:
        return member("attestation.x509.caReferences.primary", cell);
    case ImportField::SecondaryCaReference:
        return member("attestation.x509.caReferences.secondary", cell);
    case ImportField::Ignored:
    case ImportField::RegistrationId:
    case ImportField::GroupId:
    case ImportField::Id:
    case ImportField::Kind:
        break;
    }
    return Wrong(QString());
}

QJsonValue twinValueOfCell(const QString &cell)
{
    static const QRegularExpression whole(QStringLiteral("^-?[0-9]+$"));
    if (whole.match(cell).hasMatch()) {
        bool fits = false;
        const qlonglong number = cell.toLongLong(&fits);
        return fits && QString::number(number) == cell ? QJsonValue(number) : QJsonValue(cell);
    }
    const QJsonArray array = QJsonDocument::fromJson('[' + cell.toUtf8() + ']').array();
    return array.size() == 1 ? array.first() : QJsonValue(cell);
}

QString cellOfTwinValue(const QJsonValue &value)
{
    if (value.isUndefined())
        return {};
    if (value.isString()) {
        const QString text = value.toString();
        if (!text.isEmpty() && text == text.trimmed() && twinValueOfCell(text) == value)
            return text;
    }
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(wrapped.mid(1, wrapped.size() - 2));
}

} // namespace rehome::fleet
