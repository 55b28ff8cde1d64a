// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/SavedFilters.h"

#include "models/items/FilterQuery.h"
#include "ui/widgets/Format.h"
#include "ui/window/Page.h"

#include <QtCore/QDateTime>

namespace rehome::ui {

namespace {

constexpr int LookMs = 1000;

/// -1 for a text that the language does not understand: somebody wrote it into the file.
qint64 countOf(const SavedFilter &filter, const fleet::SnapshotPtr &snapshot, qint64 nowMs)
{
    const bool devices = filter.page == Page::Devices;
    const auto query = items::FilterQuery::parse(filter.text, devices ? items::FilterSubject::Devices
                                                                      : items::FilterSubject::Enrollments);
    if (!query)
        return -1;
    items::CompiledFilter compiled = query->compile(snapshot, nowMs);
    const quint32 rows = devices ? snapshot->devices.rowCount() : snapshot->enrollments.rowCount();
    qint64 matching = 0;
    for (fleet::RowId row = 0; row < rows; ++row)
        matching += compiled.matches(row) ? 1 : 0;
    return matching;
}

} // namespace

SavedFilters::SavedFilters(Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_filters(settings.savedFilters())
{
    forgetCounts();
    m_look.setInterval(LookMs);
    connect(&m_look, &QTimer::timeout, this, &SavedFilters::count);
}

void SavedFilters::setFleet(std::function<fleet::SnapshotPtr()> snapshot)
{
    m_snapshot = std::move(snapshot);
    ++m_version;
    forgetCounts();
    if (m_snapshot)
        m_look.start();
    else
        m_look.stop();
    Q_EMIT changed();
}

void SavedFilters::forgetCounts()
{
    m_counts.fill(-1, m_filters.size());
    m_counted = 0;
}

void SavedFilters::count()
{
    const fleet::SnapshotPtr snapshot = m_snapshot ? m_snapshot() : fleet::SnapshotPtr();
    if (!snapshot || m_filters.isEmpty() || snapshot->generation == m_counted)
        return;
    m_counted = snapshot->generation;
    m_asker.ask([this, snapshot, filters = m_filters, version = m_version,
                 now = QDateTime::currentMSecsSinceEpoch()]() -> items::PoolAsker::Answer {
        QList<qint64> counts;
        for (const SavedFilter &filter : filters)
            counts.append(countOf(filter, snapshot, now));
        return [this, counts, version] {
            if (version != m_version || counts == m_counts)
                return;
            m_counts = counts;
            Q_EMIT changed();
        };
    });
}

QList<RailItem> SavedFilters::railItems(const std::function<bool(const QString &)> &hasPage) const
{
    QList<RailItem> items;
    for (qsizetype i = 0; i < m_filters.size(); ++i) {
        const SavedFilter &filter = m_filters.at(i);
        if (!hasPage(filter.page))
            continue;
        items.append({RailItem::Kind::Filter, QString::number(i), QStringLiteral("filter"), filter.name,
                      m_counts.at(i) < 0 ? QString() : format::shortCount(m_counts.at(i)), false, filter.text});
    }
    return items;
}

std::optional<SavedFilter> SavedFilters::find(const RailItem &item) const
{
    bool ok = false;
    const int place = item.id.toInt(&ok);
    if (item.kind != RailItem::Kind::Filter || !ok || place < 0 || place >= m_filters.size())
        return std::nullopt;
    return m_filters.at(place);
}

QString SavedFilters::add(const QString &page, const QString &text)
{
    const SavedFilter filter{page, text.trimmed(), text.trimmed()};
    if (filter.text.isEmpty())
        return {};
    for (qsizetype i = 0; i < m_filters.size(); ++i) {
        if (m_filters.at(i).page == page && m_filters.at(i).text == filter.text)
            return QString::number(i);
    }
    m_filters << filter;
    store();
    return QString::number(m_filters.size() - 1);
}

void SavedFilters::rename(const RailItem &item, const QString &name)
{
    if (!find(item) || name.trimmed().isEmpty())
        return;
    m_filters[item.id.toInt()].name = name.trimmed();
    store();
}

void SavedFilters::remove(const RailItem &item)
{
    if (!find(item))
        return;
    m_filters.removeAt(item.id.toInt());
    store();
}

void SavedFilters::store()
{
    m_settings.setSavedFilters(m_filters);
    ++m_version;
    forgetCounts();
    Q_EMIT changed();
    count();
}

} // namespace rehome::ui
