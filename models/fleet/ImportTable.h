// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/fleet/CsvReader.h"
#include "models/fleet/ImportCell.h"

#include <QtCore/QHash>
#include <functional>

namespace rehome::fleet {

/// What a file says of one enrollment. What it does not name is left alone. May hold keys.
struct ImportedEnrollment
{
    qint64 line = 0;
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QString id;
    QList<ImportedMember> members; ///< without the ID; to be set in this order
    bool operator==(const ImportedEnrollment &) const = default;
};

/// What is wrong with a line, and what to do. `column` is the header's text or the path of a JSON member, empty for the
/// line as a whole. Never holds a key.
struct ImportProblem
{
    qint64 line = 0;
    QString column;
    QString message;
    bool operator==(const ImportProblem &) const = default;
};

/// The problems of a file. A file that is wrong throughout is not kept in memory a second time.
class ImportProblems
{
public:
    static constexpr qsizetype mostKept = 1000;

    void add(qint64 line, const QString &column, const QString &message);
    const QList<ImportProblem> &kept() const { return m_kept; }
    qint64 count() const { return m_count; }
    qint64 lines() const { return m_lines; } ///< lines with at least one

private:
    QList<ImportProblem> m_kept;
    qint64 m_count = 0, m_lines = 0, m_lastLine = -1;
};

/// Tells IDs that a file names twice. Kinds have IDs of their own; case does not matter.
class ImportedIds
{
public:
    /// The line that had it before; 0: it is new, and noted.
    qint64 firstLineOf(domain::EnrollmentKind kind, const QString &id, qint64 line);

private:
    QHash<QString, qint64> m_lines[2];
};

/// Reads enrollments out of table rows by a mapping: words become values of the protocol, and what is no such word is a
/// problem of its line and column; the other lines are read all the same. An empty cell says nothing, so it changes
/// nothing. An apostrophe that a spreadsheet put before a formula is taken away. One thread.
class ImportTable
{
public:
    explicit ImportTable(ImportMapping mapping)
        : m_mapping(std::move(mapping))
    {
    }
    /// Nothing when the line has problems.
    std::optional<ImportedEnrollment> read(const CsvRecord &record, ImportProblems &problems);

    using Sink = std::function<void(ImportedEnrollment)>;
    /// Every line from here on. False when `goOn` (called now and then; may be empty) ended it, or when the file cannot
    /// be read further: then a problem says why.
    bool readAll(CsvReader &reader, const Sink &sink, ImportProblems &problems, const std::function<bool()> &goOn = {});

private:
    struct Line;
    static void readId(Line &line);
    static void readAttestation(Line &line);

    ImportMapping m_mapping;
    ImportedIds m_ids;
};

} // namespace rehome::fleet
