// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/ImportFile.h"

#include <QtCore/QAbstractTableModel>

namespace rehome::items {

/// Which column of a file is which member of an enrollment: a row for each column, its first value beside it. The
/// member can be edited, as a word of ImportMapping; empty ignores the column. GUI thread.
class ImportColumnItems : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int
    {
        Header,
        Member,
        FirstValue
    };

    using QAbstractTableModel::QAbstractTableModel;

    void reset(fleet::ImportMapping mapping, QStringList firstValues);
    const fleet::ImportMapping &mapping() const { return m_mapping; }
    /// What a person can choose from; tags and desired properties are typed with their name.
    static QStringList members();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    fleet::ImportMapping m_mapping;
    QStringList m_firstValues;
};

/// What is wrong with lines of a file. GUI thread.
class ImportProblemItems : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int
    {
        Line,
        Where,
        What
    };

    using QAbstractTableModel::QAbstractTableModel;

    void reset(QList<fleet::ImportProblem> problems);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<fleet::ImportProblem> m_problems;
};

} // namespace rehome::items
