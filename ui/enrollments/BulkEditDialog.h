// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/items/BulkEditItems.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace rehome::ui {

class ClientPicker;
class HubSetEditor;
class RowTable;
class TwinMemberEditor;

/// One change of many enrollments, from one field to a whole policy, over the selection or all that match: shows before
/// and after of each, and puts it into the tray. What their devices speak is declared at once: nothing is sent for it.
/// GUI thread.
class BulkEditDialog : public QDialog
{
    Q_OBJECT
public:
    /// `selected` may be empty: then all that match are meant.
    BulkEditDialog(const Theme &theme, const HubColors &colors, session::Session &session,
                   std::vector<fleet::RowId> selected, std::vector<fleet::RowId> matching, QWidget *parent = nullptr);

    items::BulkChange change() const;
    const items::BulkEditItems &preview() const { return m_items; }
    QPushButton *stageButton() const { return m_stage; }
    void stage();

private:
    void fillForm(QFormLayout *form);
    QFormLayout *secondForm();
    void refresh();
    void showCount();
    QString countText() const;

    session::Session &m_session;
    items::BulkEditItems m_items;
    std::vector<fleet::RowId> m_selected, m_matching;
    QComboBox *m_scope;
    QCheckBox *m_setPolicy;
    QComboBox *m_policy;
    QCheckBox *m_setHubs;
    HubSetEditor *m_hubs;
    QCheckBox *m_setStatus;
    QComboBox *m_status;
    QCheckBox *m_setEdge;
    QComboBox *m_edge;
    QCheckBox *m_setMembers;
    TwinMemberEditor *m_members;
    QCheckBox *m_setClient;
    ClientPicker *m_client;
    QLabel *m_summary;
    RowTable *m_table;
    QPushButton *m_stage;
};

} // namespace rehome::ui
