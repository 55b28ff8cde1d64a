// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/FilterQuery.h"

#include <span>

// The vocabulary of the filter language: shared by parser, completion and compiled filter only.
namespace rehome::items {

enum class FilterValueKind : quint8
{
    Name, ///< part of a name, or a whole one with `*`
    Word, ///< one of the field's words
    Time, ///< age or date
    Number,
    Api, ///< API versions, or "unknown"
};

struct FilterFieldInfo
{
    const char *name;
    FilterField field;
    FilterValueKind kind;
    bool enrollments, devices; ///< which tables have it
    const char *hint;          ///< source text, context "Filter"
};

struct FilterWord
{
    const char *word;
    int code;
    bool enrollments = true, devices = true;
    bool offered = true; ///< false: understood, but another spelling is completed
};

/// For `status:` on enrollments, beside fleet::DeviceStatus.
inline constexpr int StatusEnabled = 100;
inline constexpr int StatusDisabled = 101;
/// For `api:unknown` and `sdk:unknown`, beside domain::Sdk.
inline constexpr int UnknownClient = 100;
/// For `finding:*`, beside fleet::FindingRule.
inline constexpr int AnyFinding = 100;

std::span<const FilterFieldInfo> filterFields();
const FilterFieldInfo *filterField(QStringView name);
std::span<const FilterWord> filterWords(FilterField field);
bool belongsTo(const FilterFieldInfo &info, FilterSubject subject);
bool belongsTo(const FilterWord &word, FilterSubject subject);

/// Splits at blanks outside quotes: [position, position + length) of each term.
QList<std::pair<qsizetype, qsizetype>> filterTermPlaces(QStringView text);

} // namespace rehome::items
