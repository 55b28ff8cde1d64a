// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/ShellText.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>

namespace rehome::fleet {

namespace {

constexpr QChar mark(0xE000); // private use: in no text of the protocol
constexpr qsizetype longLine = 100;

QString literal(const QString &text, Shell shell)
{
    QString quoted = text;
    // POSIX knows no escape within '…'; PowerShell doubles the quote, and takes the typographic ones for quotes as
    // well.
    if (shell == Shell::Posix)
        return u'\'' + quoted.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
    static const QRegularExpression quotes(QStringLiteral("(['\u2018\u2019\u201A\u201B])"));
    return u'\'' + quoted.replace(quotes, QStringLiteral("\\1\\1")) + u'\'';
}

QString variableOf(const QString &name, Shell shell)
{
    return shell == Shell::Posix ? QStringLiteral("\"$%1\"").arg(name) : QStringLiteral("$env:%1").arg(name);
}

bool isPlain(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:-][A-Za-z0-9_./:=-]*$"));
    return plain.match(text).hasMatch();
}

/// A text within double quotes of PowerShell and single ones of Python, safe in a batch file too: everything but
/// letters, digits and a few marks as an escape of Python.
QString pythonText(const QString &text)
{
    QString result = QStringLiteral("'");
    for (const uint point : text.toUcs4()) {
        const bool plain = (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') ||
                           (point >= 'a' && point <= 'z') ||
                           (point < 128 && strchr(" _-.,:;/()[]{}=+*?#@", int(point)));
        if (plain && point != 0)
            result += QChar(point);
        else if (point < 0x100)
            result += QStringLiteral("\\x%1").arg(point, 2, 16, QLatin1Char('0'));
        else if (point < 0x10000)
            result += QStringLiteral("\\u%1").arg(point, 4, 16, QLatin1Char('0'));
        else
            result += QStringLiteral("\\U%1").arg(point, 8, 16, QLatin1Char('0'));
    }
    return result + u'\'';
}

QString pythonLiteral(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("True") : QStringLiteral("False");
    case QJsonValue::String:
        return pythonText(value.toString());
    case QJsonValue::Array: {
        QStringList items;
        for (const QJsonValue &item : value.toArray())
            items << pythonLiteral(item);
        return u'[' + items.join(QLatin1String(", ")) + u']';
    }
    case QJsonValue::Object: {
        QStringList members;
        const QJsonObject object = value.toObject();
        for (auto at = object.begin(); at != object.end(); ++at)
            members << pythonText(at.key()) + QLatin1String(": ") + pythonLiteral(at.value());
        return u'{' + members.join(QLatin1String(", ")) + u'}';
    }
    case QJsonValue::Double: {
        const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromLatin1(wrapped.mid(1, wrapped.size() - 2));
    }
    default:
        return QStringLiteral("None");
    }
}

} // namespace

QString placeholder(const QString &variable)
{
    return mark + variable + mark;
}

QString shellWord(const QString &text, Shell shell)
{
    if (isPlain(text))
        return text;
    if (!text.contains(mark)) // 5.1 would drop an empty argument
        return text.isEmpty() && shell == Shell::PowerShell ? QStringLiteral("'\"\"'") : literal(text, shell);
    // Every second part is a variable's name.
    const QStringList parts = text.split(mark);
    QStringList words;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i % 2 == 1)
            words << variableOf(parts.at(i), shell);
        else if (!parts.at(i).isEmpty())
            words << literal(parts.at(i), shell);
    }
    if (shell == Shell::Posix || words.size() == 1)
        return words.join(QString());
    return u'(' + words.join(QLatin1String(" + ")) + u')';
}

QString azJsonWord(const QJsonObject &object, Shell shell)
{
    if (shell == Shell::PowerShell)
        return u'"' + pythonLiteral(object) + u'"';
    return shellWord(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)), shell);
}

QString commandLine(const QStringList &words, Shell shell)
{
    const QString one = words.join(u' ');
    if (one.size() <= longLine && !one.contains(u'\n'))
        return one;
    const QString next = shell == Shell::Posix ? QStringLiteral(" \\\n  ") : QStringLiteral(" `\n  ");
    QString text;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool option = words.at(i).startsWith(u'-');
        if (i > 0)
            text += option ? next : QStringLiteral(" ");
        text += words.at(i);
    }
    return text;
}

QString commentLine(const QString &text)
{
    return QLatin1String("# ") + QString(text).replace(u'\n', u' ');
}

} // namespace rehome::fleet
