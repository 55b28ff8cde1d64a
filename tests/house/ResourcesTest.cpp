// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRegistry.h"

#include <QtCore/QDir>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QtTest>

/// Every icon file is carried by a program that links rehome_resources, and is drawn as the look asks: 16 px, 1.5 px
/// strokes, black only, because the ui tints it.
class ResourcesTest : public QObject
{
    Q_OBJECT

private slots:
    void iconIsEmbedded_data() { icons(); }
    void iconIsEmbedded();
    void iconIsMonochrome_data() { icons(); }
    void iconIsMonochrome();

private:
    static void icons();
};

void ResourcesTest::icons()
{
    QTest::addColumn<QString>("name");
    const QDir folder(QStringLiteral(REHOME_SOURCE_DIR "/resources/icons"));
    const QStringList names = folder.entryList({QStringLiteral("*.svg")}, QDir::Files);
    QVERIFY(names.size() > 30);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void ResourcesTest::iconIsEmbedded()
{
    QFETCH(QString, name);
    QFile embedded(QStringLiteral(":/icons/") + name);
    QFile source(QStringLiteral(REHOME_SOURCE_DIR "/resources/icons/") + name);
    QVERIFY2(embedded.open(QIODevice::ReadOnly), qPrintable(embedded.fileName()));
    QVERIFY(source.open(QIODevice::ReadOnly));
    QCOMPARE(embedded.readAll(), source.readAll());
}

void ResourcesTest::iconIsMonochrome()
{
    QFETCH(QString, name);
    QFile file(QStringLiteral(REHOME_SOURCE_DIR "/resources/icons/") + name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QVERIFY(xml.readNextStartElement());
    if (name != QLatin1String("rehome.svg")) {
        QCOMPARE(xml.attributes().value(QLatin1String("viewBox")), QLatin1String("0 0 16 16"));
        QCOMPARE(xml.attributes().value(QLatin1String("stroke-width")), QLatin1String("1.5"));
        QCOMPARE(xml.attributes().value(QLatin1String("stroke")), QLatin1String("#000000"));
    }
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement() || name == QLatin1String("rehome.svg"))
            continue;
        for (const char *colour : {"stroke", "fill"}) {
            const auto value = xml.attributes().value(QLatin1String(colour));
            QVERIFY2(value.isEmpty() || value == QLatin1String("none") || value == QLatin1String("#000000"),
                     qPrintable(name));
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
}

REHOME_TEST(ResourcesTest);
#include "ResourcesTest.moc"
