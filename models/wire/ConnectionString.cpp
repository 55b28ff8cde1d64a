// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/Sas.h"

#include <QtCore/QCoreApplication>
#include <array>

namespace rehome::wire {

namespace {

struct HostAndPort
{
    QStringView host;
    std::optional<QStringView> port;
};

HostAndPort split(QStringView hostName)
{
    const qsizetype colon = hostName.lastIndexOf(u':');
    // In "[::1]" the colons belong to the address.
    if (colon < 0 || hostName.indexOf(u']', colon) >= 0)
        return {hostName, std::nullopt};
    return {hostName.left(colon), hostName.mid(colon + 1)};
}

std::optional<quint16> portNumber(QStringView text)
{
    if (text.isEmpty() || text.size() > 5)
        return std::nullopt;
    unsigned port = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        port = port * 10 + (c.unicode() - u'0');
    }
    return port >= 1 && port <= 65535 ? std::optional(static_cast<quint16>(port)) : std::nullopt;
}

bool isHostName(QStringView hostName)
{
    static constexpr qsizetype longest = 253;
    const auto [host, port] = split(hostName);
    if (host.isEmpty() || host.size() > longest || (port && !portNumber(*port)))
        return false;
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']') && host.size() > 2;
    for (const QChar c : bracketed ? host.mid(1, host.size() - 2) : host) {
        const char16_t u = c.unicode();
        const bool plain = (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') ||
                           u == u'-' || u == u'.' || u == u'_';
        if (!plain && !(bracketed && u == u':'))
            return false;
    }
    return true;
}

Failure refused(const QString &message, QLatin1String part = {})
{
    Error error;
    error.kind = ErrorKind::BadInput;
    error.message = part.isEmpty() ? message : message.arg(part);
    error.detail = part;
    return Failure(error);
}

constexpr std::array parts{QLatin1String("HostName"), QLatin1String("SharedAccessKeyName"),
                           QLatin1String("SharedAccessKey")};

// Parts of other connection strings that are often pasted by mistake. Only these are named in a message: whatever else
// stands before a "=" may be a piece of a key.
constexpr std::array foreignParts{
    QLatin1String("DeviceId"),
    QLatin1String("ModuleId"),
    QLatin1String("SharedAccessSignature"),
    QLatin1String("GatewayHostName"),
    QLatin1String("Endpoint"),
    QLatin1String("EntityPath"),
    QLatin1String("AccountName"),
    QLatin1String("AccountKey"),
    QLatin1String("IdScope"),
    QLatin1String("x509"),
    QLatin1String("DefaultEndpointsProtocol"),
};

template <std::size_t N>
std::optional<std::size_t> indexOf(const std::array<QLatin1String, N> &names, QStringView name)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (name.compare(names.at(i), Qt::CaseInsensitive) == 0)
            return i;
    }
    return std::nullopt;
}

} // namespace

QString ConnectionString::host() const
{
    return split(hostName).host.toString().toLower();
}

quint16 ConnectionString::port() const
{
    static constexpr quint16 https = 443;
    const auto written = split(hostName).port;
    return written ? portNumber(*written).value_or(https) : https;
}

QString ConnectionString::toString() const
{
    return QStringLiteral("HostName=") + hostName + QStringLiteral(";SharedAccessKeyName=") + keyName +
           QStringLiteral(";SharedAccessKey=") + key;
}

Result<ConnectionString> parseConnectionString(const QString &text)
{
    static constexpr qsizetype longest = 4096;
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return refused(
            QCoreApplication::translate("rehome::wire", "There is no connection string. Paste one from the portal."));
    if (trimmed.size() > longest)
        return refused(
            QCoreApplication::translate("rehome::wire", "This is too long for a connection string. Paste it again."));

    std::array<std::optional<QString>, parts.size()> values;
    const auto pieces = QStringView(trimmed).split(u';');
    for (const QStringView piece : pieces) {
        if (piece.trimmed().isEmpty())
            continue;
        const qsizetype equals = piece.indexOf(u'=');
        if (equals < 0) {
            return refused(QCoreApplication::translate("rehome::wire",
                                                       "A part of the connection string has no “=”. Paste the whole "
                                                       "string from the portal."));
        }
        const QStringView name = piece.left(equals).trimmed();
        const auto index = indexOf(parts, name);
        if (!index) {
            const auto foreign = indexOf(foreignParts, name);
            if (foreign) {
                return refused(QCoreApplication::translate("rehome::wire",
                                                           "“%1” belongs to another kind of connection string. Use one "
                                                           "of a shared access policy."),
                               foreignParts.at(*foreign));
            }
            return refused(QCoreApplication::translate("rehome::wire",
                                                       "The connection string has an unknown part. Expected are "
                                                       "HostName, SharedAccessKeyName and SharedAccessKey."));
        }
        if (values.at(*index)) {
            return refused(
                QCoreApplication::translate("rehome::wire", "The connection string has “%1” twice. Paste it again."),
                parts.at(*index));
        }
        values.at(*index) = piece.mid(equals + 1).trimmed().toString();
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!values.at(i) || values.at(i)->isEmpty()) {
            return refused(QCoreApplication::translate("rehome::wire",
                                                       "The connection string lacks “%1”. Paste the whole string from "
                                                       "the portal."),
                           parts.at(i));
        }
    }
    ConnectionString connection{*values[0], *values[1], *values[2]};
    if (!isHostName(connection.hostName)) {
        return refused(QCoreApplication::translate("rehome::wire",
                                                   "“%1” in the connection string is not a host name. Copy it again."),
                       parts[0]);
    }
    if (!isValidSymmetricKey(connection.key)) {
        return refused(QCoreApplication::translate("rehome::wire",
                                                   "“%1” in the connection string is not a base64 key of 16 to 64 "
                                                   "bytes. Copy it again in full."),
                       parts[2]);
    }
    return connection;
}

} // namespace rehome::wire
