// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FoldedText.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>
#include <random>

using namespace rehome::items;

namespace {
int keyOrder(const TextKey &a, const TextKey &b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return a.low == b.low ? 0 : a.low < b.low ? -1 : 1;
}
} // namespace

class FoldedTextTest : public QObject
{
    Q_OBJECT
private slots:
    void natural_data();
    void natural();
    void keysNeverContradictTheComparison();
    void comparisonIsAnOrder();
    void patterns_data();
    void patterns();
    void commonStart();
};

void FoldedTextTest::natural_data()
{
    QTest::addColumn<QByteArray>("smaller");
    QTest::addColumn<QByteArray>("larger");
    QTest::newRow("by value") << QByteArray("pump-2") << QByteArray("pump-10");
    QTest::newRow("case does not matter") << QByteArray("PUMP-2") << QByteArray("pump-10");
    QTest::newRow("prefix") << QByteArray("pump") << QByteArray("pump-1");
    QTest::newRow("digit before letter") << QByteArray("a1") << QByteArray("ab");
    QTest::newRow("second number") << QByteArray("a1b2") << QByteArray("a1b10");
    QTest::newRow("long numbers") << QByteArray("a99999999999999999999") << QByteArray("a100000000000000000000");
    QTest::newRow("zeros last") << QByteArray("a01") << QByteArray("a1");
    QTest::newRow("zeros do not count") << QByteArray("a01b1") << QByteArray("a1b2");
    QTest::newRow("empty") << QByteArray("") << QByteArray("a");
    QTest::newRow("zero") << QByteArray("a0") << QByteArray("a1");
}

void FoldedTextTest::natural()
{
    QFETCH(QByteArray, smaller);
    QFETCH(QByteArray, larger);
    QVERIFY(compareNatural(smaller.toStdString(), larger.toStdString()) < 0);
    QVERIFY(compareNatural(larger.toStdString(), smaller.toStdString()) > 0);
    QCOMPARE(compareNatural(smaller.toStdString(), smaller.toUpper().toStdString()), 0);
}

void FoldedTextTest::keysNeverContradictTheComparison()
{
    std::mt19937 random(11);
    const std::string alphabet = "aAb-.09_1zZ:";
    std::vector<std::string> texts;
    for (int i = 0; i < 400; ++i) {
        std::string text;
        for (unsigned length = random() % 24; length > 0; --length)
            text += alphabet[random() % alphabet.size()];
        texts.push_back(text);
    }
    for (const std::string &a : texts) {
        for (const std::string &b : texts) {
            const int natural = compareNatural(a, b), key = keyOrder(naturalKey(a), naturalKey(b));
            if (key != 0 && (key < 0) != (natural < 0))
                QFAIL(qPrintable(QString::fromStdString(a + " / " + b)));
            const int folded = compareFolded(a, b), foldedOrder = keyOrder(foldedKey(a), foldedKey(b));
            if (foldedOrder != 0 && (foldedOrder < 0) != (folded < 0))
                QFAIL(qPrintable(QString::fromStdString(a + " / " + b)));
        }
    }
}

void FoldedTextTest::comparisonIsAnOrder()
{
    const std::vector<std::string> texts{"a1", "a01", "a001", "a1b", "a01b", "a", "",   "b",
                                         "A1", "a10", "a9",   "1",   "01",   "-", "a-", "a.1"};
    for (const std::string &a : texts) {
        for (const std::string &b : texts) {
            QVERIFY((compareNatural(a, b) < 0) == (compareNatural(b, a) > 0));
            for (const std::string &c : texts) {
                if (compareNatural(a, b) < 0 && compareNatural(b, c) < 0)
                    QVERIFY(compareNatural(a, c) < 0);
            }
        }
    }
}

void FoldedTextTest::patterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char *pattern, const char *text, bool fits) {
        QTest::addRow("%s in %s", pattern, text) << QString::fromLatin1(pattern) << QByteArray(text) << fits;
    };
    row("weu", "hub-WEU-01", true);
    row("weu", "hub-neu-01", false);
    row("", "anything", true);
    row("longer than it", "short", false);
    row("hub-*", "Hub-weu", true);
    row("hub-*", "my-hub-weu", false);
    row("*weu*", "hub-weu-01", true);
    row("*-01", "hub-weu-01", true);
    row("*-01", "hub-weu-012", false);
    row("h*b*1", "hub-weu-01", true);
    row("h*1*b", "hub-weu-01", false);
    row("a*a", "a", false);
    row("*", "", true);
    row("a**b", "axb", true);
    row("ab*ba", "aba", false);
}

void FoldedTextTest::patterns()
{
    QFETCH(QString, pattern);
    QFETCH(QByteArray, text);
    QTEST(FoldedPattern(pattern).matches(text.toStdString()), "fits");
}

void FoldedTextTest::commonStart()
{
    QCOMPARE(commonFolded("SN-12", "sn-19"), size_t{4});
    QCOMPARE(commonFolded("", "a"), size_t{0});
    QCOMPARE(commonFolded("ab", "ab"), size_t{2});
}

REHOME_TEST(FoldedTextTest);
#include "FoldedTextTest.moc"
