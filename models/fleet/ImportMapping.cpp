// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/ImportMapping.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <algorithm>
#include <array>

namespace rehome::fleet {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::ImportMapping)
};

struct FieldWords
{
    ImportField field;
    const char *word;
    const char *others; ///< further spellings, letters and digits only
};

constexpr std::array<FieldWords, ImportFields> fieldWords{{
    {ImportField::Ignored, "", ""},
    {ImportField::RegistrationId, "registrationId", "registration regid serial serialnumber"},
    {ImportField::GroupId, "enrollmentGroupId", "groupid enrollmentgroup group gid"},
    {ImportField::Id, "id", "enrollmentid eid enrollment registrationorgroupid"},
    {ImportField::Kind, "kind", "enrollmentkind"},
    {ImportField::DeviceId, "deviceId", "device iothubdeviceid hubdeviceid"},
    {ImportField::ProvisioningStatus, "provisioningStatus", "status provisioning enabled ps"},
    {ImportField::ReprovisionPolicy, "reprovisionPolicy", "policy reprovision reprovisioning reprovisioningpolicy rp"},
    {ImportField::AllocationPolicy, "allocationPolicy", "allocation ap"},
    {ImportField::IotHubs, "iotHubs", "iothub hubs hub linkedhubs iothubhostname ih"},
    {ImportField::WebhookUrl, "webhookUrl", "webhook customallocationdefinitionwebhookurl wh"},
    {ImportField::WebhookApiVersion, "webhookApiVersion",
     "webhookversion apiversion customallocationdefinitionapiversion av"},
    {ImportField::IotEdge, "iotEdge", "edge edgeenabled capabilitiesiotedge"},
    {ImportField::Tags, "tags", "initialtwintags"},
    {ImportField::Tag, "tags.", ""},
    {ImportField::Desired, "desired", "initialtwinpropertiesdesired desiredproperties propertiesdesired props"},
    {ImportField::DesiredProperty, "desired.", ""},
    {ImportField::AttestationType, "attestation", "attestationtype at"},
    {ImportField::PrimaryKey, "primaryKey", "symmetrickey key pk primarysymmetrickey"},
    {ImportField::SecondaryKey, "secondaryKey", "sk secondarysymmetrickey"},
    {ImportField::EndorsementKey, "endorsementKey", "ek tpmendorsementkey"},
    {ImportField::StorageRootKey, "storageRootKey", "srk tpmstoragerootkey"},
    {ImportField::PrimaryCertificate, "primaryCertificate", "certificate clientcertificate signingcertificate cert"},
    {ImportField::SecondaryCertificate, "secondaryCertificate",
     "secondaryclientcertificate secondarysigningcertificate"},
    {ImportField::PrimaryCaReference, "primaryCaReference", "careference rootcaname caname cn"},
    {ImportField::SecondaryCaReference, "secondaryCaReference", "secondarycaname secondaryrootcaname scn"},
}};

QString lettersOf(const QString &header)
{
    QString letters;
    for (const QChar c : header.toLower()) {
        if (c.isLetterOrNumber())
            letters.append(c);
    }
    return letters;
}

const QHash<QString, ImportField> &spellings()
{
    static const QHash<QString, ImportField> known = [] {
        QHash<QString, ImportField> all;
        for (const FieldWords &entry : fieldWords) {
            if (const QString word = QString::fromLatin1(entry.word); !word.isEmpty() && !word.endsWith(u'.'))
                all.insert(lettersOf(word), entry.field);
            const QStringList others = QString::fromLatin1(entry.others).split(u' ', Qt::SkipEmptyParts);
            for (const QString &other : others)
                all.insert(other, entry.field);
        }
        return all;
    }();
    return known;
}

