// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/ElidedLabel.h"

#include <QtCore/QList>

namespace rehome::ui {

struct Kpi
{
    QString value; ///< formatted: "1,284", "3.1 s", "not visible"
    QString label; ///< "in flight"
    TextTone tone = TextTone::Text;
    QString toolTip; ///< source and meaning of the figure
    bool operator==(const Kpi &) const = default;
};

/// 40 px line of figures with their words. One widget, painted: it changes up to ten times a second. Figures that do
/// not fit at the right are left out whole.
class KpiLine : public QWidget
{
    Q_OBJECT
public:
    explicit KpiLine(const Theme &theme, QWidget *parent = nullptr);

    void setItems(QList<Kpi> items);
    [[nodiscard]] const QList<Kpi> &items() const { return m_items; }

    [[nodiscard]] QSize sizeHint() const override { return {400, 40}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    const Theme &m_theme;
    QList<Kpi> m_items;
    QList<QRect> m_rects;
};

} // namespace rehome::ui
