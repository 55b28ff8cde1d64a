// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/ImportFile.h"

#include "models/fleet/ImportJson.h"

#include <QtCore/QBuffer>
#include <QtCore/QCoreApplication>
#include <algorithm>

namespace rehome::fleet {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::ImportFile)
};

/// The bytes as a device; they outlive it.
class Reading
{
public:
    explicit Reading(const QByteArray &bytes)
    {
        m_buffer.setData(bytes);
        m_buffer.open(QIODevice::ReadOnly);
    }
    QIODevice &device() { return m_buffer; }

private:
    QBuffer m_buffer;
};

} // namespace

ImportFormat importFormat(const QByteArray &file)
{
    const QByteArrayView mark("\xEF\xBB\xBF");
    const QByteArrayView text = QByteArrayView(file).sliced(file.startsWith(mark) ? mark.size() : 0);
    const auto first =
        std::find_if(text.begin(), text.end(), [](char c) { return !QByteArrayView(" \t\r\n").contains(c); });
    const bool json = first != text.end() && (*first == '[' || *first == '{');
    return json ? ImportFormat::Json : ImportFormat::Csv;
}

ImportMapping guessedMapping(const QByteArray &csv)
{
    Reading reading(csv);
    CsvReader reader(reading.device());
    CsvRecord header;
    return reader.next(header) && !header.problem ? ImportMapping::guessed(header.fields) : ImportMapping();
}

QStringList firstValues(const QByteArray &csv)
{
    Reading reading(csv);
    CsvReader reader(reading.device());
    CsvRecord record;
    return reader.next(record) && reader.next(record) ? record.fields : QStringList();
}

QString changeMapping(ImportMapping &mapping, const QList<std::pair<QString, QString>> &changes)
{
    for (const auto &change : changes) {
        const QString &header = change.first, &word = change.second;
        const QList<ImportColumn> &columns = mapping.columns();
        const auto column = std::find_if(columns.cbegin(), columns.cend(), [&](const ImportColumn &known) {
            return known.header.compare(header.trimmed(), Qt::CaseInsensitive) == 0;
        });
        if (column == columns.cend())
            return Text::tr("There is no column %1.").arg(header);
        const auto wanted = word.trimmed().isEmpty() ? ImportColumn() : ImportMapping::columnFor(word);
        if (!wanted)
            return Text::tr("%1 is no member of an enrollment.").arg(word);
        mapping.set(static_cast<int>(column - columns.cbegin()), wanted->field, wanted->path);
    }
    return {};
}

ImportReading readImport(const QByteArray &file, ImportFormat format, const ImportMapping &mapping)
{
    ImportReading result;
    Reading reading(file);
    const auto take = [&result](ImportedEnrollment enrollment) { result.enrollments.append(std::move(enrollment)); };
    if (format == ImportFormat::Json) {
        JsonObjects objects(reading.device());
        result.complete = ImportJson().readAll(objects, take, result.problems);
        return result;
    }
    CsvReader reader(reading.device());
    CsvRecord header;
    if (!reader.next(header) || header.problem) {
        const std::optional<TextProblem> why = header.problem ? header.problem : reader.failure();
        result.problems.add(why ? why->line : 1, {},
                            why ? why->message
                                : Text::tr("This file has no header line. Add one that names its columns."));
        return result;
    }
    ImportTable table(mapping);
    result.complete = table.readAll(reader, take, result.problems);
    return result;
}

} // namespace rehome::fleet
