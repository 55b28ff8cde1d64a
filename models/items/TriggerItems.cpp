// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/TriggerItems.h"

#include <algorithm>

namespace rehome::items {

using Step = TriggeredDevice::Step;
using fleet::TriggerReturn;

void TriggerItems::reset(const fleet::SnapshotPtr &snapshot, const std::vector<fleet::RowId> &devices)
{
    beginResetModel();
    m_snapshot = snapshot;
    m_devices.clear();
    m_rows.clear();
    m_devices.reserve(devices.size());
    for (const fleet::RowId row : devices) {
        TriggeredDevice device;
        device.device = row;
        device.hubBefore = snapshot->devices.hub[row];
        m_rows.insert(row, static_cast<int>(m_devices.size()));
        m_devices.push_back(device);
    }
    endResetModel();
}

void TriggerItems::put(const TriggeredDevice &device)
{
    const auto found = m_rows.constFind(device.device);
    if (found == m_rows.cend())
        return;
    m_devices[static_cast<size_t>(*found)] = device;
    Q_EMIT dataChanged(index(*found, 0), index(*found, columnCount() - 1));
}

void TriggerItems::setSnapshot(const fleet::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    if (!m_devices.empty())
        Q_EMIT dataChanged(index(0, static_cast<int>(Column::State)),
                           index(rowCount() - 1, static_cast<int>(Column::Detail)));
}

void TriggerItems::endWaiting()
{
    for (TriggeredDevice &device : m_devices)
        if (device.step == Step::Waiting)
            device.step = Step::NotAsked;
    if (!m_devices.empty())
        Q_EMIT dataChanged(index(0, static_cast<int>(Column::State)),
                           index(rowCount() - 1, static_cast<int>(Column::State)));
}

TriggerReturn TriggerItems::back(const TriggeredDevice &device) const
{
    if (device.step != Step::Asked && device.step != Step::Unknown && device.step != Step::LeftDisabled)
        return TriggerReturn::NotYet;
    return fleet::triggerReturn(*m_snapshot, device.device, device.askedMs, device.updatedBeforeMs, device.hubBefore);
}

int TriggerItems::backCount() const
{
    return static_cast<int>(std::count_if(m_devices.cbegin(), m_devices.cend(), [this](const TriggeredDevice &device) {
        const TriggerReturn found = back(device);
        return found != TriggerReturn::NotYet && found != TriggerReturn::Assigning;
    }));
}

QString TriggerItems::state(const TriggeredDevice &device) const
{
    switch (device.step) {
    case Step::Waiting:
        return tr("Waiting");
    case Step::NotAsked:
        return tr("Not asked");
    case Step::Refused:
        return tr("Refused by the device");
    case Step::Failed:
        return tr("Not asked: failed");
    case Step::LeftDisabled:
        return tr("Left disabled");
    case Step::Asked:
    case Step::Unknown:
        break;
    }
    switch (back(device)) {
    case TriggerReturn::NotYet:
        return device.step == Step::Asked ? tr("Asked, not back yet") : tr("Perhaps asked");
    case TriggerReturn::Assigning:
        return tr("Assigning");
    case TriggerReturn::Stays:
        return tr("Registered, stays");
    case TriggerReturn::Moved:
        return tr("Registered, moved");
    case TriggerReturn::Failed:
        return tr("Registration failed");
    }
    return {};
}

QString TriggerItems::detail(const TriggeredDevice &device) const
{
    const auto &devices = m_snapshot->devices;
    switch (back(device)) {
    case TriggerReturn::Moved:
        return tr("to %1").arg(fleet::shortHubName(m_snapshot->text(devices.hub[device.device])));
    case TriggerReturn::Failed: {
        const QString why = m_snapshot->text(devices.errorMessage[device.device]);
        return devices.errorCode[device.device] == 0
                   ? why
                   : QStringLiteral("%1 %2").arg(devices.errorCode[device.device]).arg(why).trimmed();
    }
    case TriggerReturn::NotYet:
    case TriggerReturn::Assigning:
    case TriggerReturn::Stays:
        break;
    }
    return device.detail;
}

int TriggerItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_devices.size());
}

int TriggerItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Detail) + 1;
}

QVariant TriggerItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const TriggeredDevice &device = deviceAt(index.row());
    switch (static_cast<Column>(index.column())) {
    case Column::Device:
        return m_snapshot->registrationId(device.device);
    case Column::Hub: {
        const QString host = m_snapshot->text(device.hubBefore);
        return role == Qt::ToolTipRole ? host : fleet::shortHubName(host);
    }
    case Column::State:
        return state(device);
    case Column::Detail:
        return detail(device);
    }
    return {};
}

QVariant TriggerItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Device:
        return tr("Device");
    case Column::Hub:
        return tr("Hub");
    case Column::State:
        return tr("State");
    case Column::Detail:
        return tr("Detail");
    }
    return {};
}

} // namespace rehome::items
