// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

namespace rehome::local {

/// Reads an object strictly: each getter says which type it wants, finish() refuses what nobody asked for. The first
/// mistake is kept, with its path ("devices[2].group").
class ScenarioReader
{
public:
    ScenarioReader(QJsonObject object, QString path, QString &mistake)
        : m_object(std::move(object))
        , m_path(std::move(path))
        , m_mistake(mistake)
    {
    }

    QString text(const char *name, const QString &fallback = {});
    QString requiredText(const char *name);
    int number(const char *name, int fallback, int minimum, int maximum);
    bool truth(const char *name, bool fallback);
    QJsonObject object(const char *name);
    QJsonArray array(const char *name);
    QStringList texts(const char *name);
    /// An object, or a text that stands for {"name": text}.
    QJsonObject objectOrName(const char *name);
    bool has(const char *name) const { return m_object.contains(QLatin1String(name)); }
    void refuse(const char *name, const QString &why);
    void finish(); ///< unknown members are a mistake
    QString pathOf(const QString &name) const { return m_path.isEmpty() ? name : m_path + QLatin1Char('.') + name; }

private:
    QJsonValue take(const char *name);

    QJsonObject m_object;
    QString m_path;
    QString &m_mistake;
    QStringList m_known;
};

} // namespace rehome::local
