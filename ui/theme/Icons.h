// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtGui/QColor>
#include <QtGui/QIcon>
#include <QtGui/QPixmap>

namespace rehome::ui {

class Theme;

/// Which token an icon is drawn in. Auto: t2, accent while checked or selected, ctl while disabled.
enum class IconTone
{
    Auto,
    Text,
    Muted,
    Accent,
    OnAccent,
    Pending,
    Ok,
    Warning,
    Error
};

/// The 16 px icons `:/icons/NAME.svg`, drawn in black there and tinted here. An icon follows the theme by itself: it
/// asks for the colour when it is painted. GUI thread.
namespace icons {

/// `theme` must outlive the icon's use; after its end the icon paints nothing. An unknown name paints nothing.
[[nodiscard]] QIcon icon(const Theme &theme, const QString &name, IconTone tone = IconTone::Auto);

/// One picture in one colour, for painting code. `size` in device-independent pixels. Cached.
[[nodiscard]] QPixmap pixmap(const QString &name, const QColor &color, int size = 16, qreal devicePixelRatio = 1.0);

} // namespace icons

} // namespace rehome::ui
