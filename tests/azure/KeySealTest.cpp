// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/KeySeal.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using azure::KeySeal;

class KeySealTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensWhatItSealed_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("one byte") << QByteArray("k");
        QTest::newRow("two keys") << QByteArray(180, 'k');
        QTest::newRow("much") << QByteArray(100'000, 'm');
    }
    void opensWhatItSealed()
    {
        QFETCH(QByteArray, plain);
        const QByteArray key = KeySeal::newKey().value();
        const KeySeal seal = KeySeal::of(key).value();
        const QByteArray sealed = seal.seal(plain, "sn-1").value();
        QCOMPARE(KeySeal::of(key)->open(sealed, "sn-1").value(), plain);
        QVERIFY(plain.size() < 2 || !sealed.contains(plain));
        QVERIFY2(seal.seal(plain, "sn-1").value() != sealed, "each has its own nonce");
    }

    void everyChangedByteIsSeen()
    {
        const KeySeal seal = KeySeal::of(KeySeal::newKey().value()).value();
        const QByteArray sealed = seal.seal("the key", "sn-1").value();
        for (qsizetype i = 0; i < sealed.size(); ++i) {
            QByteArray changed = sealed;
            changed[i] = static_cast<char>(changed[i] ^ 0x10);
            const auto opened = seal.open(changed, "sn-1");
            QVERIFY2(!opened, qPrintable(QString::number(i)));
            QCOMPARE(opened.error().kind, ErrorKind::Storage);
            QVERIFY(!opened.error().message.isEmpty());
            QVERIFY(!seal.open(sealed.first(i), "sn-1"));
        }
        QVERIFY(!seal.open(sealed + 'x', "sn-1"));
    }

    void anotherKeyOrPlaceOpensNothing()
    {
        const KeySeal seal = KeySeal::of(KeySeal::newKey().value()).value();
        const QByteArray sealed = seal.seal("the key", "sn-1").value();
        QCOMPARE(KeySeal::of(KeySeal::newKey().value())->open(sealed, "sn-1").error().kind, ErrorKind::Storage);
        QCOMPARE(seal.open(sealed, "sn-2").error().kind, ErrorKind::Storage);
        QCOMPARE(seal.open(sealed, "sn-1").value(), QByteArray("the key"));
        QCOMPARE(KeySeal::of(QByteArray(31, 'k')).error().kind, ErrorKind::BadInput);
        QVERIFY(KeySeal::newKey().value() != KeySeal::newKey().value());
        QCOMPARE(KeySeal::newKey()->size(), KeySeal::keyBytes);
    }
};

REHOME_TEST(KeySealTest);
#include "KeySealTest.moc"
