// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/EnrollmentExport.h"
#include "models/fleet/ImportTable.h"
#include "tests/fleet/FleetFacts.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QBuffer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::fleet;
using namespace rehome::fleet::test;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

QByteArray body(RowId row)
{
    return row == 1 ? QByteArray("{\"registrationId\":\"pump-7\",\n\"zeta\":1,\"initialTwin\":{\"tags\":"
                                 "{\"site\":\"=north\",\"n\":\"5\"},\"properties\":{\"desired\":{\"a\":{\"b\":2}}}},"
                                 "\"customAllocationDefinition\":{\"webhookUrl\":\"https://f/x\",\"apiVersion\":"
                                 "\"2019-03-31\"}}")
                    : QByteArray("{\"enrollmentGroupId\":\"line-7\"}");
}

QList<ExportColumn> columns(const QStringList &words)
{
    QList<ExportColumn> list;
    for (const QString &word : words)
        list << *ExportColumn::fromWord(word);
    return list;
}

} // namespace

class EnrollmentExportTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        SnapshotBuilder builder;
        Enrolled group;
        group.kind = domain::EnrollmentKind::Group;
        group.id = "line-7";
        group.allocation = domain::AllocationPolicy::NotSet;
        group.put(builder);
        Enrolled pump;
        pump.id = "pump-7";
        pump.policy = domain::ReprovisionPolicy::Never;
        pump.hubs = {"a.azure-devices.net", "b.azure-devices.net"};
        pump.deviceId = "hub pump, 7";
        pump.status = domain::ProvisioningStatus::Disabled;
        pump.put(builder);
        Registered record;
        record.id = "pump-7";
        record.hub = "a.azure-devices.net";
        record.put(builder);
        m_snapshot = builder.publish().snapshot;
    }

    void csvOfColumns()
    {
        const QByteArray csv = this->csv(
            columns({s("id"), s("kind"), s("deviceId"), s("reprovisionPolicy"), s("allocationPolicy"), s("iotHubs"),
                     s("tags.site"), s("desired"), s("registrationStatus"), s("assignedHub"), s("webhookUrl")}),
            {});
        QCOMPARE(csv, QByteArray("id,kind,deviceId,reprovisionPolicy,allocationPolicy,iotHubs,tags.site,desired,"
                                 "registrationStatus,assignedHub,webhookUrl\n"
                                 "line-7,group,,notset,notset,all,,,,,\n"
                                 "pump-7,individual,\"hub pump, 7\",never,hashed,"
                                 "a.azure-devices.net b.azure-devices.net,=north,\"{\"\"a\"\":{\"\"b\"\":2}}\","
                                 "assigned,a.azure-devices.net,https://f/x\n"));
    }

    void everyWordIsAColumn()
    {
        for (const QString &word : ExportColumn::words()) {
            const auto column = ExportColumn::fromWord(word);
            QVERIFY2(column, qPrintable(word));
            QCOMPARE(column->word(), word);
        }
        QCOMPARE(ExportColumn::fromWord(s("desired.a.b"))->path, s("a.b"));
        QVERIFY(!ExportColumn::fromWord(s("colour")));
        QVERIFY(!ExportColumn::fromWord(s("tags.")));
        QVERIFY(!ExportColumn::fromWord(s("tags.a..b")));
        QVERIFY(!ExportColumn::fromWord(s("id.a")));
    }

    void whatIsExportedCanBeImported_data()
    {
        QTest::addColumn<bool>("forSpreadsheets");
        QTest::newRow("plain") << false;
        QTest::newRow("for spreadsheets") << true;
    }

    void whatIsExportedCanBeImported()
    {
        QFETCH(bool, forSpreadsheets);
        QList<ExportColumn> all = EnrollmentExport::settableColumns();
        all << columns({s("tags.site"), s("tags.n"), s("desired.a.b")});
        QByteArray bytes = csv(all, {';', forSpreadsheets});
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        CsvReader reader(buffer);
        CsvRecord record;
        QVERIFY(reader.next(record));
        const ImportMapping mapping = ImportMapping::guessed(record.fields);
        for (const ImportColumn &column : mapping.columns())
            QVERIFY2(column.field != ImportField::Ignored, qPrintable(column.header));
        QList<ImportedEnrollment> read;
        ImportProblems problems;
        QVERIFY(ImportTable(mapping).readAll(reader, [&](const ImportedEnrollment &one) { read << one; }, problems));
        QVERIFY2(problems.count() == 0, problems.kept().isEmpty() ? "" : qPrintable(problems.kept().first().message));
        QCOMPARE(read.size(), 2);
        QCOMPARE(read.at(0).kind, domain::EnrollmentKind::Group);
        const auto value = [&read](const char *path) {
            for (const ImportedMember &member : read.at(1).members)
                if (member.path == s(path))
                    return member.value;
            return QJsonValue(s("(absent)"));
        };
        QCOMPARE(value("deviceId"), QJsonValue(s("hub pump, 7")));
        QCOMPARE(value("initialTwin.tags.site"), QJsonValue(s("=north")));
        QCOMPARE(value("initialTwin.tags.n"), QJsonValue(s("5")));
        QCOMPARE(value("initialTwin.properties.desired.a.b"), QJsonValue(2));
        QCOMPARE(value("provisioningStatus"), QJsonValue(s("disabled")));
        QCOMPARE(value("iotHubs").toArray().size(), 2);
    }

    void jsonIsAsReceivedOneALine()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(exporter().writeJson(buffer));
        const QByteArrayList lines = buffer.data().split('\n');
        QCOMPARE(lines.size(), 5);                                                 // [ two of them ] and the end
        QVERIFY(lines.at(2).indexOf("zeta") < lines.at(2).indexOf("initialTwin")); // the service's own order
        QCOMPARE(QJsonDocument::fromJson(buffer.data()).array().size(), 2);
    }

    void jsonOfColumns()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(exporter().writeJson(buffer, columns({s("id"), s("iotEdge"), s("iotHubs"), s("registrationRecords"),
                                                      s("assignedHub"), s("tags.n")})));
        const QJsonArray array = QJsonDocument::fromJson(buffer.data()).array();
        QCOMPARE(array.at(0).toObject(), (QJsonObject{{s("id"), s("line-7")},
                                                      {s("iotEdge"), false},
                                                      {s("iotHubs"), s("all")},
                                                      {s("registrationRecords"), 0},
                                                      {s("assignedHub"), QJsonValue()},
                                                      {s("tags.n"), QJsonValue()}}));
        QCOMPARE(array.at(1).toObject().value(s("tags.n")), QJsonValue(s("5")));
        QCOMPARE(array.at(1).toObject().value(s("iotHubs")).toArray().size(), 2);
    }

    void nothingIsAnEmptyList()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(EnrollmentExport(m_snapshot, {}, body).writeJson(buffer));
        QCOMPARE(QJsonDocument::fromJson(buffer.data()).array().size(), 0);
        QVERIFY(QJsonDocument::fromJson(buffer.data()).isArray());
    }

    void exportCanBeEndedAndFail()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const auto stop = [](qint64) { return false; };
        QCOMPARE(exporter().writeJson(buffer, {}, stop).error().kind, ErrorKind::Cancelled);
        QCOMPARE(exporter().writeCsv(buffer, columns({s("id")}), {}, stop).error().kind, ErrorKind::Cancelled);
        const auto unknown = EnrollmentExport(m_snapshot, {0}, [](RowId) { return QByteArray(); }).writeJson(buffer);
        QVERIFY(unknown.error().message.contains(s("line-7")));
        QBuffer closed;
        closed.open(QIODevice::ReadOnly);
        QCOMPARE(exporter().writeJson(closed).error().kind, ErrorKind::Storage);
    }

private:
    EnrollmentExport exporter() const { return EnrollmentExport(m_snapshot, {0, 1}, body); }
    QByteArray csv(const QList<ExportColumn> &columns, CsvWriter::Options options) const
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        return exporter().writeCsv(buffer, columns, options) ? buffer.data() : QByteArray();
    }

    SnapshotPtr m_snapshot;
};

REHOME_TEST(EnrollmentExportTest);
#include "EnrollmentExportTest.moc"
