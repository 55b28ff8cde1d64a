// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/LockControl.h"

namespace rehome::ui {

LockControl::LockControl(const Theme &theme, QWidget *parent)
    : QPushButton(parent)
    , m_theme(theme)
{
    connect(this, &QPushButton::clicked, this, [this] { Q_EMIT changeRequested(!m_allowed); });
    m_allowed = true;
    setAllowed(false);
}

void LockControl::setAllowed(bool allowed)
{
    if (m_allowed == allowed)
        return;
    m_allowed = allowed;
    setText(allowed ? tr("Edits allowed") : tr("Read-only"));
    setIcon(m_theme.icon(allowed ? QStringLiteral("unlock") : QStringLiteral("lock")));
    setToolTip(allowed ? tr("Edits are held until you apply them. Click to make this connection read-only again.")
                       : tr("Nothing can be edited on this connection. Click to allow edits."));
    setAccessibleName(allowed ? tr("Edits allowed, make read-only") : tr("Read-only, allow edits"));
}

} // namespace rehome::ui
