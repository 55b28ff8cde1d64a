// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/CtlProcess.h"

#include <QtTest/QtTest>
#include <csignal>

namespace rehome::test {

namespace {

QString program()
{
    return QStringLiteral(REHOME_BINARY_DIR "/bin/rehomectl");
}

} // namespace

CtlResult runCtl(const QStringList &arguments, const QString &input)
{
    QProcess process;
    if (!input.isEmpty())
        process.setStandardInputFile(input);
    process.start(program(), arguments);
    if (!process.waitForFinished(20'000)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), "did not end"};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QString writeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &contents)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size() ? file.fileName() : QString();
}

ServeProcess::~ServeProcess()
{
    killNow();
}

bool ServeProcess::start(const QStringList &arguments)
{
    process.start(program(), QStringList{QStringLiteral("serve")} + arguments);
    m_line.clear();
    while (!process.canReadLine())
        if (!process.waitForReadyRead(20'000))
            return false;
    m_line = process.readLine();
    m_ready = QJsonDocument::fromJson(m_line).object();
    return true;
}

QByteArray ServeProcess::errors()
{
    m_errors += process.readAllStandardError();
    return m_errors;
}

local::ServiceEndpoint ServeProcess::endpoint() const
{
    const auto text = [](const QJsonObject &object, const char *name) {
        return object.value(QLatin1String(name)).toString();
    };
    local::ServiceEndpoint out;
    out.endpoint = text(m_ready, "endpoint");
    out.idScope = text(m_ready, "idScope");
    out.serviceConnectionString = text(m_ready, "serviceConnectionString");
    out.caCertificatePath = text(m_ready, "caCertificate");
    for (const QJsonValue &hub : m_ready.value(QLatin1String("hubs")).toArray())
        out.hubs.append({text(hub.toObject(), "hostName"), text(hub.toObject(), "connectionString")});
    return out;
}

void ServeProcess::killNow()
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.kill();
    process.waitForFinished(5000);
}

int ServeProcess::endBy(int signal)
{
    ::kill(static_cast<pid_t>(process.processId()), signal);
    if (!process.waitForFinished(5000) || process.exitStatus() != QProcess::NormalExit)
        return -1;
    return process.exitCode();
}

bool EnrollmentsAtService::start(const QByteArray &scenario)
{
    const QString name = file(QStringLiteral("scenario.json"), scenario);
    if (!m_serve.start({QStringLiteral("--data"), path(QStringLiteral("data")), QStringLiteral("--scenario"), name}))
        return false;
    m_ready = file(QStringLiteral("ready.json"), m_serve.readyLine());
    return !m_ready.isEmpty();
}

CtlResult EnrollmentsAtService::enrollments(const QStringList &words, const QString &input) const
{
    return runCtl(QStringList{QStringLiteral("enrollments")} + words +
                      QStringList{QStringLiteral("--connection"), m_ready},
                  input);
}

QStringList EnrollmentsAtService::idsWith(const QString &filter) const
{
    QStringList list;
    const CtlResult listed =
        enrollments({QStringLiteral("list"), QStringLiteral("--json"), QStringLiteral("--filter"), filter});
    const QJsonArray array = QJsonDocument::fromJson(listed.out).array();
    for (const QJsonValue value : array)
        list.append(value.toObject().value(QLatin1String("id")).toString());
    return list;
}

} // namespace rehome::test
