// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EnrollmentsPage.h"

#include "models/items/Columns.h"
#include "ui/enrollments/BulkEditDialog.h"
#include "ui/enrollments/DeleteDialog.h"
#include "ui/enrollments/EditedBody.h"
#include "ui/enrollments/EnrollmentInspector.h"
#include "ui/enrollments/EnrollmentTransfer.h"
#include "ui/enrollments/FindingsPanel.h"
#include "ui/enrollments/LoadControl.h"
#include "ui/enrollments/NewEnrollmentDialog.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Delegates.h"
#include "ui/widgets/FleetTable.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/PageHead.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

QList<Chip> enrollmentChips(const items::Facets &facets, const QString &filter)
{
    QList<Chip> chips;
    const auto add = [&](const char *key, const QString &label, qint64 count) {
        const QString term = QString::fromLatin1(key);
        chips.append({term, label, count, hasTerm(filter, term)});
    };
    using domain::ReprovisionPolicy;
    add("kind:group", EnrollmentsPage::tr("Groups"), facets.kind[std::size_t(domain::EnrollmentKind::Group)]);
    add("kind:individual", EnrollmentsPage::tr("Individual"),
        facets.kind[std::size_t(domain::EnrollmentKind::Individual)]);
    add("policy:notset", EnrollmentsPage::tr("Not set"), facets.policy[std::size_t(ReprovisionPolicy::NotSet)]);
    add("policy:migrate", EnrollmentsPage::tr("Migrate"), facets.policy[std::size_t(ReprovisionPolicy::Migrate)]);
    add("policy:reset", EnrollmentsPage::tr("Reset"), facets.policy[std::size_t(ReprovisionPolicy::Reset)]);
    add("policy:never", EnrollmentsPage::tr("Never"), facets.policy[std::size_t(ReprovisionPolicy::Never)]);
    add("status:disabled", EnrollmentsPage::tr("Disabled"),
        facets.provisioning[std::size_t(domain::ProvisioningStatus::Disabled)]);
    return chips;
}

} // namespace

