// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringView>
#include <memory>
#include <tl/expected.hpp>
#include <vector>

namespace rehome::items {

enum class FilterSubject : quint8
{
    Enrollments,
    Devices
};

/// What a term looks at. One language for both tables; a field that the subject does not have is an error in words.
enum class FilterField : quint8
{
    Text, ///< free text: part of an ID, a device ID or a hub name
    Policy,
    Hub,
    Kind,
    Status,
    Allocation,
    Attestation,
    Updated,
    Created,
    Group,
    Substatus,
    Id,
    Device,
    Previous, ///< previous hub
    Error,    ///< error code
    Source,
    Records,
    Api,     ///< declared API version, or the side of 2018-04-01 that the declared SDK is on
    Sdk,     ///< declared SDK
    Finding, ///< a rule of fleet::FindingRules that an enrollment breaks
};

/// Where the text cannot be understood. Positions are UTF-16 units in the text as typed.
struct FilterError
{
    qsizetype position = 0;
    qsizetype length = 0;
    QString words; ///< what, why, what now; translated
};

struct FilterCompletion
{
    QString text; ///< replaces [start, start + length)
    qsizetype start = 0;
    qsizetype length = 0;
    QString hint; ///< what it means, translated
};

struct FilterTerm
{
    FilterField field = FilterField::Text;
    bool negated = false;
    qsizetype position = 0, length = 0; ///< in the text, `!` included
    QString text;                       ///< as typed

    struct Value
    {
        QString pattern;          ///< folded; words, IDs and hubs, with * for any run of characters
        int code = 0;             ///< enum value or number
        qint64 low = 0, high = 0; ///< times: age in ms, or UTC ms when `absolute`; numbers; ordinals; inclusive
        bool absolute = false;
    };
    QList<Value> values; ///< one of them must fit
};

class CompiledFilter;

/// Filter language of experience.md, Enrollments: terms separated by blanks, all must hold. `text`, `field:value`,
/// `!term` negates, `a,b` is either, `*` any characters, `"…"` keeps blanks and commas, `<7d` younger, `>7d` older,
/// `2d..7d` between (ages s, m, h, d, w; dates 2026-01-31; numbers), case does not matter. `api:` also takes `<=` and
/// `>=`; a declared SDK fits where every API version that it may speak does. Value, any thread.
class FilterQuery
{
public:
    FilterQuery() = default; ///< matches every enrollment
    explicit FilterQuery(FilterSubject subject)
        : m_subject(subject)
    {
    } ///< matches everything of that table
    static tl::expected<FilterQuery, FilterError> parse(QStringView text, FilterSubject subject);
    /// What could stand at the cursor: field names, then values of the field; hubs and groups out of the snapshot. Best
    /// first, at most 20.
    static QList<FilterCompletion> completions(QStringView text, qsizetype cursor, FilterSubject subject,
                                               const fleet::Snapshot *snapshot);

    bool isEmpty() const { return m_terms.isEmpty(); }
    FilterSubject subject() const { return m_subject; }
    const QList<FilterTerm> &terms() const { return m_terms; }
    /// Bits of fleet::EnrollmentField or DeviceField that can change the answer for a row.
    quint32 dependsOn() const;
    /// Can a change of the table of hubs change the answer for a row?
    bool dependsOnHubs() const;
    /// Ages count from `nowMs` (server time). Keeps the snapshot alive.
    CompiledFilter compile(fleet::SnapshotPtr snapshot, qint64 nowMs) const;

private:
    FilterSubject m_subject = FilterSubject::Enrollments;
    QList<FilterTerm> m_terms;
};

/// A query bound to a snapshot: a test per row, one thread at a time (it remembers answers per string).
class CompiledFilter
{
public:
    struct Test;
    CompiledFilter(fleet::SnapshotPtr snapshot, FilterSubject subject, const QList<FilterTerm> &terms, qint64 nowMs);
    ~CompiledFilter();
    CompiledFilter(CompiledFilter &&) noexcept;
    CompiledFilter &operator=(CompiledFilter &&) noexcept;

    /// Gone rows never match.
    bool matches(fleet::RowId row) const { return firstMiss(row) < 0; }
    /// Index of the first term that the row fails; -1 = it matches; terms().size() for a gone row.
    int firstMiss(fleet::RowId row) const;

private:
    fleet::SnapshotPtr m_snapshot;
    FilterSubject m_subject;
    std::vector<std::unique_ptr<Test>> m_tests;
};

} // namespace rehome::items
