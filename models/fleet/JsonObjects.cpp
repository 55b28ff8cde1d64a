// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/JsonObjects.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QIODevice>
#include <QtCore/QJsonDocument>
#include <algorithm>

namespace rehome::fleet {

namespace {

constexpr qsizetype chunk = qsizetype(256) * 1024;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::JsonObjects)
};

} // namespace

int JsonObjects::peek()
{
    if (m_at < m_buffer.size())
        return static_cast<uchar>(m_buffer.at(m_at));
    if (m_ended)
        return -1;
    m_buffer = m_device.read(chunk);
    m_at = 0;
    m_bytesRead += m_buffer.size();
    m_ended = m_buffer.isEmpty();
    return m_ended ? -1 : static_cast<uchar>(m_buffer.at(0));
}

int JsonObjects::take()
{
    const int byte = peek();
    if (byte < 0)
        return byte;
    ++m_at;
    if (byte == '\n') {
        ++m_line;
        m_character = 1;
    } else if ((byte & 0xC0) != 0x80) {
        ++m_character;
    }
    return byte;
}

bool JsonObjects::fail(const QString &message)
{
    m_failure = TextProblem{m_line, m_character, message};
    m_closed = true;
    return false;
}

/// To the brace that opens the next object; false at the end.
bool JsonObjects::toNextObject()
{
    bool comma = false;
    for (;;) {
        const int byte = peek();
        if (byte < 0)
            return m_inArray ? fail(Text::tr("The list is cut off: its closing ] is missing. Save the file again."))
                             : false;
        if (byte == '{') {
            if (m_inArray && m_afterObject && !comma)
                return fail(Text::tr("A comma is missing between two enrollments."));
            return true;
        }
        if (byte == '[' && !m_begun && !m_inArray) {
            m_inArray = true;
        } else if (byte == ']' && m_inArray && !comma) {
            m_inArray = false;
            m_closed = true;
        } else if (byte == ',' && m_inArray && m_afterObject && !comma) {
            comma = true;
        } else if (byte != ' ' && byte != '\t' && byte != '\r' && byte != '\n') {
            return fail(Text::tr("An enrollment as a JSON object is expected here: a list of them, or one a line."));
        }
        take();
        if (m_closed) {
            while (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n')
                take();
            return peek() < 0 ? false : fail(Text::tr("Text follows the list of enrollments. Remove it."));
        }
    }
}

/// From the opening brace to the one that closes it.
bool JsonObjects::collect(QByteArray &bytes)
{
    int depth = 0;
    bool quoted = false, escaped = false;
    while (bytes.size() <= largestObject) {
        const int byte = take();
        if (byte < 0)
            return fail(Text::tr("The file ends inside an enrollment. Save it again."));
        bytes.append(static_cast<char>(byte));
        if (quoted) {
            quoted = escaped || byte != '"';
            escaped = !escaped && byte == '\\';
        } else if (byte == '"') {
            quoted = true;
        } else if (byte == '{' || byte == '[') {
            ++depth;
        } else if ((byte == '}' || byte == ']') && --depth == 0) {
            return true;
        }
    }
    return fail(Text::tr("This enrollment is larger than 1 MB. Check its quotes and braces."));
}

bool JsonObjects::next(Item &item)
{
    item = {};
    if (m_closed)
        return false;
    if (!m_begun) {
        peek();
        if (m_buffer.startsWith("\xFF\xFE") || m_buffer.startsWith("\xFE\xFF"))
            return fail(Text::tr("This file is UTF-16. Save it as UTF-8 and choose it again."));
        if (m_buffer.startsWith("\xEF\xBB\xBF"))
            m_at = 3;
    }
    if (!toNextObject())
        return false;
    m_begun = m_afterObject = true;
    item.line = m_line;
    QByteArray bytes;
    if (!collect(bytes))
        return false;
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (document.isObject()) {
        item.object = document.object();
        return true;
    }
    const QByteArrayView before = QByteArrayView(bytes).first(std::min<qsizetype>(error.offset, bytes.size()));
    const qsizetype lineBegin = before.lastIndexOf('\n');
    item.problem = TextProblem{item.line + std::ranges::count(before, '\n'), before.size() - lineBegin,
                               Text::tr("This is no valid JSON: %1.").arg(error.errorString())};
    return true;
}

} // namespace rehome::fleet
