// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/EnrollmentExport.h"

#include "models/fleet/ImportCell.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QIODevice>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <algorithm>
#include <array>

namespace rehome::fleet {

namespace {

constexpr std::size_t rowsBetweenLooks = 500;

// In the order of ExportField. What can be imported takes its word from there.
constexpr std::array<const char *, ExportFields> fieldWords{"id",
                                                            "kind",
                                                            "deviceId",
                                                            "provisioningStatus",
                                                            "reprovisionPolicy",
                                                            "allocationPolicy",
                                                            "iotHubs",
                                                            "iotEdge",
                                                            "attestation",
                                                            "webhookUrl",
                                                            "webhookApiVersion",
                                                            "tags",
                                                            "desired",
                                                            "registrationStatus",
                                                            "assignedHub",
                                                            "lastRegisteredUtc",
                                                            "registrationRecords",
                                                            "createdUtc",
                                                            "updatedUtc",
                                                            "readUtc",
                                                            "etag"};

bool needsBody(const ExportColumn &column)
{
    switch (column.field) {
    case ExportField::WebhookUrl:
    case ExportField::WebhookApiVersion:
    case ExportField::Tags:
    case ExportField::Desired:
        return true;
    default:
        return false;
    }
}

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::EnrollmentExport)
};

Failure refused(const QIODevice &device)
{
    return Failure(Error{ErrorKind::Storage, Text::tr("The file could not be written: %1").arg(device.errorString())});
}

Failure ended()
{
    return Failure(Error{ErrorKind::Cancelled, Text::tr("The export was stopped. No file was written.")});
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue timeValue(qint64 ms)
{
    return ms > 0 ? QJsonValue(domain::utcTextFromMs(ms)) : QJsonValue();
}

QString cellOf(const ExportColumn &column, const QJsonValue &value)
{
    if (column.field == ExportField::Tags || column.field == ExportField::Desired) {
        const bool nothing = column.path.isEmpty() && value.toObject().isEmpty();
        return nothing ? QString() : cellOfTwinValue(value);
    }
    if (value.isArray())
        return value.toVariant().toStringList().join(u' ');
    return value.toVariant().toString(); // "true", a number, a word; empty for null
}

QJsonValue valueBelow(QJsonValue value, const QString &path)
{
    const QStringList names = path.isEmpty() ? QStringList() : path.split(u'.');
    for (const QString &name : names)
        value = value.toObject().value(name);
    return value;
}

QString statusWord(DeviceStatus status)
{
    switch (status) {
    case DeviceStatus::NotRead:
        break;
    case DeviceStatus::Unassigned:
        return QStringLiteral("unassigned");
    case DeviceStatus::Assigning:
        return QStringLiteral("assigning");
    case DeviceStatus::Assigned:
        return QStringLiteral("assigned");
    case DeviceStatus::Failed:
        return QStringLiteral("failed");
    case DeviceStatus::Disabled:
        return QStringLiteral("disabled");
    }
    return {};
}

} // namespace

QString ExportColumn::word() const
{
    const QString word = QString::fromLatin1(fieldWords[static_cast<std::size_t>(field)]);
    return path.isEmpty() ? word : word + u'.' + path;
}

std::optional<ExportColumn> ExportColumn::fromWord(const QString &word)
{
    for (std::size_t i = 0; i < fieldWords.size(); ++i) {
        const ExportColumn column{static_cast<ExportField>(i), {}};
        if (column.word().compare(word, Qt::CaseInsensitive) == 0)
            return column;
    }
    for (const ExportField field : {ExportField::Tags, ExportField::Desired}) {
        const QString section = ExportColumn{field, {}}.word() + u'.';
        if (word.startsWith(section) && !word.sliced(section.size()).split(u'.').contains(QString()))
            return ExportColumn{field, word.sliced(section.size())};
    }
    return std::nullopt;
}

QStringList ExportColumn::words()
{
    QStringList words;
    for (const char *word : fieldWords)
        words << QString::fromLatin1(word);
    return words;
}

EnrollmentExport::EnrollmentExport(SnapshotPtr snapshot, std::vector<RowId> rows, BodyOf bodyOf)
    : m_snapshot(std::move(snapshot))
    , m_rows(std::move(rows))
    , m_bodyOf(std::move(bodyOf))
{
}

QList<ExportColumn> EnrollmentExport::settableColumns()
{
    QList<ExportColumn> columns;
    for (int i = 0; i <= static_cast<int>(ExportField::Desired); ++i)
        columns.append({static_cast<ExportField>(i), {}});
    return columns;
}

QJsonObject EnrollmentExport::bodyOf(RowId row, const QList<ExportColumn> &columns) const
{
    if (std::none_of(columns.cbegin(), columns.cend(), needsBody))
        return {};
    return QJsonDocument::fromJson(m_bodyOf(row)).object();
}

QJsonValue EnrollmentExport::deviceValue(RowId row, ExportField field) const
{
    const RowId device = m_snapshot->enrollments.device[row];
    if (device == NoRow || m_snapshot->devices.status[device] == DeviceStatus::NotRead)
        return {};
    if (field == ExportField::AssignedHub)
        return textOrNull(m_snapshot->text(m_snapshot->devices.hub[device]));
    if (field == ExportField::LastRegistered)
        return timeValue(m_snapshot->devices.updatedMs[device]);
    return statusWord(m_snapshot->devices.status[device]);
}

