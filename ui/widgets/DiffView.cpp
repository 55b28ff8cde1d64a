// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DiffView.h"

#include <QtGui/QTextBlock>
#include <algorithm>
#include <vector>

namespace rehome::ui {

QList<DiffLine> diffLines(const QString &before, const QString &after)
{
    const QStringList a = before.isEmpty() ? QStringList() : before.split(QLatin1Char('\n'));
    const QStringList b = after.isEmpty() ? QStringList() : after.split(QLatin1Char('\n'));
    QList<DiffLine> result;
    constexpr qsizetype Limit = 2000;
    if (a.size() > Limit || b.size() > Limit) {
        for (const QString &line : a)
            result.append({DiffLine::Kind::Removed, line});
        for (const QString &line : b)
            result.append({DiffLine::Kind::Added, line});
        return result;
    }
    const auto rows = static_cast<std::size_t>(a.size());
    const auto columns = static_cast<std::size_t>(b.size());
    std::vector<int> longest((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> int & { return longest[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;) {
            const bool same = a.at(static_cast<qsizetype>(i)) == b.at(static_cast<qsizetype>(j));
            at(i, j) = same ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows || j < columns) {
        const auto ia = static_cast<qsizetype>(i);
        const auto jb = static_cast<qsizetype>(j);
        if (i < rows && j < columns && a.at(ia) == b.at(jb)) {
            result.append({DiffLine::Kind::Same, a.at(ia)});
            ++i;
            ++j;
        } else if (i < rows && (j == columns || at(i + 1, j) >= at(i, j + 1))) {
            result.append({DiffLine::Kind::Removed, a.at(ia)});
            ++i;
        } else {
            result.append({DiffLine::Kind::Added, b.at(jb)});
            ++j;
        }
    }
    return result;
}

QList<DiffLine> diffContext(const QList<DiffLine> &lines, int around)
{
    QList<bool> keep(lines.size(), false);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines.at(i).kind == DiffLine::Kind::Same)
            continue;
        for (qsizetype k = std::max<qsizetype>(0, i - around); k <= std::min(lines.size() - 1, i + around); ++k)
            keep[k] = true;
    }
    QList<DiffLine> result;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (keep.at(i))
            result.append(lines.at(i));
        else if (i == 0 || keep.at(i - 1))
            result.append({DiffLine::Kind::Same, QStringLiteral("…")});
    }
    return result;
}

DiffView::DiffView(const Theme &theme, const QString &name, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setAccessibleName(name);
    setFont(theme.font(TextRole::Mono));
    setReadOnly(true);
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void DiffView::setLines(QList<DiffLine> lines)
{
    m_lines = std::move(lines);
    QStringList text;
    for (const DiffLine &line : std::as_const(m_lines)) {
        const QString sign = line.kind == DiffLine::Kind::Added     ? QStringLiteral("+ ")
                             : line.kind == DiffLine::Kind::Removed ? QStringLiteral("- ")
                                                                    : QStringLiteral("  ");
        text << sign + line.text;
    }
    setPlainText(text.join(QLatin1Char('\n')));
    colour();
}

void DiffView::setTexts(const QString &before, const QString &after)
{
    setLines(diffContext(diffLines(before, after)));
}

void DiffView::colour()
{
    const Tokens &t = m_theme.tokens();
    QList<QTextEdit::ExtraSelection> selections;
    QTextBlock block = document()->begin();
    for (const DiffLine &line : std::as_const(m_lines)) {
        if (!block.isValid())
            break;
        QTextEdit::ExtraSelection fill;
        fill.cursor = QTextCursor(block);
        if (line.kind == DiffLine::Kind::Same) {
            fill.cursor.select(QTextCursor::LineUnderCursor);
            fill.format.setForeground(t.t3);
            selections << fill;
        } else {
            const bool added = line.kind == DiffLine::Kind::Added;
            fill.format.setBackground(added ? t.okbg : t.badbg);
            fill.format.setProperty(QTextFormat::FullWidthSelection, true);
            selections << fill;
            QTextEdit::ExtraSelection sign;
            sign.cursor = QTextCursor(block);
            sign.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
            sign.format.setForeground(added ? t.ok : t.bad);
            sign.format.setBackground(added ? t.okbg : t.badbg);
            sign.format.setFontWeight(QFont::DemiBold);
            selections << sign;
        }
        block = block.next();
    }
    setExtraSelections(selections);
}

void DiffView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace rehome::ui
