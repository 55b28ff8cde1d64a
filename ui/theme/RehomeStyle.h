// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tokens.h"

#include <QtWidgets/QProxyStyle>

namespace rehome::ui {

/// How a button looks; give a QAbstractButton the dynamic property `kind` through setButtonKind().
enum class ButtonKind
{
    Normal,  ///< surface fill, 1 px border
    Primary, ///< accent fill: at most one on a page
    Flat,    ///< no border until hovered: icon buttons
    Link,    ///< accent text without a frame
    Pending, ///< violet border: the button of unsent edits
    Danger,  ///< red text: delete, discard
};
void setButtonKind(QWidget *button, ButtonKind kind);

/// Fusion with the flat look of the design: 1 px borders, radius 4, 2 px accent focus ring, plain headers and scroll
/// bars. Drawn in code rather than with a style sheet: no rule matching while painting a table, and arrows and marks
/// follow the theme.
class RehomeStyle : public QProxyStyle
{
    Q_OBJECT
public:
    RehomeStyle();

    void setTokens(const Tokens &tokens) { m_tokens = &tokens; } ///< tokens live forever (Tokens::light/dark)

    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *result) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                         const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;

private:
    void drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    void drawCheck(const QStyleOption *option, QPainter *painter, bool round) const;
    void drawHeaderSection(const QStyleOption *option, QPainter *painter) const;
    void drawTab(const QStyleOption *option, QPainter *painter) const;
    void drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;
    void drawComboBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;
    void drawChevron(QPainter *painter, const QRectF &rect, const QColor &color, Qt::ArrowType direction) const;

    const Tokens *m_tokens;
};

} // namespace rehome::ui
