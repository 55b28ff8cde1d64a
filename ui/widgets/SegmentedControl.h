// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

namespace rehome::ui {

/// Buttons in one frame of which exactly one is on: Map | Matrix | Table. Arrow keys move, Tab enters and leaves.
class SegmentedControl : public QWidget
{
    Q_OBJECT
public:
    explicit SegmentedControl(const Theme &theme, QWidget *parent = nullptr);

    void setSegments(const QStringList &labels);
    [[nodiscard]] QStringList segments() const { return m_labels; }
    [[nodiscard]] int current() const { return m_current; }
    /// Ignored when out of range. Emits currentChanged() when it changes.
    void setCurrent(int index);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect segmentRect(int index) const;
    [[nodiscard]] int segmentAt(const QPoint &pos) const;
    [[nodiscard]] int segmentWidth(int padding) const;
    [[nodiscard]] int segmentWidth() const;

    const Theme &m_theme;
    QStringList m_labels;
    int m_current = 0;
    int m_hover = -1;
};

} // namespace rehome::ui
