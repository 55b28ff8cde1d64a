// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/MessageBar.h"

#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/ErrorHelp.h"

#include <QtCore/QDateTime>
#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace rehome::ui {

namespace {

struct Look
{
    QColor fill;
    QColor border;
    QColor mark;
    const char *icon;
};

Look lookOf(const Tokens &t, MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Info:
        return {t.accbg, t.acc, t.acc, "info"};
    case MessageBar::Kind::Success:
        return {t.okbg, t.ok, t.ok, "check"};
    case MessageBar::Kind::Warning:
        return {t.warnbg, t.warnln, t.warn, "warning"};
    case MessageBar::Kind::Error:
        return {t.badbg, t.bad, t.bad, "error"};
    }
    return {t.surf, t.line, t.t2, "info"};
}

} // namespace

MessageBar::MessageBar(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_label(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_detailsButton(new QPushButton(tr("Details"), this))
    , m_copy(new QPushButton(tr("Copy details"), this))
    , m_close(new QToolButton(this))
    , m_details(new QPlainTextEdit(this))
{
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setFocusPolicy(Qt::NoFocus);
    setButtonKind(m_detailsButton, ButtonKind::Link);
    setButtonKind(m_copy, ButtonKind::Link);
    m_detailsButton->setCheckable(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(m_close->toolTip());
    m_close->setIcon(theme.icon(QStringLiteral("close")));
    m_details->setReadOnly(true);
    m_details->setFont(theme.font(TextRole::Mono));
    m_details->setMaximumHeight(96);
    m_details->setAccessibleName(tr("Details of the message"));
    m_details->setTabChangesFocus(true);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 6, 6, 6);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->addWidget(m_icon, 0, 0, Qt::AlignVCenter);
    grid->addWidget(m_label, 0, 1);
    grid->addWidget(m_detailsButton, 0, 2);
    grid->addWidget(m_button, 0, 3);
    grid->addWidget(m_close, 0, 4);
    grid->addWidget(m_details, 1, 1, 1, 3);
    grid->addWidget(m_copy, 2, 1, Qt::AlignLeft);
    grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);

    connect(m_button, &QPushButton::clicked, this, &MessageBar::buttonClicked);
    connect(m_detailsButton, &QPushButton::toggled, this, &MessageBar::toggleDetails);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_label->text() + QLatin1Char('\n') + m_detailText); });
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT closed();
    });
    hide();
}

void MessageBar::showMessage(Kind kind, const QString &text, const QString &buttonText, const QString &details)
{
    m_kind = kind;
    m_detailText = details;
    m_label->setText(text);
    m_button->setText(buttonText);
    m_button->setVisible(!buttonText.isEmpty());
    m_detailsButton->setChecked(false);
    m_detailsButton->setVisible(!details.isEmpty());
    m_details->setPlainText(details);
    toggleDetails(false);
    refreshColors();
    setAccessibleName(text);
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::showError(const Error &error, const QString &buttonText)
{
    QStringList lines;
    if (error.httpStatus != 0)
        lines << tr("Status %1").arg(error.httpStatus);
    if (error.serviceCode != 0)
        lines << tr("Error code %1").arg(error.serviceCode);
    if (!error.trackingId.isEmpty())
        lines << tr("Tracking id %1").arg(error.trackingId);
    if (!error.detail.isEmpty())
        lines << error.detail;
    lines << tr("Time %1").arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODate));
    if (const QString help = errorHelpText(error.serviceCode, error.detail); !help.isEmpty())
        lines << QString() << help;
    showMessage(Kind::Error, error.message, buttonText, lines.join(QLatin1Char('\n')));
}

void MessageBar::clear()
{
    hide();
    m_label->clear();
    m_detailText.clear();
}

QString MessageBar::text() const
{
    return m_label->text();
}

void MessageBar::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void MessageBar::toggleDetails(bool on)
{
    m_details->setVisible(on);
    m_copy->setVisible(on);
}

void MessageBar::refreshColors()
{
    const Look look = lookOf(m_theme.tokens(), m_kind);
    m_icon->setPixmap(icons::pixmap(QLatin1String(look.icon), look.mark, 16, devicePixelRatioF()));
    update();
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshColors();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const Look look = lookOf(m_theme.tokens(), m_kind);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.border, 1));
    painter.setBrush(look.fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace rehome::ui
