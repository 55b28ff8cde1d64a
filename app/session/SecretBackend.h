// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QString>
#include <functional>

namespace rehome::session {

/// Where single secrets live. GUI thread; answers come later, on the same thread, and may come after the caller is
/// gone.
class SecretBackend
{
public:
    using Done = std::function<void(Result<void>)>;
    using Text = std::function<void(Result<QString>)>;

    virtual ~SecretBackend() = default;
    virtual bool isAvailable() const = 0;
    virtual void write(const QString &key, const QString &secret, Done done) = 0;
    virtual void read(const QString &key, Text done) = 0;   ///< NotFound when there is no such entry
    virtual void remove(const QString &key, Done done) = 0; ///< an entry that is not there counts as removed
};

/// The keychain of the operating system through QtKeychain; its insecure fallback to a settings file stays off.
class KeychainBackend : public SecretBackend
{
public:
    bool isAvailable() const override;
    void write(const QString &key, const QString &secret, Done done) override;
    void read(const QString &key, Text done) override;
    void remove(const QString &key, Done done) override;
};

} // namespace rehome::session
