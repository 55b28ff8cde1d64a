// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/Journal.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QtEndian>
#include <cstring>

namespace rehome::fleet {

namespace {
// "RHJ" + version 1, count, CRC of the body; then 32 bytes for each record: time, before, after, row, table, field, two
// zeros.
constexpr char Magic[4] = {'R', 'H', 'J', '1'};
constexpr qsizetype HeaderBytes = 12;
constexpr qsizetype RecordBytes = 32;

Failure damaged(const QString &detail)
{
    Error error;
    error.kind = ErrorKind::Storage;
    error.message =
        QCoreApplication::translate("Journal", "A part of the journal cannot be read. It is damaged and was left out.");
    error.detail = detail;
    return Failure(error);
}
} // namespace

QByteArray encodeJournal(std::span<const JournalRecord> records)
{
    const size_t count = std::min<size_t>(records.size(), JournalBlobRecords);
    QByteArray blob(HeaderBytes + static_cast<qsizetype>(count) * RecordBytes, '\0');
    char *at = blob.data() + HeaderBytes;
    for (const JournalRecord &record : records.first(count)) {
        qToLittleEndian(record.timeMs, at);
        qToLittleEndian(record.before, at + 8);
        qToLittleEndian(record.after, at + 16);
        qToLittleEndian(record.row, at + 24);
        at[28] = static_cast<char>(record.table);
        at[29] = static_cast<char>(record.field);
        at += RecordBytes;
    }
    std::memcpy(blob.data(), Magic, sizeof Magic);
    qToLittleEndian(static_cast<quint32>(count), blob.data() + 4);
    const QByteArrayView body = QByteArrayView(blob).sliced(HeaderBytes);
    qToLittleEndian(static_cast<quint32>(qChecksum(body)), blob.data() + 8);
    return blob;
}

Result<std::vector<JournalRecord>> decodeJournal(const QByteArray &blob)
{
    if (blob.size() < HeaderBytes || std::memcmp(blob.constData(), Magic, sizeof Magic) != 0)
        return damaged(QStringLiteral("no journal header"));
    const auto count = qFromLittleEndian<quint32>(blob.constData() + 4);
    if (count > static_cast<quint32>(JournalBlobRecords) ||
        blob.size() != HeaderBytes + static_cast<qsizetype>(count) * RecordBytes)
        return damaged(QStringLiteral("%1 records in %2 bytes").arg(count).arg(blob.size()));
    if (qFromLittleEndian<quint32>(blob.constData() + 8) != qChecksum(QByteArrayView(blob).sliced(HeaderBytes)))
        return damaged(QStringLiteral("checksum"));

    std::vector<JournalRecord> records(count);
    const char *at = blob.constData() + HeaderBytes;
    for (JournalRecord &record : records) {
        const auto table = static_cast<quint8>(at[28]);
        if (table > static_cast<quint8>(JournalTable::Devices))
            return damaged(QStringLiteral("table %1").arg(table));
        record.timeMs = qFromLittleEndian<qint64>(at);
        record.before = qFromLittleEndian<qint64>(at + 8);
        record.after = qFromLittleEndian<qint64>(at + 16);
        record.row = qFromLittleEndian<quint32>(at + 24);
        record.table = static_cast<JournalTable>(table);
        record.field = static_cast<quint8>(at[29]);
        at += RecordBytes;
    }
    return records;
}

} // namespace rehome::fleet
