// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/FlowInspector.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Format.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <algorithm>
#include <array>
#include <cmath>

namespace rehome::ui {

namespace {
constexpr int inset = 16;
constexpr int line = 22;

} // namespace

FlowInspector::FlowInspector(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Selected flow"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::MinimumExpanding);
}

void FlowInspector::setFacts(FlowFacts facts)
{
    m_facts = std::move(facts);
    m_current = std::min<int>(m_current, int(m_facts.longest.size()) - 1);
    QStringList words{m_facts.from.isEmpty() ? tr("All moves") : tr("%1 to %2").arg(m_facts.from, m_facts.to),
                      tr("in flight %1").arg(m_facts.inFlight), tr("moved %1").arg(m_facts.moved)};
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

QRect FlowInspector::inner() const
{
    return rect().adjusted(inset, 0, -inset, 0);
}

void FlowInspector::pair(QPainter &painter, int y, const QString &name, const QString &value, const QColor &color)
{
    const QRect row(inner().left(), y, inner().width(), line);
    painter.setFont(m_theme.font(TextRole::Body));
    painter.setPen(m_theme.tokens().t2);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter.setPen(color);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, value);
}

int FlowInspector::section(QPainter &painter, int y, const QString &title)
{
    y += 16;
    painter.setFont(m_theme.font(TextRole::Section));
    painter.setPen(m_theme.tokens().t1);
    painter.drawText(QRect(inner().left(), y, inner().width(), line), Qt::AlignLeft | Qt::AlignVCenter, title);
    return y + line + 4;
}

int FlowInspector::paintFacts(QPainter &painter, int y)
{
    const Tokens &tokens = m_theme.tokens();
    painter.setFont(m_theme.font(TextRole::Body));
    if (m_facts.from.isEmpty()) {
        painter.setPen(tokens.t1);
        painter.drawText(QRect(inner().left(), y, inner().width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("All moves in the window"));
    } else {
        int x = inner().left();
        const auto hub = [&](const QColor &color, const QString &name) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawRoundedRect(QRect(x, y + 6, 11, 11), 2, 2);
            painter.setPen(tokens.t1);
            painter.drawText(QRect(x + 17, y, inner().width(), line), Qt::AlignLeft | Qt::AlignVCenter, name);
            x += 17 + painter.fontMetrics().horizontalAdvance(name) + 10;
        };
        hub(m_facts.fromColor, m_facts.from);
        painter.setPen(tokens.t2);
        painter.drawText(QRect(x, y, 24, line), Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("→"));
        x += 24;
        hub(m_facts.toColor, m_facts.to);
    }
    y += line + 4;
    const int minutes = int(m_facts.windowMs / 60'000);
    const QLocale locale;
    const std::array<std::pair<QString, QString>, 5> rows{{
        {m_facts.from.isEmpty() ? tr("In flight") : tr("In flight from there"), format::count(m_facts.inFlight)},
        {tr("Moved, last %1 min").arg(minutes), format::count(m_facts.moved)},
        {tr("Rate"), tr("%1 / min").arg(locale.toString(m_facts.perMinute, 'f', m_facts.perMinute < 10 ? 1 : 0))},
        {tr("Median wait"), format::wait(m_facts.medianWaitMs)},
        {tr("p99 wait"), format::wait(m_facts.p99WaitMs)},
    }};
    for (const auto &[name, value] : rows) {
        pair(painter, y, name, value, tokens.t1);
        y += line;
    }
    return y;
}

int FlowInspector::paintData(QPainter &painter, int y)
{
    const Tokens &tokens = m_theme.tokens();
    y = section(painter, y, tr("What happened to device data"));
    const std::array<std::tuple<QString, qint64, QColor>, 3> parts{
        {{tr("Migrated"), m_facts.migrated, tokens.acc},
         {tr("Reset"), m_facts.reset, tokens.warn},
         {tr("First assignment"), m_facts.first, tokens.t3}}};
    qint64 all = 0;
    for (const auto &part : parts)
        all += std::get<1>(part);
    painter.fillRect(QRect(inner().left(), y, inner().width(), 10), tokens.band);
    qreal x = inner().left();
    for (const auto &[name, count, color] : parts) {
        const qreal width = all > 0 ? inner().width() * double(count) / double(all) : 0;
        painter.fillRect(QRectF(x, y, std::max(0.0, width - 1), 10), color);
        x += width;
    }
    y += 16;
    for (const auto &[name, count, color] : parts) {
        painter.fillRect(QRect(inner().left(), y + 7, 9, 9), color);
        const QRect row(inner().left() + 16, y, inner().width() - 16, line);
        painter.setFont(m_theme.font(TextRole::Body));
        painter.setPen(tokens.t1);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, name);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, format::count(count));
        y += line;
    }
    return y;
}

