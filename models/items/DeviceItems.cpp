// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/DeviceItems.h"

#include "models/items/Roles.h"
#include "models/items/SortValues.h"

#include <algorithm>

namespace rehome::items {

using fleet::NoRow;
using fleet::RowId;
using fleet::Snapshot;

namespace {
bool isTime(DeviceColumn column)
{
    return column == DeviceColumn::Since || column == DeviceColumn::Updated || column == DeviceColumn::MovedAt ||
           column == DeviceColumn::Age;
}

qint64 timeOf(const Snapshot &fleet, RowId row, DeviceColumn column)
{
    switch (column) {
    case DeviceColumn::Since:
        return fleet.devices.createdMs[row];
    case DeviceColumn::Updated:
        return fleet.devices.updatedMs[row];
    case DeviceColumn::MovedAt:
        return fleet.devices.movedAtMs[row];
    case DeviceColumn::Age:
        return fleet.devices.readAtMs[row];
    default:
        return 0;
    }
}

QString hubText(const Snapshot &fleet, RowId row)
{
    if (fleet.devices.hub[row] != 0)
        return fleet::shortHubName(fleet.text(fleet.devices.hub[row]));
    return fleet.devices.status[row] == fleet::DeviceStatus::NotRead ? notReadText() : DeviceItems::tr("none");
}
} // namespace

DeviceItems::DeviceItems(QObject *parent)
    : FleetItems(FilterSubject::Devices, parent)
{
}

int DeviceItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : DeviceColumns;
}

QString DeviceItems::display(const Snapshot &fleet, RowId row, DeviceColumn column) const
{
    const fleet::DeviceTable &table = fleet.devices;
    const bool notRead = table.status[row] == fleet::DeviceStatus::NotRead;
    switch (column) {
    case DeviceColumn::RegistrationId:
        return fleet.registrationId(row);
    case DeviceColumn::DeviceId:
        return fleet.deviceId(row);
    case DeviceColumn::Status:
        return statusText(table.status[row]);
    case DeviceColumn::Substatus:
        return notRead ? notReadText() : substatusText(table.substatus[row]);
    case DeviceColumn::Hub:
        return hubText(fleet, row);
    case DeviceColumn::PreviousHub:
        return fleet::shortHubName(fleet.text(table.previousHub[row]));
    case DeviceColumn::Enrollment: {
        const RowId entry = fleet.enrollmentOfDevice(row);
        return entry == NoRow ? QString() : fleet.enrollmentId(entry);
    }
    case DeviceColumn::Policy: {
        const RowId entry = fleet.enrollmentOfDevice(row);
        return entry == NoRow ? QString() : policyText(fleet.enrollments.policy[entry]);
    }
    case DeviceColumn::Error:
        return table.errorCode[row] == 0 ? QString() : QString::number(table.errorCode[row]);
    case DeviceColumn::Since:
    case DeviceColumn::Updated:
        if (notRead)
            return notReadText();
        [[fallthrough]];
    case DeviceColumn::MovedAt:
        return timeText().ago(timeOf(fleet, row, column));
    case DeviceColumn::Age:
        return table.readAtMs[row] == 0 ? notReadText() : timeText().ago(table.readAtMs[row]);
    }
    return {};
}

