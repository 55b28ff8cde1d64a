// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Auth.h"
#include "app/local/CaCertificates.h"
#include "app/local/EnrollmentEditor.h"
#include "app/local/EventLoop.h"
#include "tests/local/Harness.h"
#include "tests/support/TestCertificates.h"
#include "tests/support/TestRegistry.h"

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslKey>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using local::MatchedEnrollment;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QByteArray der(const Identity &identity)
{
    return QSslCertificate(identity.certificate).toDer();
}

QJsonObject certificate(const Identity &identity)
{
    return {{s("certificate"), QString::fromLatin1(identity.certificate)}};
}

QJsonObject byCertificates(const char *member, const QJsonObject &pair)
{
    return {{s("type"), s("x509")}, {s("x509"), QJsonObject{{QLatin1String(member), pair}}}};
}

QJsonObject byCa(const QString &name)
{
    return byCertificates("caReferences", {{s("primary"), name}});
}

} // namespace

/// Attestation by certificate (protocol facts, section 4): who is let in, by which entry, and what is told of it.
class X509Test : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_core.state.config.idScope = s("0neTEST");
        m_root = makeCertificate({"Root", nullptr, authority});
        m_first = makeCertificate({"First", &m_root, authority});
        m_second = makeCertificate({"Second", &m_first, authority});
        m_leaf = makeCertificate({"device-1", &m_second});
    }

    void cleanup()
    {
        local::WriteBatch batch;
        for (const EnrollmentKind kind : {EnrollmentKind::Individual, EnrollmentKind::Group})
            while (!m_core.state.entries(kind).empty())
                m_core.state.drop(kind, QByteArray(m_core.state.entries(kind).begin()->first), batch);
        while (!m_core.state.caCertificates().empty())
            m_core.state.dropCaCertificate(m_core.state.caCertificates().begin()->first, batch);
    }

    void individualByThumbprint()
    {
        const Identity own = makeCertificate({"device-1"}), next = makeCertificate({"Device-1"});
        const Identity other = makeCertificate({"device-1"});
        individual("device-1", byCertificates("clientCertificates",
                                              {{s("primary"), certificate(own)}, {s("secondary"), certificate(next)}}));
        QCOMPARE(asked("device-1", {own}), s("individual device-1"));
        QCOMPARE(asked("device-1", {next}), s("individual device-1"));
        QCOMPARE(asked("DEVICE-1", {own}), s("individual device-1"));
        QCOMPARE(asked("device-1", {other}), s("401002 Unauthorized"));
        QCOMPARE(asked("device-1", {other, own}), s("401002 Unauthorized")); // only the first one is proved
        QCOMPARE(asked("device-2", {own}), s("401002 Unauthorized"));
        QCOMPARE(asked("device-1", {}), s("401002 Unauthorized"));
    }

    void datesOfTheLeafCount()
    {
        const Identity past = makeCertificate({"device-1", nullptr, "critical,CA:FALSE", {}, -9, 2});
        const Identity future = makeCertificate({"device-1", nullptr, "critical,CA:FALSE", {}, 9, 2});
        individual("device-1", byCertificates("clientCertificates", {{s("primary"), certificate(past)},
                                                                     {s("secondary"), certificate(future)}}));
        QCOMPARE(asked("device-1", {past}), s("401002 Invalid certificate."));
        QCOMPARE(asked("device-1", {future}), s("401002 Invalid certificate."));
    }

    void nearestIssuerDecides()
    {
        ca("root", m_root, true);
        group("far", byCa(s("root")));
        QCOMPARE(asked("device-1", {m_leaf, m_second, m_first}), s("group far Root"));
        QCOMPARE(asked("device-1", {m_leaf, m_first, m_second, m_root}), s("group far Root")); // in any order
        QCOMPARE(asked("device-1", {m_leaf, m_second}), s("401002 Unauthorized"));             // a link is missing
        group("a-middle", byCertificates("signingCertificates", {{s("primary"), certificate(m_first)}}));
        QCOMPARE(asked("device-1", {m_leaf, m_second, m_first}), s("group a-middle First"));
        QCOMPARE(asked("device-1", {m_leaf, m_second}), s("group a-middle First"));
        group("z-near", byCertificates("signingCertificates", {{s("secondary"), certificate(m_second)}}), false);
        // The nearest entry decides, disabled or not.
        QCOMPARE(asked("device-1", {m_leaf, m_second, m_first}), s("group z-near Second"));
        QCOMPARE(asked("device-1", {m_leaf}), s("group z-near Second"));
    }

    void individualBeatsGroup()
    {
        group("near", byCertificates("signingCertificates", {{s("primary"), certificate(m_second)}}));
        QCOMPARE(asked("device-1", {m_leaf}), s("group near Second"));
        // Also one that attests in another way: it blocks the device.
        individual("device-1", {{s("type"), s("symmetricKey")}});
        QCOMPARE(asked("device-1", {m_leaf}), s("401002 Unauthorized"));
        individual("device-1", byCertificates("clientCertificates", {{s("primary"), certificate(m_leaf)}}), false);
        QCOMPARE(asked("device-1", {m_leaf}), s("individual device-1"));
        ca("second", m_second, true);
        individual("device-1", byCa(s("Second")));
        QCOMPARE(asked("device-1", {m_leaf}), s("individual device-1"));
        ca("second", m_second, false);
        QCOMPARE(asked("device-1", {m_leaf}), s("401002 Unauthorized")); // not verified
    }

    void badChains_data()
    {
        QTest::addColumn<QList<QByteArray>>("chain");
        QTest::addColumn<QString>("answer");
        const QString invalid = s("401002 Invalid certificate."), unknown = s("401002 Unauthorized");
        const auto row = [](const char *name, const std::vector<Identity> &chain, const QString &answer) {
            QList<QByteArray> all;
            for (const Identity &identity : chain)
                all.append(der(identity));
            QTest::newRow(name) << all << answer;
        };
        const auto under = [&](const CertificateOrder &order) {
            const Identity between = makeCertificate(order);
            return std::vector<Identity>{makeCertificate({"device-1", &between}), between};
        };
        row("a good one", under({"Between", &m_root, authority}), s("group all Root"));
        row("a good one, signed directly", {makeCertificate({"device-1", &m_root})}, s("group all Root"));
        row("a stranger", under({"Between", nullptr, authority}), unknown);
        const Identity forgedRoot = makeCertificate({"Root", nullptr, authority});
        row("signed by a namesake of the root", {makeCertificate({"device-1", &forgedRoot})}, invalid);
        row("the namesake shown as well", {makeCertificate({"device-1", &forgedRoot}), forgedRoot}, invalid);
        row("signed by a namesake below the root", under({"Between", &forgedRoot, authority}), invalid);
        const Identity real = makeCertificate({"Between", &m_root, authority});
        const Identity namesake = makeCertificate({"Between", nullptr, authority});
        row("signed by a namesake of the intermediate shown", {makeCertificate({"device-1", &namesake}), real},
            invalid);
        row("intermediate of the past", under({"Between", &m_root, authority, {}, -9, 2}), invalid);
        row("intermediate of the future", under({"Between", &m_root, authority, {}, 9, 2}), invalid);
        row("leaf of the past", {makeCertificate({"device-1", &m_root, "critical,CA:FALSE", {}, -9, 2})}, invalid);
        row("intermediate is no authority", under({"Between", &m_root}), invalid);
        row("intermediate says nothing", under({"Between", &m_root, {}}), invalid);
        const Identity shortened = makeCertificate({"Shortened", &m_root, "critical,CA:TRUE,pathlen:0"});
        const Identity below = makeCertificate({"Below", &shortened, authority});
        row("path too long", {makeCertificate({"device-1", &below}), below, shortened}, invalid);
        row("leaf for servers only", {makeCertificate({"device-1", &m_root, "critical,CA:FALSE", "serverAuth"})},
            invalid);
        row("other name", {makeCertificate({"device-2", &m_root})}, unknown);
        row("name with more behind", {makeCertificate({"device-1 ", &m_root})}, unknown);
        std::vector<Identity> crowd{makeCertificate({"device-1", &m_root})};
        crowd.resize(30, m_first);
        row("a crowd", crowd, invalid);
        QByteArray cut = der(makeCertificate({"device-1", &m_root}));
        QTest::newRow("cut") << QList<QByteArray>{cut.chopped(1)} << invalid;
        QTest::newRow("more behind") << QList<QByteArray>{cut + '\0'} << invalid;
        cut[cut.size() - 5] = static_cast<char>(cut.at(cut.size() - 5) ^ 1);
        QTest::newRow("signature changed") << QList<QByteArray>{cut} << invalid;
        QTest::newRow("no certificate") << QList<QByteArray>{QByteArray("nothing")} << invalid;
        QTest::newRow("empty") << QList<QByteArray>{QByteArray()} << invalid;
    }

    void badChains()
    {
        QFETCH(QList<QByteArray>, chain);
        QFETCH(QString, answer);
        group("all", byCertificates("signingCertificates", {{s("primary"), certificate(m_root)}}));
        QCOMPARE(askedDer("device-1", chain), answer);
    }

    void anchorsMustBeValidToo()
    {
        const Identity leafAsGroup = makeCertificate({"device-1"});
        group("leaf", byCertificates("signingCertificates", {{s("primary"), certificate(leafAsGroup)}}));
        QCOMPARE(asked("device-1", {leafAsGroup}), s("401002 Unauthorized"));
        const Identity plain = makeCertificate({"Plain"});
        group("plain", byCertificates("signingCertificates", {{s("primary"), certificate(plain)}}));
        QCOMPARE(asked("device-1", {makeCertificate({"device-1", &plain})}), s("401002 Invalid certificate."));
        const Identity past = makeCertificate({"Past", nullptr, authority, {}, -9, 2});
        group("past", byCertificates("signingCertificates", {{s("primary"), certificate(past)}}));
        QCOMPARE(asked("device-1", {makeCertificate({"device-1", &past})}), s("401002 Invalid certificate."));
    }

    void proofOfPossession()
    {
        local::WriteBatch batch;
        local::CaCertificates authorities(m_core.state);
        const auto now = QDateTime::currentMSecsSinceEpoch();
        const auto proofWith = [&](const Identity &issuer, const QString &code) {
            return authorities.verify(
                s("mine"), QString::fromLatin1(makeCertificate({code.toLatin1(), &issuer}).certificate), now, batch);
        };
        ca("mine", m_root, false);
        group("mine", byCa(s("mine")));
        const Identity leaf = makeCertificate({"device-1", &m_root});
        QCOMPARE(asked("device-1", {leaf}), s("401002 Unauthorized"));
        QVERIFY(authorities.generateCode(s("MINE"), now, batch));
        const auto code = [&] { return authorities.verificationCode(*m_core.state.caCertificate("mine")); };
        const QString old = code();
        QVERIFY(authorities.generateCode(s("mine"), now, batch));
        QVERIFY(!proofWith(m_root, old));
        QVERIFY(!proofWith(m_first, code()));
        QVERIFY(!proofWith(makeCertificate({"Root", nullptr, authority}), code()));
        QVERIFY(!m_core.state.caCertificate("mine")->isVerified);
        const auto proved = proofWith(m_root, code());
        QVERIFY2(proved, proved ? "" : qPrintable(proved.error().message));
        QCOMPARE(asked("device-1", {leaf}), s("group mine Root"));
        // 25 authorities at most, but a known one can be replaced.
        for (int i = 1; i < 25; ++i)
            ca(QByteArray("ca-") + QByteArray::number(i), m_root, true);
        const QString text = QString::fromLatin1(m_root.certificate);
        QVERIFY(!authorities.put(s("one-more"), text, true, now, batch));
        QVERIFY(authorities.put(s("CA-1"), text, true, now, batch));
        QVERIFY(!authorities.put(s("bad name"), text, true, now, batch));
        QVERIFY(!authorities.put(s("ca-1"), s("nothing"), true, now, batch));
    }

    void overHttps()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        const QJsonObject attestation = byCertificates("signingCertificates", {{s("primary"), certificate(m_second)}});
        QCOMPARE(harness
                     .admin("PUT", s("/enrollmentGroups/Line-7"),
                            {{s("enrollmentGroupId"), s("Line-7")}, {s("attestation"), attestation}})
                     .status,
                 200);
        const auto ask = [&](const QByteArray &method, const QString &path, const std::vector<Identity> &chain) {
            QNetworkRequest request(QUrl(harness.endpoint.endpoint + QLatin1Char('/') + harness.endpoint.idScope +
                                         s("/registrations/device-1") + path + s("?api-version=2021-06-01")));
            request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
            QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
            tls.setCaCertificates(QSslCertificate::fromPath(harness.endpoint.caCertificatePath));
            QList<QSslCertificate> shown;
            for (const Identity &identity : chain)
                shown.append(QSslCertificate(identity.certificate));
            tls.setLocalCertificateChain(shown);
            tls.setPrivateKey(QSslKey(chain.front().privateKey, QSsl::Ec));
            request.setSslConfiguration(tls);
            request.setTransferTimeout(20'000);
            harness.network.clearConnectionCache(); // connections are shared, whatever certificate they were made with
            return Harness::finish(harness.network.sendCustomRequest(request, method));
        };
        const Answer registered = ask("PUT", s("/register"), {m_leaf, m_second});
        QCOMPARE(registered.status, 202);
        const QString operation = registered.json().value(s("operationId")).toString();
        const Answer polled = ask("GET", s("/operations/") + operation, {m_leaf, m_second});
        QCOMPARE(polled.status, 200);
        const QJsonObject state = polled.json().value(s("registrationState")).toObject();
        QCOMPARE(state.value(s("status")).toString(), s("assigned"));
        QVERIFY(!state.contains(s("symmetricKey")));
        const QJsonObject x509 = state.value(s("x509")).toObject();
        QCOMPARE(x509.value(s("enrollmentGroupId")).toString(), s("Line-7"));
        QCOMPARE(x509.value(s("certificateInfo")).toObject().value(s("subjectName")).toString(), s("CN=device-1"));
        QCOMPARE(x509.value(s("signingCertificateInfo")).toObject().value(s("subjectName")).toString(), s("CN=Second"));
        QCOMPARE(ask("POST", {}, {m_leaf}).json().value(s("x509")).toObject(), x509);
        const auto thumbprint = [&](const Identity &identity) {
            return QString::fromLatin1(
                QCryptographicHash::hash(der(identity), QCryptographicHash::Sha1).toHex().toUpper());
        };
        const QString hub = state.value(s("assignedHub")).toString().section(QLatin1Char('.'), 0, 0);
        const auto authentication = [&] {
            return harness.hub("GET", hub, s("/devices/device-1")).json().value(s("authentication")).toObject();
        };
        QCOMPARE(authentication().value(s("type")).toString(), s("selfSigned"));
        QCOMPARE(authentication().value(s("x509Thumbprint")).toObject().value(s("primaryThumbprint")).toString(),
                 thumbprint(m_leaf));
        // The hubs answer the member for every identity; there is no key in it here.
        const QJsonObject keys = authentication().value(s("symmetricKey")).toObject();
        QVERIFY(keys.value(s("primaryKey")).isNull() && keys.value(s("secondaryKey")).isNull());

        // A rolled certificate reaches the hub with the next registration.
        const Identity rolled = makeCertificate({"device-1", &m_second});
        QCOMPARE(ask("PUT", s("/register"), {rolled}).status, 202);
        QCOMPARE(authentication().value(s("x509Thumbprint")).toObject().value(s("primaryThumbprint")).toString(),
                 thumbprint(rolled));
        const Answer refused = ask("PUT", s("/register"), {makeCertificate({"device-1", &m_first})});
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.errorCode(), 401002);
        // The service's own record and a restart know of it as well.
        harness.restart();
        QCOMPARE(ask("POST", {}, {rolled}).json().value(s("x509")).toObject().value(s("enrollmentGroupId")).toString(),
                 s("Line-7"));
    }

