// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/CsvReader.h"
#include "models/fleet/CsvWriter.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QBuffer>
#include <QtTest/QtTest>
#include <random>

using namespace rehome::fleet;

namespace {

struct Read
{
    QList<QStringList> records;
    QList<qint64> lines;
    QList<TextProblem> problems; ///< of records, then of the file
    bool failed = false;
    char separator = 0;
};

Read readAll(QByteArray bytes, char separator = 0)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, separator);
    Read result;
    CsvRecord record;
    while (reader.next(record)) {
        result.lines << record.line;
        if (record.problem)
            result.problems << *record.problem;
        else
            result.records << record.fields;
    }
    result.failed = reader.failure().has_value();
    if (result.failed)
        result.problems << *reader.failure();
    result.separator = reader.separator();
    return result;
}

QByteArray written(const QList<QStringList> &records, CsvWriter::Options options)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    CsvWriter writer(buffer, options);
    for (const QStringList &record : records)
        writer.write(record);
    return writer.finish() ? buffer.data() : QByteArray();
}

/// A device that gives a byte at a time, so that every boundary of a chunk is met.
class Trickle : public QIODevice
{
public:
    explicit Trickle(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        if (most < 1 || m_at >= m_bytes.size())
            return 0;
        *data = m_bytes.at(m_at++);
        return 1;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qsizetype m_at = 0;
};

} // namespace

