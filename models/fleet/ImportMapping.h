// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <optional>

namespace rehome::fleet {

/// What a column of an imported table can hold. The order is the one in which a person is offered them.
enum class ImportField : quint8
{
    Ignored,
    RegistrationId, ///< of an individual enrollment
    GroupId,        ///< of an enrollment group
    Id,             ///< either: the column of kind decides, individual without one
    Kind,
    DeviceId,
    ProvisioningStatus,
    ReprovisionPolicy,
    AllocationPolicy,
    IotHubs,
    WebhookUrl,
    WebhookApiVersion,
    IotEdge,
    Tags,    ///< all tags as one JSON object
    Tag,     ///< one tag: the column's path says which
    Desired, ///< all desired properties as one JSON object
    DesiredProperty,
    AttestationType,
    PrimaryKey,
    SecondaryKey,
    EndorsementKey,
    StorageRootKey,
    PrimaryCertificate,
    SecondaryCertificate,
    PrimaryCaReference,
    SecondaryCaReference,
};
inline constexpr int ImportFields = 26;

/// "registrationId", "reprovisionPolicy", "tags.": the word that heads an exported column and that `--map` takes.
QString importFieldWord(ImportField field);

struct ImportColumn
{
    QString header;
    ImportField field = ImportField::Ignored;
    QString path; ///< of a tag or a desired property, below its section: "site.floor"
    bool operator==(const ImportColumn &) const = default;
};

/// Which column of a table is which member of an enrollment: guessed from the header, then changed by a person. Value.
class ImportMapping
{
public:
    ImportMapping() = default;
    /// Knows the members of the protocol, the flags of `az`, and the usual ways to write them; what it does not know is
    /// ignored.
    static ImportMapping guessed(const QStringList &headers);
    /// "reprovisionPolicy", "tags.site", "policy": a field and its path; nothing for another word.
    static std::optional<ImportColumn> columnFor(const QString &word);

    const QList<ImportColumn> &columns() const { return m_columns; }
    void set(int column, ImportField field, const QString &path = {});
    int columnOf(ImportField field) const; ///< -1 when no column holds it
    /// Why nothing can be read this way: no ID, one member twice. One sentence each; empty when all is well.
    QStringList objections() const;

    bool operator==(const ImportMapping &) const = default;

private:
    QList<ImportColumn> m_columns;
};

} // namespace rehome::fleet
