// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/Column.h"
#include "models/fleet/RowIndex.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>
#include <random>
#include <string>

using namespace rehome::fleet;

class ColumnTest : public QObject
{
    Q_OBJECT
private slots:
    void oldGenerationKeepsItsValues();
    void onlyTouchedChunksAreCopied();
    void appendingCopiesNothing();
    void sameValueIsNoChange();
    void randomHistoryStaysReadable();
    void indexFindsWithoutCase();
    void indexReplacesARow();
};

void ColumnTest::oldGenerationKeepsItsValues()
{
    ColumnWriter<int> writer;
    for (int i = 0; i < 10'000; ++i)
        writer.append(i);
    const Column<int> before = writer.freeze();
    writer.set(5000, -1);
    const Column<int> after = writer.freeze();
    writer.set(5000, -2);
    QCOMPARE(before.at(5000), 5000);
    QCOMPARE(after.at(5000), -1);
    QCOMPARE(writer.at(5000), -2);
}

void ColumnTest::onlyTouchedChunksAreCopied()
{
    ColumnWriter<int> writer;
    for (int i = 0; i < 3 * static_cast<int>(ChunkRows); ++i)
        writer.append(i);
    const Column<int> before = writer.freeze();
    writer.set(ChunkRows + 7, -1);
    writer.set(ChunkRows + 8, -1);
    const Column<int> after = writer.freeze();
    QVERIFY(before.chunkOf(0) == after.chunkOf(0));
    QVERIFY(before.chunkOf(ChunkRows) != after.chunkOf(ChunkRows));
    QVERIFY(before.chunkOf(2 * ChunkRows) == after.chunkOf(2 * ChunkRows));
    const Column<int> again = writer.freeze();
    QVERIFY(again.chunkOf(ChunkRows) == after.chunkOf(ChunkRows));
}

void ColumnTest::appendingCopiesNothing()
{
    ColumnWriter<int> writer;
    writer.append(1);
    const Column<int> before = writer.freeze();
    writer.append(2);
    writer.set(1, 3); // no frozen generation reads row 1
    const Column<int> after = writer.freeze();
    QVERIFY(before.chunkOf(0) == after.chunkOf(0));
    QCOMPARE(after.at(1), 3);
    writer.set(1, 4); // now one does
    QCOMPARE(after.at(1), 3);
    QVERIFY(writer.freeze().chunkOf(0) != after.chunkOf(0));
}

void ColumnTest::sameValueIsNoChange()
{
    ColumnWriter<int> writer;
    writer.append(1);
    const Column<int> before = writer.freeze();
    QVERIFY(!writer.set(0, 1));
    QVERIFY(writer.set(0, 2));
    QCOMPARE(before.at(0), 1);
}

void ColumnTest::randomHistoryStaysReadable()
{
    std::mt19937 random(20'181'101);
    ColumnWriter<int> writer;
    std::vector<int> now;
    std::vector<std::pair<Column<int>, std::vector<int>>> history;
    for (int step = 0; step < 40; ++step) {
        for (int i = 0; i < 900; ++i) {
            const int value = static_cast<int>(random());
            if (now.empty() || random() % 3 == 0) {
                now.push_back(value);
                writer.append(value);
            } else {
                const size_t row = random() % now.size();
                now[row] = value;
                writer.set(static_cast<RowId>(row), value);
            }
        }
        history.emplace_back(writer.freeze(), now);
    }
    for (const auto &[column, values] : history) {
        for (size_t row = 0; row < values.size(); ++row) {
            if (column.at(static_cast<RowId>(row)) != values[row])
                QFAIL("an old generation changed");
        }
    }
}

void ColumnTest::indexFindsWithoutCase()
{
    std::vector<std::string> names;
    RowIndex index;
    const auto textOf = [&](RowId row) { return std::string_view(names[row]); };
    QCOMPARE(index.find("nothing", textOf), NoRow);
    for (int i = 0; i < 5000; ++i) {
        names.push_back("Pump-" + std::to_string(i));
        index.insert(static_cast<RowId>(i), names.back());
    }
    for (int i = 0; i < 5000; ++i)
        QCOMPARE(index.find("pUMP-" + std::to_string(i), textOf), static_cast<RowId>(i));
    QCOMPARE(index.find("pump-5000", textOf), NoRow);
    QVERIFY(!foldedEqual("a", "ab"));
    QCOMPARE(foldedHash("SN-1"), foldedHash("sn-1"));
}

void ColumnTest::indexReplacesARow()
{
    std::vector<std::string> names{"a", "b", "a"};
    RowIndex index;
    const auto textOf = [&](RowId row) { return std::string_view(names[row]); };
    index.insert(0, "a");
    index.insert(1, "b");
    index.replace(0, 2, "A");
    QCOMPARE(index.find("a", textOf), RowId{2});
    QCOMPARE(index.find("b", textOf), RowId{1});
}

REHOME_TEST(ColumnTest);
#include "ColumnTest.moc"
