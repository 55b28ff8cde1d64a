// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include "ui/theme/RehomeStyle.h"

#include <QtGui/QFontDatabase>
#include <QtGui/QFontInfo>
#include <QtGui/QPalette>
#include <QtWidgets/QApplication>
#include <algorithm>

namespace rehome::ui {

namespace {

QFont sized(QFont font, int pixels)
{
    font.setPixelSize(std::max(8, pixels));
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature("tnum", 1);
#endif
    return font;
}

} // namespace

Theme::Theme(std::unique_ptr<SystemScheme> scheme, QObject *parent)
    : QObject(parent)
    , m_scheme(scheme ? std::move(scheme) : SystemScheme::create())
{
    m_body = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    m_fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    // Without a desktop (offscreen pictures) nobody has configured a size: the design's own 13 px.
    const bool noDesktop = QGuiApplication::platformName() == QLatin1String("offscreen");
    const int size = noDesktop ? 13 : QFontInfo(m_body).pixelSize();
    m_body = sized(m_body, size);
    m_fixed = sized(m_fixed, size - 1);
    connect(m_scheme.get(), &SystemScheme::changed, this, &Theme::update);
    m_tokens = m_scheme->isDark() ? &Tokens::dark() : &Tokens::light();
}

Theme::~Theme() = default;

void Theme::install()
{
    m_style = new RehomeStyle;
    m_style->setTokens(*m_tokens);
    QApplication::setStyle(m_style);
    QApplication::setPalette(paletteFor(*m_tokens));
    QApplication::setFont(m_body);
}

void Theme::setMode(ColorMode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    update();
}

void Theme::setMotionReduced(bool reduced)
{
    if (m_motionReduced == reduced)
        return;
    m_motionReduced = reduced;
    Q_EMIT motionReducedChanged(reduced);
}

void Theme::systemMayHaveChanged()
{
    if (m_mode == ColorMode::System)
        m_scheme->recheck();
}

void Theme::update()
{
    const bool dark = m_mode == ColorMode::Dark || (m_mode == ColorMode::System && m_scheme->isDark());
    const Tokens *tokens = dark ? &Tokens::dark() : &Tokens::light();
    if (tokens == m_tokens)
        return;
    m_tokens = tokens;
    if (m_style) {
        m_style->setTokens(*m_tokens);
        QApplication::setPalette(paletteFor(*m_tokens));
    }
    Q_EMIT changed();
}

QFont Theme::font(TextRole role) const
{
    const int s = m_body.pixelSize();
    const auto heading = [&](int pixels) {
        QFont font = sized(m_body, pixels);
        font.setWeight(QFont::DemiBold);
        return font;
    };
    switch (role) {
    case TextRole::Caption:
        return sized(m_body, s - 2);
    case TextRole::Secondary:
        return sized(m_body, s - 1);
    case TextRole::Body:
        return m_body;
    case TextRole::Section:
        return heading(s);
    case TextRole::PageTitle:
        return heading(s + 5);
    case TextRole::Kpi:
        return heading(s + 7);
    case TextRole::Hero:
        return heading(s + 21);
    case TextRole::Mono:
        return m_fixed;
    }
    return m_body;
}

QColor Theme::hubColor(int hue) const
{
    return hue >= 0 && hue < static_cast<int>(m_tokens->hubs.size()) ? m_tokens->hubs.at(static_cast<std::size_t>(hue))
                                                                     : m_tokens->t3;
}

QPalette Theme::paletteFor(const Tokens &t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.win);
    p.setColor(QPalette::WindowText, t.t1);
    p.setColor(QPalette::Base, t.surf);
    p.setColor(QPalette::AlternateBase, t.alt);
    p.setColor(QPalette::Text, t.t1);
    p.setColor(QPalette::PlaceholderText, t.t3);
    p.setColor(QPalette::Button, t.surf);
    p.setColor(QPalette::ButtonText, t.t1);
    p.setColor(QPalette::BrightText, t.bad);
    p.setColor(QPalette::Highlight, t.sel);
    p.setColor(QPalette::HighlightedText, t.t1);
    p.setColor(QPalette::ToolTipBase, t.surf);
    p.setColor(QPalette::ToolTipText, t.t1);
    p.setColor(QPalette::Link, t.acc);
    p.setColor(QPalette::LinkVisited, t.acc);
    p.setColor(QPalette::Light, t.surf);
    p.setColor(QPalette::Midlight, t.alt);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.line2);
    p.setColor(QPalette::Shadow, t.ctl);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, t.ctl);
    p.setColor(QPalette::Disabled, QPalette::Highlight, t.hdr);
    return p;
}

} // namespace rehome::ui
