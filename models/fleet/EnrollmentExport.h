// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/fleet/CsvWriter.h"
#include "models/fleet/Snapshot.h"

#include <QtCore/QJsonObject>
#include <functional>
#include <optional>
#include <vector>

namespace rehome::fleet {

/// One column of an exported table. Those that a person can set have the words of ImportMapping, so that what is
/// exported can be edited and imported again.
enum class ExportField : quint8
{
    Id,
    Kind,
    DeviceId,
    ProvisioningStatus,
    ReprovisionPolicy,
    AllocationPolicy,
    IotHubs,
    IotEdge,
    Attestation,
    WebhookUrl,
    WebhookApiVersion,
    Tags, ///< all of them as JSON; with a path: one
    Desired,
    // What the service or a device did: not imported.
    RegistrationStatus,
    AssignedHub,
    LastRegistered,
    Records,
    Created,
    Updated,
    Read,
    Etag,
};
inline constexpr int ExportFields = 21;

struct ExportColumn
{
    ExportField field = ExportField::Id;
    QString path; ///< of one tag or desired property: "site.floor"
    QString word() const;
    /// "reprovisionPolicy", "tags.site"; nothing for another word.
    static std::optional<ExportColumn> fromWord(const QString &word);
    static QStringList words(); ///< all of them, without paths
    bool operator==(const ExportColumn &) const = default;
};

/// Rows of a snapshot as CSV or JSON. Values are words of the protocol and times ISO 8601 in UTC; what was not read is
/// empty, in JSON null. The bodies carry no keys, so no export does. Any thread.
class EnrollmentExport
{
public:
    /// The JSON of a row as received; called from the thread that writes. Empty bytes: not known.
    using BodyOf = std::function<QByteArray(RowId row)>;
    /// Asked now and then: false ends the export.
    using GoOn = std::function<bool(qint64 done)>;

    EnrollmentExport(SnapshotPtr snapshot, std::vector<RowId> rows, BodyOf bodyOf);

    /// What a table of everything that can be imported again has.
    static QList<ExportColumn> settableColumns();

    /// Errors: Storage when the device refuses it or a body is not known any more, Cancelled when `goOn` ended it.
    Result<void> writeCsv(QIODevice &device, const QList<ExportColumn> &columns, CsvWriter::Options options,
                          const GoOn &goOn = {}) const;
    /// A list of the enrollments as the service gave them, one a line; with columns, of objects of these.
    Result<void> writeJson(QIODevice &device, const QList<ExportColumn> &columns = {}, const GoOn &goOn = {}) const;

private:
    QJsonObject bodyOf(RowId row, const QList<ExportColumn> &columns) const;
    QJsonValue value(RowId row, const ExportColumn &column, const QJsonObject &body) const;
    QJsonValue deviceValue(RowId row, ExportField field) const;
    Result<QByteArray> jsonOf(RowId row, const QList<ExportColumn> &columns) const;

    SnapshotPtr m_snapshot;
    std::vector<RowId> m_rows;
    BodyOf m_bodyOf;
};

} // namespace rehome::fleet
