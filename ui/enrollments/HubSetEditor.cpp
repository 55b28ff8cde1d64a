// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/HubSetEditor.h"

#include "models/items/Words.h"

#include <QtGui/QPainter>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {
constexpr int hostRole = Qt::UserRole;
constexpr int rowHeight = 24;

QPixmap swatch(const QColor &color)
{
    QPixmap pixmap(11, 11);
    pixmap.fill(color);
    return pixmap;
}
} // namespace

HubSetEditor::HubSetEditor(const Theme &theme, const HubColors &colors, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_colors(colors)
    , m_allocation(new QComboBox(this))
    , m_list(new QListWidget(this))
    , m_note(new QLabel(this))
{
    for (const domain::AllocationPolicy policy :
         {domain::AllocationPolicy::NotSet, domain::AllocationPolicy::Hashed, domain::AllocationPolicy::GeoLatency,
          domain::AllocationPolicy::Static, domain::AllocationPolicy::Custom})
        m_allocation->addItem(items::allocationText(policy), int(policy));
    m_allocation->setAccessibleName(tr("Allocation policy"));
    m_list->setAccessibleName(tr("Hubs of this enrollment"));
    m_list->setUniformItemSizes(true);
    m_note->setWordWrap(true);
    m_note->setFont(theme.font(TextRole::Secondary));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_allocation);
    column->addWidget(m_list);
    column->addWidget(m_note);
    connect(m_allocation, &QComboBox::activated, this, [this] {
        retell();
        Q_EMIT allocationChosen(allocation());
    });
    connect(m_list, &QListWidget::itemChanged, this, [this] {
        if (m_filling)
            return;
        retell();
        Q_EMIT hubsChosen(hubs());
    });
}

void HubSetEditor::setHubs(const fleet::HubTable &hubs)
{
    QStringList names;
    for (const fleet::HubRow &hub : hubs.rows)
        names << hub.hostName;
    QStringList shown;
    for (int i = 0; i < m_list->count(); ++i)
        shown << m_list->item(i)->data(hostRole).toString();
    if (names == shown)
        return;
    const QStringList chosen = this->hubs();
    m_filling = true;
    m_list->clear();
    for (const QString &name : std::as_const(names)) {
        auto *item =
            new QListWidgetItem(swatch(m_theme.hubColor(m_colors.hueOf(name))), fleet::shortHubName(name), m_list);
        item->setData(hostRole, name);
        item->setToolTip(name);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(chosen.contains(name, Qt::CaseInsensitive) ? Qt::Checked : Qt::Unchecked);
    }
    m_filling = false;
    m_list->setFixedHeight(std::clamp(int(names.size()), 1, 8) * rowHeight + 4);
    retell();
}

void HubSetEditor::setChosen(domain::AllocationPolicy allocation, const std::optional<QStringList> &hubs)
{
    m_filling = true;
    m_allocation->setCurrentIndex(m_allocation->findData(int(allocation)));
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem *item = m_list->item(i);
        const bool on = hubs && hubs->contains(item->data(hostRole).toString(), Qt::CaseInsensitive);
        item->setCheckState(on ? Qt::Checked : Qt::Unchecked);
    }
    m_filling = false;
    retell();
}

void HubSetEditor::setEditable(bool editable)
{
    m_allocation->setEnabled(editable);
    m_list->setEnabled(editable);
}

domain::AllocationPolicy HubSetEditor::allocation() const
{
    return static_cast<domain::AllocationPolicy>(m_allocation->currentData().toInt());
}

QStringList HubSetEditor::hubs() const
{
    QStringList chosen;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            chosen << m_list->item(i)->data(hostRole).toString();
    }
    return chosen;
}

void HubSetEditor::retell()
{
    const qsizetype count = hubs().size();
    QString note;
    if (allocation() == domain::AllocationPolicy::Static && count != 1)
        note = tr("Static allocation needs exactly one hub; as it is, registrations fail.");
    else if (allocation() == domain::AllocationPolicy::Custom)
        note = tr("A webhook chooses among these hubs at each request.");
    else if (count == 0)
        note = tr("No hub is named: every linked hub may be given, also hubs linked later.");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

} // namespace rehome::ui
