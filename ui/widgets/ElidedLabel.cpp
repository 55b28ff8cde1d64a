// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ElidedLabel.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

namespace rehome::ui {

QColor toneColor(const Tokens &tokens, TextTone tone)
{
    switch (tone) {
    case TextTone::Text:
        return tokens.t1;
    case TextTone::Secondary:
        return tokens.t2;
    case TextTone::Muted:
        return tokens.t3;
    case TextTone::Accent:
        return tokens.acc;
    case TextTone::Ok:
        return tokens.ok;
    case TextTone::Warning:
        return tokens.warn;
    case TextTone::Bad:
        return tokens.bad;
    case TextTone::Pending:
        return tokens.pend;
    }
    return tokens.t1;
}

ElidedLabel::ElidedLabel(const Theme &theme, QWidget *parent)
    : ElidedLabel(theme, {}, TextRole::Body, TextTone::Text, parent)
{
}

ElidedLabel::ElidedLabel(const Theme &theme, const QString &text, TextRole role, TextTone tone, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(text)
    , m_role(role)
    , m_tone(tone)
{
    setFont(theme.font(role));
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setRole(TextRole role)
{
    m_role = role;
    setFont(m_theme.font(role));
    updateGeometry();
}

void ElidedLabel::setTone(TextTone tone)
{
    if (m_tone == tone)
        return;
    m_tone = tone;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(m_text) + 1, metrics.height() + 2};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 24), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(isEnabled() ? toneColor(m_theme.tokens(), m_tone) : m_theme.tokens().ctl);
    painter.drawText(rect(), static_cast<int>(m_alignment) | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_text, m_elide, width()));
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (sizeHint().width() > width() + 1)
            QToolTip::showText(help->globalPos(), m_text, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace rehome::ui
