// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"
#include "ui/window/Settings.h"

#include <QtCore/QList>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

class QLineEdit;

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
    QString id; ///< page id, place of the filter, or name of the foot action
    QString icon;
    QString title;
    QString count;
    bool bad = false; ///< the count in red
    QString toolTip;
    bool operator==(const RailItem &) const = default;
};

/// Pages with live counts, saved filters below, two rows at the foot. 184 px, or 48 px of icons when collapsed. One
/// focus stop: Up and Down move, Enter goes; on a saved filter F2 gives it a name and Del removes it.
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
    /// Lets the person name a saved filter where it stands; nothing for other rows.
    void editName(int index);
    [[nodiscard]] QLineEdit *nameEdit() const { return m_edit; } ///< null while none is named
    /// Where a row is; empty for one that does not fit.
    [[nodiscard]] QRect itemRect(int index) const { return m_rects.value(index); }

Q_SIGNALS:
    void itemActivated(const rehome::ui::RailItem &item);
    void filterRemoveRequested(const rehome::ui::RailItem &item);
    void filterRenamed(const rehome::ui::RailItem &item, const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void placeEdit();
    void endEdit(bool keep);
    [[nodiscard]] bool isFilter(int index) const;
    [[nodiscard]] int itemAt(const QPoint &pos) const;

    const Theme &m_theme;
    QList<RailItem> m_items;
    QList<QRect> m_rects;
    QString m_current;
    QPointer<QLineEdit> m_edit; ///< belongs to the window, so that a collapsed rail has room for a name
    RailItem m_edited;
    QPointer<QWidget> m_focusBefore;
    int m_separator = -1;
    int m_focus = 0;
    int m_hover = -1;
    bool m_collapsed = false;
};

} // namespace rehome::ui
