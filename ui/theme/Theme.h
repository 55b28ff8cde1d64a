// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Icons.h"
#include "ui/theme/SystemScheme.h"
#include "ui/theme/Tokens.h"

#include <QtCore/QObject>
#include <QtGui/QFont>
#include <QtGui/QIcon>
#include <memory>

namespace rehome::ui {

class RehomeStyle;

enum class ColorMode
{
    System,
    Light,
    Dark
};

/// Sizes grow from the system font's size s: caption s-2, secondary s-1, body s, section s/600, page title s+5/600, KPI
/// s+7/600, hero number s+21/600, mono (fixed font, s-1; only for filter text, JSON and keys).
enum class TextRole
{
    Caption,
    Secondary,
    Body,
    Section,
    PageTitle,
    Kpi,
    Hero,
    Mono
};

/// Colours, fonts and icons of the program, light or dark, live. Created once by the composition root and passed by
/// reference to every widget that paints; widgets keep the reference and read tokens() in paintEvent, so a switch needs
/// only the repaint that Qt does after a palette change. GUI thread; must outlive the widgets.
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(std::unique_ptr<SystemScheme> scheme = nullptr, QObject *parent = nullptr);
    ~Theme() override;

    /// Puts style, palette and font on the QApplication; call once before the first window.
    void install();

    [[nodiscard]] const Tokens &tokens() const { return *m_tokens; }
    [[nodiscard]] bool isDark() const { return m_tokens == &Tokens::dark(); }
    [[nodiscard]] ColorMode mode() const { return m_mode; }
    void setMode(ColorMode mode);
    /// The person wants things to stand still: nothing glides or pulses, what changes jumps.
    [[nodiscard]] bool isMotionReduced() const { return m_motionReduced; }
    void setMotionReduced(bool reduced);
    /// Call on QEvent::ThemeChange of a window.
    void systemMayHaveChanged();

    [[nodiscard]] QFont font(TextRole role) const;
    /// Colour of hub number `hue` of HubColors; t3 for HubColors::None.
    [[nodiscard]] QColor hubColor(int hue) const;
    [[nodiscard]] QIcon icon(const QString &name, IconTone tone = IconTone::Auto) const
    {
        return icons::icon(*this, name, tone);
    }

    /// Palette of these tokens for Fusion-based widgets; also what exported pictures use.
    [[nodiscard]] static QPalette paletteFor(const Tokens &tokens);

Q_SIGNALS:
    void motionReducedChanged(bool reduced);
    void changed(); ///< after palette and style are already the new ones; for caches of painted pictures

private:
    void update();

    std::unique_ptr<SystemScheme> m_scheme;
    const Tokens *m_tokens = &Tokens::light();
    RehomeStyle *m_style = nullptr; ///< owned by the QApplication
    QFont m_body;
    QFont m_fixed;
    ColorMode m_mode = ColorMode::System;
    bool m_motionReduced = false;
};

} // namespace rehome::ui
