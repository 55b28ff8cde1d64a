// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QDialog>

class QLabel;
class QTableWidget;

namespace rehome::ui {

/// Somebody else changed the same enrollments: base, theirs and mine side by side, one choice per field. What is kept
/// of mine goes back to the tray on top of the newest version; nothing is sent from here. GUI thread.
class ConflictDialog : public QDialog
{
    Q_OBJECT
public:
    ConflictDialog(const Theme &theme, session::Session &session, QList<session::ApplyResult> conflicts,
                   QWidget *parent = nullptr);
    /// Puts the choices of the shown enrollment into the tray and goes on to the next.
    void takeChoices();
    QTableWidget *table() const { return m_table; }

Q_SIGNALS:
    void settled(quint32 row);

private:
    void show(int index);

    session::Session &m_session;
    QList<session::ApplyResult> m_conflicts;
    int m_index = 0;
    QLabel *m_title;
    QTableWidget *m_table;
};

} // namespace rehome::ui
