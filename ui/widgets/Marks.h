// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Policy.h"
#include "models/fleet/DeviceTable.h"
#include "ui/theme/Theme.h"

#include <QtCore/QRectF>
#include <QtCore/QString>

class QPainter;

namespace rehome::ui {

/// The marks of the design: shape first, then word, then colour, so that none of them depends on colour alone. All
/// functions paint with the painter's own font for words and leave the painter as it was. Sizes in device-independent
/// pixels.
namespace marks {

inline constexpr int GlyphSize = 12;
inline constexpr int BadgeHeight = 18;

[[nodiscard]] QColor statusColor(const Tokens &tokens, fleet::DeviceStatus status);
/// Outline and text colour of a policy badge.
[[nodiscard]] QColor policyColor(const Tokens &tokens, domain::ReprovisionPolicy policy);

/// Five silhouettes: hollow circle, half circle, ticked disc, triangle with !, square with bar; NotRead paints
/// nothing. `box` is scaled from
/// 12x12.
void paintStatus(QPainter &painter, const QRectF &box, fleet::DeviceStatus status, const Tokens &tokens);
/// Hollow amber triangle: in Assigning for longer than the 99th percentile.
void paintStuck(QPainter &painter, const QRectF &box, const Tokens &tokens);

/// Width of a badge of that font (12 px text in tables).
[[nodiscard]] qreal policyBadgeWidth(const QFont &font, domain::ReprovisionPolicy policy);
/// Badge of height 18, left-aligned in `rect` and centred vertically; returns its right edge.
qreal paintPolicy(QPainter &painter, const QRectF &rect, domain::ReprovisionPolicy policy, const Tokens &tokens);

/// 11 px rounded square; `hue` from HubColors.
void paintHub(QPainter &painter, const QRectF &box, int hue, const Theme &theme);

/// Arrow between an old and a new value, in `color`.
void paintArrow(QPainter &painter, const QPointF &start, qreal length, const QColor &color);

} // namespace marks

} // namespace rehome::ui
