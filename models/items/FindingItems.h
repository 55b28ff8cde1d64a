// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/FindingEngine.h"

#include <QtCore/QAbstractListModel>

namespace rehome::items {

/// What to look at: one row for each finding, worst first, then one for each rule that stays silent because of an
/// unknown. GUI thread. A newer result with the same rows changes them in place.
class FindingItems : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role : int
    {
        RuleRole = Qt::UserRole + 1, ///< int: fleet::FindingRule
        SeverityRole,                ///< int: fleet::FindingSeverity; nothing for a silent rule
        FiguresRole,                 ///< QString: how many, short: "12", "90 of 100"
        KeyRole,                     ///< int: tells rows apart, over all results
    };

    explicit FindingItems(QObject *parent = nullptr);

    void setResult(const FindingResultPtr &result);
    const FindingResultPtr &result() const { return m_result; } ///< null before the first

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    int findingCount() const { return m_result ? static_cast<int>(m_result->report.findings.size()) : 0; }
    /// Null for a row of a silent rule.
    const fleet::Finding *findingAt(int row) const;
    /// Null for a row of a finding.
    const fleet::SilentRule *silentAt(int row) const;
    int rowOfKey(int key) const; ///< -1: it is not among them any more

private:
    int keyAt(int row) const;
    QString accessibleText(int row) const;

    FindingResultPtr m_result;
};

} // namespace rehome::items
