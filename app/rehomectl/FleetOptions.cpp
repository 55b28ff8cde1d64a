// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/FleetOptions.h"

#include "app/rehomectl/Arguments.h"
#include "models/wire/Sas.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QUrl>
#include <cstdio>

namespace rehome::ctl {

namespace {

constexpr int mostDevices = 1'000'000, longestRun = 7 * 24 * 3600, fastest = 10'000;
constexpr qint64 longestLine = 1024 * 1024;
constexpr quint16 httpsPort = 443, mqttPort = 8883;
constexpr const char *keyVariable = "REHOME_GROUP_KEY";

QByteArray firstLineOf(const QString &file, QString &problem)
{
    QFile input(file);
    const bool isOpen =
        file == QLatin1String("-") ? input.open(stdin, QIODevice::ReadOnly) : input.open(QIODevice::ReadOnly);
    if (!isOpen)
        problem = QStringLiteral("%1 cannot be read: %2.").arg(file, input.errorString());
    return isOpen ? input.readLine(longestLine).trimmed() : QByteArray();
}

quint16 portOf(const QString &url, quint16 fallback)
{
    const QUrl parsed(url);
    return url.isEmpty() ? quint16{0} : static_cast<quint16>(parsed.port(fallback));
}

void readConnection(const QString &file, FleetOptions &out)
{
    const QByteArray line = firstLineOf(file, out.problem);
    if (!out.problem.isEmpty())
        return;
    const QJsonObject ready = QJsonDocument::fromJson(line).object();
    const auto text = [&ready](const char *key) { return ready.value(QLatin1String(key)).toString(); };
    const QUrl endpoint(text("endpoint"));
    out.settings.host = endpoint.host();
    out.settings.idScope = text("idScope");
    if (out.settings.host.isEmpty() || out.settings.idScope.isEmpty()) {
        out.problem =
            QStringLiteral("%1 holds no ready line of rehomectl serve. Give its first line of output.").arg(file);
        return;
    }
    out.settings.port = static_cast<quint16>(endpoint.port(httpsPort));
    out.settings.caCertificatePath = text("caCertificate");
    out.settings.hubPort = out.settings.port; // one port carries the service and its hubs
    out.settings.hubMqttPort = portOf(text("mqttEndpoint"), mqttPort);
    out.serviceConnectionString = text("serviceConnectionString");
}

void readEndpoint(Arguments &parsed, FleetOptions &out)
{
    const QString name = parsed.value(QStringLiteral("endpoint"));
    const QUrl url(name.contains(QLatin1String("://")) ? name : QStringLiteral("https://") + name);
    out.settings.host = url.host();
    out.settings.port = static_cast<quint16>(url.port(httpsPort));
    out.settings.idScope = parsed.value(QStringLiteral("id-scope"));
    out.settings.caCertificatePath = parsed.value(QStringLiteral("ca"));
    if (out.settings.host.isEmpty() || url.scheme() != QLatin1String("https"))
        parsed.fail(QStringLiteral("--endpoint needs HOST or HOST:PORT."));
    else if (out.settings.idScope.isEmpty())
        parsed.fail(QStringLiteral("--id-scope is needed with --endpoint."));
    const bool isLocal = out.settings.host.endsWith(QLatin1String("localhost"));
    out.settings.hubPort = isLocal ? out.settings.port : httpsPort;
    out.settings.hubMqttPort = isLocal ? quint16{0} : mqttPort;
}

void readBehaviour(Arguments &parsed, FleetOptions &out)
{
    QJsonObject behaviour;
    for (const auto &[option, member] : {std::pair("behaviour", "name"), {"sdk", "sdk"}})
        if (parsed.has(QLatin1String(option)))
            behaviour.insert(QLatin1String(member), parsed.value(QLatin1String(option)));
    const auto read =
        devices::behaviourFromJson(behaviour, QStringLiteral("--behaviour"), parsed.has(QStringLiteral("known")));
    if (read)
        out.behaviour = *read;
    else if (read.error().detail.endsWith(QLatin1String("sdk")))
        parsed.fail(
            QStringLiteral("--sdk must be one of %1.").arg(domain::clientProfileKeys().join(QStringLiteral(", "))));
    else
        parsed.fail(
            QStringLiteral("--behaviour must be one of %1.").arg(devices::behaviourNames().join(QStringLiteral(", "))));
}

void readGroupKey(Arguments &parsed, FleetOptions &out)
{
    if (parsed.has(QStringLiteral("group-key-file")))
        out.groupKey = QString::fromLatin1(firstLineOf(parsed.value(QStringLiteral("group-key-file")), out.problem));
    else
        out.groupKey = QString::fromLatin1(qgetenv(keyVariable)).trimmed();
    const bool isNeeded = !parsed.has(QStringLiteral("connect")) && parsed.error().isEmpty();
    if (isNeeded && out.groupKey.isEmpty() && out.problem.isEmpty())
        parsed.fail(QStringLiteral("a group key is needed: --group-key-file FILE, or %1 in the environment.")
                        .arg(QLatin1String(keyVariable)));
    if (!out.groupKey.isEmpty() && !wire::isValidSymmetricKey(out.groupKey))
        out.problem = QStringLiteral("the group key is not base64 of 16 to 64 bytes. Copy it again.");
}

void readUntil(Arguments &parsed, FleetOptions &out)
{
    const QString until = parsed.value(QStringLiteral("until"), QStringLiteral("assigned"));
    if (until == QLatin1String("assigned"))
        return;
    bool isNumber = false;
    const int seconds = until.toInt(&isNumber);
    if (!isNumber || seconds < 1 || seconds > longestRun)
        parsed.fail(QStringLiteral("--until needs \"assigned\" or a whole number of seconds."));
    else
        out.seconds = seconds;
}

} // namespace

FleetOptions fleetOptionsFrom(const QStringList &arguments)
{
    const auto names = [](std::initializer_list<const char *> all) {
        QStringList out;
        for (const char *name : all)
            out.append(QLatin1String(name));
        return out;
    };
    Arguments parsed(
        arguments,
        names({"connect", "endpoint", "id-scope", "ca", "group-key-file", "scenario", "devices", "group", "prefix",
               "api-version", "behaviour", "sdk", "rate", "reboots-per-minute", "until", "seed"}),
        names({"json", "no-hub", "known", "register-always"}));
    FleetOptions out;
    if (!parsed.positional().isEmpty())
        parsed.fail(QStringLiteral("%1 is not expected.").arg(parsed.positional().first()));
    const bool connects = parsed.has(QStringLiteral("connect"));
    if (connects == parsed.has(QStringLiteral("endpoint")))
        parsed.fail(QStringLiteral("either --connect FILE or --endpoint HOST is needed."));
    out.scenario = parsed.value(QStringLiteral("scenario"));
    out.group = parsed.value(QStringLiteral("group"));
    if (out.scenario.isEmpty() == out.group.isEmpty() && connects)
        parsed.fail(QStringLiteral("either --scenario NAME|FILE or --group ID is needed."));
    if (!out.scenario.isEmpty() && !connects)
        parsed.fail(QStringLiteral("--scenario needs --connect: its devices' keys are read from the service."));
    out.count = parsed.number(QStringLiteral("devices"), 1, mostDevices).value_or(out.count);
    out.prefix = parsed.value(QStringLiteral("prefix"), out.prefix);
    out.perSecond = parsed.number(QStringLiteral("rate"), 1, fastest).value_or(out.perSecond);
    out.rebootsPerMinute = parsed.number(QStringLiteral("reboots-per-minute"), 1, fastest * 60).value_or(0);
    out.settings.seed = static_cast<quint64>(parsed.number(QStringLiteral("seed"), 1, 1'000'000'000).value_or(1));
    out.apiVersion = parsed.value(QStringLiteral("api-version"), out.apiVersion);
    if (!domain::ApiVersion::parse(out.apiVersion))
        parsed.fail(QStringLiteral("--api-version needs a version such as 2019-03-31."));
    readUntil(parsed, out);
    if (out.rebootsPerMinute > 0 && !out.seconds)
        parsed.fail(QStringLiteral("--reboots-per-minute needs --until SECONDS."));
    readBehaviour(parsed, out);
    if (connects)
        readConnection(parsed.value(QStringLiteral("connect")), out);
    else if (parsed.error().isEmpty())
        readEndpoint(parsed, out);
    if (out.problem.isEmpty())
        readGroupKey(parsed, out);
    if (parsed.has(QStringLiteral("no-hub")))
        out.settings.hubPort = out.settings.hubMqttPort = 0;
    out.registersAlways = parsed.has(QStringLiteral("register-always"));
    out.json = parsed.has(QStringLiteral("json"));
    out.mistake = parsed.error();
    return out;
}

} // namespace rehome::ctl
