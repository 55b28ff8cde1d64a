// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/DevicesPage.h"

#include "models/items/Columns.h"
#include "ui/devices/DeviceInspector.h"
#include "ui/devices/TriggerDialog.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Delegates.h"
#include "ui/widgets/FleetTable.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/PageHead.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

int section(items::DeviceColumn column)
{
    return static_cast<int>(column);
}

QList<Chip> statusChips(const items::Facets &facets, const QString &filter)
{
    struct Entry
    {
        fleet::DeviceStatus status;
        const char *term;
        QString label;
    };
    const QList<Entry> entries{
        {fleet::DeviceStatus::Assigned, "status:assigned", DevicesPage::tr("Assigned")},
        {fleet::DeviceStatus::Assigning, "status:assigning", DevicesPage::tr("Assigning")},
        {fleet::DeviceStatus::Failed, "status:failed", DevicesPage::tr("Failed")},
        {fleet::DeviceStatus::Disabled, "status:disabled", DevicesPage::tr("Disabled")},
        {fleet::DeviceStatus::Unassigned, "status:unassigned", DevicesPage::tr("Unassigned")},
        {fleet::DeviceStatus::NotRead, "status:notread", DevicesPage::tr("Not read")},
    };
    QList<Chip> chips;
    for (const Entry &entry : entries) {
        const QString term = QString::fromLatin1(entry.term);
        chips.append({term, entry.label, facets.status[std::size_t(entry.status)], hasTerm(filter, term)});
    }
    return chips;
}

} // namespace

