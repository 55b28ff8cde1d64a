// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/FileRules.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QDirIterator>
#include <QtTest/QtTest>

namespace FileRules = rehome::test::FileRules;

/// Every file of the house keeps its habits; and the reader that says so does find each broken one.
class FileRulesTest : public QObject
{
    Q_OBJECT

private slots:
    void everyFileKeepsTheRules();
    void findsBrokenRule_data();
    void findsBrokenRule();
    void findsLongFile();
    void findsMissingLicence();
};

namespace {
const QString s_licence = QStringLiteral("// SPDX-License-Identifier: GPL-3.0-or-later\n");
}

void FileRulesTest::everyFileKeepsTheRules()
{
    const QDir root(QStringLiteral(REHOME_SOURCE_DIR));
    QStringList found;
    int files = 0;
    for (const char *folder : {"models", "app", "ui", "tests", "resources", "installer", "cmake"}) {
        QDirIterator walk(root.filePath(QString::fromLatin1(folder)),
                          {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.cmake"),
                           QStringLiteral("*.mjs"), QStringLiteral("CMakeLists.txt")},
                          QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = root.relativeFilePath(walk.next());
            // This class must name what it forbids.
            if (path.contains(QLatin1String("node_modules/")) || path.endsWith(QLatin1String("FileRulesTest.cpp")))
                continue;
            QFile file(root.filePath(path));
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
            found += FileRules::violations(path, QString::fromUtf8(file.readAll()));
            ++files;
        }
    }
    QVERIFY2(files > 50, "hardly any file was read");
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void FileRulesTest::findsBrokenRule_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("broken");

    const auto row = [](const char *path, const char *line, bool broken) {
        QTest::newRow(line) << QString::fromLatin1(path) << QString::fromLatin1(line) << broken;
    };
    row("ui/A.cpp", "// TODO: later", true);
    row("tests/ui/A.cpp", "// FIXME", true);
    row("models/domain/A.h", "// good enough for now", true);
    row("installer/A.cmake", "set(PATH /home/somebody/qt)", true);
    row("app/local/A.cpp", "QFile file(QStringLiteral(\"/tmp/x\"));", true);
    row("tests/ui/A.cpp", "QSKIP(\"no display\");", true);
    row("ui/A.cpp", "QEventLoop loop;", true);
    row("app/session/A.cpp", "qApp->processEvents();", true);
    row("app/azure/A.cpp", "QCoro::waitFor(task);", true);
    row("app/session/A.cpp", "future.waitForFinished();", true);
    row("app/devices/A.cpp", "QThread::msleep(5);", true);
    row("ui/A.cpp", "if (dialog.exec() == QDialog::Accepted)", true);
    row("ui/A.cpp", "menu->exec(position);", true);

    row("ui/A.cpp", "edit->setPlaceholderText(text);", false);
    row("tests/ui/A.cpp", "QEventLoop loop;", false);
    row("app/rehome/main.cpp", "return application.exec();", false);
    row("app/local/Store.cpp", "return query.exec();", false);
    row("ui/A.cpp", "execute(command);", false);
}

void FileRulesTest::findsBrokenRule()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(bool, broken);
    const QStringList found = FileRules::violations(path, s_licence + line + u'\n');
    QCOMPARE(found.size(), broken ? 1 : 0);
    if (broken)
        QVERIFY2(found.first().startsWith(path + QStringLiteral(":2: ")), qPrintable(found.first()));
}

void FileRulesTest::findsLongFile()
{
    const QString path = QStringLiteral("ui/A.cpp");
    const QString line = QStringLiteral("int x;\n");
    QCOMPARE(FileRules::violations(path, s_licence + line.repeated(FileRules::longestFile - 1)), QStringList());
    QCOMPARE(FileRules::violations(path, s_licence + line.repeated(FileRules::longestFile)).size(), 1);
}

void FileRulesTest::findsMissingLicence()
{
    QCOMPARE(FileRules::violations(QStringLiteral("ui/A.h"), QStringLiteral("#pragma once\n")).size(), 1);
    QCOMPARE(FileRules::violations(QStringLiteral("ui/CMakeLists.txt"), QStringLiteral("# text\n")), QStringList());
}

REHOME_TEST(FileRulesTest);
#include "FileRulesTest.moc"
