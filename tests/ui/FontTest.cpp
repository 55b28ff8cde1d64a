// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRegistry.h"

#include <QtGui/QFontDatabase>
#include <QtGui/QFontInfo>
#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>

/// The fonts that the program takes from the system can draw what the program shows. On a machine without fonts Qt
/// draws boxes, or nothing, and every other test would pass all the same.
class FontTest : public QObject
{
    Q_OBJECT

private slots:
    void familiesExist();
    void drawsEachCharacter_data();
    void drawsEachCharacter();
    void fixedFontHasOneWidth();

private:
    static QImage drawn(const QFont &font, const QString &text);
};

QImage FontTest::drawn(const QFont &font, const QString &text)
{
    QImage image(64, 64, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    QPainter painter(&image);
    QFont large(font);
    large.setPixelSize(32);
    painter.setFont(large);
    painter.drawText(image.rect(), Qt::AlignCenter, text);
    return image;
}

void FontTest::familiesExist()
{
    QVERIFY2(!QFontDatabase::families().isEmpty(),
             "no font is installed: fonts-noto-core and fonts-dejavu-core are wanted");
    QVERIFY(!QFontInfo(QApplication::font()).family().isEmpty());
}

void FontTest::drawsEachCharacter_data()
{
    QTest::addColumn<bool>("fixed");
    QTest::addColumn<QString>("text");
    // Letters and digits, German, and the signs of the look: dashes, ellipsis, arrows, triangles, middle dot, times,
    // degree.
    const QString characters = QStringLiteral("ABgjxyz0189%/:äöüÄÖÜß–…·→←▲▼×≥≤");
    for (const QChar character : characters) {
        QTest::addRow("general U+%04X", character.unicode()) << false << QString(character);
        if (character.unicode() < 0x2190)
            QTest::addRow("fixed U+%04X", character.unicode()) << true << QString(character);
    }
}

void FontTest::drawsEachCharacter()
{
    QFETCH(bool, fixed);
    QFETCH(QString, text);
    const QFont font = fixed ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : QApplication::font();
    QImage blank(64, 64, QImage::Format_Grayscale8);
    blank.fill(Qt::white);

    const QImage picture = drawn(font, text);
    QVERIFY2(picture != blank, "nothing is drawn");
    // A private-use character that no font has shows what a missing glyph looks like.
    QVERIFY2(picture != drawn(font, QString(QChar(0xF8F1))), "the box of a missing glyph is drawn");
}

void FontTest::fixedFontHasOneWidth()
{
    const QFontMetrics metrics(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    QCOMPARE(metrics.horizontalAdvance(u'i'), metrics.horizontalAdvance(u'M'));
}

REHOME_TEST(FontTest);
#include "FontTest.moc"
