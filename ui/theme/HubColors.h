// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>

namespace rehome::ui {

/// Which of the eight hub hues a hub has. The busiest eight at the first assignment keep theirs for as long as the
/// connection is open; every other hub has none and is drawn in t3 grey. Hues are never cycled: two hubs never share
/// one. GUI thread.
class HubColors : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    static constexpr int None = -1;
    static constexpr int Hues = 8;

    struct Load
    {
        QString hub;
        qint64 devices = 0;
    };

    /// Gives free hues to hubs that have none, busiest first (by name where equal). What is given stays given.
    void assign(QList<Load> hubs);
    /// Forgets everything and assigns anew: the person's "Recolour".
    void recolour(const QList<Load> &hubs);
    void clear();

    /// Index into Tokens::hubs, or None. Host names compare without case.
    [[nodiscard]] int hueOf(const QString &hub) const;

Q_SIGNALS:
    void changed();

private:
    QHash<QString, int> m_hues;
};

} // namespace rehome::ui
