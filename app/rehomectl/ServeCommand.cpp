// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/LocalService.h"
#include "app/rehomectl/Arguments.h"
#include "app/rehomectl/Commands.h"
#include "app/rehomectl/ControlSocket.h"
#include "app/rehomectl/TerminationSignals.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtNetwork/QHostAddress>
#include <cstdio>

namespace rehome::ctl {

namespace {

constexpr int perMinuteLimit = 1'000'000;
constexpr int delayLimitMs = 600'000, webhookTimeoutLimitMs = 300'000;
constexpr int pageLimit = 100'000;

struct ListenAt
{
    QString address;
    quint16 port = 0;
};

/// "127.0.0.1:0", "[::1]:8443", "localhost:8443".
std::optional<ListenAt> listenAt(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    if (colon <= 0)
        return std::nullopt;
    ListenAt out;
    bool isNumber = false;
    out.port = text.mid(colon + 1).toUShort(&isNumber);
    out.address = text.left(colon);
    if (out.address.startsWith(QLatin1Char('[')) && out.address.endsWith(QLatin1Char(']')))
        out.address = out.address.mid(1, out.address.size() - 2);
    else if (out.address.contains(QLatin1Char(':')))
        return std::nullopt;
    if (out.address == QLatin1String("localhost"))
        out.address = QStringLiteral("127.0.0.1");
    if (!isNumber || QHostAddress(out.address).isNull())
        return std::nullopt;
    return out;
}

/// "records=5,polls=10" into `limits`; a sentence when something is wrong.
QString readQuotas(const QString &text, QHash<QString, int> &limits)
{
    for (const QString &part : text.split(QLatin1Char(','))) {
        const QString word = part.section(QLatin1Char('='), 0, 0).trimmed();
        const auto *entry = local::ServiceLimits::byWord(word);
        if (!entry)
            return QStringLiteral("--quota needs NAME=N; the names are %1.").arg(local::ServiceLimits::words());
        bool isNumber = false;
        const int limit = part.section(QLatin1Char('='), 1).toInt(&isNumber);
        if (!isNumber || limit < 1 || limit > entry->maximum)
            return QStringLiteral("--quota %1 needs a whole number from 1 to %2.").arg(word).arg(entry->maximum);
        limits.insert(word, limit);
    }
    return {};
}

struct ServeOptions
{
    local::ServiceSettings settings;
    QString scenario;
    QString mistake;
};

ServeOptions optionsFrom(const QStringList &arguments)
{
    Arguments parsed(arguments,
                     {QStringLiteral("data"), QStringLiteral("listen"), QStringLiteral("mqtt-listen"),
                      QStringLiteral("also-name"), QStringLiteral("scenario"),
                      QStringLiteral("registrations-per-minute"), QStringLiteral("operations-per-minute"),
                      QStringLiteral("assign-delay-ms"), QStringLiteral("max-page"), QStringLiteral("quota"),
                      QStringLiteral("sync"), QStringLiteral("webhook-timeout-ms"), QStringLiteral("webhook-ca")},
                     {});
    ServeOptions out;
    local::ServiceSettings &settings = out.settings;
    settings.dataFolder = parsed.value(QStringLiteral("data"));
    if (!parsed.positional().isEmpty())
        parsed.fail(QStringLiteral("%1 is not expected.").arg(parsed.positional().first()));
    if (settings.dataFolder.isEmpty())
        parsed.fail(QStringLiteral("--data DIR is needed."));
    for (const QString &option : {QStringLiteral("listen"), QStringLiteral("mqtt-listen")}) {
        if (!parsed.has(option))
            continue;
        const auto at = listenAt(parsed.value(option));
        if (!at) {
            parsed.fail(QStringLiteral("--%1 needs ADDRESS:PORT.").arg(option));
        } else if (option == QLatin1String("listen")) {
            settings.listenAddress = at->address;
            settings.port = at->port;
        } else {
            settings.serveMqtt = true;
            settings.mqttListenAddress = at->address;
            settings.mqttPort = at->port;
        }
    }
    for (const QString &name :
         parsed.value(QStringLiteral("also-name")).toLower().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        static const QRegularExpression dnsName(QStringLiteral("^[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*$"));
        if (!dnsName.match(name).hasMatch())
            parsed.fail(QStringLiteral("--also-name needs DNS names, separated by commas."));
        settings.alsoNames.append(name);
    }
    settings.registrationsPerMinute = parsed.number(QStringLiteral("registrations-per-minute"), 1, perMinuteLimit);
    settings.operationsPerMinute = parsed.number(QStringLiteral("operations-per-minute"), 1, perMinuteLimit);
    settings.assignDelayMs = parsed.number(QStringLiteral("assign-delay-ms"), 0, delayLimitMs);
    settings.maxPage = parsed.number(QStringLiteral("max-page"), 1, pageLimit).value_or(settings.maxPage);
    if (parsed.has(QStringLiteral("quota")))
        if (const QString why = readQuotas(parsed.value(QStringLiteral("quota")), settings.limits); !why.isEmpty())
            parsed.fail(why);
    settings.webhookTimeoutMs = parsed.number(QStringLiteral("webhook-timeout-ms"), 1, webhookTimeoutLimitMs)
                                    .value_or(settings.webhookTimeoutMs);
    settings.webhookCaFile = parsed.value(QStringLiteral("webhook-ca"));
    if (parsed.has(QStringLiteral("webhook-ca")) && settings.webhookCaFile.isEmpty())
        parsed.fail(QStringLiteral("--webhook-ca needs a file."));
    const QString sync = parsed.value(QStringLiteral("sync"), QStringLiteral("normal"));
    if (sync != QLatin1String("full") && sync != QLatin1String("normal"))
        parsed.fail(QStringLiteral("--sync needs full or normal."));
    settings.syncFull = sync == QLatin1String("full");
    out.scenario = parsed.value(QStringLiteral("scenario"));
    if (parsed.has(QStringLiteral("scenario")) && out.scenario.isEmpty())
        parsed.fail(QStringLiteral("--scenario needs a name or a file."));
    out.mistake = parsed.error();
    return out;
}

void warnWhenReachable(const QString &address)
{
    if (QHostAddress(address).isLoopback())
        return;
    std::fprintf(stderr,
                 "rehomectl: WARNING: the service listens on %s and can be reached from other machines.\n"
                 "rehomectl: WARNING: it is made for development: use it on trusted networks only.\n",
                 qPrintable(address));
}

} // namespace

int serveCommand(const QStringList &arguments)
{
    ServeOptions options = optionsFrom(arguments);
    if (!options.mistake.isEmpty())
        return wrongUsage(QStringLiteral("serve"), options.mistake);
    if (!options.scenario.isEmpty()) {
        auto scenario = local::loadScenario(options.scenario);
        if (!scenario)
            return refused(scenario.error().message);
        options.settings.scenario = std::move(*scenario);
    }
    // Before the start, so that an early signal ends the program in order as well.
    quitOnTerminationSignals();
    warnWhenReachable(options.settings.listenAddress);
    if (options.settings.serveMqtt && options.settings.mqttListenAddress != options.settings.listenAddress)
        warnWhenReachable(options.settings.mqttListenAddress);

    local::LocalService service;
    const auto endpoint = service.start(options.settings);
    if (!endpoint)
        return refused(endpoint.error().message + (endpoint.error().detail.isEmpty()
                                                       ? QString()
                                                       : QStringLiteral(" (%1)").arg(endpoint.error().detail)));
    ControlSocket control([&service](const QString &order) {
        const auto outcome = service.control(order);
        return outcome ? ControlAnswer{true, *outcome} : ControlAnswer{false, outcome.error().message};
    });
    if (!control.listen(options.settings.dataFolder))
        std::fputs("rehomectl: the control socket cannot be opened; rehomectl control will not reach this service.\n",
                   stderr);
    printLine(endpoint->readyLine());
    QCoreApplication::exec();
    service.stop();
    return Done;
}

} // namespace rehome::ctl
