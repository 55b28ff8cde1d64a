// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/OpenSslAtExit.h"
#include "tests/bench/Bench.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSysInfo>
#include <QtCore/QThread>
#include <algorithm>
#include <cstdio>
#include <vector>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifdef REHOME_BENCH_GUI
#include <QtWidgets/QApplication>
using BenchApplication = QApplication;
#else
using BenchApplication = QCoreApplication;
#endif

namespace rehome::bench {

double medianMs(int repeats, const std::function<void()> &work)
{
    work();
    std::vector<double> times;
    for (int i = 0; i < std::max(1, repeats); ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

namespace {

// "Name:   value kB" out of one of Linux's text files; empty elsewhere.
QString procValue(const QString &path, const char *name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = file.readAll();
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith(name))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1)).trimmed();
    }
    return {};
}

qint64 kilobytes(const QString &text)
{
    return text.section(QLatin1Char(' '), 0, 0).toLongLong();
}

QString compiler()
{
#if defined(__clang__)
    return QStringLiteral("clang " __clang_version__);
#elif defined(__GNUC__)
    return QStringLiteral("GCC " __VERSION__);
#elif defined(_MSC_VER)
    return QStringLiteral("MSVC %1").arg(_MSC_VER);
#else
    return QStringLiteral("unknown");
#endif
}

QJsonObject machine()
{
    QString cpu = procValue(QStringLiteral("/proc/cpuinfo"), "model name");
    if (cpu.isEmpty())
        cpu = QSysInfo::currentCpuArchitecture();
    const qint64 memory = kilobytes(procValue(QStringLiteral("/proc/meminfo"), "MemTotal"));
    return {
        {QStringLiteral("cpu"), cpu},
        {QStringLiteral("cores"), QThread::idealThreadCount()},
        {QStringLiteral("memory"), memory > 0 ? QStringLiteral("%1 MB").arg(memory / 1024) : QStringLiteral("?")},
        {QStringLiteral("system"), QSysInfo::prettyProductName()},
        {QStringLiteral("Qt"), QString::fromLatin1(qVersion())},
        {QStringLiteral("compiler"), compiler()},
        {QStringLiteral("build"), QStringLiteral(REHOME_BENCH_BUILD)},
    };
}

void print(const QString &line)
{
    std::fputs(qPrintable(line + QLatin1Char('\n')), stdout);
    std::fflush(stdout);
}

QString number(double value)
{
    return QString::number(value, 'f', value >= 100 ? 0 : value >= 1 ? 1 : 3);
}

void printRow(const Row &row)
{
    QString target = QStringLiteral("-");
    if (row.target) {
        target = (row.higherIsBetter ? QStringLiteral("at least ") : QStringLiteral("at most ")) + number(*row.target) +
                 (row.isMet() ? QStringLiteral("  met") : QStringLiteral("  MISSED"));
    }
    print(
        QStringLiteral("  %1 %2 %3 %4")
            .arg(row.what.leftJustified(62), number(row.value).rightJustified(12), row.unit.leftJustified(10), target));
}

} // namespace

qint64 residentBytes()
{
    return kilobytes(procValue(QStringLiteral("/proc/self/status"), "VmRSS")) * 1024;
}

qint64 heldBytes()
{
    releaseFreedMemory();
    return kilobytes(procValue(QStringLiteral("/proc/self/status"), "RssAnon")) * 1024;
}

void releaseFreedMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace rehome::bench

int main(int argc, char **argv)
{
    rehome::azure::keepOpenSslUntilProcessEnds();
    using namespace rehome::bench;
    BenchApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Measures Rehome. Exit code 0 whatever the figures are: they depend on the machine."));
    const QCommandLineOption only(
        QStringLiteral("area"), QStringLiteral("Only this area; may be given more than once."), QStringLiteral("name"));
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("JSON instead of a table."));
    parser.addOptions({only, json});
    parser.addHelpOption();
    parser.process(application);
    const QStringList wanted = parser.values(only);
    for (const QString &name : wanted) {
        if (areas().find(name) == areas().end()) {
            std::fprintf(stderr, "no area %s\n", qPrintable(name));
            return 2;
        }
    }

    const QJsonObject data = machine();
    QJsonArray rows;
    if (!parser.isSet(json)) {
        for (auto it = data.begin(); it != data.end(); ++it)
            print(QStringLiteral("%1 %2").arg((it.key() + QLatin1Char(':')).leftJustified(10),
                                              it.value().toVariant().toString()));
    }
    for (const auto &[name, run] : areas()) {
        if (!wanted.isEmpty() && !wanted.contains(name))
            continue;
        if (!parser.isSet(json))
            print(QStringLiteral("\n%1").arg(name));
        for (const Row &row : run()) {
            if (!parser.isSet(json))
                printRow(row);
            QJsonObject object{{QStringLiteral("area"), name},
                               {QStringLiteral("what"), row.what},
                               {QStringLiteral("value"), row.value},
                               {QStringLiteral("unit"), row.unit},
                               {QStringLiteral("met"), row.isMet()}};
            if (row.target)
                object.insert(QStringLiteral("target"), *row.target);
            rows.append(object);
        }
    }
    if (parser.isSet(json)) {
        const QJsonObject all{{QStringLiteral("machine"), data}, {QStringLiteral("rows"), rows}};
        std::fputs(QJsonDocument(all).toJson(QJsonDocument::Indented).constData(), stdout);
    }
    return 0;
}
