// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/CommandPalette.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QStyledItemDelegate>
#include <algorithm>

namespace rehome::ui {

namespace {

constexpr int MaxRows = 12;
constexpr int RowHeight = 30;

class PaletteDelegate final : public QStyledItemDelegate
{
public:
    PaletteDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = m_theme.tokens();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->fillRect(option.rect, selected ? t.sel : t.surf);
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(option.rect.left() + 10, option.rect.center().y() - 7,
                            icons::pixmap(index.data(Qt::UserRole + 1).toString(), selected ? t.acc : t.t2, 16, ratio));
        const QString detail = index.data(Qt::UserRole).toString();
        const QRect text = option.rect.adjusted(36, 0, -12, 0);
        painter->setFont(m_theme.font(TextRole::Secondary));
        painter->setPen(selected ? t.t2 : t.t3);
        const int room = detail.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(detail) + 12;
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, detail);
        painter->setFont(m_theme.font(TextRole::Body));
        painter->setPen(t.t1);
        painter->drawText(
            text.adjusted(0, 0, -room, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width() - room));
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, RowHeight}; }

private:
    const Theme &m_theme;
};

} // namespace

CommandPalette::CommandPalette(const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
{
    setPlaceholderText(tr("Go to a device, hub, page or command"));
    setAccessibleName(tr("Command palette"));
    setTextMargins(26, 0, 56, 0);
    setFixedHeight(30);
    setMaximumWidth(500);
    setMinimumWidth(160);
    connect(this, &QLineEdit::textEdited, this, &CommandPalette::refresh);
}

void CommandPalette::addProvider(PaletteProvider *provider)
{
    m_providers << provider;
}

int CommandPalette::score(const QString &text, const QString &candidate)
{
    if (text.isEmpty())
        return 1;
    int points = 0;
    qsizetype at = 0;
    qsizetype previous = -2;
    for (const QChar c : text) {
        if (c.isSpace())
            continue;
        const qsizetype found = candidate.indexOf(c, at, Qt::CaseInsensitive);
        if (found < 0)
            return 0;
        points += 1;
        if (found == previous + 1)
            points += 4;
        if (found == 0 || !candidate.at(found - 1).isLetterOrNumber())
            points += 6;
        previous = found;
        at = found + 1;
    }
    return points;
}

bool CommandPalette::isOpen() const
{
    return m_list && m_list->isVisible();
}

QStringList CommandPalette::shownTitles() const
{
    QStringList titles;
    for (const PaletteEntry &entry : m_entries)
        titles << entry.title;
    return titles;
}

void CommandPalette::open()
{
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
    refresh();
}

void CommandPalette::close()
{
    clear();
    m_entries.clear();
    if (m_list)
        m_list->hide();
}

void CommandPalette::refresh()
{
    if (!m_list) {
        m_list = new QListWidget(window());
        m_list->setAccessibleName(tr("Results"));
        m_list->setFocusPolicy(Qt::NoFocus);
        m_list->setItemDelegate(new PaletteDelegate(m_theme, m_list));
        m_list->setUniformItemSizes(true);
        m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    }
    m_entries.clear();
    for (PaletteProvider *provider : std::as_const(m_providers))
        m_entries += provider->entries(text().trimmed());
    if (m_entries.size() > 60)
        m_entries.resize(60);
    m_list->clear();
    for (const PaletteEntry &entry : std::as_const(m_entries)) {
        auto *item = new QListWidgetItem(entry.title, m_list);
        item->setData(Qt::UserRole, entry.detail);
        item->setData(Qt::UserRole + 1, entry.icon);
    }
    if (m_entries.isEmpty())
        new QListWidgetItem(tr("Nothing matches \"%1\"").arg(text()), m_list);
    else
        m_list->setCurrentRow(0);
    const int rows = std::clamp(static_cast<int>(m_entries.size()), 1, MaxRows);
    const QPoint corner = mapTo(window(), QPoint(0, height() + 4));
    m_list->setGeometry(corner.x(), corner.y(), width(), rows * RowHeight + 2);
    m_list->show();
    m_list->raise();
}

void CommandPalette::runCurrent()
{
    const int row = m_list ? m_list->currentRow() : -1;
    if (row < 0 || row >= m_entries.size())
        return;
    const std::function<void()> run = m_entries.at(row).run;
    close();
    clearFocus();
    if (run)
        run();
}

void CommandPalette::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        close();
        clearFocus();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return;
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (!isOpen()) {
            refresh();
        } else {
            const int step = event->key() == Qt::Key_Down ? 1 : -1;
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
        }
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void CommandPalette::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    if (event->reason() == Qt::MouseFocusReason)
        refresh();
}

void CommandPalette::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::ActiveWindowFocusReason)
        close();
}

void CommandPalette::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPixmap(10, (height() - 16) / 2, icons::pixmap(QStringLiteral("search"), t.t3, 16, devicePixelRatioF()));
    if (hasFocus())
        return;
    const QString keys = QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText);
    painter.setFont(m_theme.font(TextRole::Caption));
    const int w = painter.fontMetrics().horizontalAdvance(keys) + 10;
    const QRectF cap(width() - w - 8.5, (height() - 17) / 2 + 0.5, w, 16);
    painter.setPen(QPen(t.line2, 1));
    painter.setBrush(t.win);
    painter.drawRoundedRect(cap, 3, 3);
    painter.setPen(t.t2);
    painter.drawText(cap, Qt::AlignCenter, keys);
}

} // namespace rehome::ui
