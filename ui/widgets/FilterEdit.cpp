// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FilterEdit.h"

#include <QtGui/QInputMethodEvent>
#include <QtGui/QTextCharFormat>
#include <QtWidgets/QApplication>

namespace rehome::ui {

FilterEdit::FilterEdit(const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
{
    setFrame(false);
    QFont font = theme.font(TextRole::Mono);
    font.setPixelSize(theme.font(TextRole::Body).pixelSize());
    setFont(font);
    connect(this, &QLineEdit::textChanged, this, &FilterEdit::colour);
}

void FilterEdit::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void FilterEdit::setError(qsizetype position, qsizetype length)
{
    if (m_errorAt == position && m_errorLength == length)
        return;
    m_errorAt = position;
    m_errorLength = length;
    colour();
}

std::pair<int, int> FilterEdit::errorRange() const
{
    const qsizetype size = text().size();
    if (m_errorAt < 0 || size == 0)
        return {0, 0};
    const qsizetype start = qMin(m_errorAt, size - 1);
    return {static_cast<int>(start), static_cast<int>(qBound<qsizetype>(1, m_errorLength, size - start))};
}

void FilterEdit::colour()
{
    // A line edit has no rich text; formats of an empty preedit text are the public way to colour parts of it.
    QList<QInputMethodEvent::Attribute> attributes;
    QTextCharFormat key;
    key.setForeground(m_theme.tokens().t3);
    const QString content = text();
    int start = 0;
    bool quoted = false;
    for (int i = 0; i < content.size(); ++i) {
        const QChar c = content.at(i);
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (!quoted && c.isSpace())
            start = i + 1;
        else if (!quoted && c == QLatin1Char(':') && start >= 0) {
            attributes << QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, start - cursorPosition(),
                                                       i + 1 - start, key);
            start = -1;
        }
    }
    if (const auto [at, length] = errorRange(); length > 0) {
        QTextCharFormat wrong;
        wrong.setForeground(m_theme.tokens().bad);
        wrong.setUnderlineColor(m_theme.tokens().bad);
        wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        attributes << QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, at - cursorPosition(), length, wrong);
    }
    QInputMethodEvent event(QString(), attributes);
    QLineEdit::inputMethodEvent(&event);
}

} // namespace rehome::ui
