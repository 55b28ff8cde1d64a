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
    QInputMethodEvent event(QString(), attributes);
    QLineEdit::inputMethodEvent(&event);
}

} // namespace rehome::ui
