// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/OutputFile.h"

#include <QtCore/QFile>
#include <QtCore/QSaveFile>

namespace rehome::ctl {

Result<void> writeOutput(const QString &name, const std::function<Result<void>(QIODevice &)> &write, bool secret)
{
    if (name.isEmpty() || name == QLatin1String("-")) {
        QFile standard;
        standard.open(stdout, QIODevice::WriteOnly);
        return write(standard);
    }
    QSaveFile file(name);
    const auto unwritable = [&] {
        return Failure(
            Error{ErrorKind::Storage, QStringLiteral("%1 cannot be written: %2").arg(name, file.errorString())});
    };
    if (!file.open(QIODevice::WriteOnly))
        return unwritable();
    if (secret && !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return unwritable();
    if (Result<void> written = write(file); !written)
        return written;
    if (!file.commit())
        return unwritable();
    return {};
}

} // namespace rehome::ctl
