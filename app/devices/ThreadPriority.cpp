// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/ThreadPriority.h"

#include <QtCore/QtGlobal>

#if defined(Q_OS_LINUX)
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#elif defined(Q_OS_MACOS)
#include <pthread.h>
#elif defined(Q_OS_WIN)
#include <windows.h>
#endif

namespace rehome::devices {

void lowerThisThread()
{
#if defined(Q_OS_LINUX)
    // On Linux a niceness belongs to the thread when its own ID is named.
    const int ofProgram = getpriority(PRIO_PROCESS, static_cast<id_t>(getpid()));
    (void)setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)),
                      ofProgram + 10); // at most 19, the system sees to it
#elif defined(Q_OS_MACOS)
    (void)pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0);
#elif defined(Q_OS_WIN)
    (void)SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL);
#endif
}

} // namespace rehome::devices
