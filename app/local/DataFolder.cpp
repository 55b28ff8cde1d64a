// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/DataFolder.h"

#include "app/local/Fault.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QSaveFile>

namespace rehome::local {

namespace {
constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
}

DataFolder::DataFolder(QString path)
    : m_path(std::move(path))
    , m_lock(m_path + QStringLiteral("/lock"))
{
    m_lock.setStaleLockTime(0); // a running service keeps its folder however long it runs
}

Result<std::unique_ptr<DataFolder>> DataFolder::open(const QString &path)
{
    if (path.isEmpty())
        return fault(ErrorKind::BadInput, QStringLiteral("A data folder is needed."));
    const bool existed = QDir(path).exists();
    if (!QDir().mkpath(path))
        return fault(ErrorKind::Storage, QStringLiteral("The data folder %1 cannot be created.").arg(path));
    const QString absolute = QDir(path).absolutePath();
    if (!existed && !QFile::setPermissions(absolute, ownerOnly | QFile::ExeOwner))
        return fault(ErrorKind::Storage, QStringLiteral("The data folder %1 cannot be made private.").arg(path));
    std::unique_ptr<DataFolder> folder(new DataFolder(absolute));
    if (!folder->m_lock.tryLock(0)) {
        if (folder->m_lock.error() == QLockFile::LockFailedError)
            return fault(ErrorKind::Storage,
                         QStringLiteral("The data folder %1 is used by another running service.").arg(path));
        return fault(ErrorKind::Storage, QStringLiteral("The data folder %1 cannot be written.").arg(path));
    }
    QFile::setPermissions(absolute + QStringLiteral("/lock"), ownerOnly);
    return folder;
}

QString DataFolder::filePath(const QString &name) const
{
    return m_path + QLatin1Char('/') + name;
}

std::optional<QByteArray> DataFolder::read(const QString &name) const
{
    QFile file(filePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

Result<void> DataFolder::write(const QString &name, const QByteArray &contents) const
{
    QSaveFile file(filePath(name));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) ||
        file.write(contents) != contents.size() || !file.commit())
        return fault(ErrorKind::Storage, QStringLiteral("The file %1 cannot be written.").arg(filePath(name)),
                     file.errorString());
    return {};
}

Result<void> DataFolder::touch(const QString &name) const
{
    QFile file(filePath(name));
    if (file.exists())
        return {};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || !file.setPermissions(ownerOnly))
        return fault(ErrorKind::Storage, QStringLiteral("The file %1 cannot be written.").arg(filePath(name)),
                     file.errorString());
    return {};
}

} // namespace rehome::local
