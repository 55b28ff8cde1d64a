// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/ImportFile.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::fleet;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class ImportFileTest : public QObject
{
    Q_OBJECT
private slots:
    void formatShowsInTheFirstCharacter()
    {
        QCOMPARE(importFormat("\xEF\xBB\xBF \n[{}]"), ImportFormat::Json);
        QCOMPARE(importFormat("{\"registrationId\": \"a\"}"), ImportFormat::Json);
        QCOMPARE(importFormat("\xEF\xBB\xBFid,policy\n"), ImportFormat::Csv);
        QCOMPARE(importFormat({}), ImportFormat::Csv);
    }

    void aPersonChangesTheMapping()
    {
        ImportMapping mapping = guessedMapping("Serial No;What;Place\n");
        QCOMPARE(mapping.columns().size(), 3);
        QCOMPARE(changeMapping(mapping, {{s("what"), s("policy")}, {s("Place"), s("tags.site")}}), QString());
        QCOMPARE(mapping.columns().at(1).field, ImportField::ReprovisionPolicy);
        QCOMPARE(mapping.columns().at(2).path, s("site"));
        QCOMPARE(changeMapping(mapping, {{s("What"), {}}}), QString());
        QCOMPARE(mapping.columns().at(1).field, ImportField::Ignored);
        QVERIFY(changeMapping(mapping, {{s("Colour"), s("id")}}).contains(s("Colour")));
        QVERIFY(changeMapping(mapping, {{s("What"), s("colour")}}).contains(s("colour")));
        QVERIFY(guessedMapping({}).columns().isEmpty());
    }

    void goodLinesAreReadBesideBadOnes()
    {
        const QByteArray csv = "id,policy\npump-1,never\npump-2,sometimes\npump-3,reset\n";
        const ImportReading reading = readImport(csv, ImportFormat::Csv, guessedMapping(csv));
        QVERIFY(reading.complete);
        QCOMPARE(reading.enrollments.size(), 2);
        QCOMPARE(reading.problems.count(), 1);
        QCOMPARE(reading.problems.kept().constFirst().line, 3);
        const ImportReading json =
            readImport("[\n{\"registrationId\": \"a\"},\n{}\n]", ImportFormat::Json, ImportMapping());
        QCOMPARE(json.enrollments.size(), 1);
        QCOMPARE(json.problems.kept().constFirst().line, 3);
    }

    void aFileWithoutAHeaderIsTold()
    {
        const ImportReading reading = readImport({}, ImportFormat::Csv, ImportMapping());
        QVERIFY(!reading.complete);
        QCOMPARE(reading.problems.count(), 1);
    }
};

REHOME_TEST(ImportFileTest);
#include "ImportFileTest.moc"
