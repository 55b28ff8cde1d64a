// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ImportEdits.h"
#include "app/session/Session.h"
#include "models/items/ImportItems.h"

#include <QtWidgets/QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QTableView;

namespace rehome::ui {

class MessageBar;
class RowTable;
class Theme;

/// A file of enrollments before it becomes edits: which column is what, what would change, and what is wrong with which
/// line. Nothing is sent from here: the edits go into the tray. GUI thread; the file is read and compared by workers.
class ImportDialog : public QDialog
{
    Q_OBJECT
public:
    ImportDialog(const Theme &theme, session::Session &session, QWidget *parent = nullptr);

    /// CSV or JSON; errors are told in the dialog.
    void read(const QString &fileName);

    items::ImportColumnItems &columns() { return m_columns; }
    items::ImportProblemItems &problems() { return m_problems; }

Q_SIGNALS:
    void imported(int edits); ///< so many wait in the tray now

private:
    void take(const QByteArray &file);
    void compare();
    void show(const session::ImportedEdits &imported);
    void updateButton();
    void stage();

    session::Session &m_session;
    items::ImportColumnItems m_columns;
    items::ImportProblemItems m_problems;
    QByteArray m_file;
    fleet::ImportFormat m_format = fleet::ImportFormat::Csv;
    QList<fleet::EnrollmentEdit> m_edits; ///< those that change something
    int m_comparison = 0;                 ///< the newest one counts
    bool m_compared = false, m_hasProblems = false;
    MessageBar *m_message;
    QLabel *m_summary;
    RowTable *m_columnTable;
    RowTable *m_problemTable;
    QCheckBox *m_leaveOut;
    QPushButton *m_stage;
};

} // namespace rehome::ui