QVariant DeviceItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Snapshot &fleet = *snapshot();
    const RowId row = rowId(index.row());
    const auto column = static_cast<DeviceColumn>(index.column());
    const RowId entry = fleet.enrollmentOfDevice(row);
    const fleet::StringId hub =
        column == DeviceColumn::PreviousHub ? fleet.devices.previousHub[row] : fleet.devices.hub[row];
    switch (role) {
    case Qt::DisplayRole:
        return display(fleet, row, column);
    case Qt::ToolTipRole:
        if (isTime(column))
            return TimeText::iso(timeOf(fleet, row, column));
        if (column == DeviceColumn::Error)
            return fleet.text(fleet.devices.errorMessage[row]);
        if (column == DeviceColumn::Hub || column == DeviceColumn::PreviousHub)
            return fleet.text(hub);
        return display(fleet, row, column);
    case Qt::TextAlignmentRole:
        return int((isTime(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case RowIdRole:
    case DeviceRowRole:
        return row;
    case EnrollmentRowRole:
        return entry == NoRow ? QVariant() : QVariant(entry);
    case KindRole:
        return entry == NoRow ? QVariant() : QVariant(static_cast<int>(fleet.enrollments.kind[entry]));
    case StatusRole:
        return static_cast<int>(fleet.devices.status[row]);
    case SubstatusRole:
        return static_cast<int>(fleet.devices.substatus[row]);
    case PolicyRole:
        return entry == NoRow ? QVariant() : QVariant(static_cast<int>(fleet.enrollments.policy[entry]));
    case HubNameRole:
        return fleet.text(hub);
    case HubIndexRole:
        return hub == 0 ? -1 : fleet.hubs.indexOf(hub);
    case AgeMsRole:
        return fleet.devices.readAtMs[row] == 0 ? qint64{-1} : std::max<qint64>(0, now() - fleet.devices.readAtMs[row]);
    case TimeMsRole:
        return isTime(column) ? QVariant(timeOf(fleet, row, column)) : QVariant();
    case NotReadRole:
        return fleet.devices.status[row] == fleet::DeviceStatus::NotRead;
    case WaitMsRole:
        if (fleet.devices.status[row] != fleet::DeviceStatus::Assigning)
            return {};
        return std::max<qint64>(0, now() - fleet.devices.assigningSinceMs[row]);
    case ErrorCodeRole:
        return fleet.devices.errorCode[row];
    case SortValueRole:
        if (sortKind(FilterSubject::Devices, index.column()) == SortKind::Number)
            return sortNumber(fleet, FilterSubject::Devices, index.column(), row);
        return fleet.text(sortText(fleet, FilterSubject::Devices, index.column(), row));
    default:
        return {};
    }
}

QVariant DeviceItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= DeviceColumns)
        return {};
    return columnTitle(static_cast<DeviceColumn>(section));
}

quint32 DeviceItems::tableRows(const Snapshot &snapshot) const
{
    return snapshot.devices.rowCount();
}

const fleet::TableChanges &DeviceItems::changesOf(const fleet::ChangeBatch &batch) const
{
    return batch.devices;
}

quint32 DeviceItems::sortDependsOn(int column) const
{
    return sortFields(FilterSubject::Devices, column);
}

QList<int> DeviceItems::timeColumns() const
{
    return {static_cast<int>(DeviceColumn::Since), static_cast<int>(DeviceColumn::Updated),
            static_cast<int>(DeviceColumn::MovedAt), static_cast<int>(DeviceColumn::Age)};
}

// A device's row shows its entry's policy, and a filter may ask for what the rules find in that entry: an individual's
// is one row, a group's are all its records.
std::vector<fleet::RowChange> DeviceItems::indirectChanges(const fleet::ChangeBatch &batch) const
{
    using fleet::DeviceField;
    using fleet::EnrollmentField;
    constexpr quint32 Shown = fieldBit(EnrollmentField::Policy) | fieldBit(EnrollmentField::Allocation) |
                              fieldBit(EnrollmentField::Attestation) | fieldBit(EnrollmentField::ProvisioningStatus) |
                              fieldBit(EnrollmentField::HubSet) | fieldBit(EnrollmentField::ApiVersion) |
                              fieldBit(EnrollmentField::Flags) | fieldBit(EnrollmentField::Body);
    const Snapshot &fleet = *snapshot();
    std::vector<fleet::RowChange> changes;
    std::vector<RowId> groups;
    for (const fleet::RowChange &change : batch.enrollments.changed) {
        if ((change.fields & Shown) == 0)
            continue;
        if (fleet.enrollments.isGroup(change.row))
            groups.push_back(change.row);
        else if (const RowId device = fleet.enrollments.device[change.row]; device != NoRow)
            changes.push_back({device, fieldBit(DeviceField::Individual)});
    }
    for (const RowId row : batch.enrollments.removed) {
        if (fleet.enrollments.isGroup(row))
            groups.push_back(row);
    }
    std::sort(groups.begin(), groups.end());
    if (groups.empty())
        return changes;
    for (RowId row = 0; row < fleet.devices.rowCount(); ++row) {
        if (std::binary_search(groups.begin(), groups.end(), fleet.devices.group[row]))
            changes.push_back({row, fieldBit(DeviceField::Group)});
    }
    return changes;
}

} // namespace rehome::items
