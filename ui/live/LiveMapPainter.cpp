// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/LiveMapPainter.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Format.h"

#include <QtGui/QPainter>
#include <array>
#include <cmath>

namespace rehome::ui {

namespace {

constexpr int spriteSize = 7;

QColor mixed(const QColor &over, const QColor &under, qreal share)
{
    const auto channel = [share](int a, int b) { return int(std::lround(a * share + b * (1 - share))); };
    return QColor(channel(over.red(), under.red()), channel(over.green(), under.green()),
                  channel(over.blue(), under.blue()));
}

} // namespace

LiveMapPainter::LiveMapPainter(const Theme &theme, const LiveMapData &data, const LiveMapLayout &layout)
    : m_theme(theme)
    , m_data(data)
    , m_layout(layout)
{
}

QColor LiveMapPainter::hubColor(int hub) const
{
    if (hub < 0 || hub >= m_data.hubs.size() || m_data.hubs[hub].isNew)
        return m_theme.tokens().t3;
    return m_theme.hubColor(m_data.hubs[hub].hue);
}

void LiveMapPainter::background(QPainter &painter, LiveFocus hover, LiveFocus selected) const
{
    grid(painter);
    ribbons(painter, hover, selected);
    labels(painter, selected);
}

void LiveMapPainter::grid(QPainter &painter) const
{
    const Tokens &tokens = m_theme.tokens();
    const QRectF plot = m_layout.plot();
    painter.setFont(m_theme.font(TextRole::Secondary));
    const QFontMetrics metrics = painter.fontMetrics();
    const auto vertical = [&](qreal x, const QColor &color, Qt::PenStyle style) {
        painter.setPen(QPen(color, 0, style));
        painter.drawLine(QPointF(std::round(x) + 0.5, plot.top()), QPointF(std::round(x) + 0.5, plot.bottom()));
    };
    const std::array<std::pair<qint64, QString>, 6> ticks{{{1000, tr("1 s")},
                                                           {2000, tr("2 s")},
                                                           {5000, tr("5 s")},
                                                           {10'000, tr("10 s")},
                                                           {30'000, tr("30 s")},
                                                           {60'000, tr("1 min")}}};
    for (const auto &[ms, text] : ticks) {
        const qreal x = m_layout.xOf(ms);
        vertical(x, tokens.grid, Qt::SolidLine);
        painter.setPen(tokens.t3);
        painter.drawText(QRectF(x - 40, plot.bottom() + 6, 80, 20), Qt::AlignHCenter | Qt::AlignTop, text);
    }

    painter.setPen(tokens.t2);
    painter.setFont(m_theme.font(TextRole::Secondary));
    painter.drawText(QRectF(LiveMapLayout::margin, 8, 160, 18), Qt::AlignLeft | Qt::AlignVCenter, tr("From"));
    painter.drawText(QRectF(plot.left(), 8, plot.width(), 18), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Assigning, by time waited so far"));
    painter.drawText(QRectF(plot.right() + LiveMapLayout::barWidth + 8, 8, 160, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("To"));

    // Median and p99 may lie close together: the later caption moves to the right of its line.
    const auto mark = [&](qint64 ms, const QString &text, const QColor &color, bool right) {
        const qreal x = m_layout.xOf(ms);
        vertical(x, color, Qt::DashLine);
        painter.setPen(color);
        const int width = metrics.horizontalAdvance(text) + 4;
        const QRectF place = right ? QRectF(x - 2, 32, width, 20) : QRectF(x - width + 2, 32, width, 20);
        painter.drawText(place, (right ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, text);
    };
    if (m_data.medianWaitMs > 0)
        mark(m_data.medianWaitMs, tr("median %1").arg(format::wait(m_data.medianWaitMs)), tokens.t2, false);
    if (m_data.p99WaitMs > 0)
        mark(m_data.p99WaitMs, tr("p99 %1").arg(format::wait(m_data.p99WaitMs)), tokens.warn, true);
}

void LiveMapPainter::ribbons(QPainter &painter, LiveFocus hover, LiveFocus selected) const
{
    const Tokens &tokens = m_theme.tokens();
    // Lanes: where devices wait whose target nobody knows yet.
    for (const LiveMapLayout::Row &row : m_layout.rows()) {
        painter.setPen(QPen(tokens.grid, 0));
        painter.drawLine(QPointF(m_layout.plot().left(), std::round(row.centre) + 0.5),
                         QPointF(m_layout.plot().right(), std::round(row.centre) + 0.5));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const bool anyHover = hover.flow >= 0 || hover.hub >= 0;
    for (const LiveMapLayout::Ribbon &ribbon : m_layout.ribbons()) {
        const LiveFlow &flow = m_data.flows[ribbon.flow];
        const auto in = [&](LiveFocus focus) {
            return focus.flow == ribbon.flow ||
                   (focus.flow < 0 && focus.hub >= 0 && (flow.from == focus.hub || flow.to == focus.hub));
        };
        qreal share = m_theme.isDark() ? 0.26 : 0.17;
        if (anyHover)
            share = in(hover) ? share : 0.06;
        if (in(selected))
            share = std::max(share, 0.34);
        const QColor color = hubColor(flow.from);
        painter.setPen(in(selected) && (selected.flow >= 0) ? QPen(color, 0) : QPen(Qt::NoPen));
        // Opaque mixture instead of alpha over the surface; overlapping ribbons still shine through with a little
        // alpha.
        QColor fill = mixed(color, tokens.surf, share);
        fill.setAlphaF(0.86F);
        painter.setBrush(fill);
        painter.drawPath(ribbon.path);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    for (const LiveMapLayout::Row &row : m_layout.rows()) {
        painter.setBrush(hubColor(row.hub));
        painter.drawRect(row.leftBar);
        if (!row.rightBar.isNull())
            painter.drawRect(row.rightBar);
    }
}

void LiveMapPainter::labels(QPainter &painter, LiveFocus selected) const
{
    const Tokens &tokens = m_theme.tokens();
    for (qsizetype i = 0; i < m_layout.rows().size(); ++i) {
        const LiveMapLayout::Row &row = m_layout.rows()[i];
        if (i > 0 && m_layout.rowHeight() >= 40) {
            painter.setPen(QPen(tokens.grid, 0));
            painter.drawLine(row.left.topLeft(), row.left.topRight());
            if (!row.right.isNull())
                painter.drawLine(row.right.topLeft(), row.right.topRight());
        }
        label(painter, row, selected);
    }
}

void LiveMapPainter::label(QPainter &painter, const LiveMapLayout::Row &row, LiveFocus selected) const
{
    const Tokens &tokens = m_theme.tokens();
    const LiveHub &hub = m_data.hubs[row.hub];
    const bool twoLines = m_layout.rowHeight() >= 40;
    QFont nameFont = m_theme.font(m_layout.rowHeight() < 20 ? TextRole::Caption : TextRole::Body);
    const bool target = selected.flow >= 0 &&
                        (m_data.flows[selected.flow].to == row.hub || m_data.flows[selected.flow].from == row.hub);
    nameFont.setWeight(twoLines || target ? QFont::DemiBold : QFont::Normal);
    const QFont small = m_theme.font(TextRole::Secondary);
    const qreal half = 10;
    const qreal first = twoLines ? row.centre - half : row.centre;
    const qreal second = row.centre + half;
    const auto line = [&](const QRectF &area, qreal y) { return QRectF(area.left(), y - 10, area.width(), 20); };

    const auto swatch = [&](qreal x) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(hub.isNew ? QPen(tokens.t3, 1, Qt::DotLine) : QPen(Qt::NoPen));
        painter.setBrush(hub.isNew ? QBrush(Qt::NoBrush) : QBrush(hubColor(row.hub)));
        painter.drawRoundedRect(QRectF(x, first - 5.5, 11, 11), 2, 2);
        painter.setRenderHint(QPainter::Antialiasing, false);
    };
    const auto side = [&](const QRectF &area, qint64 count, const QString &word, bool countFirst) {
        const QString number = count > 0 ? format::count(count) : QString();
        painter.setFont(m_theme.font(TextRole::Body));
        const int numberWidth = painter.fontMetrics().horizontalAdvance(number);
        const qreal nameLeft = countFirst ? area.left() + 46 : area.left() + 18;
        const qreal nameRight = countFirst ? area.right() : area.right() - numberWidth - 6;
        painter.setPen(tokens.t1);
        if (!number.isEmpty())
            painter.drawText(countFirst ? QRectF(area.left(), first - 10, 36, 20) : line(area, first),
                             Qt::AlignRight | Qt::AlignVCenter, number);
        painter.setFont(nameFont);
        const QString name = painter.fontMetrics().elidedText(hub.name, Qt::ElideMiddle, int(nameRight - nameLeft));
        painter.drawText(QRectF(nameLeft, first - 10, nameRight - nameLeft, 20), Qt::AlignLeft | Qt::AlignVCenter,
                         name);
        if (!twoLines)
            return;
        painter.setFont(small);
        painter.setPen(tokens.t3);
        if (!number.isEmpty())
            painter.drawText(countFirst ? QRectF(area.left(), second - 10, 36, 20) : line(area, second),
                             Qt::AlignRight | Qt::AlignVCenter, word);
        const QString devices = hub.isNew         ? tr("first assignment")
                                : hub.devices < 0 ? tr("devices not read")
                                                  : tr("%1 devices").arg(format::count(hub.devices));
        painter.drawText(QRectF(nameLeft, second - 10, area.width(), 20), Qt::AlignLeft | Qt::AlignVCenter, devices);
    };
    swatch(row.left.left());
    side(row.left, row.out, tr("out"), false);
    if (!row.right.isNull())
        side(row.right, row.in, tr("in"), true);
}

int LiveMapPainter::devicesPerDot(qsizetype inFlight)
{
    if (inFlight <= 400)
        return 1;
    if (inFlight <= 2000)
        return 5;
    if (inFlight <= 4000)
        return 10;
    if (inFlight <= 5000)
        return 20;
    return inFlight <= 20'000 ? 50 : 0;
}

QPixmap LiveMapPainter::sprite(int hub, bool hollow, qreal ratio) const
{
    QPixmap &pixmap = m_sprites[hub * 2 + (hollow ? 1 : 0)];
    if (pixmap.isNull() || pixmap.devicePixelRatio() != ratio) {
        pixmap = QPixmap(QSize(spriteSize, spriteSize) * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(hollow ? QPen(hubColor(hub), 1.4) : QPen(m_theme.tokens().surf, 1));
        painter.setBrush(hollow ? m_theme.tokens().surf : hubColor(hub));
        painter.drawEllipse(QRectF(1, 1, spriteSize - 2, spriteSize - 2));
    }
    return pixmap;
}

void LiveMapPainter::triangle(QPainter &painter, QPointF at, const QColor &line, const QColor &fill)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1.4));
    painter.setBrush(fill);
    const QPointF corners[]{{at.x(), at.y() - 5}, {at.x() + 5.5, at.y() + 4.5}, {at.x() - 5.5, at.y() + 4.5}};
    painter.drawPolygon(corners, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void LiveMapPainter::dots(QPainter &painter, qint64 serverNowMs, int perDot, quint32 hoveredRow) const
{
    const Tokens &tokens = m_theme.tokens();
    const qreal ratio = painter.device()->devicePixelRatioF();
    int counter = 0;
    int stuckDrawn = 0;
    for (const LiveDot &dot : m_data.dots) {
        const qint64 waited = std::max<qint64>(0, serverNowMs - dot.sinceMs);
        const bool stuck = m_data.p99WaitMs > 0 && waited > m_data.p99WaitMs;
        const bool hovered = dot.row == hoveredRow;
        if (stuck) {
            if (perDot < 50 || stuckDrawn++ < 200)
                triangle(painter, m_layout.dotPlace(dot, waited), tokens.warn, tokens.surf);
            continue;
        }
        if (counter++ % std::max(1, perDot) != 0 && !hovered)
            continue;
        const QPointF place = m_layout.dotPlace(dot, waited);
        const QPointF corner(std::round(place.x() - spriteSize / 2.0), std::round(place.y() - spriteSize / 2.0));
        painter.drawPixmap(corner, sprite(dot.from, dot.predictedTo >= 0, ratio));
        if (hovered) {
            painter.setPen(QPen(tokens.acc, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(QRectF(corner - QPointF(2, 2), QSizeF(spriteSize + 3, spriteSize + 3)));
        }
    }
}

void LiveMapPainter::heat(QPainter &painter, qint64 serverNowMs) const
{
    constexpr int bins = 24;
    QHash<int, std::array<int, bins>> counts;
    const QRectF plot = m_layout.plot();
    int most = 1;
    for (const LiveDot &dot : m_data.dots) {
        const qreal at = (m_layout.xOf(serverNowMs - dot.sinceMs) - plot.left()) / plot.width();
        auto row = counts.find(dot.from);
        if (row == counts.end())
            row = counts.insert(dot.from, {});
        most = std::max(most, ++(*row)[std::size_t(std::clamp(int(at * bins), 0, bins - 1))]);
    }
    painter.setPen(Qt::NoPen);
    for (auto row = counts.cbegin(); row != counts.cend(); ++row) {
        const int place = m_layout.rowOf(row.key());
        if (place < 0)
            continue;
        const qreal height = std::min<qreal>(m_layout.rowHeight() * 0.5, 26);
        for (int bin = 0; bin < bins; ++bin) {
            QColor color = hubColor(row.key());
            color.setAlphaF(float(0.85 * std::sqrt(double((*row)[std::size_t(bin)]) / most)));
            painter.setBrush(color);
            painter.drawRect(QRectF(plot.left() + plot.width() * bin / bins, m_layout.rows()[place].centre - height / 2,
                                    plot.width() / bins - 1, height));
        }
    }
}

void LiveMapPainter::legend(QPainter &painter, int perDot, bool anyPredicted) const
{
    const Tokens &tokens = m_theme.tokens();
    painter.setFont(m_theme.font(TextRole::Secondary));
    const QFontMetrics metrics = painter.fontMetrics();
    qreal x = LiveMapLayout::margin;
    const qreal y = m_layout.plot().bottom() + 16;
    const auto text = [&](const QString &words) {
        painter.setPen(tokens.t2);
        painter.drawText(QRectF(x, y - 10, 200, 20), Qt::AlignLeft | Qt::AlignVCenter, words);
        x += metrics.horizontalAdvance(words) + 14;
    };
    if (perDot == 0) {
        text(tr("Strips: devices by time waited"));
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.t2);
    painter.drawEllipse(QPointF(x + 3, y), 2.6, 2.6);
    x += 11;
    text(tr("%n device(s)", nullptr, perDot));
    if (anyPredicted) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(tokens.t2, 1.2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(x + 3, y), 2.8, 2.8);
        x += 11;
        text(tr("predicted"));
    }
    triangle(painter, QPointF(x + 5, y), tokens.warn, tokens.surf);
    x += 15;
    text(tr("past p99"));
}

} // namespace rehome::ui
