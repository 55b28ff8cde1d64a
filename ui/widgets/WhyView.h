// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Decision.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

namespace rehome::ui {

/// A rule of the decision in words a person reads, translated; arguments as domain::ruleSentence() fills them.
[[nodiscard]] QString ruleText(const domain::RuleStep &step);
/// One sentence for a whole decision: "Moves to hub-neu at its next request, with its data."
[[nodiscard]] QString decisionText(const domain::Decision &decision);

/// "Why?": the path through the decision as a list of steps, the deciding one lit, and what had to be assumed. GUI
/// thread.
class WhyView : public QWidget
{
    Q_OBJECT
public:
    explicit WhyView(const Theme &theme, QWidget *parent = nullptr);
    void setDecision(const domain::Decision &decision, const QStringList &assumptions);
    void clear();
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row
    {
        QString text;
        bool decisive = false;
        bool assumption = false;
    };
    QRect textRect(const Row &row, int y, int width) const;

    const Theme &m_theme;
    QList<Row> m_rows;
};

} // namespace rehome::ui
