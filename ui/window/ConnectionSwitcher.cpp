// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ConnectionSwitcher.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QMenu>

namespace rehome::ui {

QString environmentText(session::Environment environment)
{
    switch (environment) {
    case session::Environment::Production:
        return ConnectionSwitcher::tr("Production");
    case session::Environment::Staging:
        return ConnectionSwitcher::tr("Staging");
    case session::Environment::Lab:
        return ConnectionSwitcher::tr("Lab");
    }
    return {};
}

QColor environmentColor(const Tokens &tokens, session::Environment environment)
{
    switch (environment) {
    case session::Environment::Production:
        return tokens.bad;
    case session::Environment::Staging:
        return tokens.warn;
    case session::Environment::Lab:
        return tokens.t3;
    }
    return tokens.t3;
}

ConnectionSwitcher::ConnectionSwitcher(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFixedHeight(30);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumWidth(120);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    connect(this, &QAbstractButton::clicked, this, &ConnectionSwitcher::openMenu);
    setConnection(std::nullopt);
}

void ConnectionSwitcher::setConnection(const std::optional<session::ConnectionProfile> &profile)
{
    m_profile = profile;
    setAccessibleName(profile ? tr("Connection %1, %2").arg(profile->name, environmentText(profile->environment))
                              : tr("No connection"));
    setToolTip(profile ? profile->hostName : QString());
    update();
}

void ConnectionSwitcher::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const session::ConnectionProfile &profile : std::as_const(m_profiles)) {
        QAction *action =
            menu->addAction(QStringLiteral("%1  –  %2").arg(profile.name, environmentText(profile.environment)));
        action->setCheckable(true);
        action->setChecked(m_profile && m_profile->id == profile.id);
        connect(action, &QAction::triggered, this, [this, id = profile.id] { Q_EMIT connectionChosen(id); });
    }
    if (!m_profiles.isEmpty())
        menu->addSeparator();
    connect(menu->addAction(m_theme.icon(QStringLiteral("plus")), tr("New connection…")), &QAction::triggered, this,
            &ConnectionSwitcher::startPageRequested);
    if (m_profile) {
        connect(menu->addAction(m_theme.icon(QStringLiteral("plug")), tr("Disconnect")), &QAction::triggered, this,
                &ConnectionSwitcher::disconnectRequested);
    }
    menu->setMinimumWidth(width());
    menu->popup(mapToGlobal(QPoint(0, height() + 2)));
}

void ConnectionSwitcher::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(underMouse() ? t.ctl : t.line2, 1));
    painter.setBrush(t.surf);
    painter.drawRoundedRect(box, 4, 4);
    const QColor edge = m_profile ? environmentColor(t, m_profile->environment) : t.line2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(edge);
    painter.drawRoundedRect(QRectF(0, 0, 4, height()), 2, 2);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setPen(QPen(t.acc, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    painter.drawPixmap(width() - 22, (height() - 16) / 2,
                       icons::pixmap(QStringLiteral("chevron-down"), t.t2, 16, devicePixelRatioF()));
    painter.setFont(m_theme.font(TextRole::Section));
    const QString name = m_profile ? m_profile->name : tr("No connection");
    const QString word =
        m_profile ? (m_profile->isDemo ? tr("Demo") : environmentText(m_profile->environment)) : QString();
    const QFontMetrics small(m_theme.font(TextRole::Secondary));
    const int wordWidth = word.isEmpty() ? 0 : small.horizontalAdvance(word) + 8;
    const int room = std::max(20, width() - 12 - 26 - wordWidth);
    const QString shown = painter.fontMetrics().elidedText(name, Qt::ElideMiddle, room);
    painter.setPen(m_profile ? t.t1 : t.t2);
    painter.drawText(QRect(12, 0, room, height()), Qt::AlignVCenter, shown);
    const int x = 12 + painter.fontMetrics().horizontalAdvance(shown) + 8;
    painter.setFont(m_theme.font(TextRole::Secondary));
    painter.setPen(edge);
    painter.drawText(QRect(x, 0, width() - x - 24, height()), Qt::AlignVCenter, word);
}

} // namespace rehome::ui
