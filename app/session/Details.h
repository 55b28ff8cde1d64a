// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Core.h"
#include "app/session/HubSweeper.h"

#include <QCoro/QCoroTask>

namespace rehome::session {

/// What the inspector asks of one row, with the person's share of the budget. Newer facts go to the snapshot on the
/// way. Session thread.
class Details
{
public:
    Details(Core &core, HubSweeper &hubs);

    QCoro::Task<Result<QJsonObject>> enrollmentBody(fleet::RowId row, bool fresh);
    QCoro::Task<Result<QJsonObject>> attestationWithKeys(fleet::RowId row);
    QCoro::Task<Result<QJsonObject>> registrationRecord(QString registrationId);
    QCoro::Task<Result<QJsonObject>> hubTwin(QString hubHostName, QString deviceId);

private:
    std::optional<Error> unavailable() const;
    std::optional<Error> noSuchRow(fleet::RowId row) const;

    Core &m_core;
    HubSweeper &m_hubs;
};

} // namespace rehome::session
