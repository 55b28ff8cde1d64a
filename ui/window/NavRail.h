// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"
#include "ui/window/Settings.h"

#include <QtCore/QList>
#include <QtWidgets/QWidget>

namespace rehome::ui {

/// One row of the rail.
struct RailItem
{
    enum class Kind
    {
        Page,
        Filter,
        Foot
    };
    Kind kind = Kind::Page;
    QString id; ///< page id, text of the filter, or name of the foot action
    QString icon;
    QString title;
    QString count;
    bool bad = false; ///< the count in red
    QString toolTip;
    bool operator==(const RailItem &) const = default;
};

/// Pages with live counts, saved filters below, two rows at the foot. 184 px, or 48 px of icons when collapsed. One
/// focus stop: Up and Down move, Enter goes.
class NavRail : public QWidget
{
    Q_OBJECT
public:
    static constexpr int Width = 184;
    static constexpr int CollapsedWidth = 48;

    explicit NavRail(const Theme &theme, QWidget *parent = nullptr);

    void setItems(QList<RailItem> items);
    [[nodiscard]] const QList<RailItem> &items() const { return m_items; }
    void setCurrentPage(const QString &id);
    [[nodiscard]] const QString &currentPage() const { return m_current; }
    void setCollapsed(bool collapsed);
    [[nodiscard]] bool isCollapsed() const { return m_collapsed; }
    /// Where a row is; empty for one that does not fit.
    [[nodiscard]] QRect itemRect(int index) const { return m_rects.value(index); }

Q_SIGNALS:
    void itemActivated(const rehome::ui::RailItem &item);
    void filterRemoveRequested(const rehome::ui::RailItem &item);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    void layOut();
    [[nodiscard]] int itemAt(const QPoint &pos) const;

    const Theme &m_theme;
    QList<RailItem> m_items;
    QList<QRect> m_rects;
    QString m_current;
    int m_separator = -1;
    int m_focus = 0;
    int m_hover = -1;
    bool m_collapsed = false;
};

} // namespace rehome::ui
