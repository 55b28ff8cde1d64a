// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/EnrollmentItems.h"

#include "models/items/Roles.h"
#include "models/items/SortValues.h"

namespace rehome::items {

using fleet::NoRow;
using fleet::RowId;
using fleet::Snapshot;

namespace {
bool isTime(EnrollmentColumn column)
{
    return column == EnrollmentColumn::LastRegistered || column == EnrollmentColumn::Updated ||
           column == EnrollmentColumn::Created || column == EnrollmentColumn::Age;
}

qint64 timeOf(const Snapshot &fleet, RowId row, EnrollmentColumn column)
{
    switch (column) {
    case EnrollmentColumn::LastRegistered: {
        const RowId device = fleet.enrollments.device[row];
        return device == NoRow ? 0 : fleet.devices.updatedMs[device];
    }
    case EnrollmentColumn::Updated:
        return fleet.enrollments.updatedMs[row];
    case EnrollmentColumn::Created:
        return fleet.enrollments.createdMs[row];
    case EnrollmentColumn::Age:
        return fleet.enrollments.readAtMs[row];
    default:
        return 0;
    }
}

// Its own device was never asked for at the provisioning service.
bool isNotRead(const Snapshot &fleet, RowId row)
{
    const RowId device = fleet.enrollments.device[row];
    return device != NoRow && fleet.devices.status[device] == fleet::DeviceStatus::NotRead;
}

// What the cell names: a swatch stands only beside the name of a hub, never beside "none" or "not read".
QString hubNameOf(const Snapshot &fleet, RowId row)
{
    const RowId device = fleet.enrollments.device[row];
    if (device != NoRow)
        return fleet.text(fleet.devices.hub[device]);
    const QStringList named = fleet.hubSet(row);
    return named.isEmpty() ? QString() : named.first();
}
} // namespace

EnrollmentItems::EnrollmentItems(QObject *parent)
    : FleetItems(FilterSubject::Enrollments, parent)
{
}

void EnrollmentItems::setPending(const fleet::PendingEdits &edits)
{
    const QList<RowId> before = m_pending.rows();
    m_pending = edits;
    std::vector<int> places;
    for (const QList<RowId> &rows : {before, m_pending.rows()}) {
        for (const RowId row : rows) {
            if (const int place = placeOf(row); place >= 0)
                places.push_back(place);
        }
    }
    emitRows(std::move(places));
}

int EnrollmentItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : EnrollmentColumns;
}

QString EnrollmentItems::hubText(const Snapshot &fleet, RowId row) const
{
    const RowId device = fleet.enrollments.device[row];
    if (device != NoRow) {
        if (fleet.devices.hub[device] != 0)
            return fleet::shortHubName(fleet.text(fleet.devices.hub[device]));
        return isNotRead(fleet, row) ? notReadText() : EnrollmentItems::tr("none");
    }
    const QStringList named = fleet.hubSet(row);
    if (named.isEmpty())
        return EnrollmentItems::tr("all linked hubs");
    const QString first = fleet::shortHubName(named.first());
    return named.size() == 1 ? first : EnrollmentItems::tr("%1 and %2 more").arg(first).arg(named.size() - 1);
}

QString EnrollmentItems::display(const Snapshot &fleet, RowId row, EnrollmentColumn column) const
{
    const fleet::EnrollmentTable &table = fleet.enrollments;
    const RowId device = table.device[row];
    switch (column) {
    case EnrollmentColumn::Id:
        return fleet.enrollmentId(row);
    case EnrollmentColumn::Kind:
        return kindText(table.kind[row]);
    case EnrollmentColumn::DeviceId:
        return table.isGroup(row) ? QString()
                                  : fleet.text(table.deviceId[row] != 0 ? table.deviceId[row] : table.id[row]);
    case EnrollmentColumn::Status:
        return device == NoRow ? QString() : statusText(fleet.devices.status[device]);
    case EnrollmentColumn::Policy:
        return policyText(table.policy[row]);
    case EnrollmentColumn::Hub:
        return hubText(fleet, row);
    case EnrollmentColumn::Allocation:
        return allocationText(table.allocation[row]);
    case EnrollmentColumn::Attestation:
        return attestationText(table.attestation[row]);
    case EnrollmentColumn::Provisioning:
        return provisioningText(table.provisioningStatus[row]);
    case EnrollmentColumn::Client:
        return clientText(
            domain::DeclaredClient::parse(fleet.text(table.apiVersion[row])).value_or(domain::DeclaredClient()));
    case EnrollmentColumn::Records:
        return table.isGroup(row) ? timeText().number(table.recordCount[row]) : QString();
    case EnrollmentColumn::LastRegistered:
        if (isNotRead(fleet, row))
            return notReadText();
        [[fallthrough]];
    case EnrollmentColumn::Updated:
    case EnrollmentColumn::Created:
    case EnrollmentColumn::Age:
        return timeText().ago(timeOf(fleet, row, column));
    }
    return {};
}

