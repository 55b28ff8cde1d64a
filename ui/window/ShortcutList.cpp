// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ShortcutList.h"

#include <QtGui/QAction>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

ShortcutList::ShortcutList(const Theme &theme, const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(520, 560);
    auto *list = new QTreeWidget(this);
    list->setAccessibleName(windowTitle());
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAlternatingRowColors(true);
    list->setHeaderLabels({tr("Action"), tr("Keys")});
    const auto row = [list](const QString &what, const QString &keys) { new QTreeWidgetItem(list, {what, keys}); };
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            row(action->text().remove(QLatin1Char('&')), action->shortcut().toString(QKeySequence::NativeText));
    }
    row(tr("Focus the filter of this page"), QStringLiteral("/"));
    row(tr("Leave the field, clear the filter, close an overlay"), tr("Esc"));
    row(tr("Open the selected row in the inspector"), tr("Enter"));
    row(tr("Pause or resume on Live; select a row in tables"), tr("Space"));
    row(tr("Map, matrix, table"), QStringLiteral("M"));
    row(tr("Copy rows as table text, as JSON"), QStringLiteral("Ctrl+C, Ctrl+Shift+C"));
    row(tr("This list"), QStringLiteral("?"));
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setStretchLastSection(false);
    list->header()->resizeSection(1, 150);
    list->setFont(theme.font(TextRole::Body));
    auto *close = new QPushButton(tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->addWidget(list);
    column->addWidget(close, 0, Qt::AlignRight);
}

} // namespace rehome::ui