class CsvTest : public QObject
{
    Q_OBJECT
private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<QStringList>>("records");
        QTest::addColumn<char>("separator");
        const auto row = [](const char *tag, const QByteArray &bytes, const QList<QStringList> &records,
                            char separator = ',') { QTest::newRow(tag) << bytes << records << separator; };
        const auto s = [](const char *text) { return QString::fromUtf8(text); };
        row("nothing", "", {});
        row("only line ends", "\r\n\n\r", {});
        row("LF", "a,b\n1,2\n", {{s("a"), s("b")}, {s("1"), s("2")}});
        row("CRLF", "a,b\r\n1,2\r\n", {{s("a"), s("b")}, {s("1"), s("2")}});
        row("CR", "a,b\r1,2\r", {{s("a"), s("b")}, {s("1"), s("2")}});
        row("no last line end", "a,b\n1,2", {{s("a"), s("b")}, {s("1"), s("2")}});
        row("last field empty", "a,b\n1,", {{s("a"), s("b")}, {s("1"), QString()}});
        row("byte order mark", "\xEF\xBB\xBFid\nx\n", {{s("id")}, {s("x")}});
        row("semicolons", "a;b,c;d\n1;2;3\n", {{s("a"), s("b,c"), s("d")}, {s("1"), s("2"), s("3")}}, ';');
        row("tabs", "a\tb\n1\t2\n", {{s("a"), s("b")}, {s("1"), s("2")}}, '\t');
        row("separator told", "sep=;\r\na;b\r\n", {{s("a"), s("b")}}, ';');
        row("commas in quotes do not count", "\"a,b,c,d\";e\n", {{s("a,b,c,d"), s("e")}}, ';');
        row("quotes", "\"a\"\"b\",\"\",\"c\nd\"\n", {{s("a\"b"), QString(), s("c\nd")}});
        row("quoted CRLF stays", "\"c\r\nd\",e\r\n", {{s("c\r\nd"), s("e")}});
        row("blank lines go", "a\n\n\nb\n", {{s("a")}, {s("b")}});
        row("UTF-8", "M\xC3\xBCnchen,\xF0\x9F\x9A\x80\n", {{s("München"), s("🚀")}});
        row("one quoted nothing", "\"\"\n", {{QString()}});
        row("spaces belong to the field", " a , b \n", {{s(" a "), s(" b ")}});
    }

    void reads()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<QStringList>, records);
        QFETCH(char, separator);
        const Read result = readAll(bytes);
        QCOMPARE(result.records, records);
        QVERIFY(result.problems.isEmpty());
        QCOMPARE(result.separator, separator);
        // The same where every byte comes alone; the separator is not found out from one byte.
        Trickle trickle(bytes.startsWith("sep=") ? bytes.mid(7) : bytes);
        CsvReader slow(trickle, separator);
        QList<QStringList> again;
        CsvRecord record;
        while (slow.next(record))
            again << record.fields;
        if (!bytes.startsWith("\xEF\xBB\xBF"))
            QCOMPARE(again, records);
    }

    void tellsWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<qint64>("line");
        QTest::addColumn<qint64>("character");
        QTest::addColumn<QString>("says");
        QTest::addColumn<qsizetype>("readAllTheSame");
        const auto row = [](const char *tag, const QByteArray &bytes, qint64 line, qint64 character, const char *says,
                            qsizetype good) {
            QTest::newRow(tag) << bytes << line << character << QString::fromLatin1(says) << good;
        };
        row("quote inside", "a,b\nx\"y,2\n3,4\n", 2, 2, "quote stands inside", 2);
        row("text behind", "a,b\n\"x\"y,2\n3,4\n", 2, 4, "follows a closing quote", 2);
        row("never closed", "a,b\n1,\"2\n3,4\n", 2, 3, "never closed", 1);
        row("not UTF-8", "a,b\nM\xFCnchen,2\n3,4\n", 2, 1, "not UTF-8", 2);
        row("not UTF-8 behind wide ones", "a,b\n\xC3\xBC\xC3\xBC,\xFF\n3,4\n", 2, 4, "not UTF-8", 2);
        row("cut UTF-8", "a\n\xF0\x9F\n3\n", 2, 1, "not UTF-8", 2);
        row("UTF-8 of a surrogate", "a\n\xED\xA0\x80\n3\n", 2, 1, "not UTF-8", 2);
        row("NUL", QByteArray("a,b\n1\0,2\n3,4\n", 13), 2, 1, "NUL", 2);
        row("UTF-16",
            QByteArray("\xFF\xFE"
                       "a\0,\0b\0",
                       8),
            1, 1, "UTF-16", 0);
        row("endless line", "a\n" + QByteArray(CsvReader::largestRecord + 5, 'x') + "\nb\n", 2, 1, "longer than 1 MB",
            2);
        row("endless quote", "a\n1,\"" + QByteArray(CsvReader::largestRecord + 5, 'x') + "\nb\n", 2, 3, "never closed",
            1);
    }

    void tellsWhatIsWrong()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(qint64, line);
        QFETCH(qint64, character);
        QFETCH(QString, says);
        QFETCH(qsizetype, readAllTheSame);
        const Read result = readAll(bytes, ',');
        QCOMPARE(result.problems.size(), 1);
        QVERIFY2(result.problems.first().message.contains(says), qPrintable(result.problems.first().message));
        QCOMPARE(result.problems.first().line, line);
        QCOMPARE(result.problems.first().character, character);
        QCOMPARE(result.records.size(), readAllTheSame);
    }

    void linesAreCountedThroughQuotes()
    {
        const Read result = readAll("a,b\r\n\"x\r\ny\rz\",1\r\n\r\nlast,2\n");
        QCOMPARE(result.lines, (QList<qint64>{1, 2, 6}));
    }

    void writtenFilesComeBackExactly_data()
    {
        QTest::addColumn<char>("separator");
        QTest::addColumn<bool>("forSpreadsheets");
        for (const char separator : {',', ';', '\t'}) {
            for (const bool spreadsheets : {false, true})
                QTest::addRow("%d %d", separator, spreadsheets) << separator << spreadsheets;
        }
    }

    void writtenFilesComeBackExactly()
    {
        QFETCH(char, separator);
        QFETCH(bool, forSpreadsheets);
        static const QString alphabet =
            QString::fromUtf8("ab,;\t\"'\n\r =+-@\\\xEF\xBB\xBFü🚀{}[]0") + QChar(0x85) + QChar(0x2028);
        std::mt19937 random(4711);
        QList<QStringList> records;
        for (int i = 0; i < 400; ++i) {
            QStringList fields;
            for (unsigned f = 0; f <= unsigned(i % 4); ++f) {
                QString field;
                for (unsigned c = random() % 7; c > 0; --c) {
                    const qsizetype at = random() % alphabet.size();
                    if (!alphabet.at(at).isSurrogate())
                        field += alphabet.at(at);
                }
                fields << field;
            }
            records << fields;
        }
        const QByteArray bytes = written(records, {separator, forSpreadsheets});
        Read result = readAll(bytes, separator);
        QVERIFY(result.problems.isEmpty());
        if (forSpreadsheets) {
            for (QStringList &record : result.records) {
                for (QString &field : record)
                    field = CsvWriter::unprotectedField(field);
            }
        }
        QCOMPARE(result.records, records);
    }

    void spreadsheetsRunNothing_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *field, const char *shown) {
            QTest::newRow(field) << QString::fromLatin1(field) << QString::fromLatin1(shown);
        };
        row("=HYPERLINK(\"http://evil\")", "'=HYPERLINK(\"http://evil\")");
        row("+1", "'+1");
        row("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0");
        row("@SUM(A1)", "'@SUM(A1)");
        row("\t=1", "'\t=1");
        row("\r=1", "'\r=1");
        row("'=1", "''=1"); // so that it comes back as it was
        row("'quoted'", "'quoted'");
        row("pump-7", "pump-7");
        row("", "");
    }

    void spreadsheetsRunNothing()
    {
        QFETCH(QString, field);
        QFETCH(QString, shown);
        QCOMPARE(CsvWriter::protectedField(field), shown);
        QCOMPARE(CsvWriter::unprotectedField(shown), field);
        const Read result = readAll(written({{field, QStringLiteral("x")}}, {',', true}), ',');
        QCOMPARE(result.records.first().first(), shown);
    }

    void fullDiskIsTold()
    {
        QFile full(QStringLiteral("/dev/full"));
        if (!full.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            QFAIL("no /dev/full");
        CsvWriter writer(full, {});
        writer.write({QStringLiteral("a")});
        QVERIFY(!writer.finish());
    }

    void aMillionLinesAreRead()
    {
        // Made as it is read: neither the file nor its records are ever in memory.
        class Many : public QIODevice
        {
        public:
            Many() { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
            bool isSequential() const override { return true; }

        protected:
            qint64 readData(char *data, qint64 most) override
            {
                while (m_left.size() < most && m_next <= 1'000'000)
                    m_left += m_next == 0 ? (++m_next, QByteArray("registrationId,policy\n"))
                                          : "pump-" + QByteArray::number(m_next++) + ",migrate\n";
                const qint64 size = std::min<qint64>(most, m_left.size());
                std::copy_n(m_left.constData(), size, data);
                m_left.remove(0, size);
                return size;
            }
            qint64 writeData(const char *, qint64) override { return -1; }

        private:
            QByteArray m_left;
            int m_next = 0;
        } many;
        CsvReader reader(many);
        CsvRecord record;
        qint64 records = 0;
        while (reader.next(record))
            ++records;
        QCOMPARE(records, 1'000'001);
        QCOMPARE(record.problem.has_value(), false);
    }
};

REHOME_TEST(CsvTest);
#include "CsvTest.moc"
