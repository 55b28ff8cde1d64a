// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QDir>
#include <QtCore/QHash>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace rehome::test {

/// The arrows that may exist between the folders of the house, as its design lists them, and a reader that finds every
/// other one. A layer is a folder ("models/domain"); what it may use is named by folder or by library ("Qt6::Network",
/// "Boost").
class Layering
{
public:
    /// `root` is the repository, or a tree that has its shape.
    explicit Layering(const QDir &root);

    /// One sentence per forbidden include line, with file and line number. Empty: the house stands.
    QStringList includeViolations() const;
    /// The same for what the CMake files of models, app and ui link.
    QStringList linkViolations() const;

    /// Files that were read; a test that read none proves nothing.
    int filesRead() const { return m_filesRead; }

private:
    QString layerOf(const QString &relativePath) const;
    QString libraryOfInclude(const QString &header) const;
    QString layerOfTarget(const QString &target) const;
    QString complaint(const QString &layer, const QString &used) const;
    void checkIncludes(const QString &relativePath, QStringList &violations) const;
    void checkLinks(const QString &relativePath, QStringList &violations) const;
    QStringList filesBelow(const QStringList &folders, const QStringList &patterns) const;

    QDir m_root;
    QHash<QString, QSet<QString>> m_allowed;
    mutable int m_filesRead = 0;
};

} // namespace rehome::test
