// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/fleet/HubTable.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QListWidget;

namespace rehome::ui {

/// Allocation policy and the hubs an enrollment may give: a check box for each hub known, none checked = all linked
/// hubs. Tells what the service would make of the choice. GUI thread.
class HubSetEditor : public QWidget
{
    Q_OBJECT
public:
    HubSetEditor(const Theme &theme, const HubColors &colors, QWidget *parent = nullptr);

    void setHubs(const fleet::HubTable &hubs);
    /// `hubs` nothing = the member is absent.
    void setChosen(domain::AllocationPolicy allocation, const std::optional<QStringList> &hubs);
    void setEditable(bool editable);
    domain::AllocationPolicy allocation() const;
    QStringList hubs() const; ///< checked host names; empty = all linked hubs

Q_SIGNALS:
    void allocationChosen(rehome::domain::AllocationPolicy allocation);
    void hubsChosen(const QStringList &hubs);

private:
    void retell();

    const Theme &m_theme;
    const HubColors &m_colors;
    QComboBox *m_allocation;
    QListWidget *m_list;
    QLabel *m_note;
    bool m_filling = false;
};

} // namespace rehome::ui
