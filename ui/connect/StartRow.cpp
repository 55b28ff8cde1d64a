// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/StartRow.h"

#include "ui/window/ConnectionSwitcher.h"

#include <QtGui/QPainter>

namespace rehome::ui {

StartRow::StartRow(const Theme &theme, const QString &title, const QString &detail, const QString &icon,
                   QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_detail(detail)
    , m_icon(icon)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(detail);
    setFixedHeight(48);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(detail);
}

void StartRow::setBadge(const QString &word, std::optional<session::Environment> edge)
{
    m_badge = word;
    m_edge = edge;
    setAccessibleDescription(word.isEmpty() ? m_detail : word + QStringLiteral(", ") + m_detail);
    update();
}

void StartRow::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(underMouse() ? t.ctl : t.line, 1));
    painter.setBrush(isDown() ? t.accbg : underMouse() ? t.alt : t.surf);
    painter.drawRoundedRect(box, 4, 4);
    const QColor edge = m_edge ? environmentColor(t, *m_edge) : QColor();
    if (m_edge) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(edge);
        painter.drawRoundedRect(QRectF(0, 0, 4, height()), 2, 2);
    }
    if (hasFocus()) {
        painter.setPen(QPen(t.acc, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    painter.drawPixmap(16, 16, icons::pixmap(m_icon, t.t2, 16, devicePixelRatioF()));
    const QRect text(44, 6, width() - 56, 18);
    painter.setFont(m_theme.font(TextRole::Secondary));
    const int badge = m_badge.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(m_badge) + 12;
    painter.setPen(m_edge ? edge : t.t3);
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, m_badge);
    painter.setPen(t.t3);
    painter.drawText(text.translated(0, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_detail, Qt::ElideRight, text.width()));
    painter.setFont(m_theme.font(TextRole::Section));
    painter.setPen(t.t1);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(this->text(), Qt::ElideRight, text.width() - badge));
}

} // namespace rehome::ui
