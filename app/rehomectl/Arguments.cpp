// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Arguments.h"

#include <cstdio>

namespace rehome::ctl {

Arguments::Arguments(const QStringList &arguments, const QStringList &valued, const QStringList &flags)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (!argument.startsWith(QLatin1String("--"))) {
            m_positional.append(argument);
            continue;
        }
        const qsizetype equals = argument.indexOf(QLatin1Char('='));
        const QString name = argument.mid(2, equals < 0 ? -1 : equals - 2);
        if (m_values.contains(name))
            fail(QStringLiteral("--%1 is given twice.").arg(name));
        if (flags.contains(name)) {
            if (equals >= 0)
                fail(QStringLiteral("--%1 takes no value.").arg(name));
            m_values.insert(name, QString());
        } else if (valued.contains(name)) {
            if (equals >= 0)
                m_values.insert(name, argument.mid(equals + 1));
            else if (i + 1 < arguments.size())
                m_values.insert(name, arguments.at(++i));
            else
                fail(QStringLiteral("--%1 needs a value.").arg(name));
        } else {
            fail(QStringLiteral("--%1 is not known.").arg(name));
        }
    }
}

void Arguments::fail(const QString &why)
{
    if (m_error.isEmpty())
        m_error = why;
}

std::optional<int> Arguments::number(const QString &name, int minimum, int maximum)
{
    if (!has(name))
        return std::nullopt;
    bool isNumber = false;
    const int number = value(name).toInt(&isNumber);
    if (!isNumber || number < minimum || number > maximum) {
        fail(QStringLiteral("--%1 needs a whole number from %2 to %3.").arg(name).arg(minimum).arg(maximum));
        return std::nullopt;
    }
    return number;
}

int wrongUsage(const QString &command, const QString &why)
{
    const QString name = command.isEmpty() ? QStringLiteral("rehomectl") : QStringLiteral("rehomectl ") + command;
    std::fprintf(stderr, "%s: %s\nTry: rehomectl help\n", qPrintable(name), qPrintable(why));
    return WrongUsage;
}

int refused(const QString &why)
{
    std::fprintf(stderr, "rehomectl: %s\n", qPrintable(why));
    return Refused;
}

void printLine(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

} // namespace rehome::ctl
