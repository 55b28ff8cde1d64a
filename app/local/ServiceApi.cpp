// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ServiceApi.h"

#include "app/local/BulkOperations.h"
#include "app/local/EnrollmentEditor.h"
#include "app/local/Paging.h"
#include "app/local/Replies.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/ErrorBody.h"
#include "models/wire/Sas.h"

#include <QtCore/QJsonDocument>

namespace rehome::local {

using domain::EnrollmentKind;
namespace codes = wire::codes;

namespace {

constexpr QLatin1String enrollmentsWord("enrollments"), groupsWord("enrollmentGroups"),
    registrationsWord("registrations"), queryWord("query"), mechanismWord("attestationmechanism");

HttpReply methodNotAllowed()
{
    return dpsError(405, codes::methodNotAllowed, QStringLiteral("This path does not take this method."));
}

std::optional<QString> ifMatchOf(const HttpRequest &request)
{
    const QByteArray value = request.header("If-Match").trimmed();
    if (value.isEmpty()) // as good as none: some HTTP stacks send a header they have no value for
        return std::nullopt;
    return QString::fromUtf8(value);
}

/// QuerySpecification: any SELECT means all; WHERE is ignored, as the real service ignores it.
QString queryObjection(const QByteArray &body)
{
    const auto document = wire::parseDocument(body);
    if (!document)
        return document.error().message + QLatin1Char(' ') + document.error().detail;
    const QJsonValue query = document->value(QLatin1String("query"));
    if (!query.isString())
        return QStringLiteral("query: a text is needed.");
    if (!query.toString().trimmed().startsWith(QLatin1String("select"), Qt::CaseInsensitive))
        return QStringLiteral("query: must begin with SELECT.");
    return {};
}

} // namespace

bool ServiceApi::owns(const Target &target)
{
    return target.is(0, enrollmentsWord) || target.is(0, groupsWord) || target.is(0, registrationsWord);
}

HttpReply ServiceApi::handle(const HttpRequest &request, const Target &target, WriteBatch &batch)
{
    if (target.is(0, registrationsWord))
        return registrations(request, target, batch);
    return enrollments(target.is(0, enrollmentsWord) ? EnrollmentKind::Individual : EnrollmentKind::Group, request,
                       target, batch);
}

HttpReply ServiceApi::enrollments(EnrollmentKind kind, const HttpRequest &request, const Target &target,
                                  WriteBatch &batch)
{
    const auto count = target.segments.size();
    EnrollmentEditor editor(m_core);
    if (count == 1) {
        if (request.method == "POST")
            return BulkOperations(m_core).run(kind, request.body, batch);
        return methodNotAllowed();
    }
    const QString id = target.segment(1);
    const QByteArray key = foldedKey(id);
    if (count == 2) {
        if (request.method == "GET")
            return getEnrollment(kind, key);
        if (request.method == "PUT")
            return editor.put(kind, id, request.body, ifMatchOf(request), batch);
        if (request.method == "DELETE")
            return editor.remove(kind, id, ifMatchOf(request), batch);
        if (request.method == "POST" && target.is(1, queryWord))
            return queryEnrollments(kind, request);
        return methodNotAllowed();
    }
    if (count == 3 && target.is(2, mechanismWord)) {
        if (request.method != "POST")
            return methodNotAllowed();
        const EnrollmentEntry *entry = m_core.state.entry(kind, key);
        if (!entry)
            return dpsError(404, codes::enrollmentNotFound, QStringLiteral("Enrollment not found."));
        return jsonReply(200, editor.attestationWithKeys(*entry));
    }
    return dpsError(404, 404001, QStringLiteral("There is nothing at this path."));
}

HttpReply ServiceApi::getEnrollment(EnrollmentKind kind, const QByteArray &key) const
{
    const EnrollmentEntry *entry = m_core.state.entry(kind, key);
    if (!entry)
        return dpsError(404, codes::enrollmentNotFound, QStringLiteral("Enrollment not found."));
    if (kind == EnrollmentKind::Group)
        return bytesReply(200, entry->json);
    // Only here the state comes along; lists are as poor as the real service's.
    QJsonObject object = QJsonDocument::fromJson(entry->json).object();
    domain::RegistrationState state;
    if (const auto record = m_core.state.record(key)) {
        state = publicState(*record);
    } else {
        state.registrationId = object.value(QLatin1String("registrationId")).toString();
        state.createdDateTimeUtc = object.value(QLatin1String("createdDateTimeUtc")).toString();
        state.lastUpdatedDateTimeUtc = state.createdDateTimeUtc;
    }
    object.insert(QStringLiteral("registrationState"), wire::registrationToJson(state));
    return jsonReply(200, object);
}

HttpReply ServiceApi::queryEnrollments(EnrollmentKind kind, const HttpRequest &request) const
{
    if (const QString why = queryObjection(request.body); !why.isEmpty())
        return dpsError(400, codes::badRequest, why);
    const bool individual = kind == EnrollmentKind::Individual;
    const QByteArray tag = individual ? "e1" : "g1";
    const PageParse parse = pageFrom(request, m_core.maxPage, tag);
    if (!parse.error.isEmpty())
        return dpsError(400, codes::badRequest, parse.error);
    const auto &all = m_core.state.entries(kind);
    auto it = parse.page.after ? all.upper_bound(*parse.page.after) : all.begin();
    PageWriter writer;
    writer.body.reserve(parse.page.size * 512);
    for (; it != all.end() && writer.count < parse.page.size; ++it)
        writer.add(it->second.json, it->first);
    return pageReply(std::move(writer), it != all.end(), tag, individual ? "Enrollment" : "EnrollmentGroup");
}

HttpReply ServiceApi::registrations(const HttpRequest &request, const Target &target, WriteBatch &batch)
{
    const auto count = target.segments.size();
    if (count == 3 && target.is(2, queryWord))
        return request.method == "POST" ? queryRegistrations(target.segment(1), request) : methodNotAllowed();
    if (count == 1)
        return methodNotAllowed();
    if (count != 2)
        return dpsError(404, 404001, QStringLiteral("There is nothing at this path."));
    const QByteArray key = foldedKey(target.segment(1));
    if (request.method != "GET" && request.method != "DELETE")
        return methodNotAllowed();
    const auto record = m_core.state.record(key);
    if (!record)
        return dpsError(404, codes::registrationNotFound, QStringLiteral("Registration not found."));
    if (request.method == "GET")
        return jsonReply(200, wire::registrationToJson(publicState(*record)));
    const auto ifMatch = ifMatchOf(request);
    if (ifMatch && !wire::etagMatches(*ifMatch, record->etag))
        return dpsError(412, codes::preconditionFailed, QStringLiteral("Precondition failed."));
    // The service forgets the assignment; the hub keeps the device (protocol facts, section 9).
    m_core.state.dropRecord(key, batch);
    return emptyReply(204);
}

HttpReply ServiceApi::queryRegistrations(const QString &group, const HttpRequest &request) const
{
    if (!request.body.trimmed().isEmpty()) // the specification has no body here, two clients send one
        if (const QString why = queryObjection(request.body); !why.isEmpty())
            return dpsError(400, codes::badRequest, why);
    const QByteArray key = foldedKey(group);
    const auto &keys = m_core.state.recordsOfGroup(key);
    if (keys.empty() && !m_core.state.entry(EnrollmentKind::Group, key))
        return dpsError(404, codes::enrollmentNotFound, QStringLiteral("Enrollment group not found."));
    const QByteArray tag = "r1:" + key;
    const PageParse parse = pageFrom(request, m_core.maxPage, tag);
    if (!parse.error.isEmpty())
        return dpsError(400, codes::badRequest, parse.error);
    auto it = parse.page.after ? keys.upper_bound(*parse.page.after) : keys.begin();
    PageWriter writer;
    for (; it != keys.end() && writer.count < parse.page.size; ++it) {
        const QJsonObject state = wire::registrationToJson(publicState(*m_core.state.record(*it)));
        writer.add(QJsonDocument(state).toJson(QJsonDocument::Compact), *it);
    }
    return pageReply(std::move(writer), it != keys.end(), tag, "DeviceRegistration");
}

} // namespace rehome::local
