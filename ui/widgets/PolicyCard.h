// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Policy.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QAbstractButton>

namespace rehome::ui {

/// One card of PolicyCards.
class PolicyCard final : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Mark
    {
        None,
        Saved,
        Pending
    };

    PolicyCard(const Theme &theme, domain::ReprovisionPolicy policy, QWidget *parent);

    [[nodiscard]] domain::ReprovisionPolicy policy() const { return m_policy; }
    void setSentence(const QString &sentence);
    [[nodiscard]] const QString &sentence() const { return m_sentence; }
    void setMark(Mark mark);
    [[nodiscard]] Mark mark() const { return m_mark; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintDrawing(QPainter &painter, const QRectF &box) const;
    [[nodiscard]] QRect textRect(int width) const;

    const Theme &m_theme;
    domain::ReprovisionPolicy m_policy;
    QString m_sentence;
    Mark m_mark = Mark::None;
};

} // namespace rehome::ui
