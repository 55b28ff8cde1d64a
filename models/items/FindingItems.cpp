// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FindingItems.h"

#include "models/items/FindingWords.h"

#include <QtCore/QLocale>
#include <vector>

namespace rehome::items {

FindingItems::FindingItems(QObject *parent)
    : QAbstractListModel(parent)
{
}

void FindingItems::setResult(const FindingResultPtr &result)
{
    std::vector<int> before, after;
    for (int row = 0; row < rowCount(); ++row)
        before.push_back(keyAt(row));
    const FindingResultPtr old = std::exchange(m_result, result);
    for (int row = 0; row < rowCount(); ++row)
        after.push_back(keyAt(row));
    if (before == after) {
        if (!after.empty())
            emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    m_result = old; // views may still ask until they are told
    beginResetModel();
    m_result = result;
    endResetModel();
}

int FindingItems::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_result)
        return 0;
    return static_cast<int>(m_result->report.findings.size() + m_result->report.silent.size());
}

const fleet::Finding *FindingItems::findingAt(int row) const
{
    return row >= 0 && row < findingCount() ? &m_result->report.findings[static_cast<size_t>(row)] : nullptr;
}

const fleet::SilentRule *FindingItems::silentAt(int row) const
{
    const int place = row - findingCount();
    return place >= 0 && row < rowCount() ? &m_result->report.silent[static_cast<size_t>(place)] : nullptr;
}

int FindingItems::keyAt(int row) const
{
    constexpr int PerRule = 16;
    if (const fleet::Finding *finding = findingAt(row))
        return static_cast<int>(finding->rule) * PerRule + static_cast<int>(finding->quota);
    const fleet::SilentRule *silent = silentAt(row);
    return (fleet::FindingRuleCount + static_cast<int>(silent->rule)) * PerRule + static_cast<int>(silent->unknown);
}

int FindingItems::rowOfKey(int key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (keyAt(row) == key)
            return row;
    }
    return -1;
}

QString FindingItems::accessibleText(int row) const
{
    const fleet::Finding *finding = findingAt(row);
    if (!finding)
        return tr("Not checked: %1, %2").arg(findingTitle(silentAt(row)->rule), silentText(*silentAt(row)));
    const QString text = tr("%1: %2, %3");
    const auto severity = fleet::findingRule(finding->rule).severity;
    return text.arg(severity == fleet::FindingSeverity::Error     ? tr("Error")
                    : severity == fleet::FindingSeverity::Warning ? tr("Warning")
                                                                  : tr("Notice"),
                    findingTitle(finding->rule), items::findingCount(*finding));
}

QVariant FindingItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const fleet::Finding *finding = findingAt(row);
    const fleet::FindingRule rule = finding ? finding->rule : silentAt(row)->rule;
    switch (role) {
    case Qt::DisplayRole:
        return findingTitle(rule);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    case RuleRole:
        return static_cast<int>(rule);
    case SeverityRole:
        return finding ? QVariant(static_cast<int>(fleet::findingRule(rule).severity)) : QVariant();
    case FiguresRole: {
        const QLocale locale;
        if (!finding)
            return tr("not checked");
        return finding->quota == fleet::FindingQuota::None
                   ? locale.toString(static_cast<qint64>(finding->size()))
                   : tr("%1 of %2").arg(locale.toString(finding->used), locale.toString(finding->limit));
    }
    case KeyRole:
        return keyAt(row);
    default:
        return {};
    }
}

} // namespace rehome::items
