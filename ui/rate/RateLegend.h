// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rate/RateChart.h"

namespace rehome::ui {

/// One line of names beside their colours for the stacked chart. Painted; entries that do not fit are left out whole.
/// GUI thread.
class RateLegend : public QWidget
{
    Q_OBJECT
public:
    explicit RateLegend(const Theme &theme, QWidget *parent = nullptr);
    void setEntries(QList<RateChart::LegendEntry> entries);
    QSize sizeHint() const override { return {400, 20}; }
    QSize minimumSizeHint() const override { return {60, 20}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QList<RateChart::LegendEntry> m_entries;
};

} // namespace rehome::ui