EnrollmentsPage::EnrollmentsPage(const Theme &theme, const HubColors &colors, session::Session &session,
                                 QWidget *parent)
    : Page(Enrollments, parent)
    , m_theme(theme)
    , m_colors(colors)
    , m_session(session)
    , m_head(new PageHead(theme, tr("Enrollments"), this))
    , m_message(new MessageBar(theme, this))
    , m_table(new FleetTable(theme, m_model, items::FilterSubject::Enrollments, tr("Enrollments"), this))
    , m_findings(new FindingsPanel(theme, session, this))
    , m_loading(new LoadControl(theme, this))
    , m_findingsButton(new QPushButton(tr("Findings"), this))
    , m_new(new QPushButton(tr("New…"), this))
    , m_delete(new QPushButton(tr("Delete…"), this))
    , m_transfer(new EnrollmentTransfer(theme, session,
                                        {[this] { return chosenRows(); }, [this] { return m_model.order(); },
                                         [this] { return EnrollmentTransfer::columnsOf(m_table->table()); }},
                                        *m_message, this))
{
    m_model.reset(session.snapshot());
    m_table->setConnectionId(session.profile().id);
    m_message->hide();
    buildHead();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_message);
    column->addWidget(m_findings);
    column->addWidget(m_table, 1);
    setUpTable(colors);
    buildActions();
    buildFindings();
    m_table->addRowActions(pageActions());
    connect(addPageAction(tr("Sort by…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)), &QAction::triggered, m_table,
            &FleetTable::openSortMenu);
    connect(addPageAction(tr("Save the filter"), QKeySequence(Qt::CTRL | Qt::Key_D)), &QAction::triggered,
            &m_table->filterBar(), &FilterBar::save);
    buildTransfer();

    connect(&session, &session::Session::published, this, &EnrollmentsPage::published);
    connect(&session, &session::Session::pendingChanged, this, &EnrollmentsPage::pendingChanged);
    connect(&session, &session::Session::safetyChanged, this, &EnrollmentsPage::rowsChanged);
    connect(&session, &session::Session::progressChanged, this, &EnrollmentsPage::showProgress);
    connect(m_table, &FleetTable::currentRowChanged, this, &EnrollmentsPage::rowsChanged);
    connect(m_table, &FleetTable::selectionChanged, this, &EnrollmentsPage::rowsChanged);
    connect(m_table, &FleetTable::rowActivated, this, &EnrollmentsPage::inspectorRequested);
    connect(m_table, &FleetTable::saveFilterRequested, this, &EnrollmentsPage::saveFilterRequested);
    connect(m_table, &FleetTable::visibleRowsChanged, this, [this] {
        if (m_visible)
            m_session.setAttention({{}, m_table->visibleRows()});
    });
    connect(m_table, &FleetTable::factsChanged, this, [this] {
        m_head->setSubtitle(m_table->countText());
        Q_EMIT factsChanged();
        Q_EMIT railChanged();
    });
    connect(m_new, &QPushButton::clicked, this, &EnrollmentsPage::newEnrollment);
    connect(m_delete, &QPushButton::clicked, this, &EnrollmentsPage::deleteAfterAsking);
    connect(&m_clock, &QTimer::timeout, this, &EnrollmentsPage::tick);
    rowsChanged();
}

EnrollmentsPage::~EnrollmentsPage() = default;

void EnrollmentsPage::buildHead()
{
    auto *columns = new QPushButton(tr("Columns"), this);
    columns->setMenu(m_table->table().columnMenu());
    m_findingsButton->setCheckable(true);
    m_head->addControl(m_loading);
    m_head->addControl(m_findingsButton);
    m_head->addControl(m_new);
    m_head->addControl(m_delete);
    m_head->addControl(columns);
    connect(m_loading, &LoadControl::pauseRequested, &m_session, &session::Session::setLoadingPaused);
    connect(m_loading, &LoadControl::cancelRequested, &m_session, &session::Session::cancelLoading);
}

void EnrollmentsPage::buildFindings()
{
    m_findings->hide();
    connect(m_findingsButton, &QPushButton::toggled, this, &EnrollmentsPage::setFindingsShown);
    connect(m_findings, &FindingsPanel::closeRequested, this, [this] { setFindingsShown(false); });
    connect(m_findings, &FindingsPanel::countChanged, this, &EnrollmentsPage::showFindingCount);
    connect(m_findings, &FindingsPanel::filterRequested, this, &EnrollmentsPage::showTarget);
    connect(m_findings, &FindingsPanel::devicesRequested, this,
            [this](const QString &text) { Q_EMIT goTo(Devices, text); });
    connect(&m_session, &session::Session::safetyChanged, m_findings, &FindingsPanel::refresh);
    connect(&m_session, &session::Session::pendingChanged, m_findings, &FindingsPanel::refresh);
    showFindingCount(-1, -1);
}

void EnrollmentsPage::setFindingsShown(bool shown)
{
    m_findings->setVisible(shown);
    m_findingsButton->setChecked(shown);
}

void EnrollmentsPage::showFindingCount(int findings, int worst)
{
    m_findingsButton->setText(findings > 0 ? tr("Findings %1").arg(format::count(findings)) : tr("Findings"));
    m_findingsButton->setIcon(
        worst < 0 ? QIcon()
                  : m_theme.icon(worst == int(fleet::FindingSeverity::Error)     ? QStringLiteral("error")
                                 : worst == int(fleet::FindingSeverity::Warning) ? QStringLiteral("warning")
                                                                                 : QStringLiteral("info"),
                                 worst == int(fleet::FindingSeverity::Error)     ? IconTone::Error
                                 : worst == int(fleet::FindingSeverity::Warning) ? IconTone::Warning
                                                                                 : IconTone::Accent));
    m_findingsButton->setToolTip(findings == 0 ? tr("No rule has anything to say about this fleet.")
                                               : tr("What the rules find in this fleet, with its fix"));
}

void EnrollmentsPage::setUpTable(const HubColors &colors)
{
    RowTable &table = m_table->table();
    table.setSelectionBoxes(true);
    const auto set = [&](items::EnrollmentColumn column, QAbstractItemDelegate *delegate, int width) {
        if (delegate)
            table.setItemDelegateForColumn(int(column), delegate);
        table.setColumnWidth(int(column), width);
    };
    using items::EnrollmentColumn;
    set(EnrollmentColumn::Id, nullptr, 200);
    set(EnrollmentColumn::Kind, nullptr, 82);
    set(EnrollmentColumn::DeviceId, nullptr, 130);
    set(EnrollmentColumn::Status, new StatusDelegate(m_theme, &table), StatusDelegate::widthOfWords(table.font()));
    set(EnrollmentColumn::Policy, new PolicyDelegate(m_theme, &table), 186);
    set(EnrollmentColumn::Hub, new HubDelegate(m_theme, colors, &table), 130);
    set(EnrollmentColumn::Allocation, nullptr, 124);
    set(EnrollmentColumn::Attestation, nullptr, 96);
    set(EnrollmentColumn::LastRegistered, new AgeDelegate(m_theme, &table), 110);
    set(EnrollmentColumn::Provisioning, nullptr, 102);
    set(EnrollmentColumn::Records, new AgeDelegate(m_theme, &table), 80);
    set(EnrollmentColumn::Updated, new AgeDelegate(m_theme, &table), 100);
    set(EnrollmentColumn::Created, new AgeDelegate(m_theme, &table), 100);
    set(EnrollmentColumn::Age, new AgeDelegate(m_theme, &table), 90);
    set(EnrollmentColumn::Client, nullptr, 130);
    for (const EnrollmentColumn hidden :
         {EnrollmentColumn::DeviceId, EnrollmentColumn::LastRegistered, EnrollmentColumn::Attestation,
          EnrollmentColumn::Created, EnrollmentColumn::Updated, EnrollmentColumn::Age, EnrollmentColumn::Client})
        table.setColumnHidden(int(hidden), true);
    table.sortByColumn(int(EnrollmentColumn::Kind), Qt::DescendingOrder);
    m_table->setMakeChips(enrollmentChips);
    m_table->filterBar().setPlaceholder(tr("Filter, for example policy:notset hub:hub-weu !status:disabled"));
    m_table->setNothingText(tr("This service has no enrollments yet."));
}

void EnrollmentsPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto &&slot) {
        connect(addPageAction(text, key), &QAction::triggered, this, slot);
    };
    add(tr("New enrollment…"), QKeySequence::New, [this] { newEnrollment(); });
    add(tr("Edit policy"), Qt::Key_F2, [this] {
        Q_EMIT inspectorRequested();
        if (m_inspector)
            m_inspector->policyPart()->setFocus(Qt::ShortcutFocusReason);
    });
    const auto policy = [this, &add](const QString &text, domain::ReprovisionPolicy value) {
        add(text, {}, [this, value] {
            if (m_session.profile().safety != session::SafetyLevel::ReadOnly)
                m_session.stagePolicy(chosenRows(), value);
        });
    };
    policy(tr("Set policy to Migrate"), domain::ReprovisionPolicy::Migrate);
    policy(tr("Set policy to Reset"), domain::ReprovisionPolicy::Reset);
    policy(tr("Set policy to Never"), domain::ReprovisionPolicy::Never);
    policy(tr("Set policy to Not set"), domain::ReprovisionPolicy::NotSet);
    add(tr("Edit many…"), {}, [this] { editMany(); });
    add(tr("Duplicate enrollment…"), {}, [this] { duplicateEnrollment(); });
    add(tr("Delete enrollment…"), {}, [this] { deleteAfterAsking(); });
    add(tr("Show or hide findings"), {}, [this] { setFindingsShown(m_findings->isHidden()); });
}

