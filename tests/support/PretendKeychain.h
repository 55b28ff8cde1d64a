// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/SecretBackend.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace rehome::test {

/// A keychain in memory that answers later, as the real ones do.
class PretendKeychain : public session::SecretBackend
{
public:
    bool isAvailable() const override { return available; }
    void write(const QString &key, const QString &secret, Done done) override
    {
        if (!takesEntries)
            return later(done, Result<void>(refusal(ErrorKind::Storage)));
        entries.insert(key, secret);
        later(done, Result<void>());
    }
    void read(const QString &key, Text done) override
    {
        if (entries.contains(key))
            later(done, Result<QString>(entries.value(key)));
        else
            later(done, Result<QString>(refusal(ErrorKind::NotFound)));
    }
    void remove(const QString &key, Done done) override
    {
        entries.remove(key);
        later(done, Result<void>());
    }
    QObject context;
    QHash<QString, QString> entries;
    bool available = true;
    bool takesEntries = true;

private:
    static Failure refusal(ErrorKind kind)
    {
        Error error;
        error.kind = kind;
        return Failure(error);
    }
    void later(const Done &done, const Result<void> &answer)
    {
        QTimer::singleShot(0, &context, [done, answer] { done(answer); });
    }
    void later(const Text &done, const Result<QString> &answer)
    {
        QTimer::singleShot(0, &context, [done, answer] { done(answer); });
    }
};

} // namespace rehome::test
