// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

namespace rehome::ui {

/// One facet of the rows shown: its count answers the question before the click.
struct Chip
{
    QString key;       ///< filter text it stands for, for example "policy:notset"
    QString label;     ///< "Not set"
    qint64 count = -1; ///< -1: not known (no figure is drawn)
    bool on = false;
    bool operator==(const Chip &) const = default;
};

/// A row of 22 px pills. Left/Right move inside, Space or Enter toggles. Chips that do not fit stay reachable by key
/// and are counted at the right ("+3").
class ChipRow : public QWidget
{
    Q_OBJECT
public:
    explicit ChipRow(const Theme &theme, QWidget *parent = nullptr);

    void setChips(QList<Chip> chips);
    [[nodiscard]] const QList<Chip> &chips() const { return m_chips; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, 34}; }
    /// Where a chip is painted; empty when it does not fit.
    [[nodiscard]] QRect chipRect(int index) const;

Q_SIGNALS:
    /// The person wants it on or off; the row changes only through setChips().
    void toggled(const QString &key, bool on);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void toggle(int index);
    [[nodiscard]] int chipAt(const QPoint &pos) const;

    const Theme &m_theme;
    QList<Chip> m_chips;
    QList<QRect> m_rects;
    int m_hidden = 0;
    int m_current = 0;
    int m_hover = -1;
};

} // namespace rehome::ui
