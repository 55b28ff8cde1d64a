// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

class QIODevice;

namespace rehome::fleet {

/// Writes comma-separated values (RFC 4180) as UTF-8; CsvReader reads back exactly what was written. One thread.
class CsvWriter
{
public:
    struct Options
    {
        char separator = ',';
        /// For Excel, Calc and the like: a byte order mark, lines that end in CRLF, and an apostrophe before a field
        /// that they would take for a formula (= + - @ tab CR). Without it lines end in LF and fields are as they are.
        bool forSpreadsheets = false;
    };

    /// `device` is open for writing and outlives the writer.
    CsvWriter(QIODevice &device, Options options);

    void write(const QStringList &fields);
    /// Writes what is left. False: the device refused some of it and its errorString() says why.
    bool finish();

    /// A field as it stands in a file for spreadsheets, and back: an apostrophe before a formula is theirs.
    static QString protectedField(const QString &text);
    static QString unprotectedField(const QString &text);

private:
    void append(const QString &field);
    void flush();

    QIODevice &m_device;
    Options m_options;
    QByteArray m_buffer;
    bool m_good = true;
};

} // namespace rehome::fleet
