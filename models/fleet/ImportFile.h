// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/ImportTable.h"

// A whole file of enrollments to import. Pure functions, any thread.
namespace rehome::fleet {

enum class ImportFormat : quint8
{
    Csv,
    Json
};
/// By its first character: a list or an object is JSON.
ImportFormat importFormat(const QByteArray &file);
/// The mapping guessed from the header of a CSV file; without columns when there is no header.
ImportMapping guessedMapping(const QByteArray &csv);
/// The fields of the first line below the header.
QStringList firstValues(const QByteArray &csv);
/// What a person says of columns: {"Serial", "registrationId"}, {"Colour", ""} ignores. The first thing wrong as a
/// sentence; empty when all went in.
QString changeMapping(ImportMapping &mapping, const QList<std::pair<QString, QString>> &changes);

struct ImportReading
{
    QList<ImportedEnrollment> enrollments;
    ImportProblems problems;
    bool complete = false; ///< the file was read to its end
};
/// The lines of the file that are right, and what is wrong with the others. The mapping is for CSV.
ImportReading readImport(const QByteArray &file, ImportFormat format, const ImportMapping &mapping);

} // namespace rehome::fleet
