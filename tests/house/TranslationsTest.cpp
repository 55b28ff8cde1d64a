// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRegistry.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QtTest>

/// The German translation is complete and fills the same places as the English text: a lost %1 is a lost number on the
/// screen.
class TranslationsTest : public QObject
{
    Q_OBJECT

private slots:
    void germanIsComplete();
    void placesAgree_data();
    void placesAgree();
    void englishHasEveryPlural();

private:
    struct Message
    {
        QString context;
        QString source;
        QStringList translations;
        bool numerus = false;
        bool finished = true;
    };
    static QList<Message> messages(const char *language);
    static QStringList places(const QString &text);
};

QList<TranslationsTest::Message> TranslationsTest::messages(const char *language)
{
    QFile file(QStringLiteral(REHOME_SOURCE_DIR "/translations/rehome_%1.ts").arg(QLatin1String(language)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Message> list;
    QXmlStreamReader xml(&file);
    QString context;
    Message message;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement() && xml.name() == QLatin1String("message")) {
            message.context = context;
            list << message;
        }
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("message")) {
            message = Message();
            message.numerus = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
        } else if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            message.finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            if (!message.numerus)
                message.translations << xml.readElementText();
        } else if (xml.name() == QLatin1String("numerusform")) {
            message.translations << xml.readElementText();
        }
    }
    return xml.hasError() ? QList<Message>() : list;
}

QStringList TranslationsTest::places(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%L?(\\d+|n)"));
    QStringList found;
    for (auto matches = place.globalMatch(text); matches.hasNext();)
        found << matches.next().captured(1);
    found.sort();
    found.removeDuplicates();
    return found;
}

void TranslationsTest::germanIsComplete()
{
    QStringList missing;
    for (const Message &message : messages("de")) {
        const bool empty = message.translations.isEmpty() || message.translations.contains(QString());
        if (!message.finished || empty)
            missing << QStringLiteral("%1: %2").arg(message.context, message.source);
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

void TranslationsTest::placesAgree_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QStringList>("translations");
    QTest::addColumn<bool>("numerus");
    int row = 0;
    for (const Message &message : messages("de")) {
        QTest::addRow("%d %s", row++, qPrintable(message.context))
            << message.source << message.translations << message.numerus;
    }
    // So that the table has a row even before the first text is marked for translation.
    QTest::newRow("itself") << QStringLiteral("%1 of %2") << QStringList{QStringLiteral("%1 von %2")} << false;
}

void TranslationsTest::placesAgree()
{
    QFETCH(QString, source);
    QFETCH(QStringList, translations);
    QFETCH(bool, numerus);
    QCOMPARE(translations.size(), numerus ? 2 : 1);
    for (const QString &translation : translations) {
        QStringList wanted = places(source);
        QStringList found = places(translation);
        // The singular may say "one" instead of the number.
        if (numerus) {
            wanted.removeAll(QStringLiteral("n"));
            found.removeAll(QStringLiteral("n"));
        }
        QCOMPARE(found, wanted);
        QCOMPARE(translation.endsWith(u'…'), source.endsWith(u'…'));
        QCOMPARE(translation.endsWith(u':'), source.endsWith(u':'));
        QCOMPARE(translation.startsWith(u' '), source.startsWith(u' '));
        QCOMPARE(translation.endsWith(u' '), source.endsWith(u' '));
    }
}

void TranslationsTest::englishHasEveryPlural()
{
    QStringList plurals;
    for (const Message &message : messages("de")) {
        if (message.numerus)
            plurals << message.context + u'/' + message.source;
    }
    QStringList filled;
    for (const Message &message : messages("en")) {
        QVERIFY2(message.finished && message.translations.size() == 2 && !message.translations.contains(QString()),
                 qPrintable(message.source));
        filled << message.context + u'/' + message.source;
    }
    plurals.sort();
    filled.sort();
    QCOMPARE(filled, plurals);
}

REHOME_TEST(TranslationsTest);
#include "TranslationsTest.moc"
