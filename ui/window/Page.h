// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtGui/QAction>
#include <QtWidgets/QWidget>

namespace rehome::ui {

/// One page of the window. MainWindow owns it after addPage(), shows it in the rail and calls the virtual functions
/// below on the GUI thread. A page builds its widgets in its constructor only when they are cheap; everything else
/// waits for activated().
class Page : public QWidget
{
    Q_OBJECT
public:
    /// Well-known ids; their order is the order of the rail and the digit of Ctrl+digit. Other ids come after them,
    /// without key.
    static constexpr QLatin1String Start{"start"};             // Ctrl+0, not in the rail's list
    static constexpr QLatin1String Overview{"overview"};       // Ctrl+1
    static constexpr QLatin1String Live{"live"};               // Ctrl+2
    static constexpr QLatin1String Devices{"devices"};         // Ctrl+3
    static constexpr QLatin1String Enrollments{"enrollments"}; // Ctrl+4
    static constexpr QLatin1String Rate{"rate"};               // Ctrl+5
    static constexpr QLatin1String WhatIf{"whatif"};           // Ctrl+6
    static constexpr QLatin1String Rollouts{"rollouts"};       // Ctrl+7
    static constexpr QLatin1String Hubs{"hubs"};               // Ctrl+8
    static constexpr QLatin1String Journal{"journal"};         // Ctrl+9
    /// 0 for Start, 1 to 9 for the pages above, -1 for others.
    [[nodiscard]] static int numberOf(const QString &id);

    explicit Page(QString id, QWidget *parent = nullptr);

    [[nodiscard]] const QString &id() const { return m_id; }

    /// As in the rail and in the window's title; translated.
    [[nodiscard]] virtual QString title() const = 0;
    /// Name under :/icons; by default the id.
    [[nodiscard]] virtual QString iconName() const { return m_id; }
    /// Short text at the right of the rail row ("1,284", "71 %"); empty for none. Emit railChanged() when it changes.
    [[nodiscard]] virtual QString railCount() const { return {}; }
    [[nodiscard]] virtual bool railCountIsBad() const { return false; }

    /// Facts for the status bar, each a few words ("42,318 rows", "Sorted by Registration ID"). Emit factsChanged().
    [[nodiscard]] virtual QStringList facts() const { return {}; }

    /// What the inspector dock shows while this page is current. The page keeps ownership; nullptr means no inspector
    /// here. Ask for width with the widget's own hints: the dock gives 280 to 480 px.
    [[nodiscard]] virtual QWidget *inspector() { return nullptr; }
    [[nodiscard]] virtual QString inspectorTitle() const { return {}; }

    /// Actions of this page for the menu named pageMenuTitle() and for the palette. The page owns them; their shortcuts
    /// work while the page is current.
    [[nodiscard]] virtual QString pageMenuTitle() const { return title(); }
    [[nodiscard]] virtual QList<QAction *> pageActions() { return m_pageActions; }

    /// Ctrl+F and "/": move focus to the filter; false when the page has none.
    virtual bool focusFilter() { return false; }
    /// F5.
    virtual void refresh() {}
    /// Space on Live and the Pause button: false when this page has nothing to pause (the button is then disabled).
    [[nodiscard]] virtual bool canPause() const { return false; }
    [[nodiscard]] virtual bool isPaused() const { return false; }
    virtual void setPaused(bool paused) { Q_UNUSED(paused); }
    /// Esc outside a text field: close an overlay or clear something; false lets the window go on.
    virtual bool escape() { return false; }

    /// The page has become the visible one, or is no longer. Timers and repaints belong between these two.
    virtual void activated() {}
    virtual void deactivated() {}

    /// Another page, the palette or a saved filter asks to show something, for example filter text. Meaning is the
    /// page's own.
    virtual void showTarget(const QString &target) { Q_UNUSED(target); }

    /// Columns, splitters, filter: whatever a restart shall keep. Never a secret.
    [[nodiscard]] virtual QByteArray saveState() const { return {}; }
    virtual void restoreState(const QByteArray &state) { Q_UNUSED(state); }

protected:
    /// An action of pageActions(), in their order; its key works while the page or anything in it has focus.
    QAction *addPageAction(const QString &text, const QKeySequence &key);

Q_SIGNALS:
    void railChanged();
    void factsChanged();
    void pauseChanged();
    void inspectorTitleChanged();
    /// Enter on a row: show the inspector and put focus there.
    void inspectorRequested();
    /// Go to another page and hand it a target (may be empty).
    void goTo(const QString &pageId, const QString &target);
    /// "Save" in the page's filter bar: a row under SAVED FILTERS that calls showTarget(text).
    void saveFilterRequested(const QString &text);

private:
    QString m_id;
    QList<QAction *> m_pageActions;
};

} // namespace rehome::ui
