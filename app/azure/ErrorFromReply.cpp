// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/ErrorFromReply.h"

#include "models/wire/ErrorBody.h"
#include "models/wire/HubCodec.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>

namespace rehome::azure {

namespace {

/// Texts of this file, found by lupdate.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

/// What both error shapes have in common.
struct Told
{
    int code = 0;
    QString trackingId, text;
};

Told told(domain::Towards towards, const HttpReply &reply)
{
    Told told;
    const QJsonObject body = QJsonDocument::fromJson(reply.body).object();
    if (towards == domain::Towards::Hub && body.contains(QLatin1String("Message"))) {
        told.text = body.value(QLatin1String("Message")).toString();
        static const QRegularExpression tracking(QStringLiteral("Tracking ID:(.+?)(?:-TimeStamp|$)"));
        told.trackingId = tracking.match(body.value(QLatin1String("ExceptionMessage")).toString()).captured(1);
    } else if (const auto details = wire::errorBodyFromJson(body)) {
        told.code = details->errorCode;
        told.trackingId = details->trackingId;
        told.text = details->message;
    }
    if (told.code == 0)
        told.code = reply.header("x-ms-error-code").toInt();
    if (told.trackingId.isEmpty())
        told.trackingId = QString::fromLatin1(reply.header("x-ms-request-id"));
    return told;
}

QString whatOr(const QString &what, const QString &otherwise)
{
    return what.isEmpty() ? otherwise : what;
}

} // namespace

QString withoutSecrets(QString text)
{
    static const QRegularExpression secrets(
        QStringLiteral("SharedAccessSignature\\s+[^\\s\"]+|"
                       "(?:SharedAccessKey|sig|primaryKey|secondaryKey)[\"\\s]*[=:][\"\\s]*[^;&\\s\",}]+|"
                       "[A-Za-z0-9+/]{40,}={0,2}"),
        QRegularExpression::CaseInsensitiveOption);
    return text.replace(secrets, QStringLiteral("…"));
}

Error makeError(ErrorKind kind, const QString &message, const QString &detail, bool retryHelps)
{
    Error error;
    error.kind = kind;
    error.message = message;
    error.detail = detail;
    error.retryHelps = retryHelps;
    return error;
}

Error cancelledError()
{
    return makeError(ErrorKind::Cancelled, Text::tr("Cancelled."));
}

Error badReply(const QString &what, const QString &detail)
{
    return makeError(
        ErrorKind::BadReply,
        Text::tr("The answer for %1 cannot be read. What was loaded stays; try again, or check for a proxy in between.")
            .arg(whatOr(what, Text::tr("this request"))),
        withoutSecrets(detail), true);
}

Error errorFromReply(domain::Towards towards, const HttpReply &reply, const QString &what)
{
    const Told said = told(towards, reply);
    const bool hub = towards == domain::Towards::Hub;
    Error error;
    error.httpStatus = reply.status;
    error.serviceCode = said.code;
    error.trackingId = said.trackingId;
    error.retryAfter = reply.retryAfter;

    switch (reply.status) {
    case 401:
        error.kind = ErrorKind::Unauthorized;
        error.message =
            said.text.contains(QLatin1String("expired"), Qt::CaseInsensitive)
                ? Text::tr("The access token has expired. Check this computer's clock, then connect again.")
                : Text::tr("The key was refused. It may have been renewed: paste the connection string from the "
                           "portal again.");
        break;
    case 403:
        error.kind = ErrorKind::Unauthorized;
        error.message =
            hub ? Text::tr("This hub's policy has no right for that. Use one with registry and service rights.")
                : Text::tr("This access policy has no right for that. Use one that may read and write enrollments.");
        break;
    case 404:
    case 410:
        error.kind = ErrorKind::NotFound;
        error.message = Text::tr("%1 does not exist. It may have been deleted: refresh to see what is there.")
                            .arg(whatOr(what, Text::tr("What was asked for")));
        break;
    case 409:
        error.kind = ErrorKind::Conflict;
        error.message = Text::tr("%1 exists already or is being changed. Refresh, compare and try again.")
                            .arg(whatOr(what, Text::tr("It")));
        break;
    case 412:
        error.kind = ErrorKind::Conflict;
        error.message = Text::tr("%1 was changed by somebody else. Compare both versions, then apply again.")
                            .arg(whatOr(what, Text::tr("It")));
        break;
    case 429:
        error.kind = ErrorKind::Throttled;
        error.retryHelps = true;
        error.message = reply.retryAfter
                            ? Text::tr("The quota of calls is used up. The service takes calls again in %1 s.")
                                  .arg(reply.retryAfter->count())
                            : Text::tr("The quota of calls is used up. Try again in a minute.");
        break;
    default:
        error.kind = ErrorKind::Service;
        if (reply.status >= 500) {
            error.retryHelps = true;
            error.message =
                Text::tr("The service failed (HTTP %1) for %2. The cause is on its side; try again in a minute.")
                    .arg(reply.status)
                    .arg(whatOr(what, Text::tr("this request")));
        } else if (reply.status >= 300 && reply.status < 400) {
            error.message =
                Text::tr("The host answers with a redirect, which Rehome does not follow. Check the host name.");
        } else {
            error.message =
                Text::tr("The service refuses %1 (HTTP %2). See its reason in Details, correct it and try again.")
                    .arg(whatOr(what, Text::tr("this request")))
                    .arg(reply.status);
        }
        break;
    }

    QStringList detail{QStringLiteral("HTTP %1").arg(reply.status)};
    if (said.code != 0)
        detail += QStringLiteral("errorCode %1").arg(said.code);
    if (!said.trackingId.isEmpty())
        detail += QStringLiteral("tracking ID %1").arg(said.trackingId);
    if (!said.text.isEmpty())
        detail += withoutSecrets(said.text).left(500);
    error.detail = detail.join(QLatin1Char('\n'));
    return error;
}

} // namespace rehome::azure