void EnrollmentsPage::buildTransfer()
{
    auto *copy = new QMenu(tr("Copy as"), this);
    QList<QAction *> others{copy->menuAction()};
    for (const EnrollmentTransfer::Verb verb : EnrollmentTransfer::verbs()) {
        QAction *action = addPageAction(EnrollmentTransfer::words(verb), {});
        connect(action, &QAction::triggered, m_transfer, [this, verb] { m_transfer->run(verb); });
        if (EnrollmentTransfer::copies(verb))
            copy->addAction(action);
        else
            others.append(action);
    }
    m_table->addRowActions(others);
}

qint64 EnrollmentsPage::nowMs() const
{
    return QDateTime::currentMSecsSinceEpoch() + m_session.clockOffsetMs();
}

std::vector<fleet::RowId> EnrollmentsPage::chosenRows() const
{
    std::vector<fleet::RowId> rows = m_table->selectedRows();
    if (rows.empty() && m_table->currentRow() != fleet::NoRow)
        rows.push_back(m_table->currentRow());
    return rows;
}

void EnrollmentsPage::published(const fleet::Publication &publication)
{
    m_model.apply(publication.snapshot, publication.batch);
    if (m_visible && m_inspector)
        m_inspector->refresh();
    if (m_visible)
        m_findings->follow(publication.snapshot, nowMs());
    Q_EMIT railChanged();
}

