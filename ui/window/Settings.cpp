// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Settings.h"

#include <QtCore/QSettings>

namespace rehome::ui {

QVariant Settings::read(const char *key, const QVariant &fallback) const
{
    QVariant value = m_store.value(QLatin1String(key), fallback);
    // A file edited by hand may hold anything: what cannot be converted counts as absent.
    if (fallback.isValid() && value.metaType() != fallback.metaType() && !value.convert(fallback.metaType()))
        return fallback;
    return value;
}

void Settings::write(const char *key, const QVariant &value)
{
    m_store.setValue(QLatin1String(key), value);
}

QByteArray Settings::pageState(const QString &pageId) const
{
    return m_store.value(QStringLiteral("pages/") + pageId).toByteArray();
}

void Settings::setPageState(const QString &pageId, const QByteArray &state)
{
    m_store.setValue(QStringLiteral("pages/") + pageId, state);
}

QList<SavedFilter> Settings::savedFilters() const
{
    QList<SavedFilter> filters;
    const int count = m_store.beginReadArray(QStringLiteral("savedFilters"));
    for (int i = 0; i < count; ++i) {
        m_store.setArrayIndex(i);
        const SavedFilter filter{m_store.value(QStringLiteral("page")).toString(),
                                 m_store.value(QStringLiteral("name")).toString(),
                                 m_store.value(QStringLiteral("text")).toString()};
        if (!filter.page.isEmpty() && !filter.text.isEmpty())
            filters << filter;
    }
    m_store.endArray();
    return filters;
}

void Settings::setSavedFilters(const QList<SavedFilter> &filters)
{
    m_store.remove(QStringLiteral("savedFilters"));
    m_store.beginWriteArray(QStringLiteral("savedFilters"), static_cast<int>(filters.size()));
    for (int i = 0; i < filters.size(); ++i) {
        m_store.setArrayIndex(i);
        m_store.setValue(QStringLiteral("page"), filters.at(i).page);
        m_store.setValue(QStringLiteral("name"), filters.at(i).name);
        m_store.setValue(QStringLiteral("text"), filters.at(i).text);
    }
    m_store.endArray();
}

} // namespace rehome::ui
