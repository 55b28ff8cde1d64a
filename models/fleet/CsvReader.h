// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <optional>

class QIODevice;

namespace rehome::fleet {

/// Something wrong in a text file. Lines and characters count from 1; the message says what, and what to do.
struct TextProblem
{
    qint64 line = 0;
    qint64 character = 0;
    QString message;
    bool operator==(const TextProblem &) const = default;
};

struct CsvRecord
{
    qint64 line = 0; ///< on which it begins
    QStringList fields;
    /// Then `fields` are those before it, and reading goes on with the next line.
    std::optional<TextProblem> problem;
};

/// Comma-separated values (RFC 4180) read record by record, so that a file of a million lines takes no memory: quotes,
/// line ends CRLF, LF or CR, a byte order mark, the separator `,` `;` or tab found out from the first line or told by a
/// first line `sep=;`. UTF-8 only: other bytes are told. Lines with nothing at all are left out. One thread.
class CsvReader
{
public:
    /// A record of more bytes is no record but a quote that was never closed, or no CSV at all.
    static constexpr qsizetype largestRecord = 1024 * 1024;

    /// `device` is open for reading and outlives the reader. `separator` 0: found out.
    explicit CsvReader(QIODevice &device, char separator = 0);

    /// False at the end of the file, and when it cannot be read at all: see failure().
    bool next(CsvRecord &record);
    /// Why nothing more can be read; nothing at the plain end.
    const std::optional<TextProblem> &failure() const { return m_failure; }
    char separator() const { return m_separator; }
    qint64 bytesRead() const { return m_bytesRead; } ///< for progress, against the size of the file

private:
    enum class Ending
    {
        Field,
        Record,
        Broken
    };
    int peek();
    int take();
    bool fill();
    void begin();
    Ending readField(CsvRecord &record);
    Ending readQuoted(CsvRecord &record, qint64 line, qint64 character);
    Ending endAfter(int byte);
    Ending closeField(CsvRecord &record, qint64 line, qint64 character, int ending);
    Ending broken(CsvRecord &record, qint64 line, qint64 character, const QString &message);
    void skipLine();
    void fail(qint64 line, qint64 character, const QString &message);

    QIODevice &m_device;
    QByteArray m_buffer, m_field;
    qsizetype m_at = 0, m_recordBytes = 0;
    qint64 m_line = 1, m_character = 1, m_bytesRead = 0;
    char m_separator;
    bool m_begun = false, m_ended = false, m_wide = false, m_hasNul = false;
    std::optional<TextProblem> m_failure;
};

} // namespace rehome::fleet
