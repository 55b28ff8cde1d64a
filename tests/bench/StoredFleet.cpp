// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/StoredFleet.h"

#include "app/local/ServiceState.h"

#include <algorithm>
#include <utility>

namespace rehome::bench {

namespace {
constexpr int rowsPerBatch = 10'000;
} // namespace

QString deviceName(int number)
{
    return QStringLiteral("line7-%1").arg(number, 7, 10, QLatin1Char('0'));
}

QByteArray deviceKey(int number, char salt)
{
    QByteArray bytes(64, salt);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>((number + 1) * (2 * static_cast<int>(i) + 3) >> (i % 13));
    return bytes.toBase64();
}

namespace {
/// An enrollment as the service stores it after a PUT.
local::EnrollmentRow enrollmentRow(int number)
{
    local::EnrollmentRow row;
    row.key = deviceName(number).toLatin1();
    row.primary = deviceKey(number, 'p');
    row.secondary = deviceKey(number, 's');
    row.json =
        R"({"allocationPolicy":"hashed","attestation":{"type":"symmetricKey"},"createdDateTimeUtc":)"
        R"("2026-05-04T03:02:01.1230000Z","etag":"\")" +
        QByteArray::number(number, 16).rightJustified(8, '0') +
        R"(-0000-0300-0000-630fda8a0000\"","initialTwin":{"properties":{"desired":{"interval":60}},"tags":{"site":"hall-)" +
        QByteArray::number(number % 40) +
        R"("}},"lastUpdatedDateTimeUtc":"2026-05-04T03:02:01.1230000Z","provisioningStatus":"enabled","registrationId":")" +
        row.key + R"(","reprovisionPolicy":{"migrateDeviceData":true,"updateHubAssignment":true}})";
    return row;
}

local::RecordRow recordRow(int number)
{
    local::RecordRow row;
    row.id = row.deviceId = deviceName(number);
    row.key = row.id.toLatin1();
    row.hub = QStringLiteral("hub-weu.localhost");
    row.status = domain::RegistrationStatus::Assigned;
    row.substatus = domain::Substatus::InitialAssignment;
    row.apiVersion = QStringLiteral("2021-06-01");
    const QByteArray tag = QByteArray::number(number, 16).rightJustified(8, '0');
    row.etag = QString::fromLatin1(("\"" + tag + "-0000-0300-0000-630fda8a0000\"").toBase64());
    row.operationId = QStringLiteral("5.8a5f3c7d9b1e2f40.") + QString::fromLatin1(tag) +
                      QStringLiteral("-3c0f-4e2a-9d1b-77aa01c2d3e4");
    row.createdMs = 1'777'000'000'000 + number;
    row.updatedMs = row.createdMs + 1500;
    return row;
}

} // namespace

bool fill(const QString &folder, int enrollments, int records)
{
    local::Store store;
    local::ServiceState state;
    if (!store.open(folder + QStringLiteral("/service.sqlite"), false, state.loadSink()))
        return false;
    local::WriteBatch batch;
    for (int i = 0; i < std::max(enrollments, records); ++i) {
        if (i < enrollments)
            batch.emplace_back(enrollmentRow(i));
        if (i < records)
            batch.emplace_back(recordRow(i));
        if (batch.size() >= rowsPerBatch)
            store.write(std::exchange(batch, {}), {});
    }
    store.write(std::move(batch), {});
    store.close();
    return true;
}

} // namespace rehome::bench
