// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/walkthroughs/GuidePanel.h"

#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/MessageBar.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>
#include <tuple>

namespace rehome::ui {

Spotlight::Spotlight(const Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    hide();
}

void Spotlight::pointAt(QWidget *target, const QRect &part)
{
    if (m_target)
        m_target->removeEventFilter(this);
    m_target = target;
    m_part = part;
    if (m_target)
        m_target->installEventFilter(this);
    follow();
}

void Spotlight::follow()
{
    if (!m_target || !m_target->isVisible() || !parentWidget()->isAncestorOf(m_target)) {
        hide();
        return;
    }
    const QRect part = m_part.isValid() ? m_part : m_target->rect();
    setGeometry(QRect(m_target->mapTo(parentWidget(), part.topLeft()), part.size()).adjusted(-4, -4, 4, 4));
    raise();
    show();
}

void Spotlight::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.tokens().acc, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
}

bool Spotlight::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
        follow();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

GuidePanel::GuidePanel(const Theme &theme, Guide &guide, const QString &title, FindControl find, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
    , m_guide(guide)
    , m_find(std::move(find))
    , m_spotlight(new Spotlight(theme, window))
    , m_count(new QLabel(this))
    , m_text(new QLabel(this))
    , m_waiting(new QLabel(this))
    , m_message(new MessageBar(theme, this))
    , m_act(new QPushButton(this))
    , m_next(new QPushButton(tr("Next step"), this))
{
    setAccessibleName(tr("Guide"));
    setMinimumWidth(220);
    auto *heading = new QLabel(title, this);
    heading->setFont(theme.font(TextRole::Section));
    heading->setWordWrap(true);
    m_count->setFont(theme.font(TextRole::Secondary));
    m_text->setWordWrap(true);
    m_waiting->setWordWrap(true);
    m_waiting->setFont(theme.font(TextRole::Secondary));
    m_message->hide();
    auto *end = new QPushButton(tr("Leave the guide"), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(heading);
    column->addWidget(m_count);
    column->addWidget(m_text);
    column->addWidget(m_act);
    column->addWidget(m_waiting);
    column->addWidget(m_message);
    column->addWidget(m_next);
    column->addStretch();
    column->addWidget(end);
    setButtonKind(m_next, ButtonKind::Primary);
    connect(m_act, &QPushButton::clicked, &guide, &Guide::act);
    connect(m_next, &QPushButton::clicked, &guide, &Guide::next);
    connect(end, &QPushButton::clicked, this, &GuidePanel::closeRequested);
    connect(&guide, &Guide::stepChanged, this, &GuidePanel::show);
    connect(&guide, &Guide::conditionChanged, this, &GuidePanel::retell);
    // Queued: the tray comes by the same signal.
    connect(&guide, &Guide::highlightChanged, this, &GuidePanel::pointAgain, Qt::QueuedConnection);
    connect(&guide, &Guide::failed, this, [this](const Error &error) { m_message->showError(error); });
    show(guide.current());
}

GuidePanel::~GuidePanel()
{
    delete m_spotlight;
}

void GuidePanel::show(int step)
{
    m_message->clear();
    if (m_guide.isFinished()) {
        m_count->setText(tr("Done"));
        m_text->setText(tr("That was all. The fleet is back where it was."));
        m_act->hide();
        m_next->hide();
        m_waiting->clear();
        m_spotlight->pointAt(nullptr);
        return;
    }
    m_count->setText(tr("Step %1 of %2").arg(step + 1).arg(m_guide.stepCount()));
    m_text->setText(m_guide.text());
    const QString actor = m_guide.actor();
    m_act->setVisible(!actor.isEmpty());
    m_act->setText(actor == QLatin1String("devices") ? tr("Restart the device") : tr("Do it for me"));
    retell();
    pointAgain();
}

void GuidePanel::retell()
{
    if (m_guide.isFinished())
        return;
    const bool holds = m_guide.conditionHolds();
    m_next->setEnabled(holds);
    m_act->setEnabled(!holds && !m_guide.hasActed());
    m_waiting->setText(holds                ? tr("Done: the fleet is in that state.")
                       : m_guide.hasActed() ? tr("Waiting until the service says so …")
                                            : tr("The next step waits until this is so."));
}

void GuidePanel::pointAgain()
{
    if (m_guide.highlight() == QLatin1String("guide.act"))
        return m_spotlight->pointAt(m_act);
    auto [control, part] = m_find(m_guide.highlight());
    // On another page: the way there is what to point at.
    if ((!control || !control->isVisible()) && !m_guide.page().isEmpty())
        std::tie(control, part) = m_find(QStringLiteral("rail.") + m_guide.page());
    m_spotlight->pointAt(control, part);
}

} // namespace rehome::ui
