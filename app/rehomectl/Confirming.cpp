// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Confirming.h"

#include <array>
#include <cstdio>
#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace rehome::ctl {

namespace {

bool somebodyCanBeAsked()
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stdin)) != 0;
#else
    return isatty(STDIN_FILENO) != 0;
#endif
}

} // namespace

QString sendingMistake(const Arguments &arguments)
{
    const int chosen = static_cast<int>(arguments.has(QStringLiteral("dry-run"))) +
                       static_cast<int>(arguments.has(QStringLiteral("plan"))) +
                       static_cast<int>(arguments.has(QStringLiteral("yes")));
    if (chosen > 1)
        return QStringLiteral("--dry-run, --plan and --yes exclude each other.");
    if (chosen == 0 && !somebodyCanBeAsked())
        return QStringLiteral("--yes is needed where nobody can be asked. --dry-run shows what would be sent.");
    return {};
}

bool isConfirmed(const Arguments &arguments, int count)
{
    if (arguments.has(QStringLiteral("yes")))
        return true;
    const bool plain = count <= mostByPlainYes;
    if (plain)
        std::fprintf(stderr, "Send this to %d enrollment%s? [y/N] ", count, count == 1 ? "" : "s");
    else
        std::fprintf(stderr, "Send this to %d enrollments? Type their number: ", count);
    std::fflush(stderr);
    std::array<char, 64> line{};
    if (!std::fgets(line.data(), static_cast<int>(line.size()), stdin))
        return false;
    const QString typed = QString::fromLocal8Bit(line.data()).trimmed().toLower();
    if (plain)
        return typed == QLatin1String("y") || typed == QLatin1String("yes");
    return typed == QString::number(count);
}

} // namespace rehome::ctl
