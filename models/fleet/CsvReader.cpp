// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/CsvReader.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QIODevice>
#include <QtCore/QStringDecoder>
#include <array>

namespace rehome::fleet {

namespace {

constexpr qsizetype chunk = qsizetype(256) * 1024;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::CsvReader)
};

QByteArrayView firstLine(QByteArrayView bytes)
{
    bool quoted = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '"')
            quoted = !quoted;
        else if (!quoted && (bytes[i] == '\n' || bytes[i] == '\r'))
            return bytes.first(i);
    }
    return bytes;
}

/// The separator that the header has most of, outside quotes; a comma when it has none.
char separatorOf(QByteArrayView header)
{
    constexpr std::array<char, 3> known{',', ';', '\t'};
    std::array<int, 3> count{};
    bool quoted = false;
    for (const char byte : header) {
        if (byte == '"')
            quoted = !quoted;
        for (std::size_t i = 0; !quoted && i < known.size(); ++i)
            count[i] += byte == known[i] ? 1 : 0;
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < known.size(); ++i) {
        if (count[i] > count[best])
            best = i;
    }
    return known[best];
}

} // namespace

CsvReader::CsvReader(QIODevice &device, char separator)
    : m_device(device)
    , m_separator(separator)
{
}

bool CsvReader::fill()
{
    if (m_ended)
        return false;
    m_buffer.remove(0, m_at);
    m_at = 0;
    const qsizetype had = m_buffer.size();
    m_buffer.resize(had + chunk);
    const qint64 got = m_device.read(m_buffer.data() + had, chunk);
    m_buffer.truncate(had + std::max<qint64>(got, 0));
    m_bytesRead += std::max<qint64>(got, 0);
    if (got < 0)
        fail(m_line, m_character, Text::tr("The file cannot be read further: %1").arg(m_device.errorString()));
    m_ended = got <= 0;
    return got > 0;
}

int CsvReader::peek()
{
    if (m_at >= m_buffer.size() && !fill())
        return -1;
    return static_cast<uchar>(m_buffer.at(m_at));
}

int CsvReader::take()
{
    const int byte = peek();
    if (byte < 0)
        return byte;
    ++m_at;
    ++m_recordBytes;
    if (byte == '\r' && peek() == '\n')
        return byte; // the line ends with the next one
    if (byte == '\n' || byte == '\r') {
        ++m_line;
        m_character = 1;
    } else if ((byte & 0xC0) != 0x80) { // continuation bytes are no characters
        ++m_character;
    }
    return byte;
}

void CsvReader::fail(qint64 line, qint64 character, const QString &message)
{
    if (!m_failure)
        m_failure = TextProblem{line, character, message};
    m_ended = true;
    m_buffer.clear();
    m_at = 0;
}

void CsvReader::begin()
{
    m_begun = true;
    fill();
    if (m_buffer.startsWith("\xEF\xBB\xBF")) {
        m_at = 3;
    } else if (m_buffer.startsWith("\xFF\xFE") || m_buffer.startsWith("\xFE\xFF")) {
        return fail(1, 1, Text::tr("This file is UTF-16. Save it as UTF-8 (CSV UTF-8) and choose it again."));
    }
    const QByteArrayView header = firstLine(QByteArrayView(m_buffer).sliced(m_at));
    constexpr QByteArrayView mark("sep=");
    if (header.size() == mark.size() + 1 && header.startsWith(mark)) {
        if (m_separator == 0)
            m_separator = header.back();
        skipLine();
    } else if (m_separator == 0) {
        m_separator = separatorOf(header);
    }
}

void CsvReader::skipLine()
{
    for (int byte = take(); byte >= 0; byte = take()) {
        if (byte == '\n' || (byte == '\r' && peek() != '\n'))
            return;
    }
}

CsvReader::Ending CsvReader::broken(CsvRecord &record, qint64 line, qint64 character, const QString &message)
{
    record.problem = TextProblem{line, character, message};
    return Ending::Broken;
}