QJsonValue EnrollmentExport::value(RowId row, const ExportColumn &column, const QJsonObject &body) const
{
    const EnrollmentTable &table = m_snapshot->enrollments;
    const QJsonObject webhook = body.value(QLatin1String("customAllocationDefinition")).toObject();
    const QJsonObject twin = body.value(QLatin1String("initialTwin")).toObject();
    switch (column.field) {
    case ExportField::Id:
        return m_snapshot->enrollmentId(row);
    case ExportField::Kind:
        return table.isGroup(row) ? QStringLiteral("group") : QStringLiteral("individual");
    case ExportField::DeviceId:
        return textOrNull(m_snapshot->text(table.deviceId[row]));
    case ExportField::ProvisioningStatus:
        return domain::provisioningStatusKey(table.provisioningStatus[row]);
    case ExportField::ReprovisionPolicy:
        return domain::policyKey(table.policy[row]);
    case ExportField::AllocationPolicy: {
        const QString word = domain::allocationKey(table.allocation[row]);
        return word.isEmpty() ? QStringLiteral("notset") : word;
    }
    case ExportField::IotHubs: {
        const QStringList hubs = m_snapshot->hubSet(row);
        return hubs.isEmpty() ? QJsonValue(QStringLiteral("all")) : QJsonArray::fromStringList(hubs);
    }
    case ExportField::IotEdge:
        return table.has(row, EnrollmentFlag::IotEdge);
    case ExportField::Attestation:
        return domain::attestationKey(table.attestation[row]);
    case ExportField::WebhookUrl:
        return textOrNull(webhook.value(QLatin1String("webhookUrl")).toString());
    case ExportField::WebhookApiVersion:
        return textOrNull(webhook.value(QLatin1String("apiVersion")).toString());
    case ExportField::Tags:
        return valueBelow(twin.value(QLatin1String("tags")), column.path);
    case ExportField::Desired:
        return valueBelow(twin.value(QLatin1String("properties")).toObject().value(QLatin1String("desired")),
                          column.path);
    case ExportField::RegistrationStatus:
    case ExportField::AssignedHub:
    case ExportField::LastRegistered:
        return deviceValue(row, column.field);
    case ExportField::Records:
        return table.isGroup(row) ? QJsonValue(static_cast<qint64>(table.recordCount[row])) : QJsonValue();
    case ExportField::Created:
        return timeValue(table.createdMs[row]);
    case ExportField::Updated:
        return timeValue(table.updatedMs[row]);
    case ExportField::Read:
        return timeValue(table.readAtMs[row]);
    case ExportField::Etag:
        return textOrNull(table.etag[row].text(m_snapshot->strings));
    }
    return {};
}

Result<void> EnrollmentExport::writeCsv(QIODevice &device, const QList<ExportColumn> &columns,
                                        CsvWriter::Options options, const GoOn &goOn) const
{
    CsvWriter writer(device, options);
    QStringList fields;
    for (const ExportColumn &column : columns)
        fields << column.word();
    writer.write(fields);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const QJsonObject body = bodyOf(m_rows[i], columns);
        fields.clear();
        for (const ExportColumn &column : columns)
            fields << cellOf(column, value(m_rows[i], column, body));
        writer.write(fields);
        if (i % rowsBetweenLooks == 0 && goOn && !goOn(static_cast<qint64>(i)))
            return ended();
    }
    return writer.finish() ? Result<void>() : refused(device);
}

Result<QByteArray> EnrollmentExport::jsonOf(RowId row, const QList<ExportColumn> &columns) const
{
    if (!columns.isEmpty()) {
        const QJsonObject body = bodyOf(row, columns);
        QJsonObject object;
        for (const ExportColumn &column : columns) {
            const QJsonValue cell = value(row, column, body);
            object.insert(column.word(), cell.isUndefined() ? QJsonValue() : cell);
        }
        return QJsonDocument(object).toJson(QJsonDocument::Compact);
    }
    QByteArray body = m_bodyOf(row);
    if (body.isEmpty())
        return Failure(Error{ErrorKind::Storage,
                             Text::tr("What the service said of %1 is not known any more. Refresh, then export again.")
                                 .arg(m_snapshot->enrollmentId(row))});
    // A line end can only stand between members, and each enrollment is to have its own line.
    std::ranges::replace_if(body, [](char byte) { return byte == '\n' || byte == '\r'; }, ' ');
    return body;
}

Result<void> EnrollmentExport::writeJson(QIODevice &device, const QList<ExportColumn> &columns, const GoOn &goOn) const
{
    const auto write = [&device](QByteArrayView text) { return device.write(text.data(), text.size()) == text.size(); };
    bool good = write("[");
    for (std::size_t i = 0; i < m_rows.size() && good; ++i) {
        const Result<QByteArray> json = jsonOf(m_rows[i], columns);
        if (!json)
            return Failure(json.error());
        good = write(i == 0 ? "\n" : ",\n") && write(*json);
        if (i % rowsBetweenLooks == 0 && goOn && !goOn(static_cast<qint64>(i)))
            return ended();
    }
    return good && write("\n]\n") ? Result<void>() : refused(device);
}

} // namespace rehome::fleet
