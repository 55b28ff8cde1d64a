// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Paging.h"

#include "app/local/Replies.h"

namespace rehome::local {

PageParse pageFrom(const HttpRequest &request, int maximum, const QByteArray &tag)
{
    PageParse out;
    out.page.size = maximum;
    if (const QByteArray size = request.header("x-ms-max-item-count").trimmed(); !size.isEmpty()) {
        bool isNumber = false;
        const int wanted = size.toInt(&isNumber);
        if (!isNumber || wanted < 1) {
            out.error = QStringLiteral("x-ms-max-item-count: a number from 1 is needed.");
            return out;
        }
        out.page.size = std::min(wanted, maximum);
    }
    const QByteArray token = request.header("x-ms-continuation").trimmed();
    if (token.isEmpty())
        return out;
    const auto decoded =
        QByteArray::fromBase64Encoding(token, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !decoded.decoded.startsWith(tag + '\n')) {
        out.error = QStringLiteral("x-ms-continuation: not a token of this query.");
        return out;
    }
    out.page.after = decoded.decoded.mid(tag.size() + 1);
    return out;
}

QByteArray continuationToken(const QByteArray &tag, const QByteArray &lastKey)
{
    return (tag + '\n' + lastKey).toBase64();
}

HttpReply pageReply(PageWriter writer, bool more, const QByteArray &tag, const char *itemType)
{
    writer.body.append(']');
    HttpReply reply = bytesReply(200, std::move(writer.body));
    if (more)
        reply.headers.emplace_back("x-ms-continuation", continuationToken(tag, writer.lastKey));
    reply.headers.emplace_back("x-ms-max-item-count", QByteArray::number(writer.count));
    reply.headers.emplace_back("x-ms-item-type", itemType); // the .NET client fails without it, on empty pages too
    return reply;
}

} // namespace rehome::local
