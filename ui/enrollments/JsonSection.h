// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "ui/theme/Theme.h"

#include <QtCore/QHash>
#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace rehome::ui {

class JsonView;

/// One enrollment, or one member of it, as JSON to edit: what it will be with the unsent edits, keys and a
/// webhook's code left out. While
/// typing it says line and column of what is wrong; what was typed waits with its enrollment until it is staged or
/// reverted. GUI thread.
class JsonSection : public QWidget
{
    Q_OBJECT
public:
    /// `member`: "initialTwin"; empty for the whole enrollment.
    JsonSection(const Theme &theme, session::Session &session, const QString &name, const QString &member,
                QWidget *parent = nullptr);

    /// NoRow: nothing is shown.
    void setBody(fleet::RowId row, const QJsonObject &stored);
    void setEditable(bool editable);
    JsonView *view() const { return m_view; }

private:
    void reload();
    void typed();
    void stage();
    void revert();
    QString wrong() const; ///< empty: it can be staged

    session::Session &m_session;
    QString m_member;
    JsonView *m_view;
    QLabel *m_note;
    QPushButton *m_stage;
    QPushButton *m_revert;
    fleet::RowId m_row = fleet::NoRow;
    QJsonObject m_stored;
    QString m_shown;                      ///< text of what is stored with the unsent edits
    QHash<fleet::RowId, QString> m_typed; ///< not staged yet
    bool m_editable = false;
    bool m_filling = false;
};

} // namespace rehome::ui
