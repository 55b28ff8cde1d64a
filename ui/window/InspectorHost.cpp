// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/InspectorHost.h"

#include "ui/widgets/ElidedLabel.h"

#include <QtWidgets/QDockWidget>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

constexpr int Width = 320;

/// Dock content that asks for 320 px; the dock itself allows 280 to 480.
class Panel final : public QWidget
{
public:
    using QWidget::QWidget;
    [[nodiscard]] QSize sizeHint() const override { return {Width, 400}; }
};

/// The panel has its own head, so the dock's is empty.
class NoTitle final : public QWidget
{
public:
    using QWidget::QWidget;
    [[nodiscard]] QSize sizeHint() const override { return {0, 0}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }
};

} // namespace

InspectorHost::InspectorHost(const Theme &theme, QMainWindow *area, QWidget *overlayParent, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_area(area)
    , m_dock(new QDockWidget(tr("Inspector"), area))
    , m_sheet(new QFrame(overlayParent))
    , m_overlayParent(overlayParent)
    , m_panel(new Panel)
    , m_panelColumn(new QVBoxLayout(m_panel))
    , m_title(new ElidedLabel(theme, {}, TextRole::Section, TextTone::Text, m_panel))
    , m_pin(new QToolButton(m_panel))
{
    m_panel->setMinimumWidth(280);
    m_panel->setMaximumWidth(480);
    m_panel->setAccessibleName(tr("Inspector"));
    m_panel->setAutoFillBackground(true);
    m_pin->setIcon(theme.icon(QStringLiteral("pin")));
    m_pin->setCheckable(true);
    m_pin->setToolTip(tr("Keep the inspector as it is while the page changes"));
    m_pin->setAccessibleName(tr("Pin the inspector"));
    auto *close = new QToolButton(m_panel);
    close->setIcon(theme.icon(QStringLiteral("close")));
    close->setToolTip(tr("Close the inspector (F9)"));
    close->setAccessibleName(tr("Close the inspector"));
    m_title->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_title->setElideMode(Qt::ElideMiddle);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 4, 8, 4);
    head->setSpacing(2);
    head->addWidget(m_title, 1);
    head->addWidget(m_pin);
    head->addWidget(close);
    m_panelColumn->setContentsMargins(0, 0, 0, 0);
    m_panelColumn->setSpacing(0);
    m_panelColumn->addLayout(head);

    m_dock->setObjectName(QStringLiteral("inspector"));
    m_dock->setFeatures(QDockWidget::DockWidgetClosable);
    m_dock->setAllowedAreas(Qt::RightDockWidgetArea);
    m_dock->setTitleBarWidget(new NoTitle(m_dock));
    m_dock->setWidget(m_panel);
    area->addDockWidget(Qt::RightDockWidgetArea, m_dock);
    area->resizeDocks({m_dock}, {Width}, Qt::Horizontal);

    m_sheet->setFrameShape(QFrame::StyledPanel);
    m_sheet->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(m_sheet);
    column->setContentsMargins(1, 0, 0, 0);
    m_sheet->hide();

    connect(close, &QToolButton::clicked, this, [this] { setShown(false); });
    arrange();
}

void InspectorHost::setContent(QWidget *content, const QString &title)
{
    if (m_pin->isChecked() && m_content && content != m_content)
        return;
    m_title->setText(title);
    if (content == m_content)
        return;
    if (m_content) {
        m_panelColumn->removeWidget(m_content);
        m_content->hide();
        if (m_owner)
            m_content->setParent(m_owner);
    }
    m_content = content;
    m_owner = content ? content->parentWidget() : nullptr;
    if (m_content) {
        m_panelColumn->addWidget(m_content, 1);
        m_content->show();
    }
    arrange();
}

void InspectorHost::release()
{
    m_pin->setChecked(false);
    setContent(nullptr, {});
}

void InspectorHost::setTitle(const QString &title)
{
    if (!m_pin->isChecked())
        m_title->setText(title);
}

void InspectorHost::setShown(bool shown)
{
    if (m_shown == shown)
        return;
    m_shown = shown;
    arrange();
    Q_EMIT shownChanged(shown);
}

bool InspectorHost::isVisible() const
{
    return m_shown && !m_content.isNull();
}

void InspectorHost::setOverlay(bool overlay)
{
    if (m_overlay == overlay)
        return;
    m_overlay = overlay;
    arrange();
}

void InspectorHost::arrange()
{
    const bool visible = isVisible();
    if (m_overlay) {
        m_dock->hide();
        if (m_panel->parentWidget() != m_sheet) {
            m_dock->setWidget(nullptr);
            m_sheet->layout()->addWidget(m_panel);
            m_panel->show();
        }
        m_sheet->setVisible(visible);
        placeOverlay();
        m_sheet->raise();
    } else {
        if (m_panel->parentWidget() == m_sheet) {
            m_sheet->layout()->removeWidget(m_panel);
            m_dock->setWidget(m_panel);
            m_panel->show();
        }
        m_sheet->hide();
        m_dock->setVisible(visible);
    }
}

void InspectorHost::placeOverlay()
{
    if (!m_overlay)
        return;
    const int width = std::min(Width, m_overlayParent->width());
    m_sheet->setGeometry(m_overlayParent->width() - width, 0, width, m_overlayParent->height());
}

void InspectorHost::focusContent()
{
    if (!isVisible())
        return;
    // The first thing inside that takes focus by Tab.
    QWidget *start = m_content;
    for (QWidget *widget = start->nextInFocusChain(); widget && widget != start; widget = widget->nextInFocusChain()) {
        if (m_content->isAncestorOf(widget) && widget->isVisible() && widget->isEnabled() &&
            widget->focusPolicy() & Qt::TabFocus) {
            widget->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace rehome::ui
