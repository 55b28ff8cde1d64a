// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

namespace rehome::ui {

/// Colour of a piece of text by meaning.
enum class TextTone
{
    Text,
    Secondary,
    Muted,
    Accent,
    Ok,
    Warning,
    Bad,
    Pending
};
[[nodiscard]] QColor toneColor(const Tokens &tokens, TextTone tone);

/// One line of text in a role and tone of the theme that gives way when there is no room; the full text is then its
/// tooltip.
class ElidedLabel : public QWidget
{
    Q_OBJECT
public:
    explicit ElidedLabel(const Theme &theme, QWidget *parent = nullptr);
    ElidedLabel(const Theme &theme, const QString &text, TextRole role, TextTone tone, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setRole(TextRole role);
    void setTone(TextTone tone);
    void setElideMode(Qt::TextElideMode mode);
    void setAlignment(Qt::Alignment alignment);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    const Theme &m_theme;
    QString m_text;
    TextRole m_role = TextRole::Body;
    TextTone m_tone = TextTone::Text;
    Qt::TextElideMode m_elide = Qt::ElideRight;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

} // namespace rehome::ui
