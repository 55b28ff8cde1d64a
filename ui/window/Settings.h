// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QVariant>

class QSettings;

namespace rehome::ui {

/// Name in the file and value when the file has none.
template <class T>
struct Setting
{
    const char *key;
    T fallback;
};

/// Every setting of the window, in one table. Connections are not here (session::ProfileStore), secrets are nowhere
/// here.
namespace setting {

inline const Setting<QByteArray> windowGeometry{"window/geometry", {}};
inline const Setting<QByteArray> docks{"window/docks", {}};
inline const Setting<bool> railCollapsed{"window/railCollapsed", false};
inline const Setting<bool> inspectorShown{"window/inspectorShown", true};
inline const Setting<int> trayHeight{"window/trayHeight", 220};
inline const Setting<QString> lastPage{"window/lastPage", {}};
inline const Setting<QString> theme{"view/theme", QStringLiteral("system")}; ///< system, light, dark
inline const Setting<int> density{"view/density", 1};                        ///< ui::Density
inline const Setting<bool> reduceMotion{"view/reduceMotion", false};
inline const Setting<QString> language{"view/language", {}}; ///< "" follows the system, "en", "de"
inline const Setting<bool> openLastConnection{"start/openLastConnection", false};

} // namespace setting

/// A filter kept in the rail.
struct SavedFilter
{
    QString page; ///< Page id
    QString name;
    QString text;
    bool operator==(const SavedFilter &) const = default;
};

/// Typed access to the settings file. GUI thread. The QSettings belongs to the composition root; tests give a temporary
/// one.
class Settings
{
public:
    explicit Settings(QSettings &store)
        : m_store(store)
    {
    }

    template <class T>
    [[nodiscard]] T value(const Setting<T> &setting) const
    {
        return read(setting.key, QVariant::fromValue(setting.fallback)).template value<T>();
    }
    template <class T>
    void setValue(const Setting<T> &setting, const T &value)
    {
        write(setting.key, QVariant::fromValue(value));
    }

    /// State of one page, see Page::saveState.
    [[nodiscard]] QByteArray pageState(const QString &pageId) const;
    void setPageState(const QString &pageId, const QByteArray &state);

    [[nodiscard]] QList<SavedFilter> savedFilters() const;
    void setSavedFilters(const QList<SavedFilter> &filters);

private:
    [[nodiscard]] QVariant read(const char *key, const QVariant &fallback) const;
    void write(const char *key, const QVariant &value);

    QSettings &m_store;
};

} // namespace rehome::ui
