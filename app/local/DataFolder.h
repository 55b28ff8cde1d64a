// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <QtCore/QLockFile>
#include <memory>

namespace rehome::local {

/// The data folder of a service: made when missing (0700), locked while in use, files 0600.
class DataFolder
{
public:
    /// Errors: cannot be made or written, or locked by another running service.
    static Result<std::unique_ptr<DataFolder>> open(const QString &path);

    QString path() const { return m_path; }
    QString filePath(const QString &name) const;
    /// Contents, or nothing when there is no such file.
    std::optional<QByteArray> read(const QString &name) const;
    /// Replaces the file atomically; readable by the owner alone.
    Result<void> write(const QString &name, const QByteArray &contents) const;
    /// An empty file with owner-only rights, so that whoever opens it next never widens them.
    Result<void> touch(const QString &name) const;

private:
    explicit DataFolder(QString path);
    QString m_path;
    QLockFile m_lock;
};

} // namespace rehome::local
