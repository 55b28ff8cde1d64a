// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringView>
#include <optional>

namespace rehome::domain {

/// "Supplied keys must be base64 of 16–64 bytes" (protocol facts, section 2).
struct SymmetricKeyLimits
{
    static constexpr qsizetype shortest = 16;
    static constexpr qsizetype longest = 64;
};

/// The bytes of base64, strictly: nothing for white space, missing padding and whatever else is none.
std::optional<QByteArray> strictBase64(const QByteArray &text);
/// The bytes of a symmetric key; nothing for another text. Secret.
std::optional<QByteArray> decodedSymmetricKey(QStringView base64);
bool isValidSymmetricKey(QStringView base64);

} // namespace rehome::domain
