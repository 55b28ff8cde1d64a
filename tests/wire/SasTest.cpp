// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/Sas.h"
#include "tests/support/TestRegistry.h"
#include "tests/wire/Samples.h"

using namespace rehome::wire;

namespace {

QJsonObject vector(const char *name)
{
    return samples::capture("vectors").value(QLatin1String(name)).toObject();
}

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

} // namespace

class SasTest : public QObject
{
    Q_OBJECT

private slots:
    void makesTheTokenOfTheVector()
    {
        const QJsonObject sas = vector("device_sas");
        const auto token = makeSasToken(text(sas, "uri"), text(sas, "key"), sas.value(QLatin1String("se")).toInteger(),
                                        QStringLiteral("registration"));
        QVERIFY(token.has_value());
        QCOMPARE(*token, text(sas, "token"));
    }

    void verifiesTheTokenOfTheVector()
    {
        const QJsonObject sas = vector("device_sas");
        const auto token = parseSasToken(text(sas, "token").toLatin1());
        QVERIFY(token.has_value());
        QCOMPARE(token->resource, text(sas, "uri"));
        QCOMPARE(token->expiresUnixSeconds, sas.value(QLatin1String("se")).toInteger());
        QCOMPARE(token->keyName, QStringLiteral("registration"));
        QCOMPARE(token->signature.toBase64(), text(sas, "sig_base64").toLatin1());
        QVERIFY(sasSignatureMatches(*token, text(sas, "key")));
        QVERIFY(!sasSignatureMatches(*token, generatedKey()));
        QVERIFY(!sasSignatureMatches(*token, QStringLiteral("no key")));
        QVERIFY(!sasSignatureMatches(*token, QString()));
    }

    // The article prints this signature for the same inputs; it is not theirs (protocol facts, section 4).
    void thePrintedSignatureDoesNotVerify()
    {
        const QByteArray printed("SharedAccessSignature sr=0ne00111111%2Fregistrations%2Fmy-symkey-device&sig="
                                 "eNwg52xQdFTNf7bgPAlAJBCIcONivq%2Fck1lf3wtxI4A%3D&se=1663952627&skn=registration");
        const auto token = parseSasToken(printed);
        QVERIFY(token.has_value());
        QVERIFY(!sasSignatureMatches(*token, text(vector("device_sas"), "key")));
    }

    void fieldOrderDoesNotMatter_data()
    {
        QTest::addColumn<QByteArray>("order");
        QTest::newRow("Node: sr, sig, skn, se") << QByteArray("sr sig skn se");
        QTest::newRow("others: sr, sig, se, skn") << QByteArray("sr sig se skn");
        QTest::newRow("documents: sig, se, skn, sr") << QByteArray("sig se skn sr");
        QTest::newRow("without skn") << QByteArray("sig se sr");
    }
    void fieldOrderDoesNotMatter()
    {
        QFETCH(QByteArray, order);
        const QJsonObject sas = vector("device_sas");
        const QByteArray whole = text(sas, "token").toLatin1().mid(22);
        QHash<QByteArray, QByteArray> fields;
        for (const QByteArray &part : whole.split('&'))
            fields.insert(part.left(part.indexOf('=')), part);
        QByteArrayList parts;
        for (const QByteArray &name : order.split(' '))
            parts.append(fields.value(name));
        const auto token = parseSasToken("SharedAccessSignature " + parts.join('&'));
        QVERIFY(token.has_value());
        QVERIFY(sasSignatureMatches(*token, text(sas, "key")));
    }

    // Protocol facts, section 4: verify over the text as received; SDKs write %2F, documents %2f.
    void theSignatureIsOverTheResourceAsReceived()
    {
        const QString key = generatedKey();
        const QByteArray encoded("0ne00111111%2fregistrations%2fdev-1");
        const QByteArray signature =
            QMessageAuthenticationCode::hash(encoded + "\n99", QByteArray::fromBase64(key.toLatin1()),
                                             QCryptographicHash::Sha256)
                .toBase64()
                .toPercentEncoding();
        const auto token = parseSasToken("sharedaccesssignature sr=" + encoded + "&sig=" + signature + "&se=99");
        QVERIFY(token.has_value());
        QVERIFY(sasSignatureMatches(*token, key));
        QCOMPARE(token->resource, QStringLiteral("0ne00111111/registrations/dev-1"));
        auto other = *token;
        other.resourceEncoded.replace("%2f", "%2F");
        QVERIFY(!sasSignatureMatches(other, key));
        other = *token;
        other.expiresUnixSeconds = 100;
        QVERIFY(!sasSignatureMatches(other, key));
        other = *token;
        other.signature.chop(1);
        QVERIFY(!sasSignatureMatches(other, key));
        other = *token;
        other.signature.append('x');
        QVERIFY(!sasSignatureMatches(other, key));
        other.signature.clear();
        QVERIFY(!sasSignatureMatches(other, key));
    }

