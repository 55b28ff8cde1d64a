// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"

#include <map>

namespace rehome::local {

/// One page of an ordered map. The token is the last key served: nothing comes twice and nothing that was there
/// throughout is left out, whatever is created or deleted meanwhile.
struct PageRequest
{
    int size = 0;
    std::optional<QByteArray> after; ///< exclusive
};
/// Reads x-ms-max-item-count (1 or more, cut to `maximum`) and x-ms-continuation. `tag` binds a token to its list. The
/// error is a sentence.
struct PageParse
{
    PageRequest page;
    QString error;
};
PageParse pageFrom(const HttpRequest &request, int maximum, const QByteArray &tag);
QByteArray continuationToken(const QByteArray &tag, const QByteArray &lastKey);

/// Collects [first, …) into a JSON array; `text(it)` gives an item, `key(it)` its key.
struct PageWriter
{
    QByteArray body = "[";
    int count = 0;
    QByteArray lastKey;
    void add(const QByteArray &item, const QByteArray &key)
    {
        if (count++ > 0)
            body.append(',');
        body.append(item);
        lastKey = key;
    }
};
/// 200 with the paging headers; `more` adds the continuation.
HttpReply pageReply(PageWriter writer, bool more, const QByteArray &tag, const char *itemType);

} // namespace rehome::local
