// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Connections.h"
#include "app/local/EventLoop.h"
#include "app/local/Listener.h"
#include "tests/support/TestCertificates.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QCryptographicHash>
#include <QtTest/QtTest>
#include <openssl/pem.h>
#include <openssl/ssl.h>

using namespace rehome::local;
using namespace rehome::test;

namespace {

struct Free
{
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
    void operator()(SSL_SESSION *session) const { SSL_SESSION_free(session); }
    void operator()(BIO *bio) const { BIO_free_all(bio); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

Owned<X509> certificateOf(const QByteArray &pem)
{
    const Owned<BIO> text(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return Owned<X509>(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
}

QByteArray digest(const QByteArray &pem)
{
    const Owned<X509> certificate = certificateOf(pem);
    unsigned char *der = nullptr;
    const int size = i2d_X509(certificate.get(), &der);
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray(reinterpret_cast<char *>(der), size), QCryptographicHash::Sha256);
    OPENSSL_free(der);
    return hash.toHex();
}

} // namespace

/// The chain that a client shows reaches the handler, in a resumed session as well (contract, rehomectl serve).
class ClientChainTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_loop.start();
        ListenerSettings settings;
        const Identity identity = m_authority.issue({QStringLiteral("localhost")});
        settings.certificatePem = identity.certificate;
        settings.privateKeyPem = identity.privateKey;
        const auto port = m_listener.open(settings);
        QVERIFY(port);
        m_port = *port;
    }

    void cleanupTestCase() { m_loop.stop(); }

    void chainSurvivesResumption_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<int>("above"); // certificates sent above the leaf
        QTest::addColumn<bool>("resumed");
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            const char *name = version == TLS1_2_VERSION ? "TLS 1.2" : "TLS 1.3";
            QTest::addRow("%s, no certificate", name) << version << -1 << true;
            QTest::addRow("%s, leaf alone", name) << version << 0 << true;
            QTest::addRow("%s, leaf and CA", name) << version << 1 << true;
            // More than a ticket should hold: a full handshake instead of a chain cut short.
            QTest::addRow("%s, long chain", name) << version << 40 << false;
        }
    }

    void chainSurvivesResumption()
    {
        QFETCH(int, version);
        QFETCH(int, above);
        QFETCH(bool, resumed);
        const Identity device = m_devices.issue({QStringLiteral("device-1")});
        const Owned<SSL_CTX> context = client(version, above < 0 ? Identity() : device, above);
        QByteArray expected;
        if (above >= 0)
            expected += digest(device.certificate) + ' ';
        for (int i = 0; i < above; ++i)
            expected += digest(m_devices.certificate()) + ' ';

        Owned<SSL_SESSION> session;
        bool reused = true;
        QCOMPARE(shown(context.get(), session, reused), expected);
        QVERIFY(!reused);
        for (int again = 0; again < 3; ++again) { // tickets of resumed sessions hand the chain on
            QCOMPARE(shown(context.get(), session, reused), expected);
            QCOMPARE(reused, resumed);
        }
    }

    void certificateNeedsItsKey()
    {
        // A stranger's certificate with another key never gets through the handshake.
        const Identity stranger = m_devices.issue({QStringLiteral("device-2")});
        const Identity own = m_devices.issue({QStringLiteral("device-3")});
        const Owned<SSL_CTX> context = client(TLS1_2_VERSION, own, 0);
        const Owned<X509> certificate = certificateOf(stranger.certificate);
        SSL_CTX_use_certificate(context.get(), certificate.get());
        Owned<SSL_SESSION> session;
        bool reused = false;
        QCOMPARE(shown(context.get(), session, reused), QByteArray());
    }

private:
    static Owned<SSL_CTX> client(int version, const Identity &identity, int above)
    {
        Owned<SSL_CTX> context(SSL_CTX_new(TLS_client_method()));
        SSL_CTX_set_min_proto_version(context.get(), version);
        SSL_CTX_set_max_proto_version(context.get(), version);
        if (identity.certificate.isEmpty())
            return context;
        const Owned<X509> certificate = certificateOf(identity.certificate);
        SSL_CTX_use_certificate(context.get(), certificate.get());
        const Owned<BIO> text(
            BIO_new_mem_buf(identity.privateKey.constData(), static_cast<int>(identity.privateKey.size())));
        const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(text.get(), nullptr, nullptr, nullptr));
        SSL_CTX_use_PrivateKey(context.get(), key.get());
        for (int i = 0; i < above; ++i)
            SSL_CTX_add1_chain_cert(context.get(), certificateOf(m_devices.certificate()).get());
        return context;
    }

    /// One request; gives the digests that the handler saw. "none" of them: an empty text.
    QByteArray shown(SSL_CTX *context, Owned<SSL_SESSION> &session, bool &reused) const
    {
        const Owned<BIO> connection(BIO_new_ssl_connect(context));
        SSL *tls = nullptr;
        BIO_get_ssl(connection.get(), &tls);
        if (session)
            SSL_set_session(tls, session.get());
        const QByteArray to = "127.0.0.1:" + QByteArray::number(m_port);
        BIO_set_conn_hostname(connection.get(), to.constData());
        const QByteArray request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        if (BIO_do_connect(connection.get()) != 1 ||
            BIO_write(connection.get(), request.constData(), static_cast<int>(request.size())) != request.size())
            return {};
        QByteArray answer;
        char buffer[4096];
        for (int got = 0; (got = BIO_read(connection.get(), buffer, sizeof buffer)) > 0;)
            answer.append(buffer, got);
        reused = SSL_session_reused(tls) == 1;
        session.reset(SSL_get1_session(tls));
        return answer.mid(answer.indexOf("\r\n\r\n") + 4);
    }

    static HttpReply digests(const HttpRequest &request)
    {
        HttpReply reply;
        if (request.clientChain)
            for (const QByteArray &der : *request.clientChain)
                reply.body += QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex() + ' ';
        return reply;
    }

    Connections m_connections;
    EventLoop m_loop;
    Listener m_listener{m_loop, m_connections,
                        [](HttpRequest request, const ReplySink &sink) { sink(digests(request)); }};
    TestAuthority m_authority;
    inline static const TestAuthority m_devices{"Device authority"};
    quint16 m_port = 0;
};

REHOME_TEST(ClientChainTest);
#include "ClientChainTest.moc"