    void badTokens_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("other scheme") << QByteArray("Bearer sr=a&sig=YWJj&se=1");
        QTest::newRow("scheme only") << QByteArray("SharedAccessSignature ");
        QTest::newRow("no sr") << QByteArray("SharedAccessSignature sig=YWJj&se=1");
        QTest::newRow("no sig") << QByteArray("SharedAccessSignature sr=a&se=1");
        QTest::newRow("no se") << QByteArray("SharedAccessSignature sr=a&sig=YWJj");
        QTest::newRow("empty sig") << QByteArray("SharedAccessSignature sr=a&sig=&se=1");
        QTest::newRow("doubled se") << QByteArray("SharedAccessSignature sr=a&sig=YWJj&se=1&se=2");
        QTest::newRow("doubled sr") << QByteArray("SharedAccessSignature sr=a&sr=a&sig=YWJj&se=1");
        QTest::newRow("sig is not base64") << QByteArray("SharedAccessSignature sr=a&sig=YW*j&se=1");
        QTest::newRow("sig lacks padding") << QByteArray("SharedAccessSignature sr=a&sig=YWJjZA&se=1");
        QTest::newRow("se is text") << QByteArray("SharedAccessSignature sr=a&sig=YWJj&se=soon");
        QTest::newRow("se is negative") << QByteArray("SharedAccessSignature sr=a&sig=YWJj&se=-1");
        QTest::newRow("se is too large") << QByteArray("SharedAccessSignature sr=a&sig=YWJj&se=99999999999999999999");
        QTest::newRow("broken percent sign") << QByteArray("SharedAccessSignature sr=a%2&sig=YWJj&se=1");
        QTest::newRow("part without equals") << QByteArray("SharedAccessSignature sr=a&sig=YWJj&se=1&skn");
        QTest::newRow("endless") << QByteArray("SharedAccessSignature sr=") + QByteArray(100'000, 'a') +
                                        QByteArray("&sig=YWJj&se=1");
    }
    void badTokens()
    {
        QFETCH(QByteArray, header);
        const auto token = parseSasToken(header);
        QVERIFY(!token.has_value());
        QCOMPARE(token.error().kind, rehome::ErrorKind::Unauthorized);
        QVERIFY(!token.error().message.isEmpty());
        QVERIFY(!token.error().message.contains(QLatin1String("YW")));
    }

    void derivesTheKeyOfTheVector()
    {
        const QJsonObject derived = vector("derived_key");
        const auto key = derivedDeviceKey(text(derived, "group_key"), text(derived, "registration_id"));
        QVERIFY(key.has_value());
        QCOMPARE(*key, text(derived, "device_key"));
        // Ids match without case, the hash does not: it is over the id as the device spells it.
        const auto other = derivedDeviceKey(text(derived, "group_key"), text(derived, "registration_id").toUpper());
        QVERIFY(*other != *key);
        QVERIFY(!derivedDeviceKey(QStringLiteral("secret-that-is-no-key"), QStringLiteral("a")).has_value());
    }

    void badKeysAreNamedWithoutTheirValue()
    {
        const QString bad = QStringLiteral("c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw=*");
        const auto token = makeSasToken(QStringLiteral("a"), bad, 1, {});
        QVERIFY(!token.has_value());
        QVERIFY(!token.error().message.contains(bad.left(8)) && !token.error().detail.contains(bad.left(8)));
    }

