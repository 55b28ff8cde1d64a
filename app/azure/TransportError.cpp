// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/TransportError.h"

#include "app/azure/ErrorFromReply.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtNetwork/QSslCertificate>

namespace rehome::azure {

namespace {

/// Texts of this file, found by lupdate.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

enum class Distrust
{
    None,
    WrongHost,
    Expired,
    NotYetValid,
    UnknownAuthority,
    Other
};

Distrust distrust(QSslError::SslError error)
{
    switch (error) {
    case QSslError::HostNameMismatch:
        return Distrust::WrongHost;
    case QSslError::CertificateExpired:
        return Distrust::Expired;
    case QSslError::CertificateNotYetValid:
        return Distrust::NotYetValid;
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::InvalidCaCertificate:
        return Distrust::UnknownAuthority;
    case QSslError::NoError:
        return Distrust::None;
    default:
        return Distrust::Other;
    }
}

Error untrusted(const QString &host, const QList<QSslError> &errors)
{
    Error error;
    error.kind = ErrorKind::Untrusted;
    // A wrong name or a date says more than "unknown authority", which often comes along with them.
    Distrust worst = Distrust::None;
    QSslCertificate certificate;
    QStringList details;
    for (const QSslError &each : errors) {
        const Distrust kind = distrust(each.error());
        if (kind != Distrust::None && (worst == Distrust::None || kind < worst)) {
            worst = kind;
            certificate = each.certificate();
        }
        if (!details.contains(each.errorString()))
            details += each.errorString();
    }
    switch (worst) {
    case Distrust::WrongHost:
        error.message =
            Text::tr("The certificate of %1 is for another host. Check the host name in the connection string.")
                .arg(host);
        break;
    case Distrust::Expired:
        error.message =
            Text::tr("The certificate of %1 expired on %2. Its owner must renew it; check this computer's clock too.")
                .arg(host, QLocale().toString(certificate.expiryDate().date(), QLocale::ShortFormat));
        break;
    case Distrust::NotYetValid:
        error.message = Text::tr("The certificate of %1 is not valid yet. Check this computer's clock.").arg(host);
        break;
    case Distrust::UnknownAuthority:
        error.message =
            Text::tr("The certificate of %1 comes from an unknown authority. For a local service, choose its CA "
                     "certificate file.")
                .arg(host);
        break;
    case Distrust::Other:
    case Distrust::None:
        error.message =
            Text::tr("The certificate of %1 could not be verified. See Details, then check host name and network.")
                .arg(host);
        break;
    }
    const QStringList subject = certificate.subjectInfo(QSslCertificate::CommonName);
    const QStringList issuer = certificate.issuerInfo(QSslCertificate::CommonName);
    if (!subject.isEmpty())
        details += QStringLiteral("certificate: %1").arg(subject.join(QLatin1String(", ")));
    if (!issuer.isEmpty())
        details += QStringLiteral("issuer: %1").arg(issuer.join(QLatin1String(", ")));
    error.detail = details.join(QLatin1Char('\n'));
    return error;
}

Error unreachable(const QString &message, const QString &detail)
{
    return makeError(ErrorKind::Unreachable, message, detail, true);
}

} // namespace

TransportFailure transportFailure(const QString &host, QNetworkReply::NetworkError code, const QString &systemText,
                                  const QList<QSslError> &tlsErrors)
{
    switch (code) {
    case QNetworkReply::SslHandshakeFailedError:
        if (!tlsErrors.isEmpty())
            return {untrusted(host, tlsErrors), false};
        return {unreachable(Text::tr("%1 does not offer a secure connection. Check host name and port.").arg(host),
                            systemText),
                false};
    case QNetworkReply::ConnectionRefusedError:
        return {unreachable(
                    Text::tr("%1 refuses connections. Check that the service runs and the port is right.").arg(host),
                    systemText),
                false};
    case QNetworkReply::HostNotFoundError:
        return {
            unreachable(
                Text::tr("%1 was not found. Check the host name in the connection string and the network.").arg(host),
                systemText),
            false};
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {
            unreachable(
                Text::tr("The network's proxy does not let Rehome through to %1. Check the proxy settings.").arg(host),
                systemText),
            false};
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return {
            unreachable(
                Text::tr("%1 closed the connection before its answer was complete. Try again; then check the network.")
                    .arg(host),
                systemText),
            true};
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return {
            makeError(ErrorKind::BadReply,
                      Text::tr("%1 did not answer in HTTP. Check host name and port, or a proxy in between.").arg(host),
                      systemText, true),
            true};
    default:
        return {unreachable(Text::tr("The connection to %1 failed. Check the network, then try again.").arg(host),
                            systemText),
                true};
    }
}

TransportFailure timedOut(const QString &host, std::chrono::milliseconds deadline)
{
    const auto seconds = std::chrono::duration<double>(deadline).count();
    return {unreachable(Text::tr("%1 did not answer within %2 s. Check the network, then try again.")
                            .arg(host, QLocale().toString(seconds, 'g', 3)),
                        QString()),
            true};
}

TransportFailure replyTooLarge(const QString &host, qint64 maxBytes)
{
    return {
        makeError(ErrorKind::BadReply, Text::tr("%1 sent more than %2. Rehome stopped reading; ask for smaller pages.")
                                           .arg(host, QLocale().formattedDataSize(maxBytes))),
        true};
}

TransportFailure cancelledExchange()
{
    return {cancelledError(), true};
}

} // namespace rehome::azure
