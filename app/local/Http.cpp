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

/// Nothing to decode and nothing to refuse, as in nearly every path.
bool isPlain(QByteArrayView part, bool plusIsSpace)
{
    return std::all_of(part.begin(), part.end(), [plusIsSpace](char c) {
        return c >= ' ' && c < 0x7f && c != '%' && (c != '+' || !plusIsSpace);
    });
}

std::optional<QString> decoded(QByteArrayView view, bool plusIsSpace)
{
    if (isPlain(view, plusIsSpace))
        return QString::fromLatin1(view);
    QByteArray part = view.toByteArray();
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

/// Calls `part` with what stands between the separators; false when one of the calls says so.
template <class Part>
bool eachPart(QByteArrayView text, char separator, Part part)
{
    for (;;) {
        const qsizetype end = text.indexOf(separator);
        if (!part(end < 0 ? text : text.first(end)))
            return false;
        if (end < 0)
            return true;
        text = text.sliced(end + 1);
    }
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
    QByteArrayView path = mark < 0 ? QByteArrayView(target) : QByteArrayView(target).first(mark);
    if (!path.startsWith('/'))
        return std::nullopt;
    path = path.sliced(1);
    if (path.endsWith('/'))
        path.chop(1);
    Target out;
    const bool pathIsGood = path.isEmpty() || eachPart(path, '/', [&](QByteArrayView part) {
                                auto text = decoded(part, plusIsSpace);
                                if (!text || text->isEmpty())
                                    return false;
                                out.segments.append(std::move(*text));
                                return true;
                            });
    if (!pathIsGood)
        return std::nullopt;
    if (mark < 0)
        return out;
    const bool queryIsGood = eachPart(QByteArrayView(target).sliced(mark + 1), '&', [&](QByteArrayView pair) {
        if (pair.isEmpty())
            return true;
        const qsizetype equals = pair.indexOf('=');
        const auto name = decoded(equals < 0 ? pair : pair.first(equals), true);
        auto value = equals < 0 ? std::optional<QString>(QString()) : decoded(pair.sliced(equals + 1), true);
        if (!name || !value)
            return false;
        out.query.insert(name->toLower(), std::move(*value));
        return true;
    });
    if (!queryIsGood)
        return std::nullopt;
    return out;
}

} // namespace rehome::local
