// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QByteArray>

namespace rehome::azure {

/// AES-256-GCM under one key: what is sealed can neither be read nor changed nor moved to another place without it.
/// A sealed text is a version byte, 12 bytes of nonce, the cipher text and 16 bytes of tag. Value; any thread.
class KeySeal
{
public:
    static constexpr qsizetype keyBytes = 32;
    /// From the random source of OpenSSL; Storage when it has none to give.
    static Result<QByteArray> newKey();
    /// BadInput unless `key` has keyBytes bytes.
    static Result<KeySeal> of(const QByteArray &key);

    /// `context` names what is sealed; the same has to be given to open it.
    Result<QByteArray> seal(const QByteArray &plain, const QByteArray &context) const;
    /// Storage for another key or context, and for a damaged text. The message is for a person.
    Result<QByteArray> open(const QByteArray &sealed, const QByteArray &context) const;

private:
    explicit KeySeal(QByteArray key)
        : m_key(std::move(key))
    {
    }
    QByteArray m_key;
};

} // namespace rehome::azure
