// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/TrayFoot.h"

#include "ui/theme/RehomeStyle.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>

namespace rehome::ui {

namespace {
/// Narrower than this the cost has a line of its own above the buttons.
constexpr int oneLineWidth = 780;
constexpr int lineHeight = 42;
constexpr int costHeight = 22;
constexpr int bottomGap = 6; // of two lines; one is centred
} // namespace

TrayFoot::TrayFoot(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_rows(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_cost(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_discard(new QPushButton(tr("Discard…"), this))
    , m_try(new QPushButton(this))
    , m_trial(new QSpinBox(this))
    , m_apply(new QPushButton(this))
    , m_stop(new QPushButton(tr("Stop sending"), this))
    , m_seconds(new QLabel(this))
    , m_callOff(new QPushButton(tr("Cancel"), this))
{
    build();
    m_end.setSingleShot(true);
    m_tick.setInterval(200);
    connect(&m_tick, &QTimer::timeout, this, &TrayFoot::tick);
    connect(&m_end, &QTimer::timeout, this, [this] {
        if (endCountdown())
            Q_EMIT sendNow();
    });
    connect(m_callOff, &QPushButton::clicked, this, &TrayFoot::callOff);
    connect(m_discard, &QPushButton::clicked, this, &TrayFoot::discardRequested);
    connect(m_stop, &QPushButton::clicked, this, &TrayFoot::stopRequested);
    connect(m_apply, &QPushButton::clicked, this, [this] { Q_EMIT applyRequested(-1); });
    connect(m_try, &QPushButton::clicked, this, [this] { Q_EMIT applyRequested(trial()); });
    connect(m_trial, &QSpinBox::valueChanged, this, [this](int value) {
        m_wantedTrial = value;
        arrange();
    });
    arrange();
}

void TrayFoot::build()
{
    m_cost->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(120, 6);
    m_trial->setAccessibleName(tr("How many edits to try first"));
    m_trial->setFixedWidth(72);
    m_trial->setKeyboardTracking(false);
    m_apply->setDefault(false);
    setButtonKind(m_apply, ButtonKind::Primary);
    m_callOff->setToolTip(tr("Nothing is sent; the edits stay here (Esc)"));
    m_seconds->setAccessibleName(tr("Time left to cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_progress, m_discard, m_try, m_trial, m_stop, m_seconds, m_callOff, m_apply})
        buttons->addWidget(widget);
    m_rows->setSpacing(8);
    m_rows->addWidget(m_cost, 1);
    m_rows->addLayout(buttons);
}

int TrayFoot::trial() const
{
    return m_trial->value();
}

void TrayFoot::setState(const State &state)
{
    m_state = state;
    {
        // Trying all is applying; the number that was chosen comes back when there are enough again.
        const QSignalBlocker quiet(m_trial);
        m_trial->setRange(1, std::max(1, state.edits - 1));
        m_trial->setValue(m_wantedTrial);
    }
    arrange();
}

void TrayFoot::setCost(const QString &text)
{
    m_cost->setText(text);
    m_cost->setToolTip(text);
}

void TrayFoot::setProgress(int done, int total)
{
    m_progress->setRange(0, std::max(1, total));
    m_progress->setValue(done);
}

void TrayFoot::arrange()
{
    const bool resting = !m_counting && !m_state.sending;
    const bool canTry = resting && m_state.edits > 1;
    m_apply->setText(tr("Apply %n edit(s)", nullptr, m_state.edits));
    m_try->setText(tr("Try first %1").arg(trial()));
    m_apply->setVisible(resting);
    m_try->setVisible(canTry);
    m_trial->setVisible(canTry);
    m_discard->setVisible(!m_counting);
    m_apply->setEnabled(m_state.edits > 0 && m_state.maySend);
    m_try->setEnabled(m_state.maySend);
    m_trial->setEnabled(m_state.maySend);
    m_discard->setEnabled(m_state.edits > 0 && !m_state.sending);
    m_progress->setVisible(m_state.sending);
    m_stop->setVisible(m_state.sending);
    m_seconds->setVisible(m_counting);
    m_callOff->setVisible(m_counting);
    const bool oneLine = width() >= oneLineWidth;
    m_rows->setContentsMargins(20, 0, 20, oneLine ? 0 : bottomGap);
    m_rows->setDirection(oneLine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    setFixedHeight(oneLine ? lineHeight : lineHeight + costHeight + bottomGap);
}

void TrayFoot::startCountdown(int count, std::chrono::milliseconds delay)
{
    m_counting = true;
    m_countingEdits = count;
    m_deadline = QDeadlineTimer(delay);
    arrange();
    tick();
    m_callOff->setFocus(Qt::OtherFocusReason);
    m_tick.start();
    m_end.start(delay);
}

bool TrayFoot::endCountdown()
{
    m_tick.stop();
    m_end.stop();
    if (!std::exchange(m_counting, false))
        return false;
    arrange();
    return true;
}

void TrayFoot::callOff()
{
    if (endCountdown())
        Q_EMIT calledOff();
}

void TrayFoot::tick()
{
    const qint64 seconds = (std::max<qint64>(0, m_deadline.remainingTime()) + 999) / 1000;
    m_seconds->setText(tr("Sending %n edit(s) in %1 s", nullptr, m_countingEdits).arg(seconds));
}

void TrayFoot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool TrayFoot::event(QEvent *event)
{
    // Before any shortcut of the window: Esc means this countdown while it runs.
    if (m_counting && (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        if (event->type() == QEvent::KeyPress)
            callOff();
        return true;
    }
    return QWidget::event(event);
}

} // namespace rehome::ui
