// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/Qt>

namespace rehome::items {

/// Data roles beside Qt's own, shared by all models and the delegates of the ui. A role that a row has no answer for
/// gives an invalid QVariant.
enum Role : int
{
    RowIdRole = Qt::UserRole + 1, ///< uint: fleet::RowId
    KindRole,                     ///< int: domain::EnrollmentKind
    SortValueRole,                ///< raw value of the cell
    StatusRole,                   ///< int: fleet::DeviceStatus
    SubstatusRole,                ///< int: domain::Substatus
    PolicyRole,                   ///< int: domain::ReprovisionPolicy (stored)
    PendingRole,                  ///< bool: there is an unsent edit for this row
    PendingStateRole,             ///< int: fleet::PendingState
    PendingActionRole,            ///< int: fleet::EnrollmentEdit::Action
    PendingOldPolicyRole,         ///< int: domain::ReprovisionPolicy, only when the policy is edited
    PendingNewPolicyRole,         ///< int: likewise
    HubNameRole,                  ///< QString: host name of the (first) hub
    HubIndexRole,                 ///< int: index in fleet::HubTable, -1 = none; the ui maps it to a colour
    HubCountRole,                 ///< int: hubs named by an enrollment; 0 = all linked hubs
    AgeMsRole,                    ///< qint64: age of what is known of this row, -1 = not read
    TimeMsRole,                   ///< qint64: the time that the cell shows, UTC ms, 0 = none
    NotReadRole,                  ///< bool: the provisioning service was not asked for this yet
    EnabledRole,                  ///< bool: provisioning status
    WaitMsRole,                   ///< qint64: time in Assigning so far
    EventKindRole,                ///< int: fleet::EventKind
    DeviceRowRole,                ///< uint: fleet::RowId in the device table
    EnrollmentRowRole,            ///< uint: fleet::RowId in the enrollment table
    FractionRole,                 ///< double 0 to 1: for a bar in the cell
    CountRole,                    ///< qint64
    FromHubRole,                  ///< uint: fleet::StringId
    ToHubRole,                    ///< uint: fleet::StringId
    ErrorCodeRole,                ///< int
};

} // namespace rehome::items
