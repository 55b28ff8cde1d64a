// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/IotHubClient.h"
#include "app/session/Core.h"

#include <QCoro/QCoroTask>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <functional>
#include <memory>
#include <vector>

namespace rehome::session {

/// Asks the hubs whose credentials are known which devices they hold (POST /devices/query, the hub's own quota) and how
/// many (statistics): the only bulk source for individual enrollments. Session thread.
class HubSweeper : public QObject
{
    Q_OBJECT
public:
    explicit HubSweeper(Core &core);
    ~HubSweeper() override;

    /// Replaces the hubs. Connection strings that name no entry of the table are added to the snapshot's hubs all the
    /// same.
    void setHubs(const QList<HubEntry> &hubs, const QList<QString> &connectionStrings);
    void setRunning(bool running);
    void close();
    /// Null when there are no credentials for that hub.
    azure::IotHubClient *clientOf(const QString &hubHostName) const;

    /// Told when a hub holds a device whose record names another one.
    std::function<void(fleet::RowId)> onMismatch;

private:
    struct Hub
    {
        QString hostName;
        int index = -1; ///< in the snapshot's hub table
        std::unique_ptr<azure::IotHubClient> client;
        qint64 dueAt = 0;
        bool asking = false;
    };
    void pump();
    QCoro::Task<void> sweep(std::shared_ptr<Hub> hub);
    int takePage(const azure::Page &page, const Hub &hub);

    Core &m_core;
    QTimer m_timer;
    bool m_running = false;
    std::vector<std::shared_ptr<Hub>> m_hubs;
    std::vector<std::shared_ptr<Hub>> m_replaced; ///< kept until their calls have ended
};

} // namespace rehome::session
