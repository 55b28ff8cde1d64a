// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/HeaderBar.h"

#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/LockControl.h"
#include "ui/window/CommandPalette.h"
#include "ui/window/ConnectionSwitcher.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

namespace rehome::ui {

HeaderBar::HeaderBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_switcher(new ConnectionSwitcher(theme, this))
    , m_refresh(new QPushButton(theme.icon(QStringLiteral("refresh"), IconTone::Text), tr("Refresh"), this))
    , m_pause(new QPushButton(theme.icon(QStringLiteral("pause"), IconTone::Text), tr("Pause"), this))
    , m_palette(new CommandPalette(theme, this))
    , m_hint(new ElidedLabel(theme, tr("Edits are held until you apply"), TextRole::Secondary, TextTone::Muted, this))
    , m_lock(new LockControl(theme, this))
    , m_pending(new QPushButton(this))
{
    setFixedHeight(44);
    setButtonKind(m_pending, ButtonKind::Pending);
    QFont font = theme.font(TextRole::Section);
    m_pending->setFont(font);
    m_pending->setToolTip(tr("Review unsent edits (Ctrl+S)"));
    m_refresh->setToolTip(tr("Refresh this page (F5)"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_switcher);
    row->addWidget(m_refresh);
    row->addWidget(m_pause);
    row->addStretch(1);
    row->addWidget(m_palette, 6);
    row->addStretch(1);
    row->addWidget(m_hint);
    row->addWidget(m_lock);
    row->addWidget(m_pending);
    setTabOrder(m_switcher, m_refresh);
    setTabOrder(m_refresh, m_pause);
    setTabOrder(m_pause, m_palette);
    setTabOrder(m_palette, m_lock);
    setTabOrder(m_lock, m_pending);
    arrange();
}

void HeaderBar::setConnected(bool connected)
{
    m_connected = connected;
    arrange();
}

void HeaderBar::setPendingCount(int count)
{
    m_count = count;
    m_pending->setText(count == 1 ? tr("1 pending change") : tr("%1 pending changes").arg(format::count(count)));
    arrange();
}

void HeaderBar::setPause(bool possible, bool paused)
{
    m_pause->setEnabled(possible);
    m_pause->setText(paused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(m_theme.icon(paused ? QStringLiteral("play") : QStringLiteral("pause"), IconTone::Text));
    m_pause->setToolTip(paused ? tr("Show new events again (Space)") : tr("Hold the picture still (Space)"));
}

void HeaderBar::arrange()
{
    m_refresh->setVisible(m_connected);
    m_pause->setVisible(m_connected);
    m_lock->setVisible(m_connected);
    m_pending->setVisible(m_connected && m_count > 0);
    // The sentence is the first to go when the window is narrow.
    m_hint->setVisible(m_connected && m_lock->isAllowed() && width() >= 1200);
}

void HeaderBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().win);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.tokens().line);
}

} // namespace rehome::ui
