// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/Columns.h"
#include "models/items/FoldedText.h"
#include "models/items/OrderEngine.h"

// What a column sorts by; shared by the order engine and the models' SortValueRole.
namespace rehome::items {

/// Number: `number` decides. Name: the text behind `text`, with few different ones (hubs, groups). Text: likewise, all
/// different.
enum class SortKind : quint8
{
    Number,
    Name,
    Text
};

SortKind sortKind(FilterSubject subject, int column);
qint64 sortNumber(const fleet::Snapshot &snapshot, FilterSubject subject, int column, fleet::RowId row);
fleet::StringId sortText(const fleet::Snapshot &snapshot, FilterSubject subject, int column, fleet::RowId row);
/// Bits of EnrollmentField or DeviceField that can move a row.
quint32 sortFields(FilterSubject subject, int column);

/// Sorts `rows` by the request's keys, stable. False when it was cancelled: the rows are then in no order.
bool sortRows(const OrderRequest &request, std::vector<fleet::RowId> &rows, const std::function<bool()> &cancelled);
/// For one pair, the same order; used to place few rows.
bool rowLess(const OrderRequest &request, fleet::RowId a, fleet::RowId b);

} // namespace rehome::items
