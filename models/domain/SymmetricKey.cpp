// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/SymmetricKey.h"

namespace rehome::domain {

std::optional<QByteArray> strictBase64(const QByteArray &text)
{
    // QByteArray takes missing padding; the services do not.
    if (text.isEmpty() || text.size() % 4 != 0)
        return std::nullopt;
    const auto decoded =
        QByteArray::fromBase64Encoding(text, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return decoded.decoded;
}

std::optional<QByteArray> decodedSymmetricKey(QStringView base64)
{
    const auto key = strictBase64(base64.toUtf8());
    if (!key || key->size() < SymmetricKeyLimits::shortest || key->size() > SymmetricKeyLimits::longest)
        return std::nullopt;
    return key;
}

bool isValidSymmetricKey(QStringView base64)
{
    return decodedSymmetricKey(base64).has_value();
}

} // namespace rehome::domain
