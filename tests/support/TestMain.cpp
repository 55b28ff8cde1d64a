// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRegistry.h"

#if REHOME_TEST_TLS
#include "app/azure/OpenSslAtExit.h"
#endif

#include <QtTest/QtTest>
#include <cstdio>
#include <cstring>
#include <vector>

#if REHOME_TEST_GUI
#include <QtWidgets/QApplication>
using TestApplication = QApplication;
#else
using TestApplication = QCoreApplication;
#endif

namespace {

/// Qt counts a thread as over before its thread-local data is freed. What OpenSSL keeps there would be called a leak if
/// the process ended in between: the threads of Qt Network are waited for, two seconds at most.
void waitForNetworkThreads()
{
#ifdef Q_OS_LINUX
    const auto anyLeft = [] {
        const QDir tasks(QStringLiteral("/proc/self/task"));
        for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QFile name(tasks.filePath(task + QStringLiteral("/comm")));
            if (name.open(QIODevice::ReadOnly) && name.readAll().startsWith("QNetworkAccess"))
                return true;
        }
        return false;
    };
    for (QDeadlineTimer patience(2000); anyLeft() && !patience.hasExpired();)
        QThread::msleep(2);
#endif
}

} // namespace

// test_<suite> [--class NAME] [Qt Test arguments]: runs one class, or all; a name that does not exist is a failure, not
// a pass.
int main(int argc, char **argv)
{
#if REHOME_TEST_TLS
    rehome::azure::keepOpenSslUntilProcessEnds();
#endif
    const char *wanted = nullptr;
    std::vector<char *> arguments;
    for (int i = 0; i < argc; ++i) {
        if (std::strcmp(argv[i], "--class") == 0 && i + 1 < argc)
            wanted = argv[++i];
        else
            arguments.push_back(argv[i]);
    }
    arguments.push_back(nullptr);
    int count = static_cast<int>(arguments.size()) - 1;
    TestApplication application(count, arguments.data());
    QCoreApplication::setOrganizationName(QStringLiteral("RehomeTest"));
    QCoreApplication::setApplicationName(QStringLiteral("rehome-test"));
    QStandardPaths::setTestModeEnabled(true);

    int failures = 0;
    int ran = 0;
    for (const auto &[name, make] : rehome::test::registry()) {
        if (wanted && name != wanted)
            continue;
        ++ran;
        const auto object = make();
        failures += QTest::qExec(object.get(), count, arguments.data());
    }
    if (ran == 0) {
        std::fprintf(stderr, "no test class %s here\n", wanted ? wanted : "at all");
        return 1;
    }
    waitForNetworkThreads();
    return failures == 0 ? 0 : 1;
}
