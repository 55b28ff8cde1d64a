// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/Options.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QRegularExpression>

namespace rehome::desktop {

namespace {

// One table for parsing and for --help. The scenario is optional behind --demo, so it is taken as a positional
// argument.
void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Reprovisioning workbench for Azure IoT Hub Device Provisioning Service"));
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")});
    parser.addOption({QStringLiteral("version"), QStringLiteral("Show the version.")});
    parser.addOption(
        {QStringLiteral("demo"),
         QStringLiteral("Open the demo fleet on an embedded local service; SCENARIO is a name or a file.")});
    parser.addOption({QStringLiteral("connect"), QStringLiteral("Open a saved connection, by name or ID."),
                      QStringLiteral("PROFILE")});
    parser.addOption({QStringLiteral("screenshots"),
                      QStringLiteral("With --demo: save one PNG per page and walkthrough step, then exit."),
                      QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("size"), QStringLiteral("Size of the screenshots."),
                      QStringLiteral("WIDTHxHEIGHT"), QStringLiteral("1440x900")});
    parser.addOption(
        {QStringLiteral("theme"), QStringLiteral("light or dark, for this run."), QStringLiteral("THEME")});
    parser.addOption({QStringLiteral("language"), QStringLiteral("en or de, for this run."), QStringLiteral("CODE")});
    parser.addOption({QStringLiteral("page"),
                      QStringLiteral("Only this page: start, live, devices, enrollments, rate."),
                      QStringLiteral("NAME")});
    QCommandLineOption report(QStringLiteral("report-first-paint"));
    report.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(report);
    parser.addPositionalArgument(QStringLiteral("SCENARIO"), QStringLiteral("Scenario of the demo."),
                                 QStringLiteral("[SCENARIO]"));
}

Failure wrong(const QString &message)
{
    return Failure({.kind = ErrorKind::BadInput, .message = message});
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QStringList(QStringLiteral("rehome")) + arguments))
        return wrong(parser.errorText());
    Options options;
    options.showHelp = parser.isSet(QStringLiteral("help"));
    options.showVersion = parser.isSet(QStringLiteral("version"));
    options.reportFirstPaint = parser.isSet(QStringLiteral("report-first-paint"));
    options.demo = parser.isSet(QStringLiteral("demo"));
    options.profile = parser.value(QStringLiteral("connect"));
    options.screenshots = parser.value(QStringLiteral("screenshots"));
    options.theme = parser.value(QStringLiteral("theme"));
    options.language = parser.value(QStringLiteral("language"));
    options.page = parser.value(QStringLiteral("page"));
    const QStringList scenarios = parser.positionalArguments();
    if (!scenarios.isEmpty() && !options.demo)
        return wrong(QStringLiteral("Unexpected argument \"%1\". A scenario goes with --demo.").arg(scenarios.first()));
    if (scenarios.size() > 1)
        return wrong(QStringLiteral("One scenario at a time; \"%1\" is too many.").arg(scenarios.at(1)));
    if (!scenarios.isEmpty())
        options.scenario = scenarios.first();
    if (!options.screenshots.isEmpty() && !options.demo)
        return wrong(QStringLiteral("--screenshots goes with --demo."));
    if (options.demo && !options.profile.isEmpty())
        return wrong(QStringLiteral("--demo and --connect exclude each other."));
    static const QRegularExpression size(QStringLiteral("^(\\d{3,5})x(\\d{3,5})$"));
    const QRegularExpressionMatch match = size.match(parser.value(QStringLiteral("size")));
    if (!match.hasMatch())
        return wrong(QStringLiteral("--size takes WIDTHxHEIGHT, for example 1440x900."));
    options.size = QSize(match.captured(1).toInt(), match.captured(2).toInt());
    const auto oneOf = [](const QString &value, const QStringList &allowed) {
        return value.isEmpty() || allowed.contains(value);
    };
    if (!oneOf(options.theme, {QStringLiteral("light"), QStringLiteral("dark")}))
        return wrong(QStringLiteral("--theme takes light or dark."));
    if (!oneOf(options.language, {QStringLiteral("en"), QStringLiteral("de")}))
        return wrong(QStringLiteral("--language takes en or de."));
    if (!oneOf(options.page, {QStringLiteral("start"), QStringLiteral("live"), QStringLiteral("devices"),
                              QStringLiteral("enrollments"), QStringLiteral("rate")}))
        return wrong(QStringLiteral("--page takes start, live, devices, enrollments or rate."));
    return options;
}

QString helpText()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace rehome::desktop