/// A member below the tags or desired properties, however far out the header begins to name it.
std::optional<ImportColumn> memberOfTwin(const QString &header)
{
    static const std::array<std::pair<QLatin1String, ImportField>, 6> sections{{
        {QLatin1String("initialTwin.properties.desired."), ImportField::DesiredProperty},
        {QLatin1String("properties.desired."), ImportField::DesiredProperty},
        {QLatin1String("desired."), ImportField::DesiredProperty},
        {QLatin1String("initialTwin.tags."), ImportField::Tag},
        {QLatin1String("tags."), ImportField::Tag},
        {QLatin1String("tag."), ImportField::Tag},
    }};
    for (const auto &[begin, field] : sections) {
        if (!header.startsWith(begin, Qt::CaseInsensitive))
            continue;
        const QString path = header.mid(begin.size());
        if (path.isEmpty() || path.split(u'.').contains(QString()))
            return std::nullopt;
        return ImportColumn{header, field, path};
    }
    return std::nullopt;
}

} // namespace

QString importFieldWord(ImportField field)
{
    return QString::fromLatin1(fieldWords[static_cast<std::size_t>(field)].word);
}

std::optional<ImportColumn> ImportMapping::columnFor(const QString &word)
{
    const QString header = word.trimmed();
    if (auto member = memberOfTwin(header))
        return member;
    const auto known = spellings().constFind(lettersOf(header));
    if (known == spellings().cend())
        return std::nullopt;
    return ImportColumn{header, *known, {}};
}

ImportMapping ImportMapping::guessed(const QStringList &headers)
{
    ImportMapping mapping;
    for (const QString &header : headers)
        mapping.m_columns.append({header.trimmed(), ImportField::Ignored, {}});
    // A member's own name wins over another spelling of it; of two that are left, the first column wins and the person
    // sees the other as ignored.
    for (const bool ownName : {true, false}) {
        for (ImportColumn &column : mapping.m_columns) {
            const auto guess = columnFor(column.header);
            if (!guess || column.field != ImportField::Ignored)
                continue;
            const bool exact = !guess->path.isEmpty() ||
                               column.header.compare(importFieldWord(guess->field), Qt::CaseInsensitive) == 0;
            const bool taken =
                std::any_of(mapping.m_columns.cbegin(), mapping.m_columns.cend(), [&guess](const ImportColumn &other) {
                    return other.field == guess->field && other.path == guess->path;
                });
            if (exact == ownName && !taken)
                column = {column.header, guess->field, guess->path};
        }
    }
    return mapping;
}

void ImportMapping::set(int column, ImportField field, const QString &path)
{
    m_columns[column].field = field;
    m_columns[column].path = field == ImportField::Tag || field == ImportField::DesiredProperty ? path : QString();
}

int ImportMapping::columnOf(ImportField field) const
{
    for (int i = 0; i < m_columns.size(); ++i) {
        if (m_columns.at(i).field == field)
            return i;
    }
    return -1;
}

QStringList ImportMapping::objections() const
{
    QStringList objections;
    if (columnOf(ImportField::RegistrationId) < 0 && columnOf(ImportField::GroupId) < 0 &&
        columnOf(ImportField::Id) < 0)
        objections << Text::tr("No column holds the ID. Choose the column of the registration ID or group ID.");
    for (int i = 0; i < m_columns.size(); ++i) {
        const ImportColumn &column = m_columns.at(i);
        if (column.field == ImportField::Ignored)
            continue;
        if ((column.field == ImportField::Tag || column.field == ImportField::DesiredProperty) &&
            column.path.isEmpty()) {
            objections
                << Text::tr("Column %1 has no name of a tag or property. Give one, or ignore it.").arg(column.header);
            continue;
        }
        for (int j = 0; j < i; ++j) {
            const ImportColumn &other = m_columns.at(j);
            if (other.field == column.field && other.path == column.path)
                objections << Text::tr("Columns %1 and %2 hold the same member. Ignore one of them.")
                                  .arg(other.header, column.header);
        }
    }
    return objections;
}

} // namespace rehome::fleet
