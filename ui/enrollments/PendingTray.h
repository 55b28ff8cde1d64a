// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/items/PendingItems.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeView;

namespace rehome::ui {

class DiffView;
class MessageBar;

/// Unsent edits: kinds of edit, a sample's diff, their cost, and the only buttons that send anything. Exists only with
/// edits or while something of them is under way. GUI thread.
class PendingTray : public QWidget
{
    Q_OBJECT
public:
    PendingTray(const Theme &theme, session::Session &session, QWidget *parent = nullptr);
    QPushButton *applyButton() const { return m_apply; }

    /// Asks for a yes that names count and service, then sends. `firstN` -1 = all. Does nothing on a read-only
    /// connection but say so.
    void applyAfterAsking(int firstN = -1);
    /// Without asking: the caller has asked already (tests, a guide that says what it does).
    void applyNow(int firstN = -1);
    void discardAfterAsking();

Q_SIGNALS:
    void hideRequested();
    void editsAllowedRequested(); ///< the person wants to allow edits on this connection

private:
    void buildHead(class QVBoxLayout *column);
    void buildFoot(class QVBoxLayout *column);
    void refresh();
    void showSample(const QModelIndex &index);
    void progressed(const session::ApplyProgress &progress);
    void applied(const session::ApplyResult &result);
    void compareVersions();
    QString summary() const;

    const Theme &m_theme;
    session::Session &m_session;
    items::PendingItems m_items;
    QLabel *m_title = nullptr;
    QLabel *m_subtitle = nullptr;
    MessageBar *m_message;
    QTreeView *m_kinds;
    QLabel *m_sampleTitle;
    DiffView *m_diff;
    QLabel *m_cost = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_discard = nullptr;
    QPushButton *m_try = nullptr;
    QPushButton *m_apply = nullptr;
    QPushButton *m_cancel = nullptr;
    QList<session::ApplyResult> m_conflicts;
    int m_failures = 0;
    std::optional<Error> m_lastError;
};

} // namespace rehome::ui