void EnrollmentsPage::pendingChanged()
{
    m_model.setPending(m_session.pending());
    if (m_inspector)
        m_inspector->refresh();
    Q_EMIT factsChanged();
}

void EnrollmentsPage::showProgress(const session::LoadProgress &progress)
{
    const bool could = canPause(), was = isPaused();
    m_load = progress;
    m_loading->setProgress(progress);
    if (progress.complete)
        m_table->setLoading(-1, -1);
    else
        m_table->setLoading(progress.loaded, progress.expected);
    if (could != canPause() || was != isPaused())
        Q_EMIT pauseChanged();
}

void EnrollmentsPage::rowsChanged()
{
    const std::vector<fleet::RowId> rows = chosenRows();
    const bool editable = m_session.profile().safety != session::SafetyLevel::ReadOnly;
    m_new->setEnabled(editable);
    m_delete->setEnabled(editable && !rows.empty());
    const QString why = editable ? QString() : tr("This connection is read-only. Allow edits first.");
    m_new->setToolTip(why);
    m_delete->setToolTip(why);
    if (m_inspector)
        m_inspector->setRows(rows);
    Q_EMIT inspectorTitleChanged();
    Q_EMIT factsChanged();
}

void EnrollmentsPage::newEnrollment()
{
    if (m_session.profile().safety == session::SafetyLevel::ReadOnly)
        return;
    auto *dialog = new NewEnrollmentDialog(m_theme, m_colors, m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const fleet::RowId row = m_table->currentRow();
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    if (row != fleet::NoRow && snapshot->enrollments.kind[row] == domain::EnrollmentKind::Group)
        dialog->setDevice({}, snapshot->enrollmentId(row));
    dialog->open();
}

void EnrollmentsPage::duplicateEnrollment()
{
    const fleet::RowId row = m_table->currentRow();
    if (row == fleet::NoRow || m_session.profile().safety == session::SafetyLevel::ReadOnly)
        return;
    m_session.enrollmentBody(row).then(this, [this, row](const Result<QJsonObject> &body) {
        if (!body)
            return m_message->showError(body.error());
        auto *dialog = new NewEnrollmentDialog(m_theme, m_colors, m_session, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setTemplate(m_session.snapshot()->enrollments.kind[row],
                            editedBody(*body, m_session.pending().find(row)));
        dialog->open();
    });
}

void EnrollmentsPage::editMany()
{
    if (m_session.profile().safety == session::SafetyLevel::ReadOnly)
        return;
    auto *dialog = new BulkEditDialog(m_theme, m_colors, m_session, chosenRows(), m_model.order(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void EnrollmentsPage::deleteAfterAsking()
{
    const std::vector<fleet::RowId> rows = chosenRows();
    if (rows.empty() || m_session.profile().safety == session::SafetyLevel::ReadOnly)
        return;
    auto *dialog = new DeleteDialog(m_theme, m_session, rows, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void EnrollmentsPage::tick()
{
    m_model.setNow(nowMs());
}

QString EnrollmentsPage::railCount() const
{
    const quint32 count = m_session.snapshot()->enrollments.liveCount;
    return count ? format::shortCount(count) : QString();
}

QStringList EnrollmentsPage::facts() const
{
    return m_table->rowFacts();
}

QWidget *EnrollmentsPage::inspector()
{
    if (!m_inspector) {
        m_inspector = new EnrollmentInspector(m_theme, m_colors, m_session, this);
        m_inspector->hide();
        connect(m_inspector, &EnrollmentInspector::undoRequested, this, [this] {
            const std::vector<fleet::RowId> rows = chosenRows();
            m_session.pending().discard(tr("Undo edit"), QList<fleet::RowId>(rows.begin(), rows.end()));
            Q_EMIT m_session.pendingChanged();
        });
        connect(m_inspector, &EnrollmentInspector::devicesRequested, this, [this](quint32 row) {
            const fleet::SnapshotPtr snapshot = m_session.snapshot();
            const bool group = snapshot->enrollments.kind[row] == domain::EnrollmentKind::Group;
            Q_EMIT goTo(Devices, (group ? QStringLiteral("group:\"%1\"") : QStringLiteral("id:\"%1\""))
                                     .arg(snapshot->enrollmentId(row)));
        });
        m_inspector->setRows(chosenRows());
    }
    return m_inspector;
}

QString EnrollmentsPage::inspectorTitle() const
{
    const std::vector<fleet::RowId> rows = chosenRows();
    if (rows.size() > 1)
        return tr("%n enrollment(s)", nullptr, int(rows.size()));
    return rows.empty() ? tr("Enrollment") : m_session.snapshot()->enrollmentId(rows.front());
}

bool EnrollmentsPage::focusFilter()
{
    m_table->filterBar().focusEdit();
    return true;
}

bool EnrollmentsPage::escape()
{
    if (m_table->filterText().isEmpty()) {
        const bool loading = canPause();
        if (loading)
            m_session.cancelLoading();
        return loading;
    }
    m_table->setFilterText({});
    return true;
}

void EnrollmentsPage::activated()
{
    m_visible = true;
    tick();
    m_clock.start(1000);
    m_session.setAttention({{}, m_table->visibleRows()});
    m_findings->follow(m_session.snapshot(), nowMs());
    if (m_inspector)
        m_inspector->refresh();
}

void EnrollmentsPage::deactivated()
{
    m_visible = false;
    m_clock.stop();
    m_session.setAttention({});
}

void EnrollmentsPage::showTarget(const QString &target)
{
    m_table->showFirst(target);
}

QWidget *EnrollmentsPage::control(const QString &name)
{
    if (name == QLatin1String("enrollments.new"))
        return m_new;
    if (name == QLatin1String("enrollments.delete"))
        return m_delete;
    if (name == QLatin1String("enrollments.filter"))
        return &m_table->filterBar();
    if (name == QLatin1String("enrollments.findings"))
        return m_findingsButton;
    if (name == QLatin1String("enrollments.table"))
        return &m_table->table();
    if (m_inspector && name == QLatin1String("inspector.policy"))
        return m_inspector->policyPart();
    if (m_inspector && name == QLatin1String("inspector.hubs"))
        return m_inspector->hubsPart();
    return nullptr;
}

QByteArray EnrollmentsPage::saveState() const
{
    QJsonObject state = QJsonDocument::fromJson(m_table->saveState()).object();
    state.insert(QStringLiteral("findings"), !m_findings->isHidden());
    return QJsonDocument(state).toJson(QJsonDocument::Compact);
}

void EnrollmentsPage::restoreState(const QByteArray &state)
{
    m_table->restoreState(state);
    setFindingsShown(QJsonDocument::fromJson(state).object().value(QStringLiteral("findings")).toBool());
}

} // namespace rehome::ui