    void symmetricKeys_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("valid");
        const auto bytes = [](int count) { return QString::fromLatin1(QByteArray(count, 'k').toBase64()); };
        QTest::newRow("15 bytes") << bytes(15) << false;
        QTest::newRow("16 bytes") << bytes(16) << true;
        QTest::newRow("32 bytes") << bytes(32) << true;
        QTest::newRow("64 bytes") << bytes(64) << true;
        QTest::newRow("65 bytes") << bytes(65) << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("no padding") << bytes(16).chopped(2) << false;
        QTest::newRow("URL alphabet") << QStringLiteral("--__--__--__--__--__--__") << false;
        QTest::newRow("space inside") << QStringLiteral("AAECAwQF BgcICQoLDA0ODw==") << false;
        QTest::newRow("line end") << bytes(16) + QLatin1Char('\n') << false;
        QTest::newRow("letter beyond ASCII") << QStringLiteral("äAECAwQFBgcICQoLDA0ODw==") << false;
    }
    void symmetricKeys()
    {
        QFETCH(QString, key);
        QFETCH(bool, valid);
        QCOMPARE(isValidSymmetricKey(key), valid);
        QCOMPARE(makeSasToken(QStringLiteral("r"), key, 1, {}).has_value(), valid);
    }

    void generatedKeysAreLongAndDifferent()
    {
        QSet<QString> keys;
        for (int i = 0; i < 100; ++i) {
            const QString key = generatedKey();
            QVERIFY(isValidSymmetricKey(key));
            QCOMPARE(QByteArray::fromBase64(key.toLatin1()).size(), 64);
            keys.insert(key);
        }
        QCOMPARE(keys.size(), 100);
    }

    // Protocol facts, section 1: plain, quoted, and base64 of the quoted text; either form comes back.
    void etags_data()
    {
        QTest::addColumn<QString>("ifMatch");
        QTest::addColumn<QString>("current");
        QTest::addColumn<bool>("matches");
        const QString plain = QStringLiteral("69003552-0000-0300-0000-630fda8a0000");
        const QString quoted = QLatin1Char('"') + plain + QLatin1Char('"');
        const QString base64 = QStringLiteral("IjY5MDAzNTUyLTAwMDAtMDMwMC0wMDAwLTYzMGZkYThhMDAwMCI=");
        const QString quotedBase64 = QLatin1Char('"') + base64 + QLatin1Char('"');
        const QStringList forms{plain, quoted, base64, quotedBase64};
        for (int i = 0; i < 4; ++i) {
            for (int j = 0; j < 4; ++j)
                QTest::addRow("form %d, form %d", i, j) << forms.at(i) << forms.at(j) << true;
            QTest::addRow("any, form %d", i) << QStringLiteral("*") << forms.at(i) << true;
            QTest::addRow("other, form %d", i) << QStringLiteral("\"other\"") << forms.at(i) << false;
        }
        QTest::newRow("quoted star") << QStringLiteral("\"*\"") << plain << true;
        QTest::newRow("star of nothing") << QStringLiteral("*") << QString() << false;
        QTest::newRow("nothing") << QString() << plain << false;
        QTest::newRow("case counts") << plain.toUpper() << QStringLiteral("69003552-aaaa") << false;
        QTest::newRow("weak") << QLatin1String("W/") + quoted << base64 << true;
        QTest::newRow("weak other") << QStringLiteral("W/\"other\"") << base64 << false;
        QTest::newRow("list") << QStringLiteral("\"other\", ") + quoted << plain << true;
        QTest::newRow("list of others") << QStringLiteral("\"other\", \"another\",") << plain << false;
        QTest::newRow("empty quotes") << QStringLiteral("\"\"") << plain << false;
        QTest::newRow("lone quote") << QStringLiteral("\"") << plain << false;
    }
    void etags()
    {
        QFETCH(QString, ifMatch);
        QFETCH(QString, current);
        QFETCH(bool, matches);
        QCOMPARE(etagMatches(ifMatch, current), matches);
    }

    void bareEtagTakesOffOnePairOfQuotes()
    {
        QCOMPARE(bareEtag(u"\"abc\""), QStringLiteral("abc"));
        QCOMPARE(bareEtag(u"abc"), QStringLiteral("abc"));
        QCOMPARE(bareEtag(u"\"\"abc\"\""), QStringLiteral("\"abc\""));
        QCOMPARE(bareEtag(u"\""), QStringLiteral("\""));
    }
};

REHOME_TEST(SasTest);
#include "SasTest.moc"
