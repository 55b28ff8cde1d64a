// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/StatusLine.h"

#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Meters.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimer>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>

namespace rehome::ui {

StatusLine::StatusLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_work(new ElidedLabel(theme, {}, TextRole::Secondary, TextTone::Secondary, this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_problems(new QPushButton(this))
    , m_meter(new ApiMeter(theme, this))
    , m_age(new DataAge(theme, this))
    , m_clock(new ElidedLabel(theme, {}, TextRole::Secondary, TextTone::Secondary, this))
    , m_timer(new QTimer(this))
    , m_sayTimer(new QTimer(this))
{
    setFixedHeight(26);
    setFont(theme.font(TextRole::Secondary));
    m_progress->setFixedSize(80, 8);
    m_progress->setTextVisible(false);
    for (QPushButton *button : {m_cancel, m_problems}) {
        setButtonKind(button, ButtonKind::Link);
        button->setFont(theme.font(TextRole::Secondary));
        button->setFixedHeight(22);
    }
    m_problems->setIcon(theme.icon(QStringLiteral("warning"), IconTone::Warning));
    m_sayTimer->setSingleShot(true);
    m_sayTimer->setInterval(4000);
    m_timer->setInterval(1000);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 1, 12, 0);
    row->setSpacing(10);
    row->addStretch(1);
    row->addWidget(m_work);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addWidget(m_problems);
    row->addWidget(m_meter);
    row->addSpacing(6);
    row->addWidget(m_age);
    row->addSpacing(6);
    row->addWidget(m_clock);
    m_work->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_clock->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setWork({});
    setProblems(0);
    tick();

    connect(m_timer, &QTimer::timeout, this, &StatusLine::tick);
    connect(m_sayTimer, &QTimer::timeout, this, [this] {
        m_said.clear();
        update();
    });
    connect(m_cancel, &QPushButton::clicked, this, &StatusLine::cancelRequested);
    connect(m_problems, &QPushButton::clicked, this, &StatusLine::problemsRequested);
}

void StatusLine::setLink(Link link, const QString &text)
{
    if (link == m_link && text == m_linkText)
        return;
    m_link = link;
    m_linkText = text;
    m_age->setLost(link == Link::Lost);
    setAccessibleName(text);
    update();
}

void StatusLine::setFacts(const QStringList &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    setAccessibleDescription(facts.join(QStringLiteral(", ")));
    update();
}

void StatusLine::setWork(const QString &text, qint64 done, qint64 total, bool cancellable)
{
    m_work->setText(text);
    m_work->setVisible(!text.isEmpty());
    m_progress->setVisible(!text.isEmpty());
    m_cancel->setVisible(!text.isEmpty() && cancellable);
    m_progress->setRange(0, 1000);
    m_progress->setValue(total > 0 ? static_cast<int>(std::clamp<qint64>(done * 1000 / total, 0, 1000)) : 0);
    m_progress->setAccessibleName(text);
    update();
}

void StatusLine::setProblems(int count, const QString &toolTip)
{
    m_problems->setVisible(count > 0);
    m_problems->setText(count == 1 ? tr("1 problem") : tr("%1 problems").arg(format::count(count)));
    m_problems->setToolTip(toolTip);
}

void StatusLine::say(const QString &text)
{
    m_said = text;
    m_sayTimer->start();
    update();
}

void StatusLine::tick()
{
    m_clock->setText(tr("UTC %1").arg(QDateTime::currentDateTimeUtc().toString(QStringLiteral("HH:mm:ss"))));
}

void StatusLine::showEvent(QShowEvent *)
{
    tick();
    m_timer->start();
}

void StatusLine::hideEvent(QHideEvent *)
{
    m_timer->stop();
}

int StatusLine::leftEnd() const
{
    int end = width() - 12;
    for (const QWidget *widget : {static_cast<const QWidget *>(m_work), static_cast<const QWidget *>(m_problems),
                                  static_cast<const QWidget *>(m_meter), static_cast<const QWidget *>(m_age),
                                  static_cast<const QWidget *>(m_clock)}) {
        if (widget->isVisibleTo(this))
            end = std::min(end, widget->x());
    }
    return end - 10;
}

void StatusLine::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), t.hdr);
    painter.fillRect(QRect(0, 0, width(), 1), t.line2);
    const QColor dot = m_link == Link::Connected    ? t.ok
                       : m_link == Link::Lost       ? t.bad
                       : m_link == Link::Connecting ? t.acc
                       : m_link == Link::Paused     ? t.warn
                                                    : t.ctl;
    painter.setPen(m_link == Link::None || m_link == Link::Connecting ? QPen(dot, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(m_link == Link::None || m_link == Link::Connecting ? QBrush(Qt::NoBrush) : QBrush(dot));
    if (m_link == Link::Lost)
        painter.drawRect(QRectF(10, height() / 2 - 3, 7, 7));
    else
        painter.drawEllipse(QPointF(14, height() / 2.0 + 0.5), 3.5, 3.5);
    const int end = leftEnd();
    int x = 24;
    const auto word = [&](const QString &text, const QColor &color, bool separator) {
        const int w = fontMetrics().horizontalAdvance(text);
        if (separator && x + 19 + w > end)
            return false;
        if (separator) {
            painter.fillRect(QRect(x + 9, 6, 1, 14), t.line2);
            x += 19;
        }
        painter.setPen(color);
        painter.drawText(QRect(x, 0, w + 2, height()), Qt::AlignVCenter | Qt::TextSingleLine, text);
        x += w;
        return true;
    };
    word(m_linkText, m_link == Link::Lost ? t.bad : t.t1, false);
    if (!m_said.isEmpty()) {
        word(m_said, t.t1, true);
        return;
    }
    for (const QString &fact : std::as_const(m_facts)) {
        if (!word(fact, t.t2, true))
            break;
    }
    for (const QWidget *widget : {static_cast<const QWidget *>(m_age), static_cast<const QWidget *>(m_clock)}) {
        if (widget->isVisibleTo(this))
            painter.fillRect(QRect(widget->x() - 10, 6, 1, 14), t.line2);
    }
}

} // namespace rehome::ui
