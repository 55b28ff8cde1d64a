// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionPrivate.h"
#include "models/wire/HubCodec.h"

namespace rehome::session {

QFuture<Result<QStringList>> Session::reportedLosses(fleet::RowId deviceRow)
{
    const domain::Decision decision = explainPending(deviceRow).decision;
    const QString hub = d->snapshot->text(d->snapshot->devices.hub[deviceRow]);
    return hubTwin(hub, d->snapshot->deviceId(deviceRow))
        .then(this, [decision](const Result<QJsonObject> &answer) -> Result<QStringList> {
            if (!answer)
                return Failure(answer.error());
            const auto twin = wire::hubTwinFromJson(*answer);
            if (!twin)
                return Failure(twin.error());
            QStringList lost;
            if (decision.twin != domain::TwinEffect::Reset)
                return lost;
            const QString prefix = QStringLiteral("reported.");
            for (const QString &path : domain::lostPaths(twin->state, decision.newState))
                if (path.startsWith(prefix))
                    lost.append(path.mid(prefix.size()));
            return lost;
        });
}

} // namespace rehome::session