QVariant EnrollmentItems::pendingData(RowId row, int role) const
{
    const fleet::EnrollmentEdit *edit = m_pending.find(row);
    if (role == PendingRole)
        return edit != nullptr;
    if (!edit)
        return {};
    if (role == PendingStateRole)
        return static_cast<int>(edit->state);
    if (role == PendingActionRole)
        return static_cast<int>(edit->action);
    for (const fleet::PendingField &field : edit->fields) {
        if (field.path != QLatin1String("reprovisionPolicy"))
            continue;
        if (const auto policy = fleet::policyOfValue(role == PendingOldPolicyRole ? field.before : field.after))
            return static_cast<int>(*policy);
    }
    return {};
}

QVariant EnrollmentItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Snapshot &fleet = *snapshot();
    const RowId row = rowId(index.row());
    const auto column = static_cast<EnrollmentColumn>(index.column());
    const RowId device = fleet.enrollments.device[row];
    switch (role) {
    case Qt::DisplayRole:
        return display(fleet, row, column);
    case Qt::ToolTipRole:
        if (isTime(column))
            return TimeText::iso(timeOf(fleet, row, column));
        if (column == EnrollmentColumn::Hub && device == NoRow)
            return fleet.hubSet(row).join(QLatin1Char('\n'));
        return column == EnrollmentColumn::Hub ? hubNameOf(fleet, row) : display(fleet, row, column);
    case Qt::TextAlignmentRole:
        return int((isTime(column) || column == EnrollmentColumn::Records ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    case RowIdRole:
    case EnrollmentRowRole:
        return row;
    case DeviceRowRole:
        return device == NoRow ? QVariant() : QVariant(device);
    case KindRole:
        return static_cast<int>(fleet.enrollments.kind[row]);
    case StatusRole:
        return device == NoRow ? QVariant() : QVariant(static_cast<int>(fleet.devices.status[device]));
    case SubstatusRole:
        return device == NoRow ? QVariant() : QVariant(static_cast<int>(fleet.devices.substatus[device]));
    case PolicyRole:
        return static_cast<int>(fleet.enrollments.policy[row]);
    case PendingRole:
    case PendingStateRole:
    case PendingActionRole:
    case PendingOldPolicyRole:
    case PendingNewPolicyRole:
        return pendingData(row, role);
    case HubNameRole:
        return hubNameOf(fleet, row);
    case HubIndexRole:
        return fleet.hubs.indexOf(QStringView(hubNameOf(fleet, row)));
    case HubCountRole:
        return static_cast<int>(fleet.enrollments.hubCount[row]);
    case AgeMsRole:
        return std::max<qint64>(0, now() - fleet.enrollments.readAtMs[row]);
    case TimeMsRole:
        return isTime(column) ? QVariant(timeOf(fleet, row, column)) : QVariant();
    case NotReadRole:
        return isNotRead(fleet, row);
    case EnabledRole:
        return fleet.enrollments.provisioningStatus[row] == domain::ProvisioningStatus::Enabled;
    case CountRole:
        return static_cast<qint64>(fleet.enrollments.recordCount[row]);
    case SortValueRole:
        if (sortKind(FilterSubject::Enrollments, index.column()) == SortKind::Number)
            return sortNumber(fleet, FilterSubject::Enrollments, index.column(), row);
        return fleet.text(sortText(fleet, FilterSubject::Enrollments, index.column(), row));
    default:
        return {};
    }
}

QVariant EnrollmentItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= EnrollmentColumns)
        return {};
    return columnTitle(static_cast<EnrollmentColumn>(section));
}

quint32 EnrollmentItems::tableRows(const Snapshot &snapshot) const
{
    return snapshot.enrollments.rowCount();
}

const fleet::TableChanges &EnrollmentItems::changesOf(const fleet::ChangeBatch &batch) const
{
    return batch.enrollments;
}

quint32 EnrollmentItems::sortDependsOn(int column) const
{
    return sortFields(FilterSubject::Enrollments, column);
}

QList<int> EnrollmentItems::timeColumns() const
{
    return {static_cast<int>(EnrollmentColumn::LastRegistered), static_cast<int>(EnrollmentColumn::Updated),
            static_cast<int>(EnrollmentColumn::Created), static_cast<int>(EnrollmentColumn::Age)};
}

std::vector<fleet::RowChange> EnrollmentItems::indirectChanges(const fleet::ChangeBatch &) const
{
    return {}; // the builder marks an individual's row when its device changes
}

} // namespace rehome::items
