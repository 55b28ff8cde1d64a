// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/Sas.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>
#include <QtCore/QMessageAuthenticationCode>
#include <QtCore/QRandomGenerator>
#include <QtCore/QUrl>
#include <array>
#include <optional>

namespace rehome::wire {

namespace {

Error badInput(const QString &message)
{
    Error error;
    error.kind = ErrorKind::BadInput;
    error.message = message;
    return error;
}

Error badKey()
{
    return badInput(
        QCoreApplication::translate("rehome::wire", "The key is not base64 of 16 to 64 bytes. Copy it again in full."));
}

QByteArray hmac(const QByteArray &message, const QByteArray &key)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

bool isPercentEncoded(const QByteArray &text)
{
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != '%')
            continue;
        if (i + 2 >= text.size() || !isHex(text.at(i + 1)) || !isHex(text.at(i + 2)))
            return false;
        i += 2;
    }
    return true;
}

// How long it takes must not tell where two signatures differ.
bool equalInConstantTime(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    volatile unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference = static_cast<unsigned char>(difference | static_cast<unsigned char>(a.at(i) ^ b.at(i)));
    return difference == 0;
}

Failure badToken(const QString &message)
{
    Error error = badInput(message);
    error.kind = ErrorKind::Unauthorized;
    return Failure(error);
}

} // namespace

Result<QString> makeSasToken(const QString &resource, const QString &base64Key, qint64 expiresUnixSeconds,
                             const QString &keyName)
{
    const auto key = domain::decodedSymmetricKey(base64Key);
    if (!key)
        return Failure(badKey());
    const QByteArray encoded = QUrl::toPercentEncoding(resource);
    const QByteArray expiry = QByteArray::number(expiresUnixSeconds);
    const QByteArray signature = hmac(encoded + '\n' + expiry, *key).toBase64();
    QByteArray token = "SharedAccessSignature sr=" + encoded +
                       "&sig=" + QUrl::toPercentEncoding(QString::fromLatin1(signature)) + "&se=" + expiry;
    if (!keyName.isEmpty())
        token += "&skn=" + QUrl::toPercentEncoding(keyName);
    return QString::fromLatin1(token);
}

Result<SasToken> parseSasToken(const QByteArray &header)
{
    static constexpr qsizetype longest = 8192;
    static const QByteArray scheme("sharedaccesssignature ");
    const QByteArray text = header.trimmed();
    if (text.size() > longest || text.left(scheme.size()).toLower() != scheme) {
        return badToken(QCoreApplication::translate("rehome::wire",
                                                    "This is no shared access signature. It has to start with "
                                                    "“SharedAccessSignature”."));
    }
    static constexpr std::array<const char *, 4> names{"sr", "sig", "se", "skn"};
    std::array<std::optional<QByteArray>, names.size()> fields;
    const QList<QByteArray> parts = text.mid(scheme.size()).trimmed().split('&');
    for (const QByteArray &part : parts) {
        const qsizetype equals = part.indexOf('=');
        if (equals < 0)
            return badToken(
                QCoreApplication::translate("rehome::wire", "The shared access signature has a part without “=”."));
        const QByteArray name = part.left(equals);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (name != names.at(i))
                continue;
            if (fields.at(i)) {
                return badToken(
                    QCoreApplication::translate("rehome::wire", "The shared access signature has “%1” twice.")
                        .arg(QLatin1String(names.at(i))));
            }
            fields.at(i) = part.mid(equals + 1);
        }
    }
    for (std::size_t i = 0; i < 3; ++i) {
        if (!fields.at(i) || fields.at(i)->isEmpty() || !isPercentEncoded(*fields.at(i))) {
            return badToken(
                QCoreApplication::translate("rehome::wire", "The shared access signature lacks “%1”, or it is garbled.")
                    .arg(QLatin1String(names.at(i))));
        }
    }

    SasToken token;
    token.resourceEncoded = *fields[0];
    token.resource = QString::fromUtf8(QByteArray::fromPercentEncoding(token.resourceEncoded));
    const auto signature = domain::strictBase64(QByteArray::fromPercentEncoding(*fields[1]));
    if (!signature)
        return badToken(QCoreApplication::translate("rehome::wire", "The signature in the token is not base64."));
    token.signature = *signature;
    bool isNumber = !fields[2]->startsWith('+') && !fields[2]->startsWith('-');
    if (isNumber)
        token.expiresUnixSeconds = fields[2]->toLongLong(&isNumber);
    if (!isNumber)
        return badToken(
            QCoreApplication::translate("rehome::wire", "The expiry in the token is not a number of seconds."));
    if (fields[3])
        token.keyName = QString::fromUtf8(QByteArray::fromPercentEncoding(*fields[3]));
    return token;
}

bool sasSignatureMatches(const SasToken &token, const QString &base64Key)
{
    const auto key = domain::decodedSymmetricKey(base64Key);
    if (!key)
        return false;
    return equalInConstantTime(hmac(token.resourceEncoded + '\n' + QByteArray::number(token.expiresUnixSeconds), *key),
                               token.signature);
}

Result<QString> derivedDeviceKey(const QString &groupKey, const QString &registrationId)
{
    const auto key = domain::decodedSymmetricKey(groupKey);
    if (!key)
        return Failure(badKey());
    return QString::fromLatin1(hmac(registrationId.toUtf8(), *key).toBase64());
}

QString generatedKey()
{
    constexpr auto bytes = domain::SymmetricKeyLimits::longest;
    std::array<quint32, bytes / sizeof(quint32)> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(words.data()), bytes).toBase64());
}

QString bareEtag(QStringView etag)
{
    if (etag.size() >= 2 && etag.front() == u'"' && etag.back() == u'"')
        etag = etag.mid(1, etag.size() - 2);
    return etag.toString();
}

bool etagMatches(QStringView ifMatch, QStringView current)
{
    if (ifMatch.isEmpty() || current.isEmpty())
        return false;
    // Registration states carry base64 of the quoted text (protocol facts, section 1); clients send back either form.
    const auto plain = [](QStringView etag) {
        const QString bare = bareEtag(etag);
        const auto decoded = domain::strictBase64(bare.toUtf8());
        if (decoded && decoded->size() >= 2 && decoded->startsWith('"') && decoded->endsWith('"'))
            return QString::fromUtf8(decoded->mid(1, decoded->size() - 2));
        return bare;
    };
    const QString held = plain(current);
    if (plain(ifMatch) == held)
        return true;
    // A list, and weak tags, as HTTP allows them; a tag of the service holds no comma.
    for (QStringView one : ifMatch.split(u',')) {
        one = one.trimmed();
        if (one.startsWith(u"W/"))
            one = one.mid(2);
        const QString wanted = plain(one);
        if (!wanted.isEmpty() && (wanted == QLatin1String("*") || wanted == held))
            return true;
    }
    return false;
}

} // namespace rehome::wire
