// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/Application.h"
#include "app/rehome/ScreenshotRun.h"

#include <QtWidgets/QApplication>
#include <cstdio>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
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
    if (options->showHelp || options->showVersion) {
        std::printf("%s", qPrintable(options->showHelp ? helpText() : QStringLiteral("rehome " REHOME_VERSION "\n")));
        return 0;
    }
    Application rehome(*options);
    ScreenshotRun screenshots(rehome, *options);
    rehome.start();
    if (!options->screenshots.isEmpty())
        screenshots.start();
    return QApplication::exec();
}
