// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/BulkEditDialog.h"

#include "models/items/Words.h"
#include "ui/enrollments/ClientPicker.h"
#include "ui/enrollments/HubSetEditor.h"
#include "ui/enrollments/TwinMemberEditor.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/RowTable.h"

#include <QtCore/QJsonArray>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

enum Scope : int
{
    Selection,
    Matching
};

} // namespace

BulkEditDialog::BulkEditDialog(const Theme &theme, const HubColors &colors, session::Session &session,
                               std::vector<fleet::RowId> selected, std::vector<fleet::RowId> matching, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_selected(std::move(selected))
    , m_matching(std::move(matching))
    , m_scope(new QComboBox(this))
    , m_setPolicy(new QCheckBox(tr("Reprovision policy"), this))
    , m_policy(new QComboBox(this))
    , m_setHubs(new QCheckBox(tr("Allocation and hubs"), this))
    , m_hubs(new HubSetEditor(theme, colors, this))
    , m_setStatus(new QCheckBox(tr("Provisioning status"), this))
    , m_status(new QComboBox(this))
    , m_setEdge(new QCheckBox(tr("IoT Edge"), this))
    , m_edge(new QComboBox(this))
    , m_setMembers(new QCheckBox(tr("Initial twin"), this))
    , m_members(new TwinMemberEditor(theme, this))
    , m_setClient(new QCheckBox(tr("Declared client"), this))
    , m_client(new ClientPicker(theme, this))
    , m_summary(new QLabel(this))
    , m_table(new RowTable(theme, tr("What changes"), this))
{
    setWindowTitle(tr("Edit many enrollments"));
    resize(880, 680);
    m_hubs->setHubs(session.snapshot()->hubs);
    m_hubs->setChosen(domain::AllocationPolicy::Hashed, std::nullopt);
    auto *form = new QFormLayout;
    fillForm(form);
    m_summary->setFont(theme.font(TextRole::Section));
    m_summary->setWordWrap(true);
    m_table->setModel(&m_items);
    m_table->setColumnWidth(int(items::BulkEditItems::Column::Id), 200);
    auto *buttons = new QDialogButtonBox(this);
    m_stage = buttons->addButton(tr("Put into the tray"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Cancel)->setDefault(true);
    auto *column = new QVBoxLayout(this);
    auto *forms = new QHBoxLayout;
    forms->setSpacing(24);
    forms->addLayout(form, 1);
    forms->addLayout(secondForm(), 1);
    column->addLayout(forms);
    column->addWidget(m_summary);
    column->addWidget(m_table, 1);
    column->addWidget(buttons);
    for (QComboBox *box : {m_scope, m_policy, m_status, m_edge})
        connect(box, &QComboBox::currentIndexChanged, this, &BulkEditDialog::refresh);
    for (QCheckBox *box : {m_setPolicy, m_setHubs, m_setStatus, m_setEdge, m_setMembers, m_setClient})
        connect(box, &QCheckBox::toggled, this, &BulkEditDialog::refresh);
    connect(m_members, &TwinMemberEditor::edited, this, &BulkEditDialog::refresh);
    connect(&m_items, &items::BulkEditItems::counted, this, &BulkEditDialog::showCount);
    connect(m_client, &ClientPicker::edited, this, &BulkEditDialog::refresh);
    connect(m_hubs, &HubSetEditor::allocationChosen, this, &BulkEditDialog::refresh);
    connect(m_hubs, &HubSetEditor::hubsChosen, this, &BulkEditDialog::refresh);
    connect(&session, &session::Session::safetyChanged, this, &BulkEditDialog::refresh);
    connect(m_stage, &QPushButton::clicked, this, &BulkEditDialog::stage);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_items.setBodies(session.bodyReader());
    refresh();
}

void BulkEditDialog::fillForm(QFormLayout *form)
{
    if (!m_selected.empty())
        m_scope->addItem(tr("Selected (%1)").arg(format::count(qint64(m_selected.size()))), Selection);
    m_scope->addItem(tr("All that match the filter (%1)").arg(format::count(qint64(m_matching.size()))), Matching);
    m_scope->setAccessibleName(tr("Enrollments to edit"));
    for (const auto policy : {domain::ReprovisionPolicy::Migrate, domain::ReprovisionPolicy::Reset,
                              domain::ReprovisionPolicy::Never, domain::ReprovisionPolicy::NotSet})
        m_policy->addItem(items::policyText(policy), int(policy));
    for (const auto status : {domain::ProvisioningStatus::Enabled, domain::ProvisioningStatus::Disabled})
        m_status->addItem(items::provisioningText(status), int(status));
    m_edge->addItem(tr("yes"), true);
    m_edge->addItem(tr("no"), false);
    m_policy->setAccessibleName(m_setPolicy->text());
    m_status->setAccessibleName(m_setStatus->text());
    m_edge->setAccessibleName(m_setEdge->text());
    form->addRow(tr("Enrollments"), m_scope);
    form->addRow(m_setPolicy, m_policy);
    form->addRow(m_setHubs, m_hubs);
    form->addRow(m_setStatus, m_status);
    form->addRow(m_setEdge, m_edge);
}

QFormLayout *BulkEditDialog::secondForm()
{
    auto *form = new QFormLayout;
    form->addRow(m_setMembers, m_members);
    form->addRow(m_setClient, m_client);
    return form;
}

items::BulkChange BulkEditDialog::change() const
{
    items::BulkChange change;
    if (m_setPolicy->isChecked())
        change.policy = static_cast<domain::ReprovisionPolicy>(m_policy->currentData().toInt());
    if (m_setHubs->isChecked()) {
        change.allocation = m_hubs->allocation();
        change.hubs = m_hubs->hubs();
    }
    if (m_setStatus->isChecked())
        change.status = static_cast<domain::ProvisioningStatus>(m_status->currentData().toInt());
    if (m_setEdge->isChecked())
        change.iotEdge = m_edge->currentData().toBool();
    if (m_setMembers->isChecked())
        change.members = m_members->members();
    if (m_setClient->isChecked())
        change.client = m_client->client();
    return change;
}

void BulkEditDialog::refresh()
{
    const items::BulkChange wanted = change();
    m_policy->setEnabled(m_setPolicy->isChecked());
    m_hubs->setEnabled(m_setHubs->isChecked());
    m_status->setEnabled(m_setStatus->isChecked());
    m_edge->setEnabled(m_setEdge->isChecked());
    m_members->setEnabled(m_setMembers->isChecked());
    m_client->setEnabled(m_setClient->isChecked());
    m_items.show(m_session.snapshot(), m_session.pending(),
                 m_scope->currentData().toInt() == Selection ? m_selected : m_matching, wanted);
    using Column = items::BulkEditItems::Column;
    m_table->setColumnHidden(int(Column::Policy), !wanted.policy);
    m_table->setColumnHidden(int(Column::Allocation), !wanted.allocation);
    m_table->setColumnHidden(int(Column::Hubs), !wanted.hubs);
    m_table->setColumnHidden(int(Column::Status), !wanted.status);
    m_table->setColumnHidden(int(Column::IotEdge), !wanted.iotEdge);
    m_table->setColumnHidden(int(Column::Members), wanted.members.isEmpty());
    m_table->setColumnHidden(int(Column::Client), !wanted.client);
    for (const Column column : {Column::Policy, Column::Allocation, Column::Hubs, Column::Status, Column::IotEdge,
                                Column::Members, Column::Client})
        m_table->setColumnWidth(int(column), 210);
    showCount();
}

QString BulkEditDialog::countText() const
{
    QString text = tr("%1 change, %2 stay as they are.")
                       .arg(format::count(qint64(m_items.changing().size())), format::count(m_items.unchanged()));
    if (m_items.tooLarge() > 0)
        text += QLatin1Char(' ') + tr("The initial twin of %1 would be larger than a hub takes and is left alone.")
                                       .arg(format::count(m_items.tooLarge()));
    return text;
}

void BulkEditDialog::showCount()
{
    const items::BulkChange &wanted = m_items.change();
    // What devices speak is this program's own note: it may be declared on a connection that sends nothing.
    const bool readOnly = m_session.profile().safety == session::SafetyLevel::ReadOnly && !wanted.isClientOnly();
    m_stage->setText(wanted.isClientOnly() ? tr("Declare") : tr("Put into the tray"));
    if (readOnly)
        m_summary->setText(tr("This connection is read-only. Allow edits first."));
    else if (wanted.isEmpty())
        m_summary->setText(tr("Choose what to set."));
    else if (m_items.isCounting())
        m_summary->setText(tr("Reading their initial twins…"));
    else
        m_summary->setText(countText());
    // A box that is ticked and not filled in well would be left out without a word.
    const bool complete =
        (!m_setMembers->isChecked() || !wanted.members.isEmpty()) && (!m_setClient->isChecked() || wanted.client);
    m_stage->setEnabled(!m_items.changing().empty() && !readOnly && complete);
}

void BulkEditDialog::stage()
{
    using Column = items::BulkEditItems::Column;
    const items::BulkChange &wanted = m_items.change();
    const QJsonValue absent(QJsonValue::Undefined);
    if (wanted.client)
        m_session.declareClient(m_items.changingIn(Column::Client), *wanted.client);
    // Rows that have the value already are left alone, so that the tray holds nothing but changes; all of it together
    // is one step.
    std::vector<session::Session::FieldChange> changes;
    const auto set = [&](Column column, const QString &path, const QJsonValue &value) {
        for (const fleet::RowId row : m_items.changingIn(column))
            changes.push_back({row, path, value});
    };
    if (wanted.policy)
        set(Column::Policy, QStringLiteral("reprovisionPolicy"),
            fleet::policyField(domain::ReprovisionPolicy::NotSet, *wanted.policy).after);
    if (wanted.allocation)
        set(Column::Allocation, QStringLiteral("allocationPolicy"),
            *wanted.allocation == domain::AllocationPolicy::NotSet
                ? absent
                : QJsonValue(domain::allocationKey(*wanted.allocation)));
    if (wanted.hubs)
        set(Column::Hubs, QStringLiteral("iotHubs"),
            wanted.hubs->isEmpty() ? absent : QJsonValue(QJsonArray::fromStringList(*wanted.hubs)));
    if (wanted.status)
        set(Column::Status, QStringLiteral("provisioningStatus"), domain::provisioningStatusKey(*wanted.status));
    if (wanted.iotEdge)
        set(Column::IotEdge, QStringLiteral("capabilities.iotEdge"), *wanted.iotEdge);
    for (const domain::TwinMember &member : wanted.members)
        set(Column::Members, member.path, member.value);
    m_session.stageFields(tr("Bulk edit"), changes);
    accept();
}

} // namespace rehome::ui
