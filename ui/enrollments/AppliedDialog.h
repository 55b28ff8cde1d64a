// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/items/AppliedItems.h"
#include "ui/theme/Theme.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QTimer>
#include <QtWidgets/QDialog>

class QLineEdit;
class QPushButton;

namespace rehome::ui {

class MessageBar;
class RowTable;

/// The changes that were applied, newest first, each or a whole apply to be taken back. That puts edits into the tray;
/// nothing is sent from here. GUI thread.
class AppliedDialog : public QDialog
{
    Q_OBJECT
public:
    AppliedDialog(const Theme &theme, session::Session &session, QWidget *parent = nullptr);

    /// What became of taking changes back, for a person: what waits, and why the rest does not.
    static QString textOf(const session::UndoReport &report);
    /// Says that, and offers to compare what somebody else changed since.
    void tell(const Result<session::UndoReport> &report);

    [[nodiscard]] const items::AppliedItems &model() const { return m_items; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] RowTable *table() const { return m_table; }
    [[nodiscard]] QPushButton *undoButton() const { return m_undo; }
    [[nodiscard]] QPushButton *batchButton() const { return m_undoBatch; }
    [[nodiscard]] MessageBar *message() const { return m_message; }

private:
    static constexpr int pageSize = 200;
    void askMore();
    void selectionChanged();
    void undo(const session::UndoChoice &choice, session::Session::UndoMode mode);
    void reload();
    void showFleet();
    fleet::AppliedChange changeOf(const QModelIndex &shown) const;

    session::Session &m_session;
    items::AppliedItems m_items;
    QSortFilterProxyModel m_found;
    QTimer m_fleetTimer;
    quint64 m_listing = 0; ///< a page of an older list is dropped
    QLineEdit *m_search;
    MessageBar *m_message;
    RowTable *m_table;
    QPushButton *m_undo = nullptr;
    QPushButton *m_undoBatch = nullptr;
    QList<qint64> m_toMerge; ///< what the button of the message is about
};

} // namespace rehome::ui