/// What the byte after a field means; a CR takes the LF that follows with it.
CsvReader::Ending CsvReader::endAfter(int byte)
{
    if (byte == '\r' && peek() == '\n')
        take();
    return byte == static_cast<uchar>(m_separator) ? Ending::Field : Ending::Record;
}

CsvReader::Ending CsvReader::closeField(CsvRecord &record, qint64 line, qint64 character, int ending)
{
    const Ending after = endAfter(ending);
    QString message;
    if (m_hasNul) {
        message = Text::tr("This field holds a NUL character: this is no text file. Export it as CSV UTF-8.");
    } else if (!m_wide) {
        record.fields.append(QString::fromLatin1(m_field));
    } else {
        QStringDecoder decode(QStringDecoder::Utf8,
                              QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
        const QString text = decode(m_field);
        if (decode.hasError())
            message = Text::tr("This field is not UTF-8. Save the file as UTF-8 (CSV UTF-8) and choose it again.");
        else
            record.fields.append(text);
    }
    if (message.isEmpty())
        return after;
    if (after == Ending::Field)
        skipLine();
    return broken(record, line, character, message);
}

CsvReader::Ending CsvReader::readQuoted(CsvRecord &record, qint64 line, qint64 character)
{
    for (;;) {
        const int byte = take();
        if (byte < 0 || m_recordBytes > largestRecord) {
            const Ending ending =
                broken(record, line, character, Text::tr("The quote that opens here is never closed. Close it."));
            if (byte >= 0)
                fail(line, character, record.problem->message); // there is no telling where the next record begins
            return ending;
        }
        if (byte != '"') {
            m_wide = m_wide || byte >= 0x80;
            m_hasNul = m_hasNul || byte == 0;
            m_field.append(static_cast<char>(byte));
            continue;
        }
        if (peek() == '"') {
            m_field.append(static_cast<char>(take()));
            continue;
        }
        const qint64 atLine = m_line, atCharacter = m_character;
        const int after = take();
        if (after < 0 || after == static_cast<uchar>(m_separator) || after == '\n' || after == '\r')
            return closeField(record, line, character, after);
        const Ending ending = broken(record, atLine, atCharacter,
                                     Text::tr("Text follows a closing quote. Double quotes that belong to the text."));
        skipLine();
        return ending;
    }
}

CsvReader::Ending CsvReader::readField(CsvRecord &record)
{
    m_field.clear();
    m_wide = m_hasNul = false;
    const qint64 line = m_line, character = m_character;
    if (peek() == '"') {
        take();
        return readQuoted(record, line, character);
    }
    for (;;) {
        const qint64 atCharacter = m_character;
        const int byte = take();
        if (byte < 0 || byte == static_cast<uchar>(m_separator) || byte == '\n' || byte == '\r')
            return closeField(record, line, character, byte);
        if (byte == '"') {
            const Ending ending = broken(
                record, line, atCharacter,
                Text::tr("A quote stands inside a field without quotes. Put the field in quotes and double this one."));
            skipLine();
            return ending;
        }
        if (m_recordBytes > largestRecord) {
            const Ending ending =
                broken(record, line, character, Text::tr("This line is longer than 1 MB. Check that the file is CSV."));
            skipLine();
            return ending;
        }
        m_wide = m_wide || byte >= 0x80;
        m_hasNul = m_hasNul || byte == 0;
        m_field.append(static_cast<char>(byte));
    }
}

bool CsvReader::next(CsvRecord &record)
{
    if (!m_begun)
        begin();
    record = {};
    while (peek() == '\n' || peek() == '\r')
        take();
    if (peek() < 0)
        return false;
    m_recordBytes = 0;
    record.line = m_line;
    while (readField(record) == Ending::Field) {
    }
    return !m_failure;
}

} // namespace rehome::fleet
