// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Http.h"

#include <algorithm>

namespace rehome::local {

namespace {

const std::pair<QByteArray, QByteArray> *find(const HttpRequest &request, const char *name)
{
    const auto &headers = request.headers;
    const auto at = std::find_if(headers.begin(), headers.end(),
                                 [&](const auto &h) { return h.first.compare(name, Qt::CaseInsensitive) == 0; });
    return at == headers.end() ? nullptr : &*at;
}

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::optional<QString> decoded(QByteArray part, bool plusIsSpace)
{
    for (qsizetype i = part.indexOf('%'); i >= 0; i = part.indexOf('%', i + 1))
        if (i + 2 >= part.size() || !isHex(part.at(i + 1)) || !isHex(part.at(i + 2)))
            return std::nullopt;
    if (plusIsSpace)
        part.replace('+', ' ');
    const QByteArray bytes = QByteArray::fromPercentEncoding(part);
    if (!QUtf8StringView(bytes).isValidUtf8())
        return std::nullopt;
    QString text = QString::fromUtf8(bytes);
    const bool control = std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c < u' ' || c == QChar(0x7f); });
    if (control)
        return std::nullopt;
    return text;
}

} // namespace

QByteArray HttpRequest::header(const char *name) const
{
    const auto *found = find(*this, name);
    return found ? found->second : QByteArray();
}

bool HttpRequest::hasHeader(const char *name) const
{
    return find(*this, name) != nullptr;
}

std::optional<Target> parseTarget(const QByteArray &target, bool plusIsSpace)
{
    const qsizetype mark = target.indexOf('?');
    QByteArray path = mark < 0 ? target : target.left(mark);
    if (!path.startsWith('/'))
        return std::nullopt;
    path.remove(0, 1);
    if (path.endsWith('/'))
        path.chop(1);
    Target out;
    if (!path.isEmpty()) {
        for (const QByteArray &part : path.split('/')) {
            const auto text = decoded(part, plusIsSpace);
            if (!text || text->isEmpty())
                return std::nullopt;
            out.segments.append(*text);
        }
    }
    if (mark < 0)
        return out;
    for (const QByteArray &pair : target.mid(mark + 1).split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const auto name = decoded(equals < 0 ? pair : pair.left(equals), true);
        const auto value = equals < 0 ? std::optional<QString>(QString()) : decoded(pair.mid(equals + 1), true);
        if (!name || !value)
            return std::nullopt;
        out.query.insert(name->toLower(), *value);
    }
    return out;
}

} // namespace rehome::local
