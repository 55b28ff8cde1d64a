// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/Layering.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using rehome::test::Layering;

/// The house's arrows hold in every include line and link line; and the reader that says so does find a forbidden one.
class LayeringTest : public QObject
{
    Q_OBJECT

private slots:
    void houseIncludesOnlyAllowed();
    void houseLinksOnlyAllowed();
    void findsForbiddenInclude_data();
    void findsForbiddenInclude();
    void findsForbiddenLink_data();
    void findsForbiddenLink();

private:
    static void write(const QDir &root, const QString &path, const QString &text);
};

void LayeringTest::write(const QDir &root, const QString &path, const QString &text)
{
    QVERIFY(root.mkpath(QFileInfo(path).path()));
    QFile file(root.filePath(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
}

void LayeringTest::houseIncludesOnlyAllowed()
{
    const Layering layering{QDir(QStringLiteral(REHOME_SOURCE_DIR))};
    const QStringList violations = layering.includeViolations();
    QVERIFY2(layering.filesRead() > 20, "hardly any file was read");
    QVERIFY2(violations.isEmpty(), qPrintable(violations.join(u'\n')));
}

void LayeringTest::houseLinksOnlyAllowed()
{
    const Layering layering{QDir(QStringLiteral(REHOME_SOURCE_DIR))};
    const QStringList violations = layering.linkViolations();
    QVERIFY2(layering.filesRead() > 8, "hardly any CMake file was read");
    QVERIFY2(violations.isEmpty(), qPrintable(violations.join(u'\n')));
}

void LayeringTest::findsForbiddenInclude_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("forbidden");

    const auto row = [](const char *name, const char *file, const char *line, bool forbidden) {
        QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(line) << forbidden;
    };
    row("models to app", "models/domain/A.h", "#include \"app/azure/B.h\"", true);
    row("models to ui", "models/items/A.h", "#include \"ui/B.h\"", true);
    row("domain to wire", "models/domain/A.h", "#include \"models/wire/B.h\"", true);
    row("app to ui", "app/session/A.cpp", "#include \"ui/B.h\"", true);
    row("service to session", "app/local/A.cpp", "#include \"app/session/B.h\"", true);
    row("devices to service", "app/devices/A.cpp", "#include \"app/local/B.h\"", true);
    row("ui to service", "ui/live/A.cpp", "#include \"app/local/B.h\"", true);
    row("ui to wire", "ui/live/A.cpp", "#include \"models/wire/B.h\"", true);
    row("command line to ui", "app/rehomectl/A.cpp", "#include \"ui/B.h\"", true);
    row("widget opens a socket", "ui/live/A.cpp", "#include <QtNetwork/QNetworkReply>", true);
    row("domain to Gui by class name", "models/domain/A.h", "#include <QColor>", true);
    row("client to Boost", "app/azure/A.cpp", "#include <boost/asio.hpp>", true);
    row("devices to Sql", "app/devices/A.cpp", "#include <QtSql/QSqlQuery>", true);
    row("command line to Widgets", "app/rehomectl/A.cpp", "#include <QtWidgets/QWidget>", true);
    row("a library nobody agreed on", "app/azure/A.cpp", "#include <fmt/format.h>", true);
    row("a folder nobody agreed on", "app/tools/A.cpp", "#include \"models/domain/B.h\"", true);
    row("relative path", "models/wire/A.cpp", "#include \"../domain/B.h\"", true);
    row("indented directive", "models/domain/A.h", "  #  include \"app/azure/B.h\"", true);

    row("wire to domain", "models/wire/A.h", "#include \"models/domain/B.h\"", false);
    row("wire to simdjson", "models/wire/A.cpp", "#include <simdjson.h>", false);
    row("own folder", "ui/live/A.cpp", "#include \"ui/B.h\"", false);
    row("client to Network", "app/azure/A.cpp", "#include <QtNetwork/QNetworkReply>", false);
    row("service to Boost", "app/local/A.cpp", "#include <boost/asio.hpp>", false);
    row("composition root to all", "app/rehome/A.cpp", "#include \"ui/B.h\"", false);
    row("C++ library", "models/domain/A.h", "#include <vector>", false);
    row("expected", "models/domain/A.h", "#include <tl/expected.hpp>", false);
    row("Qt Core by class name", "models/domain/A.h", "#include <QString>", false);
    row("a comment", "models/domain/A.h", "// #include \"app/azure/B.h\"", false);
    row("own moc", "app/session/A.cpp", "#include \"A.moc\"", false);
}

void LayeringTest::findsForbiddenInclude()
{
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(bool, forbidden);

    const QTemporaryDir folder;
    const QDir root(folder.path());
    for (const char *target :
         {"models/domain/B.h", "models/wire/B.h", "app/azure/B.h", "app/local/B.h", "app/session/B.h", "ui/B.h"})
        write(root, QString::fromLatin1(target), QStringLiteral("#pragma once\n"));
    write(root, file, QStringLiteral("#pragma once\n") + line + u'\n');

    const QStringList violations = Layering(root).includeViolations();
    QCOMPARE(violations.size(), forbidden ? 1 : 0);
    if (forbidden)
        QVERIFY2(violations.first().startsWith(file + QStringLiteral(":2: ")), qPrintable(violations.first()));
}

void LayeringTest::findsForbiddenLink_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("forbidden");
    QTest::newRow("domain to Network") << QStringLiteral("rehome_library(rehome_domain LINKS Qt6::Core Qt6::Network)")
                                       << true;
    QTest::newRow("service to session") << QStringLiteral("target_link_libraries(rehome_local PRIVATE rehome_session)")
                                        << true;
    QTest::newRow("command line to ui") << QStringLiteral("target_link_libraries(rehomectl PRIVATE\n    rehome_ui)")
                                        << true;
    QTest::newRow("unknown library") << QStringLiteral("rehome_library(rehome_wire LINKS fmt::fmt)") << true;
    QTest::newRow("wire") << QStringLiteral("rehome_library(rehome_wire LINKS rehome_domain Qt6::Core\n"
                                            "  PRIVATE_LINKS simdjson::simdjson PRECOMPILE <QtCore/QtCore>)")
                          << false;
    QTest::newRow("commented out") << QStringLiteral("# target_link_libraries(rehomectl PRIVATE rehome_ui)") << false;
}

void LayeringTest::findsForbiddenLink()
{
    QFETCH(QString, text);
    QFETCH(bool, forbidden);
    const QTemporaryDir folder;
    write(QDir(folder.path()), QStringLiteral("app/CMakeLists.txt"), text + u'\n');
    QCOMPARE(Layering(QDir(folder.path())).linkViolations().size(), forbidden ? 1 : 0);
}

REHOME_TEST(LayeringTest);
#include "LayeringTest.moc"
