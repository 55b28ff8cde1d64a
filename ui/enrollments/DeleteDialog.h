// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QDialog>

class QLineEdit;
class QPushButton;

namespace rehome::ui {

/// What has to be known before enrollments are deleted (protocol facts, section 9, "Lifecycle"); translated.
QStringList deletionWarnings(const fleet::Snapshot &snapshot, const std::vector<fleet::RowId> &rows);

/// Asks before enrollments are deleted, says what a deletion does not do, and offers to disable them instead. More than
/// a hundred: the count has to be typed. Either way the tray gets it, nothing is sent. GUI thread.
class DeleteDialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr int mostUnasked = 100;

    DeleteDialog(const Theme &theme, session::Session &session, std::vector<fleet::RowId> rows,
                 QWidget *parent = nullptr);
    QPushButton *deleteButton() const { return m_delete; }
    QPushButton *disableButton() const { return m_disable; }

private:
    void stageDeletion();
    void stageDisabling();

    session::Session &m_session;
    std::vector<fleet::RowId> m_rows;
    QLineEdit *m_count = nullptr;
    QPushButton *m_delete;
    QPushButton *m_disable;
};

} // namespace rehome::ui
