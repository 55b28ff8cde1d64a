// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/StringPool.h"
#include "models/fleet/PackedEtag.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>
#include <atomic>
#include <string>
#include <thread>

using namespace rehome::fleet;

class StringPoolTest : public QObject
{
    Q_OBJECT
private slots:
    void emptyIsZero();
    void equalTextsShareOneId();
    void appendNeverShares();
    void survivesGrowth();
    void longTextHasItsOwnBlock();
    void tableKnowsOnlyWhatWasThere();
    void readersAreSafeWhileOneWrites();
    void etagsKeepTheirText_data();
    void etagsKeepTheirText();
    void guidEtagsStayOutOfThePool();
};

void StringPoolTest::emptyIsZero()
{
    StringPool pool;
    QCOMPARE(pool.intern(std::string_view{}), 0u);
    QCOMPARE(pool.append({}), 0u);
    QVERIFY(pool.text(0).isEmpty());
    QVERIFY(pool.publish().text(0).isEmpty());
    QVERIFY(pool.publish().view(4711).empty());
}

void StringPoolTest::equalTextsShareOneId()
{
    StringPool pool;
    const StringId first = pool.intern(std::string_view("hub-weu-01"));
    QVERIFY(first != 0);
    QCOMPARE(pool.intern(std::string_view("hub-weu-01")), first);
    QCOMPARE(pool.intern(u"hub-weu-01"), first);
    QVERIFY(pool.intern(std::string_view("hub-weu-02")) != first);
    QVERIFY2(pool.intern(std::string_view("HUB-weu-01")) != first, "the pool does not fold");
    QCOMPARE(pool.find("hub-weu-01"), first);
    QCOMPARE(pool.find("never seen"), 0u);
    QCOMPARE(pool.text(pool.intern(u"Zürich ☃")), QStringLiteral("Zürich ☃"));
}

void StringPoolTest::appendNeverShares()
{
    StringPool pool;
    const StringId first = pool.append("same");
    QVERIFY(pool.append("same") != first);
    QCOMPARE(pool.text(first), QStringLiteral("same"));
    QCOMPARE(pool.find("same"), 0u);
}

void StringPoolTest::survivesGrowth()
{
    StringPool pool;
    std::vector<StringId> ids;
    for (int i = 0; i < 50'000; ++i)
        ids.push_back(pool.intern(std::string_view("device-" + std::to_string(i))));
    for (int i = 0; i < 50'000; ++i) {
        const std::string expected = "device-" + std::to_string(i);
        QCOMPARE(pool.view(ids[static_cast<size_t>(i)]), std::string_view(expected));
        QCOMPARE(pool.find(expected), ids[static_cast<size_t>(i)]);
    }
    QVERIFY(pool.memoryBytes() > 50'000 * 10);
}

void StringPoolTest::longTextHasItsOwnBlock()
{
    StringPool pool;
    const std::string text(3'000'000, 'x');
    const StringId id = pool.intern(std::string_view(text));
    const StringId after = pool.intern(std::string_view("short"));
    QCOMPARE(pool.view(id).size(), text.size());
    QCOMPARE(pool.view(id), std::string_view(text));
    QCOMPARE(pool.view(after), std::string_view("short"));
}

void StringPoolTest::tableKnowsOnlyWhatWasThere()
{
    StringPool pool;
    const StringId early = pool.intern(std::string_view("early"));
    const StringTable before = pool.publish();
    const StringId late = pool.intern(std::string_view("late"));
    QCOMPARE(before.text(early), QStringLiteral("early"));
    QVERIFY(before.text(late).isEmpty());
    QCOMPARE(pool.publish().text(late), QStringLiteral("late"));
    QCOMPARE(pool.publish().size(), late + 1);
}

void StringPoolTest::readersAreSafeWhileOneWrites()
{
    StringPool pool;
    for (int i = 0; i < 1000; ++i)
        pool.intern(std::string_view("before-" + std::to_string(i)));
    const StringTable table = pool.publish();
    std::atomic<bool> stop{false};
    std::atomic<int> wrong{0}, rounds{0};
    std::thread reader([&] {
        do {
            for (StringId id = 1; id < table.size(); ++id) {
                if (table.view(id) != "before-" + std::to_string(id - 1))
                    ++wrong;
            }
            ++rounds;
        } while (!stop);
    });
    for (int i = 0; i < 200'000; ++i)
        pool.intern(std::string_view("after-" + std::to_string(i)));
    stop = true;
    reader.join();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(rounds.load() > 0);
}

void StringPoolTest::etagsKeepTheirText_data()
{
    QTest::addColumn<QByteArray>("etag");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("guid") << QByteArray("d000c0cb-0000-0d00-0000-64ff3d410000");
    QTest::newRow("quoted guid") << QByteArray("\"d000c0cb-0000-0d00-0000-64ff3d410000\"");
    QTest::newRow("all f") << QByteArray("ffffffff-ffff-ffff-ffff-ffffffffffff");
    QTest::newRow("all zero") << QByteArray("00000000-0000-0000-0000-000000000000");
    QTest::newRow("upper case") << QByteArray("D000C0CB-0000-0D00-0000-64FF3D410000");
    QTest::newRow("half quoted") << QByteArray("\"d000c0cb-0000-0d00-0000-64ff3d410000 ");
    QTest::newRow("dash elsewhere") << QByteArray("d000c0cb0-000-0d00-0000-64ff3d410000");
    QTest::newRow("no hex") << QByteArray("d000c0cg-0000-0d00-0000-64ff3d410000");
    QTest::newRow("base64") << QByteArray("AAAAAAAAAAE=");
    QTest::newRow("weak") << QByteArray("W/\"1\"");
}

void StringPoolTest::etagsKeepTheirText()
{
    QFETCH(QByteArray, etag);
    StringPool pool;
    const std::string_view bytes(etag.constData(), static_cast<size_t>(etag.size()));
    const PackedEtag packed = PackedEtag::pack(bytes, pool);
    QCOMPARE(packed.text(pool.publish()), QString::fromLatin1(etag));
    QCOMPARE(packed.isEmpty(), etag.isEmpty());
    QVERIFY(packed.equals(bytes, pool));
    QVERIFY(!packed.equals("something else", pool));
    QVERIFY(packed == PackedEtag::pack(bytes, pool));
}

void StringPoolTest::guidEtagsStayOutOfThePool()
{
    StringPool pool;
    const quint32 before = pool.size();
    PackedEtag::pack("d000c0cb-0000-0d00-0000-64ff3d410000", pool);
    PackedEtag::pack("\"d000c0cb-0000-0d00-0000-64ff3d410001\"", pool);
    QCOMPARE(pool.size(), before);
    QVERIFY(PackedEtag::pack("d000c0cb-0000-0d00-0000-64ff3d410000", pool) !=
            PackedEtag::pack("\"d000c0cb-0000-0d00-0000-64ff3d410000\"", pool));
}

REHOME_TEST(StringPoolTest);
#include "StringPoolTest.moc"
