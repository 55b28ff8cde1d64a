// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/devices/ScriptedServer.h"

#include <QtCore/QFile>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>
#include <QtTest/QtTest>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace rehome::test {

namespace {

struct Identity
{
    QByteArray certificate, key; // PEM
};

QByteArray pemOf(const std::function<int(BIO *)> &write)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    if (!write(bio.get()))
        return {};
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return QByteArray(data, static_cast<qsizetype>(size));
}

Identity selfSigned(const QByteArray &commaSeparatedNames)
{
    const QList<QByteArray> all = commaSeparatedNames.split(',');
    const QByteArray &name = all.first();
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    X509 *x = certificate.get();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 86400);
    X509_NAME *subject = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>(name.constData()),
                               -1, -1, 0);
    X509_set_issuer_name(x, subject);
    X509_set_pubkey(x, key.get());
    const QByteArray names = "DNS:" + all.join(",DNS:");
    for (const auto &[nid, value] :
         {std::pair<int, QByteArray>{NID_subject_alt_name, names}, {NID_basic_constraints, "CA:TRUE"}}) {
        X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.constData());
        X509_add_ext(x, extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(x, key.get(), EVP_sha256());
    return {pemOf([&](BIO *bio) { return PEM_write_bio_X509(bio, x); }), pemOf([&](BIO *bio) {
                return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
            })};
}

} // namespace

ScriptedServer::ScriptedServer(Answer answer, const QByteArray &certificateNames)
    : m_answer(std::move(answer))
{
    const Identity identity = selfSigned(certificateNames);
    QFile ca(caPath());
    if (!ca.open(QIODevice::WriteOnly) || ca.write(identity.certificate) != identity.certificate.size())
        qFatal("cannot write the test's certificate");
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(identity.certificate));
    tls.setPrivateKey(QSslKey(identity.key, QSsl::Ec));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server.setSslConfiguration(tls);
    connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (auto *socket = qobject_cast<QSslSocket *>(m_server.nextPendingConnection())) {
            ++m_connections;
            connect(socket, &QSslSocket::readyRead, this, [this, socket] { serve(socket); });
            serve(socket);
        }
    });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("cannot listen on loopback");
}

QList<ScriptedRequest> ScriptedServer::requests(const QByteArray &method) const
{
    QList<ScriptedRequest> chosen;
    for (const ScriptedRequest &request : m_requests) {
        if (request.method == method)
            chosen.append(request);
    }
    return chosen;
}

void ScriptedServer::serve(QSslSocket *socket)
{
    for (;;) {
        const QByteArray seen = socket->peek(1 << 20);
        const qsizetype headEnd = seen.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        const QList<QByteArray> lines = seen.left(headEnd).split('\n');
        const QList<QByteArray> words = lines.value(0).trimmed().split(' ');
        ScriptedRequest request{words.value(0), words.value(1), {}, {}, {}};
        qsizetype length = 0;
        for (const QByteArray &line : lines) {
            const qsizetype colon = line.indexOf(':');
            const QByteArray name = line.left(colon).trimmed().toLower();
            if (name == "content-length")
                length = line.mid(colon + 1).trimmed().toLongLong();
            else if (name == "host")
                request.host = line.mid(colon + 1).trimmed().split(':').first();
            else if (name == "authorization")
                request.authorization = line.mid(colon + 1).trimmed();
        }
        if (seen.size() < headEnd + 4 + length)
            return;
        request.body = seen.mid(headEnd + 4, length);
        socket->read(headEnd + 4 + length);
        m_requests.append(request);
        const ScriptedReply reply = m_answer(request);
        if (reply.hangUp) {
            socket->abort();
            return;
        }
        QByteArray text =
            "HTTP/1.1 " + QByteArray::number(reply.status) + " Text\r\nContent-Type: application/json\r\n";
        if (!reply.retryAfter.isEmpty())
            text += "Retry-After: " + reply.retryAfter + "\r\n";
        text += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n\r\n" + reply.body;
        socket->write(text);
        if (reply.thenClose) {
            socket->disconnectFromHost();
            return;
        }
    }
}

} // namespace rehome::test
