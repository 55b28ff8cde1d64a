// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/CaCertificateApi.h"

#include "app/local/ArmApi.h"
#include "app/local/Replies.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/Sas.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QLocale>

namespace rehome::local {

namespace {

constexpr QLatin1String codeWord("generateVerificationCode"), verifyWord("verify");

/// The dates of certificates are RFC 1123 in this API alone.
QString dateText(qint64 ms)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC),
                                 QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
}

HttpReply wrongMethod()
{
    return armError(405, QStringLiteral("MethodNotAllowed"), QStringLiteral("This path does not take this method."));
}

HttpReply badRequest(const QString &why)
{
    return armError(400, QStringLiteral("BadRequest"), why);
}

/// An answer when the tag does not fit; `isNeeded`: when there is none, either.
std::optional<HttpReply> tagRefusal(const HttpRequest &request, const QString &current, bool isNeeded)
{
    const QString tag = QString::fromUtf8(request.header("If-Match"));
    if (tag.isEmpty() && isNeeded)
        return badRequest(QStringLiteral("The If-Match header with the certificate's etag, or *, is needed."));
    if (tag.isEmpty() || wire::etagMatches(tag, current))
        return std::nullopt;
    return armError(412, QStringLiteral("PreconditionFailed"), QStringLiteral("The certificate changed meanwhile."));
}

} // namespace

HttpReply CaCertificateApi::handle(const HttpRequest &request, const ArmPath &path, WriteBatch &batch)
{
    if (path.rest.size() == 1) {
        if (request.method != "GET")
            return wrongMethod();
        QJsonArray all;
        for (const auto &[key, row] : m_state.caCertificates())
            all.append(resourceJson(row, false));
        return jsonReply(200, {{QStringLiteral("value"), all}});
    }
    const QString &name = path.rest.at(1);
    if (path.rest.size() == 2 && request.method == "PUT")
        return put(request, name, batch);
    const CaCertificateRow *row = m_state.caCertificate(foldedKey(name));
    if (path.rest.size() == 2 && request.method == "DELETE" && !row)
        return emptyReply(204);
    if (!row)
        return armError(404, QStringLiteral("NotFound"), QStringLiteral("There is no certificate %1.").arg(name));
    if (path.rest.size() == 3)
        return act(request, name, path, batch);
    if (path.rest.size() > 3)
        return armError(404, QStringLiteral("InvalidResourceType"), QStringLiteral("There is nothing at this path."));
    if (request.method == "GET")
        return jsonReply(200, resourceJson(*row, false));
    if (request.method != "DELETE")
        return wrongMethod();
    if (auto refused = tagRefusal(request, row->etag, true))
        return *refused;
    CaCertificates(m_state).remove(name, batch);
    return emptyReply(200);
}

HttpReply CaCertificateApi::put(const HttpRequest &request, const QString &name, WriteBatch &batch)
{
    const CaCertificateRow *row = m_state.caCertificate(foldedKey(name));
    if (auto refused = tagRefusal(request, row ? row->etag : QString(), false))
        return *refused;
    const auto body = wire::parseDocument(request.body);
    if (!body)
        return badRequest(body.error().message + QLatin1Char(' ') + body.error().detail);
    // Older versions of the API had the members without "properties".
    const QJsonValue properties = body->value(QLatin1String("properties"));
    const QJsonObject sent = properties.isObject() ? properties.toObject() : *body;
    const auto done = CaCertificates(m_state).put(name, sent.value(QLatin1String("certificate")).toString(),
                                                  sent.value(QLatin1String("isVerified")).toBool(),
                                                  QDateTime::currentMSecsSinceEpoch(), batch);
    if (!done)
        return badRequest(done.error().message);
    return jsonReply(200, resourceJson(*m_state.caCertificate(foldedKey(name)), false));
}

HttpReply CaCertificateApi::act(const HttpRequest &request, const QString &name, const ArmPath &path, WriteBatch &batch)
{
    const bool generates = path.restIs(2, codeWord);
    if (!generates && !path.restIs(2, verifyWord))
        return armError(404, QStringLiteral("InvalidResourceType"), QStringLiteral("There is nothing at this path."));
    if (request.method != "POST")
        return wrongMethod();
    const QByteArray key = foldedKey(name);
    if (auto refused = tagRefusal(request, m_state.caCertificate(key)->etag, true))
        return *refused;
    CaCertificates authorities(m_state);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (generates) {
        authorities.generateCode(name, now, batch);
        return jsonReply(200, resourceJson(*m_state.caCertificate(key), true));
    }
    const auto body = wire::parseDocument(request.body);
    if (!body)
        return badRequest(body.error().message + QLatin1Char(' ') + body.error().detail);
    const auto done = authorities.verify(name, body->value(QLatin1String("certificate")).toString(), now, batch);
    return done ? jsonReply(200, resourceJson(*m_state.caCertificate(key), false)) : badRequest(done.error().message);
}

QJsonObject CaCertificateApi::resourceJson(const CaCertificateRow &row, bool withCode) const
{
    const CertificateHandle certificate = certificateFromDer(row.certificate);
    const auto info = certificate ? certificateInfo(certificate) : domain::X509CertificateInfo();
    QJsonObject properties{{QStringLiteral("subject"), info.subjectName},
                           {QStringLiteral("expiry"), dateText(info.notAfterMs)},
                           {QStringLiteral("thumbprint"), info.sha1Thumbprint},
                           {QStringLiteral("isVerified"), row.isVerified},
                           {QStringLiteral("certificate"), QString::fromLatin1(row.certificate.toBase64())},
                           {QStringLiteral("created"), dateText(row.createdMs)},
                           {QStringLiteral("updated"), dateText(row.updatedMs)}};
    if (withCode)
        properties.insert(QStringLiteral("verificationCode"), CaCertificates(m_state).verificationCode(row));
    return {{QStringLiteral("id"), m_resourceId + QStringLiteral("/certificates/") + row.name},
            {QStringLiteral("name"), row.name},
            {QStringLiteral("type"), QStringLiteral("Microsoft.Devices/provisioningServices/Certificates")},
            {QStringLiteral("etag"), row.etag},
            {QStringLiteral("properties"), properties}};
}

} // namespace rehome::local
