// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/domain/SymmetricKey.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

// Shared access signatures and derived keys (protocol facts, section 4). Pure functions, any thread. Keys are base64
// text as the protocol carries them; no function puts a key or signature into an Error.
namespace rehome::wire {

/// HMAC-SHA256 over `{sr}\n{se}`. `resource` is the plain text ("{idScope}/registrations/{id}" or a host name).
/// Result: "SharedAccessSignature sr=…&sig=…&se=…[&skn=…]".
Result<QString> makeSasToken(const QString &resource, const QString &base64Key, qint64 expiresUnixSeconds,
                             const QString &keyName);

struct SasToken
{
    QByteArray resourceEncoded; ///< sr exactly as received: the signature is over this text
    QString resource;           ///< decoded
    QByteArray signature;       ///< decoded bytes
    qint64 expiresUnixSeconds = 0;
    QString keyName;
};
/// Order of fields does not matter; a missing or doubled field, bad base64 or a non-number is an error.
Result<SasToken> parseSasToken(const QByteArray &header);
/// Constant-time comparison. False for a bad key too. Does not look at expiry or resource.
bool sasSignatureMatches(const SasToken &token, const QString &base64Key);

/// base64(HMAC-SHA256(base64decode(groupKey), UTF-8 registrationId as spelled)).
Result<QString> derivedDeviceKey(const QString &groupKey, const QString &registrationId);
/// 64 random bytes in base64.
QString generatedKey();
using domain::isValidSymmetricKey;

/// HostName=…;SharedAccessKeyName=…;SharedAccessKey=… of a provisioning service or an IoT hub. Holds a secret.
struct ConnectionString
{
    QString hostName; ///< as written, perhaps with ":port"
    QString keyName;
    QString key;
    QString host() const; ///< without port, lower case
    quint16 port() const; ///< 443 when not written
    QString toString() const;
};
/// Error names the missing, doubled or unknown part and never its value. White space around is trimmed.
Result<ConnectionString> parseConnectionString(const QString &text);

/// Without one pair of outer quotes, and with base64-of-quoted-text unwrapped only for comparison.
QString bareEtag(QStringView etag);
/// "*" matches everything that exists; either form of quotes on either side, weak tags and a list of tags too.
bool etagMatches(QStringView ifMatch, QStringView current);

} // namespace rehome::wire
