// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rate/HeadroomInspector.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Format.h"

#include <QtGui/QPainter>

namespace rehome::ui {

namespace {
constexpr int line = 22;
}

HeadroomInspector::HeadroomInspector(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Headroom"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::MinimumExpanding);
}

void HeadroomInspector::setFacts(HeadroomFacts facts)
{
    m_facts = std::move(facts);
    setAccessibleDescription(
        tr("%1 of %2 registrations a minute used").arg(m_facts.usedPerMinute).arg(m_facts.limitPerMinute));
    update();
}

int HeadroomInspector::section(QPainter &painter, int y, const QString &title) const
{
    painter.setFont(m_theme.font(TextRole::Section));
    painter.setPen(m_theme.tokens().t1);
    painter.drawText(QRect(inner().left(), y + 16, inner().width(), line), Qt::AlignLeft | Qt::AlignVCenter, title);
    return y + 16 + line + 2;
}

int HeadroomInspector::paintHero(QPainter &painter, int y) const
{
    const Tokens &tokens = m_theme.tokens();
    const bool known = m_facts.usedPerMinute >= 0;
    const qint64 free = m_facts.limitPerMinute - m_facts.usedPerMinute;
    const double share =
        known && m_facts.limitPerMinute > 0 ? double(m_facts.usedPerMinute) / double(m_facts.limitPerMinute) : 0;
    const QColor color = !known ? tokens.t3 : share >= 1 ? tokens.bad : share >= 0.8 ? tokens.warn : tokens.ok;
    painter.setFont(m_theme.font(TextRole::Hero));
    painter.setPen(color);
    const QString figure = known ? format::count(std::max<qint64>(0, free)) : QStringLiteral("–");
    const int heroHeight = painter.fontMetrics().height();
    painter.drawText(QRect(inner().left(), y, inner().width(), heroHeight), Qt::AlignLeft | Qt::AlignVCenter, figure);
    const int after = painter.fontMetrics().horizontalAdvance(figure) + 12;
    painter.setFont(m_theme.font(TextRole::Body));
    painter.setPen(tokens.t2);
    painter.drawText(QRect(inner().left() + after, y, inner().width() - after, heroHeight),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                     known ? tr("more registrations a minute") : tr("not watched yet"));
    y += heroHeight + 4;
    const QRect bar(inner().left(), y, inner().width(), 10);
    painter.setPen(QPen(tokens.ctl, 1));
    painter.setBrush(tokens.surf);
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
    painter.fillRect(QRectF(bar.left() + 1, bar.top() + 1, (bar.width() - 2) * std::min(1.0, share), bar.height() - 2),
                     share >= 1 ? tokens.bad : tokens.acc);
    y += 14;
    painter.setFont(m_theme.font(TextRole::Secondary));
    painter.setPen(tokens.t2);
    const QRect words(inner().left(), y, inner().width(), line);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                     known ? tr("at least %1 used").arg(format::count(m_facts.usedPerMinute)) : QString());
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, format::count(m_facts.limitPerMinute));
    return y + line;
}

int HeadroomInspector::paintSources(QPainter &painter, int y) const
{
    const Tokens &tokens = m_theme.tokens();
    y = section(painter, y, tr("Where the figures come from"));
    for (const HeadroomFacts::Source &source : m_facts.sources) {
        painter.setFont(m_theme.font(TextRole::Body));
        painter.setPen(tokens.t1);
        const QRect row(inner().left(), y, inner().width(), line);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, source.figure);
        const int width = inner().width() - painter.fontMetrics().horizontalAdvance(source.figure) - 8;
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(source.name, Qt::ElideRight, width));
        y += line;
        painter.setFont(m_theme.font(TextRole::Secondary));
        painter.setPen(tokens.t3);
        const QRect words =
            painter.boundingRect(QRect(inner().left(), y - 2, inner().width(), 200), Qt::TextWordWrap, source.meaning);
        painter.drawText(QRect(inner().left(), y - 2, inner().width(), words.height() + 2), Qt::TextWordWrap,
                         source.meaning);
        y += words.height() + 4;
    }
    return y;
}

int HeadroomInspector::paintBusiest(QPainter &painter, int y) const
{
    const Tokens &tokens = m_theme.tokens();
    y = section(painter, y, tr("Busiest in the last 5 minutes"));
    qint64 all = 0;
    for (const HeadroomFacts::Busy &busy : m_facts.busiest)
        all += busy.count;
    painter.setFont(m_theme.font(TextRole::Body));
    if (m_facts.busiest.isEmpty()) {
        painter.setPen(tokens.t3);
        painter.drawText(QRect(inner().left(), y, inner().width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("No registration seen."));
        return y + line;
    }
    for (const HeadroomFacts::Busy &busy : m_facts.busiest) {
        const QRect row(inner().left(), y, inner().width(), 24);
        painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), tokens.grid);
        painter.setPen(tokens.t1);
        painter.drawText(row.adjusted(0, 0, -100, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(busy.name, Qt::ElideMiddle, row.width() - 104));
        painter.drawText(row.adjusted(0, 0, -46, 0), Qt::AlignRight | Qt::AlignVCenter, format::count(busy.count));
        painter.setPen(tokens.t3);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter,
                         tr("%1 %").arg(qRound(100.0 * double(busy.count) / double(std::max<qint64>(1, all)))));
        y += 24;
    }
    return y;
}

int HeadroomInspector::paintNote(QPainter &painter, int y) const
{
    if (m_facts.note.isEmpty())
        return y;
    const Tokens &tokens = m_theme.tokens();
    y += 16;
    painter.setFont(m_theme.font(TextRole::Secondary));
    const QRect words = painter.boundingRect(QRect(inner().left() + 10, y + 8, inner().width() - 20, 300),
                                             Qt::TextWordWrap, m_facts.note);
    const QRect box(inner().left(), y, inner().width(), words.height() + 16);
    painter.setPen(m_facts.noteIsWarning ? tokens.warnln : tokens.line);
    painter.setBrush(m_facts.noteIsWarning ? tokens.warnbg : tokens.surf);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(tokens.t1);
    painter.drawText(QRect(inner().left() + 10, y + 8, inner().width() - 20, words.height() + 2), Qt::TextWordWrap,
                     m_facts.note);
    return y + box.height();
}

void HeadroomInspector::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    int y = paintHero(painter, 8);
    y = paintSources(painter, y);
    y = paintBusiest(painter, y);
    y = paintNote(painter, y) + 16;
    if (y != m_height) {
        m_height = y;
        setMinimumHeight(y);
    }
}

} // namespace rehome::ui
