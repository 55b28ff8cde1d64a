// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

class QDockWidget;
class QFrame;
class QMainWindow;
class QStackedLayout;
class QToolButton;
class QVBoxLayout;

namespace rehome::ui {

class ElidedLabel;

/// Where the inspector of the current page lives: a dock at the right, or, in a window narrower than 1200 px, a sheet
/// over the page. Pinned, it stays although the selection changes page.
class InspectorHost : public QObject
{
    Q_OBJECT
public:
    /// `area` gets the dock; `overlayParent` is what the sheet covers.
    InspectorHost(const Theme &theme, QMainWindow *area, QWidget *overlayParent, QObject *parent = nullptr);

    /// Shows this content with this title; nullptr hides the inspector until there is content again.
    void setContent(QWidget *content, const QString &title);
    /// Gives the content back to its page, pinned or not: before pages are deleted.
    void release();
    void setTitle(const QString &title);
    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_shown; }
    /// Really on screen (wanted, and the page has one).
    [[nodiscard]] bool isVisible() const;
    void setOverlay(bool overlay);
    [[nodiscard]] bool isOverlay() const { return m_overlay; }
    void placeOverlay();
    /// Shows or hides again what is wanted: after the docks were restored from a file.
    void arrange();
    void focusContent();
    [[nodiscard]] QDockWidget *dock() const { return m_dock; }
    [[nodiscard]] QWidget *panel() const { return m_panel; }

Q_SIGNALS:
    void shownChanged(bool shown);

private:
    const Theme &m_theme;
    QMainWindow *m_area;
    QDockWidget *m_dock;
    QFrame *m_sheet;
    QWidget *m_overlayParent;
    QWidget *m_panel;
    QVBoxLayout *m_panelColumn;
    QPointer<QWidget> m_content;
    QPointer<QWidget> m_owner; ///< the content's parent while it is not shown here
    ElidedLabel *m_title;
    QToolButton *m_pin;
    bool m_shown = true;
    bool m_overlay = false;
};

} // namespace rehome::ui
