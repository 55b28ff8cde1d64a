// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/MqttCodec.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::wire;
using namespace rehome::wire::mqtt;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

/// All packets of these bytes, fed in pieces of this size; nothing when the stream broke.
std::optional<QList<Packet>> packetsOf(const QByteArray &bytes, qsizetype piece, qsizetype limit = 1024)
{
    MqttReader reader(limit);
    QList<Packet> out;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        reader.feed(bytes.constData() + at, std::min(piece, bytes.size() - at));
        for (;;) {
            const auto next = reader.next();
            if (!next)
                return std::nullopt;
            if (!*next)
                break;
            out.append(**next);
        }
    }
    return out;
}

} // namespace

/// MQTT 3.1.1 to the letter, in both directions.
class MqttCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void everyPacketSurvivesTheWire()
    {
        Connect connect;
        connect.clientId = s("device-1");
        connect.keepAliveSeconds = 230;
        connect.userName = s("0ne00/registrations/device-1/api-version=2019-03-31&ClientVersion=Grüße");
        connect.password = QByteArray("SharedAccessSignature sr=…");
        connect.will = Will{s("devices/1/events"), QByteArray("\0gone", 5), 1, true};
        Connect plain;
        const QList<Packet> all{connect,
                                plain,
                                ConnAck{true, ConnectCode::Accepted},
                                ConnAck{false, ConnectCode::NotAuthorized},
                                Publish{s("$dps/registrations/PUT/iotdps-register/?$rid=1"), "{}", 1, false, true, 7},
                                Publish{s("a"), {}, 0, true, false, 0},
                                Publish{s("long"), QByteArray(300, 'x'), 0, false, false, 0},
                                PubAck{65535},
                                Subscribe{1, {{s("$dps/registrations/res/#"), 1}, {s("+/a/+"), 0}, {s("#"), 2}}},
                                SubAck{1, {1, 0, SubAck::refused}},
                                Unsubscribe{2, {s("a/b"), s("#")}},
                                UnsubAck{2},
                                PingReq(),
                                PingResp(),
                                Disconnect()};
        QByteArray stream;
        for (const Packet &packet : all) {
            QVERIFY(!encoded(packet).isEmpty());
            stream += encoded(packet);
        }
        for (const qsizetype piece : {qsizetype(1), qsizetype(7), stream.size()}) {
            const auto read = packetsOf(stream, piece);
            QVERIFY(read);
            QVERIFY(*read == all);
        }
    }

    void bytesAreThoseOfTheStandard()
    {
        Connect connect;
        connect.clientId = s("id");
        connect.keepAliveSeconds = 10;
        connect.userName = s("u");
        connect.password = QByteArray("p");
        QCOMPARE(encoded(connect).toHex(' '), QByteArray("10 14 00 04 4d 51 54 54 04 c2 00 0a 00 02 69 64 00 01 75 00 "
                                                         "01 70"));
        QCOMPARE(encoded(ConnAck()).toHex(' '), QByteArray("20 02 00 00"));
        QCOMPARE(encoded(Publish{s("a/b"), "hi", 1, false, false, 10}).toHex(' '),
                 QByteArray("32 09 00 03 61 2f 62 00 0a 68 69"));
        QCOMPARE(encoded(Subscribe{10, {{s("a"), 1}}}).toHex(' '), QByteArray("82 06 00 0a 00 01 61 01"));
        QCOMPARE(encoded(Publish{s("a"), QByteArray(200, 'x'), 0, false, false, 0}).left(4).toHex(' '),
                 QByteArray("30 cb 01 00"));
    }

    void whatTheStandardForbidsBreaks_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("reserved type 0") << QByteArray("0000");
        QTest::newRow("reserved type 15") << QByteArray("f000");
        QTest::newRow("ping with flags") << QByteArray("c100");
        QTest::newRow("ping with a body") << QByteArray("c00100");
        QTest::newRow("length of five bytes") << QByteArray("30ffffffff01");
        QTest::newRow("above the limit") << QByteArray("308110");
        QTest::newRow("protocol name") << QByteArray("100e00044d5154580402000a00026964");
        QTest::newRow("MQIsdp with level 4") << QByteArray("101000064d51497364700402000a00026964");
        QTest::newRow("connect's reserved flag") << QByteArray("100e00044d5154540403000a00026964");
        QTest::newRow("will QoS without will") << QByteArray("100e00044d515454040a000a00026964");
        QTest::newRow("will retain without will") << QByteArray("100e00044d5154540422000a00026964");
        QTest::newRow("password without user name") << QByteArray("101100044d5154540442000a00026964000170");
        QTest::newRow("text longer than the packet") << QByteArray("100e00044d5154540402000a00ff6964");
        QTest::newRow("connect with a tail") << QByteArray("100f00044d5154540402000a0002696400");
        QTest::newRow("invalid UTF-8") << QByteArray("100e00044d5154540402000a0002c328");
        QTest::newRow("a surrogate") << QByteArray("100f00044d5154540402000a0003eda080");
        QTest::newRow("U+0000") << QByteArray("100e00044d5154540402000a00026900");
        QTest::newRow("publish QoS 2") << QByteArray("3405000161000a");
        QTest::newRow("publish QoS 3") << QByteArray("3605000161000a");
        QTest::newRow("duplicate of QoS 0") << QByteArray("3803000161");
        QTest::newRow("no topic") << QByteArray("30020000");
        QTest::newRow("wildcard in a topic") << QByteArray("300400022b61");
        QTest::newRow("packet ID 0") << QByteArray("32050001610000");
        QTest::newRow("publish cut short") << QByteArray("320400016100");
        QTest::newRow("subscribe without filters") << QByteArray("8202000a");
        QTest::newRow("subscribe QoS 3") << QByteArray("8206000a00016103");
        QTest::newRow("subscribe with flags 0") << QByteArray("8006000a00016101");
        QTest::newRow("bad filter") << QByteArray("8207000a0002612b01");
        QTest::newRow("filter behind #") << QByteArray("8208000a0003232f6101");
        QTest::newRow("unsubscribe without filters") << QByteArray("a202000a");
        QTest::newRow("pubrec") << QByteArray("5002000a");
        QTest::newRow("pubrel") << QByteArray("6202000a");
    }

    void whatTheStandardForbidsBreaks()
    {
        QFETCH(QByteArray, hex);
        const QByteArray bytes = QByteArray::fromHex(hex);
        QVERIFY(!packetsOf(bytes, bytes.size()));
        QVERIFY(!packetsOf(bytes, 1));
        MqttReader reader(1024);
        reader.feed(bytes.constData(), bytes.size());
        QVERIFY(!reader.next());
        reader.feed("\xc0\0", 2); // and stays broken
        QVERIFY(!reader.next());
    }

    void otherVersionsAreTold()
    {
        for (const char *hex :
             {"100e00064d514973647003020 00a00026964", "10 0e 0004 4d515454 05 02 000a 00 0002 6900"}) {
            QByteArray bytes = QByteArray::fromHex(QByteArray(hex).replace(' ', ""));
            bytes[1] = static_cast<char>(bytes.size() - 2);
            const auto read = packetsOf(bytes, bytes.size());
            QVERIFY(read && read->size() == 1);
            QVERIFY(std::get<Connect>(read->first()).protocolLevel != 4);
        }
    }

    void whatCannotBeSaidIsEmpty()
    {
        QVERIFY(encoded(Publish{s("a/+"), {}, 0, false, false, 0}).isEmpty());
        QVERIFY(encoded(Publish{QString(), {}, 0, false, false, 0}).isEmpty());
        QVERIFY(encoded(Publish{s("a"), {}, 2, false, false, 1}).isEmpty());
        QVERIFY(encoded(Publish{s("a"), {}, 1, false, false, 0}).isEmpty());
        QVERIFY(encoded(Publish{QString(66'000, QLatin1Char('a')), {}, 0, false, false, 0}).isEmpty());
        QVERIFY(encoded(Subscribe{1, {}}).isEmpty());
        Connect connect;
        connect.password = QByteArray("p");
        QVERIFY(encoded(connect).isEmpty());
    }

    void filters_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("topic");
        QTest::addColumn<bool>("matches");
        QTest::newRow("same") << s("a/b") << s("a/b") << true;
        QTest::newRow("other") << s("a/b") << s("a/c") << false;
        QTest::newRow("longer") << s("a") << s("a/b") << false;
        QTest::newRow("rest") << s("$dps/registrations/res/#") << s("$dps/registrations/res/202/?$rid=1") << true;
        QTest::newRow("rest with its parent") << s("a/#") << s("a") << true;
        QTest::newRow("one level") << s("a/+/c") << s("a/b/c") << true;
        QTest::newRow("one level only") << s("a/+") << s("a/b/c") << false;
        QTest::newRow("empty level") << s("+/+") << s("/b") << true;
        QTest::newRow("dollar is kept from #") << s("#") << s("$iothub/x") << false;
        QTest::newRow("dollar is kept from +") << s("+/x") << s("$iothub/x") << false;
    }

    void filters()
    {
        QFETCH(QString, filter);
        QFETCH(QString, topic);
        QFETCH(bool, matches);
        QVERIFY(isFilter(filter));
        QCOMPARE(filterMatches(filter, topic), matches);
    }
};

REHOME_TEST(MqttCodecTest);
#include "MqttCodecTest.moc"
