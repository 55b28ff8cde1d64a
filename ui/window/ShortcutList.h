// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QDialog>

class QAction;

namespace rehome::ui {

/// All keys of the window in one list (F1 or ?).
class ShortcutList : public QDialog
{
    Q_OBJECT
public:
    ShortcutList(const Theme &theme, const QList<QAction *> &actions, QWidget *parent);
};

} // namespace rehome::ui
