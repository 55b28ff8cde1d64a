// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ServiceLimits.h"
#include "app/rehomectl/Arguments.h"
#include "app/rehomectl/Commands.h"
#include "app/rehomectl/ControlSocket.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTimer>
#include <QtNetwork/QLocalSocket>

namespace rehome::ctl {

namespace {

constexpr std::chrono::seconds answerLimit{15};
constexpr qint64 largestCertificate = 32'768;

QString usageMistake(const QStringList &words)
{
    const QString kind = words.value(0);
    if (kind == QLatin1String("hub")) {
        static const QStringList modes{QStringLiteral("slow"),  QStringLiteral("throttle"), QStringLiteral("dead"),
                                       QStringLiteral("up"),    QStringLiteral("link"),     QStringLiteral("unlink"),
                                       QStringLiteral("rotate")};
        const QString word = words.value(2), value = words.value(3);
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        const bool weighs =
            words.size() == 4 && word == QLatin1String("weight") && isNumber && number >= 1 && number <= 1000;
        const bool hasUnits =
            words.size() == 4 && word == QLatin1String("units") && isNumber && number >= 1 && number <= 200;
        const bool applies = words.size() == 4 && word == QLatin1String("apply") &&
                             (value == QLatin1String("on") || value == QLatin1String("off"));
        return (words.size() == 3 && modes.contains(word)) || weighs || hasUnits || applies
                   ? QString()
                   : QStringLiteral("hub NAME slow|throttle|dead|up|link|unlink|rotate, hub NAME weight 1 to 1000, "
                                    "hub NAME units 1 to 200, or hub NAME apply on|off is needed.");
    }
    if (kind == QLatin1String("allocation")) {
        static const QStringList policies{QStringLiteral("hashed"), QStringLiteral("geoLatency"),
                                          QStringLiteral("static")};
        return words.size() == 2 && policies.contains(words.at(1))
                   ? QString()
                   : QStringLiteral("allocation hashed|geoLatency|static is needed.");
    }
    if (kind == QLatin1String("quota")) {
        const auto *entry = local::ServiceLimits::byWord(words.value(1));
        if (words.size() != 3 || !entry)
            return QStringLiteral("quota %1 N is needed.").arg(local::ServiceLimits::words());
        bool isNumber = false;
        const int limit = words.at(2).toInt(&isNumber);
        return isNumber && limit >= 1 && limit <= entry->maximum
                   ? QString()
                   : QStringLiteral("quota %1 N with N from 1 to %2 is needed.").arg(words.at(1)).arg(entry->maximum);
    }
    if (kind == QLatin1String("certificate")) {
        const QString action = words.value(1);
        const bool known = (action == QLatin1String("add") && words.size() == 4) ||
                           (action == QLatin1String("remove") && words.size() == 3) ||
                           (action == QLatin1String("list") && words.size() == 2);
        return known ? QString() : QStringLiteral("certificate add NAME FILE, remove NAME or list is needed.");
    }
    if (words == QStringList{QStringLiteral("scenario"), QStringLiteral("step")})
        return {};
    return QStringLiteral("hub, allocation, quota, certificate or scenario step is needed.");
}

} // namespace

int controlCommand(const QStringList &arguments)
{
    const QString name = QStringLiteral("control");
    const Arguments parsed(arguments, {QStringLiteral("data")}, {QStringLiteral("json")});
    if (!parsed.error().isEmpty())
        return wrongUsage(name, parsed.error());
    if (parsed.value(QStringLiteral("data")).isEmpty())
        return wrongUsage(name, QStringLiteral("--data DIR is needed."));
    if (const QString mistake = usageMistake(parsed.positional()); !mistake.isEmpty())
        return wrongUsage(name, mistake);

    const QString folder = parsed.value(QStringLiteral("data"));
    QStringList words = parsed.positional();
    if (words.first() == QLatin1String("certificate") && words.size() == 4) {
        // The service may run in another folder and as another user: it gets the text, not the name of the file.
        QFile file(words.at(3));
        if (!file.open(QIODevice::ReadOnly))
            return refused(QStringLiteral("%1 cannot be read: %2.").arg(words.at(3), file.errorString()));
        words[3] = QString::fromLatin1(file.read(largestCertificate).toBase64());
    }
    const QString order = words.join(QLatin1Char(' '));
    QLocalSocket socket;
    QByteArray line;
    QObject::connect(&socket, &QLocalSocket::connected, &socket, [&] {
        socket.write(QJsonDocument(QJsonObject{{QStringLiteral("order"), order}}).toJson(QJsonDocument::Compact) +
                     '\n');
    });
    QObject::connect(&socket, &QLocalSocket::readyRead, &socket, [&] { line += socket.readAll(); });
    QObject::connect(&socket, &QLocalSocket::disconnected, qApp, [] { QCoreApplication::exit(0); });
    QObject::connect(&socket, &QLocalSocket::errorOccurred, qApp, [] { QCoreApplication::exit(0); });
    QTimer::singleShot(answerLimit, qApp, [] { QCoreApplication::exit(0); });
    QTimer::singleShot(0, &socket, [&] { socket.connectToServer(controlSocketName(folder)); });
    QCoreApplication::exec();
    line += socket.readAll();

    if (line.isEmpty())
        return refused(
            QStringLiteral("no service answers on the data folder %1. Start it with rehomectl serve.").arg(folder));
    const ControlAnswer answer = controlAnswerFromLine(line);
    if (!answer.done)
        return refused(answer.message);
    printLine(parsed.has(QStringLiteral("json")) ? controlAnswerLine(answer) : answer.message.toUtf8());
    return Done;
}

} // namespace rehome::ctl
