// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/CsvWriter.h"

#include <QtCore/QIODevice>

namespace rehome::fleet {

namespace {

constexpr qsizetype flushAt = qsizetype(256) * 1024;

/// Spreadsheets run what begins so, even in a quoted field.
bool opensFormula(QStringView text)
{
    static constexpr QStringView openers(u"=+-@\t\r");
    return !text.isEmpty() && openers.contains(text.front());
}

/// A formula behind any number of apostrophes.
bool needsApostrophe(QStringView text)
{
    while (text.startsWith(QLatin1Char('\'')))
        text = text.sliced(1);
    return opensFormula(text);
}

} // namespace

CsvWriter::CsvWriter(QIODevice &device, Options options)
    : m_device(device)
    , m_options(options)
{
    if (m_options.forSpreadsheets)
        m_buffer.append("\xEF\xBB\xBF");
}

QString CsvWriter::protectedField(const QString &text)
{
    return needsApostrophe(text) ? QLatin1Char('\'') + text : text;
}

QString CsvWriter::unprotectedField(const QString &text)
{
    return text.startsWith(QLatin1Char('\'')) && needsApostrophe(text) ? text.sliced(1) : text;
}

void CsvWriter::append(const QString &field)
{
    const QByteArray bytes = (m_options.forSpreadsheets ? protectedField(field) : field).toUtf8();
    bool quote = bytes.startsWith("\xEF\xBB\xBF") || bytes.startsWith(' ') || bytes.endsWith(' ');
    for (const char byte : bytes)
        quote = quote || byte == m_options.separator || byte == '"' || byte == '\n' || byte == '\r' || byte == ',' ||
                byte == ';' || byte == '\t';
    if (!quote) {
        m_buffer.append(bytes);
        return;
    }
    m_buffer.append('"');
    for (const char byte : bytes) {
        if (byte == '"')
            m_buffer.append('"');
        m_buffer.append(byte);
    }
    m_buffer.append('"');
}

void CsvWriter::write(const QStringList &fields)
{
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0)
            m_buffer.append(m_options.separator);
        append(fields.at(i));
    }
    if (fields.size() == 1 && fields.first().isEmpty())
        m_buffer.append("\"\""); // a line with nothing at all would be no record
    m_buffer.append(m_options.forSpreadsheets ? "\r\n" : "\n");
    if (m_buffer.size() >= flushAt)
        flush();
}

void CsvWriter::flush()
{
    m_good = m_good && m_device.write(m_buffer) == m_buffer.size();
    m_buffer.clear();
}

bool CsvWriter::finish()
{
    flush();
    return m_good;
}

} // namespace rehome::fleet
