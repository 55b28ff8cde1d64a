// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/TerminationSignals.h"

#include <QtCore/QCoreApplication>

#ifdef _WIN32
#include <windows.h>
#else
#include <QtCore/QSocketNotifier>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace rehome::ctl {

#ifdef _WIN32

void quitOnTerminationSignals()
{
    SetConsoleCtrlHandler(
        [](DWORD) -> BOOL {
            QMetaObject::invokeMethod(qApp, [] { QCoreApplication::exit(0); }, Qt::QueuedConnection);
            return TRUE;
        },
        TRUE);
}

#else

namespace {
int s_pipe[2] = {-1, -1};
}

void quitOnTerminationSignals()
{
    if (pipe(s_pipe) != 0)
        return;
    for (const int end : s_pipe)
        fcntl(end, F_SETFD, FD_CLOEXEC);
    // Only write() is allowed in a handler; the notifier does the rest on the main thread.
    auto *notifier = new QSocketNotifier(s_pipe[0], QSocketNotifier::Read, qApp);
    QObject::connect(notifier, &QSocketNotifier::activated, qApp, [] { QCoreApplication::exit(0); });
    struct sigaction action = {};
    action.sa_handler = [](int) {
        const char byte = 1;
        const auto written = write(s_pipe[1], &byte, 1);
        static_cast<void>(written);
    };
    action.sa_flags = SA_RESTART;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
}

#endif

} // namespace rehome::ctl
