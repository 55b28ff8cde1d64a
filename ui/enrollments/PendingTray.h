// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/items/PendingItems.h"
#include "ui/enrollments/PendingEffects.h"
#include "ui/theme/Theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>
#include <chrono>

class QLabel;
class QPushButton;
class QTreeView;

namespace rehome::ui {

class EditPane;
class MessageBar;
class TrayFoot;

/// Unsent edits: kinds of edit and their enrollments, what they will do, the diff of one, their cost, and the only
/// buttons that send anything. After the yes some seconds pass in which it can be called off; an edit more, a
/// connection that becomes read-only or a tray that is hidden calls it off as well. Exists only with edits or while
/// something of them is under way. GUI thread.
class PendingTray : public QWidget
{
    Q_OBJECT
public:
    PendingTray(const Theme &theme, session::Session &session, QWidget *parent = nullptr);
    QPushButton *applyButton() const;
    TrayFoot *foot() const { return m_foot; }
    /// The time in which sending can be called off.
    void setSendDelay(std::chrono::milliseconds delay) { m_delay = delay; }

    /// Asks as the connection's safety level wants it, waits, then sends. `firstN` -1 = all. Does nothing on a
    /// read-only connection but say so.
    void applyAfterAsking(int firstN = -1);
    /// Sends at once: asked and waited has somebody already.
    void applyNow(int firstN = -1);
    void discardAfterAsking();

Q_SIGNALS:
    void hideRequested();
    void editsAllowedRequested(); ///< the person wants to allow edits on this connection

protected:
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHead(class QVBoxLayout *column);
    void buildKinds();
    void fitColumns();
    void fleetChanged();
    void newEffects();
    void showLosses(const fleet::EnrollmentEdit &edit);
    bool canCompare(fleet::RowId row) const;
    void connectFoot();
    void startCountdown(int firstN, int edits);
    void callOff(const QString &why);
    void refresh();
    void showSample(const QModelIndex &index);
    void progressed(const session::ApplyProgress &progress);
    void applied(const session::ApplyResult &result);
    void compareVersions();
    void askReadOnly();
    QString costText(int firstN) const;

    const Theme &m_theme;
    session::Session &m_session;
    items::PendingItems m_items;
    PendingEffects m_effects;
    quint64 m_effectsRevision = 0; ///< of the edits that m_effects is about
    QTimer m_effectsClock;         ///< runs when the fleet changed and nobody was told yet
    QLabel *m_title = nullptr;
    QLabel *m_subtitle = nullptr;
    MessageBar *m_message;
    QTreeView *m_kinds;
    EditPane *m_pane;
    QLabel *m_undoNotes; ///< what undo can restore of what waits, before it is sent
    TrayFoot *m_foot;
    std::chrono::milliseconds m_delay;
    int m_agreedFirstN = -1;               ///< what the countdown is about
    quint64 m_agreedRevision = 0;          ///< of the edits that the yes was about
    QHash<fleet::RowId, QString> m_losses; ///< by device; empty while it is being asked
    QList<session::ApplyResult> m_conflicts;
    bool m_asksForEdits = false; ///< the message offers to allow them; else to compare versions
    std::optional<Error> m_lastError;
};

} // namespace rehome::ui
