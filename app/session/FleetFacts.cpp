// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/FleetFacts.h"

#include "app/session/SessionErrors.h"
#include "models/domain/TwinLimits.h"

#include <algorithm>
#include <chrono>

namespace rehome::session {

qint64 steadyMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

FleetFacts::FleetFacts(std::shared_ptr<BodyCache> cache)
    : m_cache(std::move(cache))
{
}

bool FleetFacts::overtaken(fleet::RowId row, const AnswerTimes &times) const
{
    const auto written = m_writtenAt.constFind(row);
    return written != m_writtenAt.constEnd() && *written >= times.askedAt;
}

void FleetFacts::noteWrite(fleet::RowId row)
{
    m_writtenAt.insert(row, steadyMs());
}

fleet::RowId FleetFacts::put(const wire::EnrollmentBrief &brief, const AnswerTimes &times, quint64 place,
                             bool byProgram)
{
    fleet::EnrollmentFacts facts;
    facts.kind = brief.kind;
    facts.id = brief.id;
    facts.deviceId = brief.deviceId;
    facts.etag = brief.etag;
    facts.iotHubs = brief.iotHubs;
    facts.hasIotHubs = brief.hasIotHubs;
    if (!brief.hasIotHubs && !brief.iotHubHostName.empty()) { // the older single-hub member
        m_oneHub.assign(1, brief.iotHubHostName);
        facts.iotHubs = m_oneHub;
    }
    facts.hasWebhook = !brief.webhookUrl.empty();
    facts.attestation = brief.attestation;
    facts.allocation = brief.allocation;
    facts.policy = brief.policy;
    facts.status = brief.status;
    facts.iotEdge = brief.iotEdge;
    facts.hasInitialTwin = brief.hasInitialTwin;
    facts.certificateEndMs = brief.certificateEndMs;
    // The text as received is a little more than what the hub counts: near the limit is near enough here.
    facts.twinPercent = static_cast<int>(std::max(brief.tagsBytes * 100 / domain::TwinLimits::tagBytes,
                                                  brief.desiredBytes * 100 / domain::TwinLimits::propertyBytes));
    facts.createdMs = brief.createdMs;
    facts.updatedMs = brief.updatedMs;
    facts.readAtMs = times.readAtMs;
    facts.bodyOffset = place;
    facts.bodyLength = static_cast<quint32>(brief.json.size());
    facts.byProgram = byProgram;

    const auto &columns = builder.enrollments();
    const auto known = builder.findEnrollment(brief.kind, brief.id);
    const quint64 oldPlace = known ? columns.bodyOffset[*known] : 0;
    const quint32 oldLength = known ? columns.bodyLength[*known] : 0;
    const fleet::RowId row = builder.putEnrollment(facts);
    if (columns.bodyOffset[row] == place && (!known || place != oldPlace || oldLength == 0)) {
        m_cache->use(place, facts.bodyLength);
        if (oldLength > 0)
            m_cache->release(oldPlace, oldLength);
    }
    return row;
}

Result<int> FleetFacts::putEnrollmentPage(domain::EnrollmentKind kind, const QByteArray &page, AnswerTimes times,
                                          bool keepWhole, const Seen &seen)
{
    quint64 pagePlace = 0;
    if (keepWhole) {
        auto place = m_cache->append(std::string_view(page.constData(), static_cast<size_t>(page.size())));
        if (!place)
            return Failure(place.error());
        pagePlace = *place;
    }
    // The reader may work on a padded copy of the page, so places are counted from the first item's start.
    const auto firstItem = static_cast<quint64>(qMax<qsizetype>(0, page.indexOf('{')));
    const char *firstJson = nullptr;
    std::optional<Error> storageError;
    auto read = wire::readEnrollmentPage(page, kind, [&](const wire::EnrollmentBrief &brief) {
        if (!firstJson)
            firstJson = brief.json.data();
        const auto known = builder.findEnrollment(kind, brief.id);
        if (known && overtaken(*known, times)) {
            seen(*known);
            return;
        }
        quint64 place = pagePlace + firstItem + static_cast<quint64>(brief.json.data() - firstJson);
        if (!keepWhole) {
            const auto &columns = builder.enrollments();
            const bool same = known && !brief.etag.empty() &&
                              (columns.flags[*known] & fleet::EnrollmentFlag::Gone) == 0 &&
                              columns.etag[*known].equals(brief.etag, builder.strings());
            if (same) {
                place = columns.bodyOffset[*known];
                if (columns.bodyLength[*known] != brief.json.size()) {
                    // Same version, but the body kept is that of a single answer, which says more: it stays.
                    seen(*known);
                    return;
                }
            } else if (auto appended = m_cache->append(brief.json)) {
                place = *appended;
            } else {
                storageError = appended.error();
                return;
            }
        }
        seen(put(brief, times, place, false));
    });
    if (storageError)
        return Failure(*storageError);
    return read;
}

Result<fleet::RowId> FleetFacts::putEnrollment(domain::EnrollmentKind kind, const QByteArray &raw, AnswerTimes times,
                                               bool byProgram)
{
    std::optional<fleet::RowId> row;
    std::optional<Error> storageError;
    auto read = wire::readEnrollment(raw, kind, [&](const wire::EnrollmentBrief &brief) {
        const auto known = builder.findEnrollment(kind, brief.id);
        if (known && !byProgram && overtaken(*known, times)) {
            row = *known;
            return;
        }
        const auto &columns = builder.enrollments();
        const bool same = known && !brief.etag.empty() && columns.bodyLength[*known] == brief.json.size() &&
                          columns.etag[*known].equals(brief.etag, builder.strings());
        quint64 place = same ? columns.bodyOffset[*known] : 0;
        if (!same) {
            auto appended = m_cache->append(brief.json);
            if (!appended) {
                storageError = appended.error();
                return;
            }
            place = *appended;
        }
        row = put(brief, times, place, byProgram);
    });
    if (!read)
        return Failure(read.error());
    if (storageError)
        return Failure(*storageError);
    if (!row)
        return Failure(makeError(ErrorKind::BadReply, QString(), QStringLiteral("no enrollment in the answer")));
    if (byProgram)
        noteWrite(*row);
    return *row;
}

Result<int> FleetFacts::putRecordPage(const QByteArray &page, fleet::RowId group, AnswerTimes times, const Seen &seen,
                                      const Seen &changed)
{
    const auto &columns = builder.devices();
    return wire::readRegistrationPage(page, [&](const wire::RegistrationBrief &brief) {
        const auto known = builder.findDevice(brief.registrationId);
        const bool same = known && columns.readAtMs[*known] != 0 && columns.updatedMs[*known] == brief.updatedMs &&
                          columns.etag[*known].equals(brief.etag, builder.strings());
        fleet::RecordFacts facts;
        facts.registrationId = brief.registrationId;
        facts.deviceId = brief.deviceId;
        facts.assignedHub = brief.assignedHub;
        facts.etag = brief.etag;
        facts.errorMessage = brief.errorMessage;
        facts.status = brief.status;
        facts.substatus = brief.substatus;
        facts.errorCode = brief.errorCode;
        facts.createdMs = brief.createdMs;
        facts.updatedMs = brief.updatedMs;
        facts.readAtMs = times.readAtMs;
        facts.group = group;
        facts.source = fleet::DeviceSource::Record;
        const fleet::RowId row = builder.putRecord(facts);
        seen(row);
        if (!same)
            changed(row);
    });
}

Result<fleet::RowId> FleetFacts::putRecord(const QJsonObject &record, AnswerTimes times)
{
    auto state = wire::registrationFromJson(record);
    if (!state)
        return Failure(state.error());
    const QByteArray id = state->registrationId.toUtf8(), deviceId = state->deviceId.toUtf8(),
                     hub = state->assignedHub.toUtf8(), etag = state->etag.toUtf8(),
                     message = state->errorMessage.toUtf8();
    if (id.isEmpty())
        return Failure(makeError(ErrorKind::BadReply, QString(), QStringLiteral("registrationId")));
    const auto view = [](const QByteArray &bytes) {
        return std::string_view(bytes.constData(), static_cast<size_t>(bytes.size()));
    };
    fleet::RecordFacts facts;
    facts.registrationId = view(id);
    facts.deviceId = view(deviceId);
    facts.assignedHub = view(hub);
    facts.etag = view(etag);
    facts.errorMessage = view(message);
    facts.status = state->status;
    facts.substatus = state->substatus;
    facts.errorCode = state->errorCode;
    facts.createdMs = domain::utcMsFromText(state->createdDateTimeUtc);
    facts.updatedMs = domain::utcMsFromText(state->lastUpdatedDateTimeUtc);
    facts.readAtMs = times.readAtMs;
    facts.source = fleet::DeviceSource::SingleGet;
    return builder.putRecord(facts);
}

Result<QByteArray> FleetFacts::body(fleet::RowId row) const
{
    const auto &columns = builder.enrollments();
    return m_cache->read(columns.bodyOffset[row], columns.bodyLength[row]);
}

void FleetFacts::compact()
{
    const int segment = m_cache->wasteful();
    if (segment < 0)
        return;
    const auto &columns = builder.enrollments();
    for (fleet::RowId row = 0; row < builder.enrollmentCount(); ++row) {
        const quint64 place = columns.bodyOffset[row];
        const quint32 length = columns.bodyLength[row];
        if (length == 0 || BodyCache::segmentOf(place) != segment)
            continue;
        const auto bytes = m_cache->read(place, length);
        if (!bytes)
            return; // tried again later; nothing was taken away
        const auto moved = m_cache->append(std::string_view(bytes->constData(), static_cast<size_t>(bytes->size())));
        if (!moved)
            return;
        m_cache->use(*moved, length);
        m_cache->release(place, length);
        builder.setBody(row, *moved, length);
    }
    m_cache->retire(segment);
}

} // namespace rehome::session
