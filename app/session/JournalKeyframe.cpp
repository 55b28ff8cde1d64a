// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/JournalKeyframe.h"

#include "app/session/SessionErrors.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDataStream>

namespace rehome::session {

namespace {
constexpr quint32 magic = 0x52484b31; // "RHK1"
constexpr int fastCompression = 1;    // columns of equal values shrink well at any level
} // namespace

QByteArray encodeKeyframe(const fleet::Snapshot &snapshot)
{
    QByteArray plain;
    QDataStream out(&plain, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    const auto &e = snapshot.enrollments;
    const auto &d = snapshot.devices;
    out << magic << e.rowCount() << d.rowCount();
    // Column by column: neighbours are alike, which is what the compression lives on.
    const auto column = [&out](quint32 rows, const auto &valueOf) {
        for (fleet::RowId row = 0; row < rows; ++row)
            out << valueOf(row);
    };
    column(e.rowCount(), [&](fleet::RowId r) { return e.id[r]; });
    column(e.rowCount(), [&](fleet::RowId r) { return e.hubSet[r]; });
    column(e.rowCount(), [&](fleet::RowId r) { return static_cast<quint8>(e.kind[r]); });
    column(e.rowCount(), [&](fleet::RowId r) { return static_cast<quint8>(e.policy[r]); });
    column(e.rowCount(), [&](fleet::RowId r) { return static_cast<quint8>(e.allocation[r]); });
    column(e.rowCount(), [&](fleet::RowId r) { return static_cast<quint8>(e.provisioningStatus[r]); });
    column(e.rowCount(), [&](fleet::RowId r) { return e.flags[r]; });
    column(d.rowCount(), [&](fleet::RowId r) { return d.registrationId[r]; });
    column(d.rowCount(), [&](fleet::RowId r) { return d.hub[r]; });
    column(d.rowCount(), [&](fleet::RowId r) { return d.group[r]; });
    column(d.rowCount(), [&](fleet::RowId r) { return d.individual[r]; });
    column(d.rowCount(), [&](fleet::RowId r) { return static_cast<quint8>(d.status[r]); });
    column(d.rowCount(), [&](fleet::RowId r) { return static_cast<quint8>(d.substatus[r]); });
    column(d.rowCount(), [&](fleet::RowId r) { return d.gone[r]; });
    column(d.rowCount(), [&](fleet::RowId r) { return d.updatedMs[r]; });
    return qCompress(plain, fastCompression);
}

Result<JournalKeyframe> decodeKeyframe(const QByteArray &blob)
{
    const auto damaged = [] {
        return Failure(
            makeError(ErrorKind::Storage,
                      QCoreApplication::translate("Session", "A part of the journal is damaged and cannot be shown.")));
    };
    const QByteArray plain = qUncompress(blob);
    QDataStream in(plain);
    in.setVersion(QDataStream::Qt_6_0);
    quint32 found = 0, enrollments = 0, devices = 0;
    in >> found >> enrollments >> devices;
    constexpr qint64 enrollmentBytes = 13, deviceBytes = 27;
    if (found != magic || plain.size() != 12 + enrollments * enrollmentBytes + devices * deviceBytes)
        return damaged();
    JournalKeyframe frame;
    frame.enrollments.resize(enrollments);
    frame.devices.resize(devices);
    const auto column = [&in](auto &rows, auto member) {
        for (auto &row : rows)
            in >> row.*member;
    };
    using Enrollment = JournalKeyframe::Enrollment;
    using Device = JournalKeyframe::Device;
    column(frame.enrollments, &Enrollment::id);
    column(frame.enrollments, &Enrollment::hubSet);
    for (const auto member : {&Enrollment::kind, &Enrollment::policy, &Enrollment::allocation,
                              &Enrollment::provisioningStatus, &Enrollment::flags})
        column(frame.enrollments, member);
    for (const auto member : {&Device::registrationId, &Device::hub, &Device::group, &Device::individual})
        column(frame.devices, member);
    for (const auto member : {&Device::status, &Device::substatus, &Device::gone})
        column(frame.devices, member);
    column(frame.devices, &Device::updatedMs);
    if (in.status() != QDataStream::Ok)
        return damaged();
    return frame;
}

} // namespace rehome::session