private:
    static constexpr const char *authority = "critical,CA:TRUE";

    void put(EnrollmentKind kind, const char *id, QJsonObject attestation, bool enabled)
    {
        local::WriteBatch batch;
        const QJsonObject object{
            {kind == EnrollmentKind::Group ? s("enrollmentGroupId") : s("registrationId"), QLatin1String(id)},
            {s("provisioningStatus"), enabled ? s("enabled") : s("disabled")},
            {s("attestation"), attestation}};
        local::EnrollmentEditor editor(m_core);
        editor.remove(kind, QLatin1String(id), std::nullopt, batch);
        const local::HttpReply reply = editor.put(kind, QLatin1String(id), toBytes(object), std::nullopt, batch);
        QVERIFY2(reply.status == 200, reply.body.constData());
    }
    void individual(const char *id, const QJsonObject &attestation, bool enabled = true)
    {
        put(EnrollmentKind::Individual, id, attestation, enabled);
    }
    void group(const char *id, const QJsonObject &attestation, bool enabled = true)
    {
        put(EnrollmentKind::Group, id, attestation, enabled);
    }
    void ca(const QByteArray &name, const Identity &identity, bool isVerified)
    {
        local::WriteBatch batch;
        QVERIFY(local::CaCertificates(m_core.state)
                    .put(QString::fromLatin1(name), QString::fromLatin1(identity.certificate), isVerified, 1, batch));
    }

    /// "individual ID", "group ID AUTHORITY" or "CODE MESSAGE".
    QString asked(const char *id, const std::vector<Identity> &chain)
    {
        QList<QByteArray> all;
        for (const Identity &identity : chain)
            all.append(der(identity));
        return askedDer(id, all);
    }
    QString askedDer(const char *id, const QList<QByteArray> &chain)
    {
        local::DeviceCall call;
        call.idScope = m_core.state.config.idScope;
        call.registrationId = QLatin1String(id);
        if (!chain.isEmpty())
            call.credentials.chain = std::make_shared<local::ClientChain>(chain.begin(), chain.end());
        const auto match = m_auth.device(call);
        if (!match)
            return QString::number(match.error().errorCode) + QLatin1Char(' ') + match.error().message;
        if (match->kind == EnrollmentKind::Individual)
            return s("individual ") + QString::fromUtf8(match->key);
        const QString signer = match->attestationFacts.value(s("x509"))
                                   .toObject()
                                   .value(s("signingCertificateInfo"))
                                   .toObject()
                                   .value(s("subjectName"))
                                   .toString();
        return s("group ") + QString::fromUtf8(match->key) + QLatin1Char(' ') + signer.mid(3);
    }

    local::EventLoop m_loop;
    local::Store m_store;
    local::ServiceCore m_core{m_loop, m_store};
    local::Auth m_auth{m_core};
    Identity m_root, m_first, m_second, m_leaf;
};

REHOME_TEST(X509Test);
#include "X509Test.moc"
