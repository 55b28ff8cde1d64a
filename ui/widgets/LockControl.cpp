// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/LockControl.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QMenu>
#include <array>

namespace rehome::ui {

using session::SafetyLevel;

QString safetyText(SafetyLevel level)
{
    switch (level) {
    case SafetyLevel::ReadOnly:
        return LockControl::tr("Read-only");
    case SafetyLevel::Confirm:
        return LockControl::tr("Edits: confirm");
    case SafetyLevel::Free:
        return LockControl::tr("Edits: free");
    }
    return {};
}

QString safetySentence(SafetyLevel level)
{
    switch (level) {
    case SafetyLevel::ReadOnly:
        return LockControl::tr("Read-only: nothing can be sent");
    case SafetyLevel::Confirm:
        return LockControl::tr("Confirm: edits are sent after a question, many after typing their number");
    case SafetyLevel::Free:
        return LockControl::tr("Free: edits are sent without a question; deletions still ask");
    }
    return {};
}

LockControl::LockControl(const Theme &theme, QWidget *parent)
    : QPushButton(parent)
    , m_theme(theme)
    , m_menu(new QMenu(this))
{
    auto *group = new QActionGroup(this);
    for (const SafetyLevel level : {SafetyLevel::ReadOnly, SafetyLevel::Confirm, SafetyLevel::Free}) {
        QAction *action = m_menu->addAction(safetySentence(level));
        action->setCheckable(true);
        group->addAction(action);
        m_actions << action;
        connect(action, &QAction::triggered, this, [this, level] {
            showLevel(m_level); // only asked: the mark follows when the connection has agreed
            if (level != m_level)
                Q_EMIT levelRequested(level);
        });
    }
    connect(this, &QPushButton::clicked, this, [this] { m_menu->popup(mapToGlobal(QPoint(0, height()))); });
    showLevel(m_level);
}

void LockControl::setLevel(SafetyLevel level)
{
    m_level = level;
    showLevel(level);
}

void LockControl::showLevel(SafetyLevel level)
{
    m_actions.at(static_cast<qsizetype>(level))->setChecked(true);
    setText(safetyText(level));
    setIcon(m_theme.icon(level == SafetyLevel::ReadOnly ? QStringLiteral("lock") : QStringLiteral("unlock")));
    setToolTip(tr("%1. Click to choose how careful this connection is.").arg(safetySentence(level)));
    setAccessibleName(tr("Safety level: %1").arg(safetyText(level)));
}

} // namespace rehome::ui
