// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/ImportItems.h"

namespace rehome::items {

using fleet::ImportField;

namespace {

constexpr int columns = 3;

} // namespace

void ImportColumnItems::reset(fleet::ImportMapping mapping, QStringList firstValues)
{
    beginResetModel();
    m_mapping = std::move(mapping);
    m_firstValues = std::move(firstValues);
    endResetModel();
}

QStringList ImportColumnItems::members()
{
    QStringList words{QString()};
    for (int i = 0; i < fleet::ImportFields; ++i) {
        const QString word = fleet::importFieldWord(static_cast<ImportField>(i));
        if (!word.isEmpty() && !word.endsWith(u'.'))
            words << word;
    }
    return words;
}

int ImportColumnItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_mapping.columns().size());
}

int ImportColumnItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ImportColumnItems::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole))
        return {};
    const fleet::ImportColumn &column = m_mapping.columns().at(index.row());
    switch (static_cast<Column>(index.column())) {
    case Column::Header:
        return column.header;
    case Column::Member:
        if (column.field == ImportField::Ignored)
            return role == Qt::EditRole ? QString() : tr("ignored");
        return fleet::importFieldWord(column.field) + column.path;
    case Column::FirstValue:
        return m_firstValues.value(index.row());
    }
    return {};
}

bool ImportColumnItems::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || index.column() != static_cast<int>(Column::Member))
        return false;
    const QString word = value.toString().trimmed();
    const auto wanted = word.isEmpty() ? fleet::ImportColumn() : fleet::ImportMapping::columnFor(word);
    if (!wanted)
        return false;
    m_mapping.set(index.row(), wanted->field, wanted->path);
    Q_EMIT dataChanged(index, index);
    return true;
}

Qt::ItemFlags ImportColumnItems::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    const bool member = index.isValid() && index.column() == static_cast<int>(Column::Member);
    return member ? flags | Qt::ItemIsEditable : flags;
}

QVariant ImportColumnItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Header:
        return tr("Column of the file");
    case Column::Member:
        return tr("Is imported as");
    case Column::FirstValue:
        return tr("First value");
    }
    return {};
}

void ImportProblemItems::reset(QList<fleet::ImportProblem> problems)
{
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
}

int ImportProblemItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int ImportProblemItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ImportProblemItems::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const fleet::ImportProblem &problem = m_problems.at(index.row());
    switch (static_cast<Column>(index.column())) {
    case Column::Line:
        return problem.line;
    case Column::Where:
        return problem.column;
    case Column::What:
        return problem.message;
    }
    return {};
}

QVariant ImportProblemItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Line:
        return tr("Line");
    case Column::Where:
        return tr("Column");
    case Column::What:
        return tr("What is wrong");
    }
    return {};
}

} // namespace rehome::items
