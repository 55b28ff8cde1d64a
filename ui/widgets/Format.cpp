// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Format.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

namespace rehome::ui {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("rehome::ui::Format", source);
}

} // namespace

QString format::count(qint64 value)
{
    QLocale locale;
    // The C locale has no thousands separators, but a person still has to read a million.
    if (locale.language() == QLocale::C)
        locale = QLocale(QLocale::English, QLocale::UnitedStates);
    locale.setNumberOptions(locale.numberOptions() & ~QLocale::OmitGroupSeparator);
    return locale.toString(value);
}

QString format::shortCount(qint64 value)
{
    if (value >= 1'000'000)
        return QLocale().toString(static_cast<double>(value) / 1e6, 'f', value < 10'000'000 ? 1 : 0) +
               QStringLiteral(" M");
    if (value >= 100'000)
        return QLocale().toString(value / 1000) + QStringLiteral(" k");
    return count(value);
}

QString format::span(qint64 seconds)
{
    if (seconds < 60)
        return text(QT_TRANSLATE_NOOP("rehome::ui::Format", "%1 s")).arg(seconds);
    if (seconds < 3600)
        return text(QT_TRANSLATE_NOOP("rehome::ui::Format", "%1 min")).arg(seconds / 60);
    if (seconds < 2 * 86400)
        return text(QT_TRANSLATE_NOOP("rehome::ui::Format", "%1 h")).arg(seconds / 3600);
    return text(QT_TRANSLATE_NOOP("rehome::ui::Format", "%1 d")).arg(seconds / 86400);
}

QString format::wait(qint64 milliseconds)
{
    if (milliseconds < 0)
        return QStringLiteral("–");
    return milliseconds < 10'000 ? text(QT_TRANSLATE_NOOP("rehome::ui::Format", "%1 s"))
                                       .arg(QLocale().toString(double(milliseconds) / 1000, 'f', 1))
                                 : span(milliseconds / 1000);
}

} // namespace rehome::ui
