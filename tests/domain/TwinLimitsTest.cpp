// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TwinLimits.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtTest/QtTest>

using namespace rehome::domain;

/// What a hub takes in a twin, by its own measure.
class TwinLimitsTest : public QObject
{
    Q_OBJECT

private slots:
    void sizeIsTheHubsOwn()
    {
        QCOMPARE(twinSize({}), 0);
        QCOMPARE(twinSize({{QStringLiteral("ab"), 5}}), 2 + 8);
        QCOMPARE(twinSize({{QStringLiteral("ab"), true}}), 2 + 4);
        QCOMPARE(twinSize({{QStringLiteral("ab"), QStringLiteral("xyz")}}), 2 + 3);
        QCOMPARE(twinSize({{QStringLiteral("ab"), QString::fromUtf8("é\u20ac")}}), 2 + 2 + 3);
        QCOMPARE(twinSize({{QStringLiteral("ab"), QStringLiteral("x\n\u0085y")}}),
                 2 + 2); // control characters are free
        QCOMPARE(twinSize({{QStringLiteral("o"), QJsonObject{{QStringLiteral("in"), 1}}}}), 1 + 2 + 8);
        QCOMPARE(twinSize({{QStringLiteral("l"), QJsonArray{1, QStringLiteral("ab"), false}}}), 1 + 8 + 2 + 4);
    }

    void sizesEndWhereTheyShould()
    {
        const auto filled = [](qint64 bytes) {
            QJsonObject out; // texts end at 4 KB each
            for (int i = 0; bytes > 0; ++i) {
                const QString key = QStringLiteral("%1").arg(i, 2, 10, QLatin1Char('0'));
                const qint64 part = std::min<qint64>(bytes - 2, 4096);
                out.insert(key, QString(part, QLatin1Char('x')));
                bytes -= part + 2;
            }
            return out;
        };
        QCOMPARE(twinSize(filled(8192)), 8192);
        QVERIFY(twinSizeObjection(filled(8192), TwinSection::Tags).isEmpty());
        QVERIFY(twinSizeObjection(filled(8193), TwinSection::Tags).contains(QLatin1String("8 KB")));
        for (const auto section : {TwinSection::Desired, TwinSection::Reported}) {
            QVERIFY(twinSizeObjection(filled(32768), section).isEmpty());
            QVERIFY(twinSizeObjection(filled(32769), section).contains(QLatin1String("32 KB")));
        }
    }

    void namesAreJudged_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << QStringLiteral("plain-name_1") << true;
        QTest::newRow("letters") << QString::fromUtf8("größe") << true;
        QTest::newRow("1 KB") << QString(1024, QLatin1Char('k')) << true;
        QTest::newRow("longer") << QString(1025, QLatin1Char('k')) << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("dot") << QStringLiteral("a.b") << false;
        QTest::newRow("dollar") << QStringLiteral("a$") << false;
        QTest::newRow("space") << QStringLiteral("a b") << false;
        QTest::newRow("C0") << QStringLiteral("a\tb") << false;
        QTest::newRow("C1") << QStringLiteral("a\u0085") << false;
    }

    void namesAreJudged()
    {
        QFETCH(QString, name);
        QFETCH(bool, good);
        QCOMPARE(twinFormObjection({{name, 1}}, TwinSection::Tags).isEmpty(), good);
        QCOMPARE(twinFormObjection({{QStringLiteral("o"), QJsonObject{{name, 1}}}}, TwinSection::Desired).isEmpty(),
                 good);
        QCOMPARE(twinFormObjection({{QStringLiteral("o"), QJsonArray{QJsonObject{{name, QJsonValue()}}}}},
                                   TwinSection::Reported)
                     .isEmpty(),
                 good);
    }

    void depthEndsAtTen()
    {
        const auto nested = [](int levels) {
            QJsonObject out{{QStringLiteral("property"), QStringLiteral("value")}};
            for (int i = 0; i < levels; ++i)
                out = {{QStringLiteral("level"), out}};
            return out;
        };
        QVERIFY(twinFormObjection(nested(10), TwinSection::Tags).isEmpty()); // the guide's own example
        const QString why = twinFormObjection(nested(11), TwinSection::Desired);
        QVERIFY(why.startsWith(QLatin1String("properties.desired.level")));
        QVERIFY(why.contains(QLatin1String("10 levels")));
    }

    void valuesAreJudged()
    {
        const auto good = [](const QJsonValue &value) {
            return twinFormObjection({{QStringLiteral("v"), value}}, TwinSection::Reported).isEmpty();
        };
        QVERIFY(good(QString(4096, QLatin1Char('x'))));
        QVERIFY(!good(QString(4097, QLatin1Char('x'))));
        QVERIFY(good(4503599627370495.0) && good(-4503599627370496.0) && good(1.5) && good(QJsonValue()));
        QVERIFY(!good(4503599627370496.0) && !good(-4503599627370497.0));
        QVERIFY(good(QJsonArray{1, 2}) && !good(QJsonArray{QString(4097, QLatin1Char('x'))}));
    }
};

REHOME_TEST(TwinLimitsTest);
#include "TwinLimitsTest.moc"
