// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/LoadControl.h"

#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Format.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>
#include <cmath>

namespace rehome::ui {

namespace {
constexpr int NoticeMs = 400;
} // namespace

QString loadText(const session::LoadProgress &progress)
{
    const QString loaded = format::count(progress.loaded);
    QStringList parts{progress.expected > 0 ? LoadControl::tr("%1 of ~%2").arg(loaded, format::count(progress.expected))
                                            : LoadControl::tr("%1 so far").arg(loaded)};
    if (progress.paused) {
        parts.prepend(LoadControl::tr("Paused"));
    } else {
        if (progress.perSecond >= 1)
            parts << LoadControl::tr("%1 / s").arg(format::count(qRound64(progress.perSecond)));
        if (const auto left = progress.secondsLeft(); left && progress.loaded > 0)
            parts << LoadControl::tr("%1 left").arg(format::span(static_cast<qint64>(std::ceil(*left))));
    }
    return parts.join(QStringLiteral(" · "));
}

LoadControl::LoadControl(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_label(new ElidedLabel(theme, {}, TextRole::Secondary, TextTone::Secondary, this))
    , m_pause(new QToolButton(this))
    , m_cancel(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_label);
    row->addWidget(m_pause);
    row->addWidget(m_cancel);
    for (QToolButton *button : {m_pause, m_cancel})
        button->setFixedSize(26, 26);
    m_cancel->setIcon(theme.icon(QStringLiteral("close")));
    m_cancel->setToolTip(tr("Stop loading; what is here stays (Esc)"));
    m_cancel->setAccessibleName(tr("Stop loading"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(NoticeMs);
    connect(&m_delay, &QTimer::timeout, this, &QWidget::show);
    connect(m_pause, &QToolButton::clicked, this, [this] { Q_EMIT pauseRequested(!m_paused); });
    connect(m_cancel, &QToolButton::clicked, this, &LoadControl::cancelRequested);
    hide();
}

void LoadControl::setProgress(const session::LoadProgress &progress)
{
    if (!progress.running || !progress.byPerson) {
        m_delay.stop();
        hide();
        return;
    }
    m_paused = progress.paused;
    m_pause->setIcon(m_theme.icon(m_paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_pause->setToolTip(m_paused ? tr("Go on loading") : tr("Pause loading"));
    m_pause->setAccessibleName(m_pause->toolTip());
    m_label->setText(loadText(progress));
    if (isHidden() && !m_delay.isActive())
        m_delay.start();
}

QString LoadControl::text() const
{
    return m_label->text();
}

} // namespace rehome::ui
