// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QHeaderView>

namespace rehome::ui {

/// The header of a table that sorts by several columns: a click sorts by one, a click with Shift adds one or turns a
/// chosen one round. With several each shows its arrow and its number. The order itself is the model's: added() asks
/// for it, setKeys() shows it.
class SortHeader : public QHeaderView
{
    Q_OBJECT
public:
    struct Key
    {
        int section = 0;
        Qt::SortOrder order = Qt::AscendingOrder;
        bool operator==(const Key &) const = default;
    };

    explicit SortHeader(const Theme &theme, QWidget *parent = nullptr);

    /// The chosen columns, the leading one first.
    void setKeys(const QList<Key> &keys);
    [[nodiscard]] const QList<Key> &keys() const { return m_keys; }

Q_SIGNALS:
    void added(int section);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const override;
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;

private:
    bool addsSort(const QMouseEvent *event) const;
    qsizetype placeOf(int section) const;

    const Theme &m_theme;
    QList<Key> m_keys;
    int m_pressed = -1; ///< section under a press with Shift
};

} // namespace rehome::ui
