// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PastEvents.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QtEndian>
#include <cstring>

namespace rehome::fleet {

namespace {
// "RHE" + version 1, count, CRC of the body before it is compressed; then the body: 48 bytes for each event.
constexpr char Magic[4] = {'R', 'H', 'E', '1'};
constexpr qsizetype HeaderBytes = 12;
constexpr qsizetype EventBytes = 48;
constexpr int InGroup = 1, NotRunning = 2;
constexpr int QuickCompression = 1; // names and times repeat: the quickest level saves most already

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

StoredEvent storedEvent(const ObservedEvent &event, const Snapshot &snapshot)
{
    StoredEvent stored;
    stored.timeMs = event.timeMs;
    stored.observedMs = event.observedMs;
    stored.fromHub = event.fromHub;
    stored.toHub = event.toHub;
    stored.text = event.text;
    stored.errorCode = event.errorCode;
    stored.waitedMs = event.waitedMs;
    stored.kind = event.kind;
    stored.substatus = event.substatus;
    stored.byProgram = event.byProgram;
    RowId entry = event.enrollment;
    if (event.device != NoRow) {
        stored.device = snapshot.devices.registrationId[event.device];
        if (entry == NoRow)
            entry = snapshot.enrollmentOfDevice(event.device);
    }
    if (entry != NoRow) {
        stored.enrollment = snapshot.enrollments.id[entry];
        stored.inGroup = snapshot.enrollments.isGroup(entry);
    }
    return stored;
}

EntryFacts factsOf(const StoredEvent &event, const StringTable &strings)
{
    return {event,
            strings.view(event.device),
            strings.view(event.enrollment),
            strings.view(event.fromHub),
            strings.view(event.toHub),
            strings.view(event.text)};
}

QByteArray encodeEvents(std::span<const StoredEvent> events)
{
    const size_t count = std::min<size_t>(events.size(), EventBlobRecords);
    QByteArray body(static_cast<qsizetype>(count) * EventBytes, '\0');
    char *at = body.data();
    for (const StoredEvent &event : events.first(count)) {
        qToLittleEndian(event.timeMs, at);
        qToLittleEndian(event.observedMs, at + 8);
        qToLittleEndian(event.device, at + 16);
        qToLittleEndian(event.enrollment, at + 20);
        qToLittleEndian(event.fromHub, at + 24);
        qToLittleEndian(event.toHub, at + 28);
        qToLittleEndian(event.text, at + 32);
        qToLittleEndian(event.errorCode, at + 36);
        qToLittleEndian(event.waitedMs, at + 40);
        at[44] = static_cast<char>(event.kind);
        at[45] = static_cast<char>(event.substatus);
        at[46] = static_cast<char>(event.byProgram);
        at[47] = static_cast<char>((event.inGroup ? InGroup : 0) | (event.notRunning ? NotRunning : 0));
        at += EventBytes;
    }
    QByteArray blob(HeaderBytes, '\0');
    std::memcpy(blob.data(), Magic, sizeof Magic);
    qToLittleEndian(static_cast<quint32>(count), blob.data() + 4);
    qToLittleEndian(static_cast<quint32>(qChecksum(QByteArrayView(body))), blob.data() + 8);
    return blob + qCompress(body, QuickCompression);
}

Result<std::vector<StoredEvent>> decodeEvents(const QByteArray &blob)
{
    if (blob.size() < HeaderBytes + 4 || std::memcmp(blob.constData(), Magic, sizeof Magic) != 0)
        return damaged(QStringLiteral("no header of events"));
    const auto count = qFromLittleEndian<quint32>(blob.constData() + 4);
    const qsizetype bytes = static_cast<qsizetype>(count) * EventBytes;
    // The length that qCompress writes first, big-endian: not trusted, or a damaged one would ask for gigabytes.
    if (count > static_cast<quint32>(EventBlobRecords) ||
        qFromBigEndian<quint32>(blob.constData() + HeaderBytes) != static_cast<quint32>(bytes))
        return damaged(QStringLiteral("%1 events").arg(count));
    const QByteArray body = qUncompress(blob.mid(HeaderBytes));
    if (body.size() != bytes || qFromLittleEndian<quint32>(blob.constData() + 8) != qChecksum(QByteArrayView(body)))
        return damaged(QStringLiteral("checksum"));
    std::vector<StoredEvent> events(count);
    const char *at = body.constData();
    for (StoredEvent &event : events) {
        const auto kind = static_cast<quint8>(at[44]), substatus = static_cast<quint8>(at[45]);
        if (kind > static_cast<quint8>(EventKind::GapBetweenPolls) ||
            substatus > static_cast<quint8>(domain::Substatus::ReprovisionedToInitialAssignment))
            return damaged(QStringLiteral("kind %1, substatus %2").arg(kind).arg(substatus));
        event.timeMs = qFromLittleEndian<qint64>(at);
        event.observedMs = qFromLittleEndian<qint64>(at + 8);
        event.device = qFromLittleEndian<quint32>(at + 16);
        event.enrollment = qFromLittleEndian<quint32>(at + 20);
        event.fromHub = qFromLittleEndian<quint32>(at + 24);
        event.toHub = qFromLittleEndian<quint32>(at + 28);
        event.text = qFromLittleEndian<quint32>(at + 32);
        event.errorCode = qFromLittleEndian<qint32>(at + 36);
        event.waitedMs = qFromLittleEndian<qint32>(at + 40);
        event.kind = static_cast<EventKind>(kind);
        event.substatus = static_cast<domain::Substatus>(substatus);
        event.byProgram = at[46] != 0;
        event.inGroup = (at[47] & InGroup) != 0;
        event.notRunning = (at[47] & NotRunning) != 0;
        at += EventBytes;
    }
    return events;
}

} // namespace rehome::fleet
