// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/Endpoint.h"

#include "app/azure/ErrorFromReply.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtNetwork/QSslCertificate>

namespace rehome::azure {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

Failure badHost()
{
    return Failure(
        makeError(ErrorKind::BadInput,
                  Text::tr("The host name is not valid. Copy the whole connection string from the portal again.")));
}

Failure badCertificates(ErrorKind kind, const QString &path, const QString &why)
{
    return Failure(makeError(
        kind, Text::tr("The CA certificate file cannot be used: %1. Choose a PEM file with a certificate.").arg(why),
        path));
}

} // namespace

Result<Endpoint> Endpoint::make(const QString &hostWithPort, const QString &caCertificatePath)
{
    const QString text = hostWithPort.trimmed();
    const QUrl url(QStringLiteral("https://") + text, QUrl::StrictMode);
    if (text.isEmpty() || !url.isValid() || url.host().isEmpty() || !url.path().isEmpty() || url.hasQuery() ||
        url.hasFragment() || !url.userInfo().isEmpty() || url.port(443) <= 0)
        return badHost();

    Endpoint endpoint;
    endpoint.host = url.host(QUrl::FullyEncoded).toLower();
    endpoint.port = static_cast<quint16>(url.port(443));
    endpoint.hostHeader = text.toLatin1();
    endpoint.loopbackName =
        endpoint.host == QLatin1String("localhost") || endpoint.host.endsWith(QLatin1String(".localhost"));

    endpoint.tls = QSslConfiguration::defaultConfiguration();
    endpoint.tls.setProtocol(QSsl::TlsV1_2OrLater);
    endpoint.tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!caCertificatePath.isEmpty()) {
        QFile file(caCertificatePath);
        if (!file.open(QIODevice::ReadOnly))
            return badCertificates(ErrorKind::Storage, caCertificatePath, file.errorString());
        const auto certificates = QSslCertificate::fromData(file.read(1024 * 1024), QSsl::Pem);
        if (certificates.isEmpty())
            return badCertificates(ErrorKind::BadInput, caCertificatePath, Text::tr("it holds no certificate"));
        // No public authority certifies names under localhost, so there the file is all that counts; reading the
        // system's authorities takes longer than a handshake. Set, not added: adding to the default list would leave
        // the system's own to on-demand loading, which differs by platform.
        if (endpoint.loopbackName) {
            endpoint.tls.setCaCertificates(certificates);
        } else {
            static const QList<QSslCertificate> systemOnes = QSslConfiguration::systemCaCertificates();
            endpoint.tls.setCaCertificates(systemOnes + certificates);
        }
    }
    return endpoint;
}

Result<Endpoint> Endpoint::make(const wire::ConnectionString &connection, const QString &caCertificatePath)
{
    return make(connection.hostName, caCertificatePath);
}

} // namespace rehome::azure
