// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/DemoFolder.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>

namespace rehome::demo {

namespace {

constexpr int places = 16;

Failure storage(const QString &message, const QString &detail)
{
    Error error;
    error.kind = ErrorKind::Storage;
    error.message = message;
    error.detail = detail;
    return Failure(error);
}

} // namespace

Result<std::unique_ptr<DemoFolder>> DemoFolder::take(const QString &base)
{
    if (!QDir().mkpath(base)) {
        return storage(QCoreApplication::translate("DemoFolder",
                                                   "The demo's folder cannot be created. Check the rights of the "
                                                   "folder above it."),
                       base);
    }
    for (int place = 1; place <= places; ++place) {
        const QString path = base + QStringLiteral("/run-%1").arg(place);
        auto lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
        lock->setStaleLockTime(0); // only a process that is gone makes it stale, not a long demo
        if (!lock->tryLock(0))
            continue;
        QDir folder(path);
        if (folder.exists() && !folder.removeRecursively()) {
            return storage(QCoreApplication::translate("DemoFolder",
                                                       "The last demo's files cannot be removed. Check the rights "
                                                       "of the folder."),
                           path);
        }
        return std::unique_ptr<DemoFolder>(new DemoFolder(path, std::move(lock)));
    }
    return storage(QCoreApplication::translate("DemoFolder",
                                               "Too many demos run at once, or the folder is not writable. Close "
                                               "one and try again."),
                   base);
}

DemoFolder::DemoFolder(QString path, std::unique_ptr<QLockFile> lock)
    : m_path(std::move(path))
    , m_lock(std::move(lock))
{
}

DemoFolder::~DemoFolder()
{
    QDir(m_path).removeRecursively();
}

} // namespace rehome::demo
