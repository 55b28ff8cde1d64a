// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FactList.h"

#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolTip>

namespace rehome::ui {

namespace {
constexpr int line = 22;
constexpr int sectionGap = 14;
} // namespace

FactList::FactList(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FactList::setSections(QList<FactSection> sections)
{
    if (m_sections == sections)
        return;
    m_sections = std::move(sections);
    QStringList words;
    for (const FactSection &section : std::as_const(m_sections)) {
        for (const Fact &fact : section.facts)
            words << fact.name + QStringLiteral(": ") + fact.value;
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QList<FactList::Place> FactList::places(int width) const
{
    QList<Place> result;
    const QFontMetrics body(m_theme.font(TextRole::Body));
    int y = 0;
    for (int s = 0; s < m_sections.size(); ++s) {
        const FactSection &section = m_sections[s];
        if (!section.title.isEmpty()) {
            y += s > 0 ? sectionGap : 0;
            result.append({QRect(0, y, width, line + 2), {}, true, s, -1});
            y += line + 2;
        }
        for (int f = 0; f < section.facts.size(); ++f) {
            const Fact &fact = section.facts[f];
            const int nameWidth = body.horizontalAdvance(fact.name);
            const int valueWidth = body.horizontalAdvance(fact.value);
            Place place{{}, {}, false, s, f};
            if (fact.name.isEmpty() || nameWidth + valueWidth + 16 > width) {
                if (!fact.name.isEmpty()) {
                    place.name = QRect(0, y, width, line);
                    y += line - 2;
                }
                const QRect wrapped = body.boundingRect(QRect(0, 0, width, 2000), Qt::TextWordWrap, fact.value);
                place.value = QRect(0, y, width, std::max(line, wrapped.height() + 4));
                y += place.value.height();
            } else {
                place.name = QRect(0, y, nameWidth + 2, line);
                place.value = QRect(nameWidth + 8, y, width - nameWidth - 8, line);
                y += line;
            }
            result.append(place);
        }
    }
    return result;
}

int FactList::heightForWidth(int width) const
{
    const QList<Place> all = places(width);
    return all.isEmpty() ? 0 : std::max(all.last().name.bottom(), all.last().value.bottom()) + 1;
}

QSize FactList::sizeHint() const
{
    const int wide = width() > 100 ? width() : 288;
    return {wide, heightForWidth(wide)};
}

void FactList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &tokens = m_theme.tokens();
    for (const Place &place : places(width())) {
        const FactSection &section = m_sections[place.section];
        if (place.heading) {
            painter.setFont(m_theme.font(TextRole::Section));
            painter.setPen(tokens.t1);
            painter.drawText(place.name, Qt::AlignLeft | Qt::AlignVCenter, section.title);
            continue;
        }
        const Fact &fact = section.facts[place.fact];
        painter.setFont(m_theme.font(TextRole::Body));
        if (!place.name.isNull()) {
            painter.setPen(tokens.t2);
            painter.drawText(place.name, Qt::AlignLeft | Qt::AlignVCenter, fact.name);
        }
        painter.setPen(toneColor(tokens, fact.tone));
        const bool below = place.name.isNull() || place.value.top() > place.name.top();
        painter.drawText(place.value,
                         below ? int(Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap)
                               : int(Qt::AlignRight | Qt::AlignVCenter),
                         fact.value);
    }
}

const Fact *FactList::factAt(const QPoint &pos) const
{
    for (const Place &place : places(width())) {
        if (!place.heading && (place.name.contains(pos) || place.value.contains(pos)))
            return &m_sections[place.section].facts[place.fact];
    }
    return nullptr;
}

bool FactList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const Fact *fact = factAt(help->pos());
        QToolTip::showText(help->globalPos(), fact ? fact->toolTip : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

void FactList::contextMenuEvent(QContextMenuEvent *event)
{
    const Fact *fact = factAt(event->pos());
    if (!fact)
        return;
    const QString value = fact->value;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Copy %1").arg(fact->name.isEmpty() ? tr("value") : fact->name)), &QAction::triggered,
            this, [value] { QGuiApplication::clipboard()->setText(value); });
    menu->popup(event->globalPos());
}

} // namespace rehome::ui
