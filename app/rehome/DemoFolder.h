// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QLockFile>
#include <QtCore/QString>
#include <memory>

namespace rehome::demo {

/// An empty folder for one run of the demo, held by a lock beside it, so that two windows have one each. A demo starts
/// from the scenario every time and leaves no keys behind: the folder's content is removed before and after.
class DemoFolder
{
public:
    /// `base` is created when missing. Error: not writable, or every place is taken.
    static Result<std::unique_ptr<DemoFolder>> take(const QString &base);
    ~DemoFolder();
    DemoFolder(const DemoFolder &) = delete;
    DemoFolder &operator=(const DemoFolder &) = delete;

    const QString &path() const { return m_path; }

private:
    DemoFolder(QString path, std::unique_ptr<QLockFile> lock);
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace rehome::demo
