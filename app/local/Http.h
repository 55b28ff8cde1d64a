// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QStringList>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace rehome::local {

/// The certificates a client showed in the TLS handshake, DER, leaf first; nothing of it is verified yet.
using ClientChain = std::vector<QByteArray>;

/// One request as the listener took it from the wire: nothing decoded but the framing.
struct HttpRequest
{
    QByteArray method; ///< upper case
    QByteArray target; ///< path and query as received
    QByteArray host;   ///< lower case, without port and without brackets
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::shared_ptr<const ClientChain> clientChain; ///< null without a client certificate
    /// The first header of this name (compared without case); empty when there is none.
    QByteArray header(const char *name) const;
    bool hasHeader(const char *name) const;
};

struct HttpReply
{
    int status = 200;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;    ///< JSON, or empty
    bool close = false; ///< the connection ends after this answer
};

/// Called exactly once, on the loop's thread.
using ReplySink = std::function<void(HttpReply)>;

/// The decoded form of a request target.
struct Target
{
    QStringList segments; ///< percent-decoded, in the spelling of the client; a trailing slash leaves no empty segment
    QHash<QString, QString> query; ///< names in lower case
    QString segment(int index) const { return index < segments.size() ? segments.at(index) : QString(); }
    /// Compares a fixed part of the path without case, as clients spell it in several ways.
    bool is(int index, QLatin1String word) const { return segment(index).compare(word, Qt::CaseInsensitive) == 0; }
};
/// Nothing for bad percent-encoding, invalid UTF-8, control characters or an empty segment inside the path.
/// `plusIsSpace`: the .NET client encodes a space in an id as '+'.
std::optional<Target> parseTarget(const QByteArray &target, bool plusIsSpace);

} // namespace rehome::local
