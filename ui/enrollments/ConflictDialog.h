// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QDialog>

class QLabel;
class QTableWidget;

namespace rehome::ui {

/// Somebody else changed the same enrollments: base, theirs and mine side by side, one choice per field. What is kept
/// of mine goes back to the tray on top of the newest version: of a new enrollment whose ID is taken as an edit of the
/// one that is there, of an edit of one that is gone as a new one. Nothing is sent from here. GUI thread.
class ConflictDialog : public QDialog
{
    Q_OBJECT
public:
    ConflictDialog(const Theme &theme, session::Session &session, QList<session::ApplyResult> conflicts,
                   QWidget *parent = nullptr);
    /// Puts the choices of the shown enrollment into the tray and goes on to the next.
    void takeChoices();
    QTableWidget *table() const { return m_table; }

private:
    /// One choice. An empty path is the whole enrollment.
    struct Choice
    {
        fleet::PendingField field; ///< before = theirs
        QJsonValue base{QJsonValue::Undefined};
        bool kept = true; ///< at first
    };
    static QList<Choice> choicesOf(const fleet::EnrollmentEdit &edit, const session::ApplyResult &conflict);
    void showConflict(int index);
    void take(const fleet::EnrollmentEdit &edit, const session::ApplyResult &conflict,
              const QList<fleet::PendingField> &kept);

    session::Session &m_session;
    QList<session::ApplyResult> m_conflicts;
    QList<Choice> m_choices; ///< of the one that is shown; a row each
    int m_index = 0;
    QLabel *m_title;
    QTableWidget *m_table;
};

} // namespace rehome::ui
