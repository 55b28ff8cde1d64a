// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

namespace rehome::desktop {

/// `--report-first-paint`: when the first page has been painted and handed to the screen, one line "painted
/// NANOSECONDS" on standard output, by the steady clock that all processes of the machine share; the program runs on.
/// For `./run bench`, which started the process and knows when. GUI thread.
class StartReport : public QObject
{
    Q_OBJECT
public:
    StartReport();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace rehome::desktop
