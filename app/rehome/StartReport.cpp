// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/StartReport.h"

#include "ui/window/Page.h"

#include <QtCore/QEvent>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>
#include <chrono>
#include <cstdio>

namespace rehome::desktop {

StartReport::StartReport()
{
    qApp->installEventFilter(this);
}

bool StartReport::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Paint)
        return false;
    // Of the page or of anything in it: a page without a background of its own gets no paint event.
    for (QObject *object = watched; object; object = object->parent()) {
        if (!qobject_cast<ui::Page *>(object))
            continue;
        qApp->removeEventFilter(this);
        // This is the first of one pass over the window; the next turn comes after its flush.
        QTimer::singleShot(0, this, [] {
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            std::printf("painted %lld\n",
                        static_cast<long long>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()));
            std::fflush(stdout);
        });
        break;
    }
    return false;
}

} // namespace rehome::desktop
