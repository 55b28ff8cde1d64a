// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Registration.h"

#include <QtCore/QJsonObject>

namespace rehome::wire {

/// DeviceRegistrationState without the members this program does not know, to a JsonTree or a JsonText.
template <class Out>
void writeRegistration(Out &out, const domain::RegistrationState &state)
{
    const auto putText = [&out](QLatin1String name, const QString &text) {
        if (!text.isEmpty())
            out.text(name, text);
    };
    putText(QLatin1String("assignedHub"), state.assignedHub);
    putText(QLatin1String("createdDateTimeUtc"), state.createdDateTimeUtc);
    putText(QLatin1String("deviceId"), state.deviceId);
    if (state.errorCode != 0)
        out.number(QLatin1String("errorCode"), state.errorCode);
    putText(QLatin1String("errorMessage"), state.errorMessage);
    putText(QLatin1String("etag"), state.etag);
    putText(QLatin1String("lastUpdatedDateTimeUtc"), state.lastUpdatedDateTimeUtc);
    if (state.payload)
        out.value(QLatin1String("payload"), *state.payload);
    putText(QLatin1String("registrationId"), state.registrationId);
    out.text(QLatin1String("status"), domain::statusKey(state.status));
    putText(QLatin1String("substatus"), domain::substatusKey(state.substatus));
}

} // namespace rehome::wire
