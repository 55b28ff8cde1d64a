// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/BulkEditItems.h"

#include "models/domain/TwinLimits.h"
#include "models/fleet/JsonPath.h"
#include "models/items/Roles.h"
#include "models/items/Words.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <array>

namespace rehome::items {

namespace {

using Column = BulkEditItems::Column;
constexpr std::array fieldColumns{Column::Policy,  Column::Allocation, Column::Hubs,  Column::Status,
                                  Column::IotEdge, Column::Members,    Column::Client};
constexpr int columnsInAll = 1 + int(fieldColumns.size());

QString hubText(const QStringList &hubs)
{
    if (hubs.isEmpty())
        return BulkEditItems::tr("every linked hub");
    QStringList names;
    for (const QString &hub : hubs)
        names << fleet::shortHubName(hub);
    return names.join(QStringLiteral(", "));
}

QString jsonText(const QJsonValue &value)
{
    if (value.isUndefined())
        return BulkEditItems::tr("absent");
    const QString list = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return list.sliced(1, list.size() - 2);
}

/// The initial twin of an enrollment with what is unsent for it, in a body that holds nothing else.
QJsonObject twinOf(const BulkEditItems::BodyReader &bodies, const fleet::EnrollmentEdit *edit, fleet::RowId row)
{
    const QString name = QStringLiteral("initialTwin");
    const QByteArray bytes = bodies ? bodies(row) : QByteArray();
    QJsonObject body;
    if (const QJsonValue twin = QJsonDocument::fromJson(bytes).object().value(name); twin.isObject())
        body.insert(name, twin);
    if (!edit || edit->action != fleet::EnrollmentEdit::Action::Update)
        return body;
    for (const fleet::PendingField &field : edit->fields) {
        if (field.path == name || field.path.startsWith(name + QLatin1Char('.')))
            body = fleet::withValueAt(body, field.path, field.after).toObject();
    }
    return body;
}

bool fits(const QJsonObject &body)
{
    const QJsonObject twin = body.value(QLatin1String("initialTwin")).toObject();
    const QJsonObject desired =
        twin.value(QLatin1String("properties")).toObject().value(QLatin1String("desired")).toObject();
    return domain::twinSizeObjection(twin.value(QLatin1String("tags")).toObject(), domain::TwinSection::Tags)
               .isEmpty() &&
           domain::twinSizeObjection(desired, domain::TwinSection::Desired).isEmpty();
}

QString yesNo(bool yes)
{
    return yes ? BulkEditItems::tr("yes") : BulkEditItems::tr("no");
}

} // namespace

BulkEditItems::BulkEditItems(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void BulkEditItems::show(const fleet::SnapshotPtr &snapshot, const fleet::PendingEdits &pending,
                         const std::vector<fleet::RowId> &rows, const BulkChange &change)
{
    beginResetModel();
    m_snapshot = snapshot;
    m_pending = pending;
    m_change = change;
    m_client = change.client ? change.client->toString().toUtf8() : QByteArray();
    m_changing.clear();
    m_unchanged = m_tooLarge = 0;
    m_membersChange.clear();
    m_membersTooLarge.clear();
    ++m_asked; // what is being counted is of no use any more
    m_counting = !change.members.isEmpty();
    if (!m_counting)
        fill(rows);
    endResetModel();
    if (m_counting)
        scanMembers(rows);
}

void BulkEditItems::fill(const std::vector<fleet::RowId> &rows)
{
    for (const fleet::RowId row : rows) {
        if (row >= m_snapshot->enrollments.rowCount() || m_snapshot->enrollments.isGone(row))
            continue;
        const fleet::EnrollmentEdit *edit = m_pending.find(row);
        const bool deleted = edit && edit->action == fleet::EnrollmentEdit::Action::Delete;
        bool any = false;
        for (const Column column : fieldColumns)
            any = any || changes(row, column);
        if (!deleted && row < m_membersTooLarge.size() && m_membersTooLarge[row])
            ++m_tooLarge;
        // What its devices speak may be declared whatever becomes of the enrollment.
        if ((any && !deleted) || changes(row, Column::Client))
            m_changing.push_back(row);
        else
            ++m_unchanged;
    }
}

void BulkEditItems::scanMembers(const std::vector<fleet::RowId> &rows)
{
    struct Scan
    {
        std::vector<bool> change, tooLarge;
    };
    m_asker.ask([this, asked = m_asked, snapshot = m_snapshot, pending = m_pending, members = m_change.members,
                 bodies = m_bodies, rows]() -> PoolAsker::Answer {
        auto scan = std::make_shared<Scan>();
        scan->change.assign(snapshot->enrollments.rowCount(), false);
        scan->tooLarge.assign(snapshot->enrollments.rowCount(), false);
        for (const fleet::RowId row : rows) {
            if (row >= snapshot->enrollments.rowCount() || snapshot->enrollments.isGone(row))
                continue;
            const QJsonObject before = twinOf(bodies, pending.find(row), row);
            QJsonObject after = before;
            for (const domain::TwinMember &member : members)
                after = fleet::withValueAt(after, member.path, member.value).toObject();
            scan->tooLarge[row] = after != before && !fits(after);
            scan->change[row] = after != before && !scan->tooLarge[row];
        }
        return [this, asked, rows, scan] {
            if (asked != m_asked)
                return; // another change was asked for meanwhile
            beginResetModel();
            m_membersChange = std::move(scan->change);
            m_membersTooLarge = std::move(scan->tooLarge);
            m_counting = false;
            fill(rows);
            endResetModel();
            Q_EMIT counted();
        };
    });
}

QString BulkEditItems::membersText(fleet::RowId row) const
{
    const QJsonObject body = twinOf(m_bodies, m_pending.find(row), row);
    const bool one = m_change.members.size() == 1;
    if (!changes(row, Column::Members))
        return one ? jsonText(fleet::valueAt(body, m_change.members.constFirst().path)) : QString();
    QStringList steps;
    for (const domain::TwinMember &member : m_change.members) {
        const QJsonValue before = fleet::valueAt(body, member.path);
        if (before == member.value)
            continue;
        const QString step = tr("%1 → %2").arg(jsonText(before), jsonText(member.value));
        steps << (one ? step : member.path.section(QLatin1Char('.'), -1) + QStringLiteral(": ") + step);
    }
    return steps.join(QStringLiteral(", "));
}

std::vector<fleet::RowId> BulkEditItems::changingIn(Column column) const
{
    std::vector<fleet::RowId> rows;
    for (const fleet::RowId row : m_changing)
        if (changes(row, column))
            rows.push_back(row);
    return rows;
}

std::optional<QJsonValue> BulkEditItems::pendingValue(fleet::RowId row, const QString &path) const
{
    if (!m_pending.contains(row))
        return std::nullopt;
    const std::optional<fleet::PendingField> field = m_pending.field(row, path);
    return field ? std::optional(field->after) : std::nullopt;
}

domain::ReprovisionPolicy BulkEditItems::policyOf(fleet::RowId row) const
{
    if (const auto value = pendingValue(row, QStringLiteral("reprovisionPolicy")))
        return fleet::policyOfValue(*value).value_or(domain::ReprovisionPolicy::NotSet);
    return m_snapshot->enrollments.policy[row];
}

domain::AllocationPolicy BulkEditItems::allocationOf(fleet::RowId row) const
{
    if (const auto value = pendingValue(row, QStringLiteral("allocationPolicy")))
        return domain::allocationFromKey(value->toString()).value_or(domain::AllocationPolicy::NotSet);
    return m_snapshot->enrollments.allocation[row];
}

QStringList BulkEditItems::hubsOf(fleet::RowId row) const
{
    const auto value = pendingValue(row, QStringLiteral("iotHubs"));
    if (!value)
        return m_snapshot->hubSet(row);
    QStringList hubs;
    for (const QJsonValue &hub : value->toArray())
        hubs << hub.toString();
    return hubs;
}

domain::ProvisioningStatus BulkEditItems::statusOf(fleet::RowId row) const
{
    if (const auto value = pendingValue(row, QStringLiteral("provisioningStatus")))
        return value->toString() == QLatin1String("disabled") ? domain::ProvisioningStatus::Disabled
                                                              : domain::ProvisioningStatus::Enabled;
    return m_snapshot->enrollments.provisioningStatus[row];
}

bool BulkEditItems::iotEdgeOf(fleet::RowId row) const
{
    if (const auto value = pendingValue(row, QStringLiteral("capabilities.iotEdge")))
        return value->toBool();
    if (const auto value = pendingValue(row, QStringLiteral("capabilities")))
        return value->toObject().value(QLatin1String("iotEdge")).toBool();
    return m_snapshot->enrollments.has(row, fleet::EnrollmentFlag::IotEdge);
}

domain::DeclaredClient BulkEditItems::clientOf(fleet::RowId row) const
{
    return domain::DeclaredClient::parse(m_snapshot->text(m_snapshot->enrollments.apiVersion[row]))
        .value_or(domain::DeclaredClient());
}

bool BulkEditItems::changes(fleet::RowId row, Column column) const
{
    switch (column) {
    case Column::Id:
        break;
    case Column::Policy:
        return m_change.policy && *m_change.policy != policyOf(row);
    case Column::Allocation:
        return m_change.allocation && *m_change.allocation != allocationOf(row);
    case Column::Hubs:
        return m_change.hubs && *m_change.hubs != hubsOf(row);
    case Column::Status:
        return m_change.status && *m_change.status != statusOf(row);
    case Column::IotEdge:
        return m_change.iotEdge && *m_change.iotEdge != iotEdgeOf(row);
    case Column::Members:
        return row < m_membersChange.size() && m_membersChange[row];
    case Column::Client:
        return m_change.client && m_snapshot->strings.view(m_snapshot->enrollments.apiVersion[row]) !=
                                      std::string_view(m_client.constData(), size_t(m_client.size()));
    }
    return false;
}

QString BulkEditItems::text(fleet::RowId row, Column column) const
{
    const auto step = [&](const QString &before, const QString &after) {
        return changes(row, column) ? tr("%1 → %2").arg(before, after) : before;
    };
    switch (column) {
    case Column::Id:
        return m_snapshot->enrollmentId(row);
    case Column::Policy:
        return step(policyText(policyOf(row)), policyText(m_change.policy.value_or(policyOf(row))));
    case Column::Allocation:
        return step(allocationText(allocationOf(row)), allocationText(m_change.allocation.value_or(allocationOf(row))));
    case Column::Hubs:
        return step(hubText(hubsOf(row)), hubText(m_change.hubs.value_or(QStringList())));
    case Column::Status:
        return step(provisioningText(statusOf(row)), provisioningText(m_change.status.value_or(statusOf(row))));
    case Column::IotEdge:
        return step(yesNo(iotEdgeOf(row)), yesNo(m_change.iotEdge.value_or(iotEdgeOf(row))));
    case Column::Members:
        return membersText(row);
    case Column::Client:
        return step(clientText(clientOf(row)), clientText(m_change.client.value_or(clientOf(row))));
    }
    return {};
}

int BulkEditItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_changing.size());
}

int BulkEditItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnsInAll;
}

QVariant BulkEditItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const fleet::RowId row = m_changing[size_t(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case RowIdRole:
        return row;
    case PendingRole:
        return changes(row, column);
    default:
        return {};
    }
}

QVariant BulkEditItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Id:
        return tr("Enrollment");
    case Column::Policy:
        return tr("Policy");
    case Column::Allocation:
        return tr("Allocation");
    case Column::Hubs:
        return tr("Hubs");
    case Column::Status:
        return tr("Provisioning");
    case Column::IotEdge:
        return tr("IoT Edge");
    case Column::Members:
        return tr("Initial twin");
    case Column::Client:
        return tr("Declared client");
    }
    return {};
}

} // namespace rehome::items
