// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/ErrorDictionary.h"

#include "tests/support/TestRegistry.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::domain;

/// The error dictionary of resources/errors: complete, whole, translatable, and it finds what it should.
class ErrorDictionaryTest : public QObject
{
    Q_OBJECT

    static QByteArray file()
    {
        QFile file(QStringLiteral(REHOME_SOURCE_DIR "/resources/errors/errors.json"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static ErrorDictionary dictionary() { return ErrorDictionary::parse(file()).value_or(ErrorDictionary()); }

private slots:
    void everyEntryIsWhole()
    {
        const auto parsed = ErrorDictionary::parse(file());
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().detail));
        QVERIFY(parsed->entries().size() > 30);
        for (const ErrorEntry &entry : parsed->entries()) {
            QStringList all{entry.title, entry.means};
            all += entry.causes + entry.todo;
            for (const QString &text : std::as_const(all))
                QVERIFY2(!text.trimmed().isEmpty() && text == text.trimmed(), qPrintable(text));
        }
    }

    void textsAreTranslatable()
    {
        QStringList inFile;
        const ErrorDictionary known = dictionary();
        for (const ErrorEntry &entry : known.entries())
            inFile += QStringList{entry.title, entry.means} + entry.causes + entry.todo;
        inFile.sort();
        inFile.removeDuplicates();
        QStringList translatable = translatableErrorTexts();
        translatable.sort();
        QCOMPARE(translatable, inFile);
    }

    // Protocol facts, section 1 and how-to-troubleshoot-dps; 400004 is of azure-sdk-for-python #35368.
    void factsAreCovered_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {400004, 400207, 400208, 400209, 401002, 404201, 404202, 409203, 429001, 400, 401, 404,
                               405, 409, 412, 415, 429, 500})
            QTest::addRow("%d", code) << code;
    }
    void factsAreCovered()
    {
        QFETCH(int, code);
        const ErrorDictionary known = dictionary();
        QVERIFY(known.find(code));
        QCOMPARE(known.find(code)->code, code);
    }

    void everyCodeOfTheSourcesHasAnEntry()
    {
        // Six digits that begin like an HTTP status of refusal, and the words that simulated hubs answer with.
        static const QRegularExpression number(
            QStringLiteral("(?<![\\w.'x])((?:40[0-9]|41[0-5]|429|50[0-4])[0-2]\\d\\d)(?![\\w.'])"));
        static const QRegularExpression word(
            QStringLiteral("(?:hubError\\(\\s*\\d+|HubFault\\{\\s*\\d+|hubMethodError\\(\\s*\\d+),\\s*QStringLiteral\\("
                           "\"(\\w+)\"\\)"));
        const ErrorDictionary known = dictionary();
        QStringList missing;
        QSet<QString> found;
        for (const char *folder : {"models", "app", "ui"}) {
            QDirIterator walk(QStringLiteral(REHOME_SOURCE_DIR "/") + QLatin1String(folder),
                              {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                              QDirIterator::Subdirectories);
            while (walk.hasNext()) {
                QFile source(walk.next());
                QVERIFY(source.open(QIODevice::ReadOnly));
                const QString text = QString::fromUtf8(source.readAll());
                for (auto at = number.globalMatch(text); at.hasNext();) {
                    const QString code = at.next().captured(1);
                    found.insert(code);
                    if (!known.find(code.toInt()))
                        missing << source.fileName() + QLatin1Char(' ') + code;
                }
                for (auto at = word.globalMatch(text); at.hasNext();) {
                    const QString name = at.next().captured(1);
                    found.insert(name);
                    if (!known.findName(name))
                        missing << source.fileName() + QLatin1Char(' ') + name;
                }
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
        // The reader does read: these stand in the sources.
        for (const char *there : {"400207", "401002", "404103", "412001", "DeviceNotFound", "ThrottlingException",
                                  "DeviceNotOnline", "IotHubNotFound"})
            QVERIFY2(found.contains(QLatin1String(there)), there);
    }

    void unknownCodeFallsBackToItsStatus()
    {
        const ErrorDictionary known = dictionary();
        QVERIFY(!known.find(404999));
        QCOMPARE(known.findOrStatus(404999)->code, 404);
        QVERIFY(known.findOrStatus(404999)->name.isEmpty());
        QCOMPARE(known.findOrStatus(400209)->code, 400209);
        QVERIFY(!known.findOrStatus(0));
        QVERIFY(!known.findOrStatus(299123));
    }

    void hubsAnswerInAFailedRecordIsExplainedToo()
    {
        const ErrorDictionary known = dictionary();
        const QString answer = QStringLiteral(R"({"Message":"ErrorCode:IotHubUnauthorizedAccess;Unauthorized",)"
                                              R"("ExceptionMessage":"Tracking ID:4f2a91c0-TimeStamp:2026-01-01"})");
        QCOMPARE(hubWordOf(answer), QStringLiteral("IotHubUnauthorizedAccess"));
        QCOMPARE(trackingIdOf(answer), QStringLiteral("4f2a91c0"));
        const QList<ErrorEntry> found = known.explain(400209, answer);
        QCOMPARE(found.size(), 2);
        QCOMPARE(found.at(0).code, 400209);
        QCOMPARE(found.at(1).name, QStringLiteral("IotHubUnauthorizedAccess"));
        QCOMPARE(known.explain(400208, QStringLiteral("No hub.")).size(), 1);
        QCOMPARE(known.explain(0, QStringLiteral("ErrorCode:DeviceNotFound;x")).size(), 1);
        QVERIFY(known.explain(0, {}).isEmpty());
        QVERIFY(trackingIdOf(QStringLiteral("nothing")).isEmpty());
    }

    void refusesWhatIsNoDictionary_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("cut off") << QByteArray(R"({"errors":[{"code":400)");
        QTest::newRow("no errors") << QByteArray(R"({"errors":[]})");
        QTest::newRow("no text") << QByteArray(
            R"({"errors":[{"code":404,"title":"a","means":"","causes":["b"],"todo":["c"]}]})");
        QTest::newRow("no cause") << QByteArray(
            R"({"errors":[{"code":404,"title":"a","means":"m","causes":[],"todo":["c"]}]})");
        QTest::newRow("twice") << QByteArray(
            R"({"errors":[{"code":404,"title":"a","means":"m","causes":["b"],"todo":["c"]},
                                                 {"code":404,"title":"a","means":"m","causes":["b"],"todo":["c"]}]})");
    }
    void refusesWhatIsNoDictionary()
    {
        QFETCH(QByteArray, json);
        const auto parsed = ErrorDictionary::parse(json);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::BadInput);
    }
};

REHOME_TEST(ErrorDictionaryTest);
#include "ErrorDictionaryTest.moc"
