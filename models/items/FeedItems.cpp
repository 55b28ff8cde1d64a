// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FeedItems.h"

#include "models/items/Roles.h"

#include <algorithm>

namespace rehome::items {

namespace {
constexpr int FeedColumns = 6;
} // namespace

bool FeedFilter::matches(const fleet::ObservedEvent &event) const
{
    return (!fromHub || event.fromHub == *fromHub) && (!toHub || event.toHub == *toHub) &&
           (!device || event.device == *device) && (fromMs == 0 || event.timeMs >= fromMs) &&
           (untilMs == 0 || event.timeMs < untilMs) &&
           (kinds == 0 || (kinds >> static_cast<int>(event.kind) & 1u) != 0);
}

FeedItems::FeedItems(qsizetype capacity, QObject *parent)
    : QAbstractTableModel(parent)
    , m_snapshot(fleet::emptySnapshot())
    , m_log(capacity)
    , m_capacity(std::max<qsizetype>(1, capacity))
{
}

void FeedItems::reset(const fleet::SnapshotPtr &snapshot)
{
    beginResetModel();
    m_snapshot = snapshot ? snapshot : fleet::emptySnapshot();
    m_log.clear();
    m_shown.clear();
    m_seen = 0;
    m_held = 0;
    endResetModel();
    emit countsChanged();
}

void FeedItems::apply(const fleet::SnapshotPtr &snapshot, const fleet::ChangeBatchPtr &batch)
{
    m_snapshot = snapshot;
    if (batch->events.empty())
        return;
    const auto added = static_cast<qsizetype>(batch->events.size());
    const qsizetype excess = std::max<qsizetype>(0, m_log.size() + added - m_capacity);
    // Rows leave while their events can still be read.
    removeBefore(m_log.firstNumber() + static_cast<quint64>(excess));
    m_log.append(batch->events);
    m_seen = std::max(m_seen, m_log.firstNumber());
    if (m_paused)
        m_held = static_cast<qsizetype>(m_log.firstNumber() + static_cast<quint64>(m_log.size()) - m_seen);
    else
        showNew();
    emit countsChanged();
}

void FeedItems::setFilter(const FeedFilter &filter)
{
    if (m_filter == filter)
        return;
    beginResetModel();
    m_filter = filter;
    m_shown.clear();
    for (quint64 number = m_log.firstNumber(); number < m_seen; ++number) {
        if (m_filter.matches(at(number)))
            m_shown.push_back(number);
    }
    endResetModel();
    emit countsChanged();
}

void FeedItems::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    m_held = 0;
    if (!paused)
        showNew();
    emit countsChanged();
}

void FeedItems::setNow(qint64 serverMs)
{
    m_time.nowMs = serverMs;
    if (!m_shown.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::DisplayRole, AgeMsRole});
}

void FeedItems::setLocale(const QLocale &locale)
{
    m_time.locale = locale;
    if (!m_shown.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, FeedColumns - 1));
    emit headerDataChanged(Qt::Horizontal, 0, FeedColumns - 1);
}

const fleet::ObservedEvent &FeedItems::eventAt(int row) const
{
    return at(m_shown[m_shown.size() - 1 - static_cast<size_t>(row)]);
}

const fleet::ObservedEvent &FeedItems::at(quint64 number) const
{
    return m_log.at(static_cast<qsizetype>(number - m_log.firstNumber()));
}

void FeedItems::showNew()
{
    std::vector<quint64> fitting;
    const quint64 end = m_log.firstNumber() + static_cast<quint64>(m_log.size());
    for (quint64 number = m_seen; number < end; ++number) {
        if (m_filter.matches(at(number)))
            fitting.push_back(number);
    }
    m_seen = end;
    if (fitting.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(fitting.size()) - 1);
    m_shown.insert(m_shown.end(), fitting.begin(), fitting.end());
    endInsertRows();
}

void FeedItems::removeBefore(quint64 number)
{
    const auto kept = std::lower_bound(m_shown.begin(), m_shown.end(), number);
    const auto leaving = static_cast<int>(kept - m_shown.begin());
    if (leaving == 0)
        return;
    const int rows = rowCount();
    beginRemoveRows({}, rows - leaving, rows - 1);
    m_shown.erase(m_shown.begin(), kept);
    endRemoveRows();
}

int FeedItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int FeedItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FeedColumns;
}

QString FeedItems::deviceName(const fleet::ObservedEvent &event) const
{
    if (event.device != fleet::NoRow)
        return m_snapshot->registrationId(event.device);
    return event.enrollment != fleet::NoRow ? m_snapshot->enrollmentId(event.enrollment) : QString();
}

QString FeedItems::detail(const fleet::ObservedEvent &event) const
{
    QStringList parts;
    if (const QString substatus = substatusText(event.substatus); !substatus.isEmpty())
        parts.append(substatus);
    if (event.errorCode != 0)
        parts.append(tr("error %1").arg(event.errorCode));
    if (event.waitedMs >= 0)
        parts.append(tr("waited %1").arg(m_time.duration(event.waitedMs)));
    if (event.text != 0)
        parts.append(m_snapshot->text(event.text));
    if (event.kind == fleet::EventKind::GapBetweenPolls)
        parts.append(tr("changes in between may be missing"));
    if (event.byProgram)
        parts.append(tr("by this program"));
    return parts.join(QStringLiteral(" · "));
}

QVariant FeedItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const fleet::ObservedEvent &shown = eventAt(index.row());
    const auto column = static_cast<Column>(index.column());
    const fleet::StringId hub = column == Column::From ? shown.fromHub : column == Column::To ? shown.toHub : 0;
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Column::Time:
            return m_time.ago(shown.timeMs);
        case Column::What:
            return eventText(shown.kind);
        case Column::Device:
            return deviceName(shown);
        case Column::From:
        case Column::To:
            return fleet::shortHubName(m_snapshot->text(hub));
        case Column::Detail:
            return detail(shown);
        }
        return {};
    case Qt::ToolTipRole:
        if (column == Column::Time)
            return TimeText::iso(shown.timeMs);
        return hub != 0 ? m_snapshot->text(hub) : data(index, Qt::DisplayRole);
    case Qt::TextAlignmentRole:
        return int((column == Column::Time ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case EventKindRole:
        return static_cast<int>(shown.kind);
    case SubstatusRole:
        return static_cast<int>(shown.substatus);
    case DeviceRowRole:
        return shown.device == fleet::NoRow ? QVariant() : QVariant(shown.device);
    case EnrollmentRowRole:
        return shown.enrollment == fleet::NoRow ? QVariant() : QVariant(shown.enrollment);
    case TimeMsRole:
        return shown.timeMs;
    case AgeMsRole:
        return std::max<qint64>(0, m_time.nowMs - shown.timeMs);
    case WaitMsRole:
        return shown.waitedMs < 0 ? QVariant() : QVariant(static_cast<qint64>(shown.waitedMs));
    case FromHubRole:
        return shown.fromHub;
    case ToHubRole:
        return shown.toHub;
    case HubNameRole:
        return m_snapshot->text(hub);
    case HubIndexRole:
        return hub == 0 ? -1 : m_snapshot->hubs.indexOf(hub);
    case ErrorCodeRole:
        return shown.errorCode;
    default:
        return {};
    }
}

QVariant FeedItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Time:
        return tr("Time");
    case Column::What:
        return tr("Event");
    case Column::Device:
        return tr("Device or enrollment");
    case Column::From:
        return tr("From");
    case Column::To:
        return tr("To");
    case Column::Detail:
        return tr("Detail");
    }
    return {};
}

} // namespace rehome::items