int FlowInspector::paintHistogram(QPainter &painter, int y)
{
    if (m_facts.waits.empty())
        return y;
    const Tokens &tokens = m_theme.tokens();
    y = section(painter, y, tr("Time in Assigning"));
    constexpr int bins = 24;
    constexpr double firstMs = 500;
    constexpr double lastMs = 60'000;
    std::array<int, bins> counts{};
    for (const qint32 wait : m_facts.waits) {
        const double at = std::log(std::clamp<double>(wait, firstMs, lastMs) / firstMs) / std::log(lastMs / firstMs);
        ++counts[std::size_t(std::min(bins - 1, int(at * bins)))];
    }
    const int most = std::max(1, *std::ranges::max_element(counts));
    const double width = double(inner().width()) / bins;
    constexpr int height = 48;
    for (int bin = 0; bin < bins; ++bin) {
        const int bar = counts[std::size_t(bin)] ? std::max(2, height * counts[std::size_t(bin)] / most) : 0;
        const double startMs = firstMs * std::pow(lastMs / firstMs, double(bin) / bins);
        const bool late = m_facts.p99WaitMs > 0 && startMs > double(m_facts.p99WaitMs);
        painter.fillRect(QRectF(inner().left() + bin * width, y + height - bar, width - 1, bar),
                         late ? tokens.warn : tokens.acc);
    }
    painter.fillRect(QRect(inner().left(), y + height, inner().width(), 1), tokens.line2);
    y += height + 2;
    painter.setFont(m_theme.font(TextRole::Caption));
    painter.setPen(tokens.t3);
    const QRect scale(inner().left(), y, inner().width(), 16);
    painter.drawText(scale, Qt::AlignLeft | Qt::AlignVCenter, tr("0.5 s"));
    painter.drawText(scale, Qt::AlignHCenter | Qt::AlignVCenter, tr("5 s"));
    painter.drawText(scale, Qt::AlignRight | Qt::AlignVCenter, tr("1 min"));
    return y + 16;
}

int FlowInspector::paintLongest(QPainter &painter, int y)
{
    m_rows.clear();
    const Tokens &tokens = m_theme.tokens();
    y = section(painter, y, tr("Waiting longest"));
    painter.setFont(m_theme.font(TextRole::Body));
    if (m_facts.longest.isEmpty()) {
        painter.setPen(tokens.t3);
        painter.drawText(QRect(inner().left(), y, inner().width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("No device is waiting."));
        return y + line;
    }
    for (qsizetype i = 0; i < m_facts.longest.size(); ++i) {
        const FlowFacts::Waiting &device = m_facts.longest[i];
        const QRect row(inner().left(), y, inner().width(), 24);
        m_rows.append(row);
        if (i == m_current && hasFocus())
            painter.fillRect(row, tokens.sel);
        painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), tokens.grid);
        painter.setPen(tokens.acc);
        painter.drawText(row.adjusted(4, 0, -70, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(device.registrationId, Qt::ElideMiddle, row.width() - 76));
        const bool late = m_facts.p99WaitMs > 0 && device.waitedMs > m_facts.p99WaitMs;
        painter.setPen(late ? tokens.warn : tokens.t2);
        painter.drawText(row.adjusted(0, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter, format::wait(device.waitedMs));
        y += 24;
    }
    return y;
}

void FlowInspector::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::TextAntialiasing);
    int y = paintFacts(painter, 8);
    y = paintData(painter, y);
    y = paintHistogram(painter, y);
    y = paintLongest(painter, y);
    if (!m_facts.note.isEmpty()) {
        const Tokens &tokens = m_theme.tokens();
        y += 16;
        painter.setFont(m_theme.font(TextRole::Secondary));
        const QRect words = painter.boundingRect(inner().adjusted(10, y + 8, -10, 200), Qt::TextWordWrap, m_facts.note);
        const QRect box(inner().left(), y, inner().width(), words.height() + 16);
        painter.setPen(tokens.warnln);
        painter.setBrush(tokens.warnbg);
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(tokens.t1);
        painter.drawText(QRect(inner().left() + 10, y + 8, inner().width() - 20, words.height() + 2), Qt::TextWordWrap,
                         m_facts.note);
        y += box.height();
    }
    if (m_height != y + 16) {
        m_height = y + 16;
        setMinimumHeight(m_height);
    }
}

void FlowInspector::mousePressEvent(QMouseEvent *event)
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].contains(event->position().toPoint())) {
            m_current = int(i);
            Q_EMIT deviceActivated(m_facts.longest[i].row);
            return;
        }
    }
}

void FlowInspector::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_facts.longest.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Down:
        m_current = std::min(last, m_current + 1);
        break;
    case Qt::Key_Up:
        m_current = std::max(0, m_current - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0 && m_current <= last)
            Q_EMIT deviceActivated(m_facts.longest[m_current].row);
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    update();
}

} // namespace rehome::ui