DevicesPage::DevicesPage(const Theme &theme, const HubColors &colors, session::Session &session, QWidget *parent)
    : Page(Devices, parent)
    , m_theme(theme)
    , m_session(session)
    , m_head(new PageHead(theme, tr("Devices"), this))
    , m_table(new FleetTable(theme, m_model, items::FilterSubject::Devices, tr("Devices"), this))
{
    m_model.reset(session.snapshot());
    m_table->setConnectionId(session.profile().id);
    connect(addPageAction(tr("Sort by…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)), &QAction::triggered, m_table,
            &FleetTable::openSortMenu);
    connect(addPageAction(tr("Save the filter"), QKeySequence(Qt::CTRL | Qt::Key_D)), &QAction::triggered,
            &m_table->filterBar(), &FilterBar::save);
    auto *again = addPageAction(tr("Ask to register again…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G));
    connect(again, &QAction::triggered, this, &DevicesPage::askToRegister);
    m_table->addRowActions({again});
    m_feed.reset(session.snapshot());
    auto *columns = new QPushButton(tr("Columns"), this);
    columns->setMenu(m_table->table().columnMenu());
    m_head->addControl(columns);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_table, 1);
    setUpTable(colors);

    connect(&session, &session::Session::published, this, &DevicesPage::published);
    connect(m_table, &FleetTable::currentRowChanged, this, [this](quint32 row) {
        if (!m_inspector)
            return;
        m_inspector->setDevice(row);
        m_inspector->refresh(nowMs());
        Q_EMIT inspectorTitleChanged();
        tellAttention();
    });
    connect(m_table, &FleetTable::rowActivated, this, &DevicesPage::inspectorRequested);
    connect(m_table, &FleetTable::visibleRowsChanged, this, &DevicesPage::tellAttention);
    connect(m_table, &FleetTable::selectionChanged, this, &DevicesPage::factsChanged);
    connect(m_table, &FleetTable::saveFilterRequested, this, &DevicesPage::saveFilterRequested);
    connect(m_table, &FleetTable::factsChanged, this, [this] {
        m_head->setSubtitle(m_table->countText());
        Q_EMIT factsChanged();
        Q_EMIT railChanged();
    });
    connect(&m_clock, &QTimer::timeout, this, &DevicesPage::tick);
}

DevicesPage::~DevicesPage() = default;

void DevicesPage::setUpTable(const HubColors &colors)
{
    RowTable &table = m_table->table();
    const auto set = [&](items::DeviceColumn column, QAbstractItemDelegate *delegate, int width) {
        if (delegate)
            table.setItemDelegateForColumn(section(column), delegate);
        table.setColumnWidth(section(column), width);
    };
    using items::DeviceColumn;
    set(DeviceColumn::RegistrationId, nullptr, 170);
    set(DeviceColumn::DeviceId, nullptr, 140);
    set(DeviceColumn::Status, new StatusDelegate(m_theme, &table), StatusDelegate::widthOfWords(table.font()));
    set(DeviceColumn::Substatus, nullptr, 170);
    set(DeviceColumn::Hub, new HubDelegate(m_theme, colors, &table), 140);
    set(DeviceColumn::PreviousHub, new HubDelegate(m_theme, colors, &table), 140);
    set(DeviceColumn::Since, new AgeDelegate(m_theme, &table), 110);
    set(DeviceColumn::Updated, new AgeDelegate(m_theme, &table), 110);
    set(DeviceColumn::Enrollment, nullptr, 130);
    set(DeviceColumn::Policy, new PolicyDelegate(m_theme, &table), 100);
    set(DeviceColumn::Error, nullptr, 120);
    set(DeviceColumn::MovedAt, new AgeDelegate(m_theme, &table), 100);
    set(DeviceColumn::Age, new AgeDelegate(m_theme, &table), 90);
    for (const DeviceColumn hidden : {DeviceColumn::DeviceId, DeviceColumn::PreviousHub, DeviceColumn::Since,
                                      DeviceColumn::Policy, DeviceColumn::Error, DeviceColumn::MovedAt})
        table.setColumnHidden(section(hidden), true);
    table.sortByColumn(section(DeviceColumn::RegistrationId), Qt::AscendingOrder);
    m_table->setMakeChips(statusChips);
    m_table->filterBar().setPlaceholder(tr("Filter, for example status:assigning hub:hub-weu !group:line-7"));
    m_table->setNothingText(tr("No registration is known yet. Records appear as the groups are read."));
}

qint64 DevicesPage::nowMs() const
{
    return QDateTime::currentMSecsSinceEpoch() + m_session.clockOffsetMs();
}

void DevicesPage::published(const fleet::Publication &publication)
{
    m_model.apply(publication.snapshot, publication.batch);
    m_feed.apply(publication.snapshot, publication.batch);
    if (m_visible && m_inspector)
        m_inspector->refresh(nowMs());
    Q_EMIT railChanged();
}

void DevicesPage::askToRegister()
{
    std::vector<fleet::RowId> rows = m_table->selectedRows();
    if (rows.empty() && m_table->currentRow() != fleet::NoRow)
        rows.push_back(m_table->currentRow());
    if (rows.empty())
        return;
    auto *dialog = new TriggerDialog(m_theme, m_session, std::move(rows), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DevicesPage::tick()
{
    m_model.setNow(nowMs());
    if (m_inspector)
        m_inspector->refresh(nowMs());
}

void DevicesPage::tellAttention()
{
    if (!m_visible)
        return;
    session::Attention attention;
    attention.deviceRows = m_table->visibleRows();
    m_session.setAttention(std::move(attention));
}

QString DevicesPage::railCount() const
{
    const quint32 count = m_session.snapshot()->devices.liveCount;
    return count ? format::shortCount(count) : QString();
}

QStringList DevicesPage::facts() const
{
    return m_table->rowFacts();
}

QWidget *DevicesPage::inspector()
{
    if (!m_inspector) {
        m_inspector = new DeviceInspector(m_theme, m_session, m_feed, this);
        m_inspector->hide();
        connect(m_inspector, &DeviceInspector::enrollmentRequested, this, [this](quint32 row) {
            const fleet::SnapshotPtr snapshot = m_session.snapshot();
            Q_EMIT goTo(Enrollments, QStringLiteral("id:\"%1\"").arg(snapshot->enrollmentId(row)));
        });
        m_inspector->setDevice(m_table->currentRow());
    }
    return m_inspector;
}

QString DevicesPage::inspectorTitle() const
{
    const fleet::RowId row = m_table->currentRow();
    return row == fleet::NoRow ? tr("Device") : m_session.snapshot()->registrationId(row);
}

bool DevicesPage::focusFilter()
{
    m_table->filterBar().focusEdit();
    return true;
}

bool DevicesPage::escape()
{
    if (m_table->filterText().isEmpty())
        return false;
    m_table->setFilterText({});
    return true;
}

void DevicesPage::activated()
{
    m_visible = true;
    tick();
    m_clock.start(1000);
    tellAttention();
}

void DevicesPage::deactivated()
{
    m_visible = false;
    m_clock.stop();
    m_session.setAttention({});
}

void DevicesPage::showTarget(const QString &target)
{
    m_table->showFirst(target);
}

QByteArray DevicesPage::saveState() const
{
    return m_table->saveState();
}

void DevicesPage::restoreState(const QByteArray &state)
{
    m_table->restoreState(state);
}

} // namespace rehome::ui
