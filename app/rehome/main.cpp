// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/OpenSslAtExit.h"
#include "app/rehome/Application.h"
#include "app/rehome/ScreenshotRun.h"
#include "app/rehome/StartReport.h"

#include <QtWidgets/QApplication>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>

namespace {

/// --help and --version also answer where there is no display.
bool asksForText(int argc, char **argv)
{
    return std::any_of(argv + 1, argv + std::max(argc, 1), [](std::string_view argument) {
        return argument == "--help" || argument == "-h" || argument == "--version";
    });
}

int printText(const rehome::desktop::Options &options)
{
    using rehome::desktop::helpText;
    std::printf("%s", qPrintable(options.showHelp ? helpText() : QStringLiteral("rehome " REHOME_VERSION "\n")));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    rehome::azure::keepOpenSslUntilProcessEnds();
    if (asksForText(argc, argv)) {
        const QCoreApplication application(argc, argv);
        const auto options = rehome::desktop::parseOptions(QCoreApplication::arguments().mid(1));
        if (options && (options->showHelp || options->showVersion))
            return printText(*options);
    }
    const QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Rehome"));
    QApplication::setApplicationName(QStringLiteral("rehome"));
    QApplication::setApplicationDisplayName(QStringLiteral("Rehome"));
    QApplication::setApplicationVersion(QStringLiteral(REHOME_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.github.rehome.Rehome"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/rehome.svg")));

    using namespace rehome::desktop;
    const rehome::Result<Options> options = parseOptions(QCoreApplication::arguments().mid(1));
    if (!options) {
        std::fprintf(stderr, "rehome: %s\n", qPrintable(options.error().message));
        return 2;
    }
    if (options->showHelp || options->showVersion)
        return printText(*options);
    Application rehome(*options);
    ScreenshotRun screenshots(rehome, *options);
    std::optional<StartReport> report;
    if (options->reportFirstPaint)
        report.emplace();
    rehome.start();
    if (!options->screenshots.isEmpty())
        screenshots.start();
    return QApplication::exec();
}
