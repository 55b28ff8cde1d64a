// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/fleet/Snapshot.h"

#include <QtCore/QJsonValue>
#include <QtCore/QMetaType>
#include <optional>
#include <vector>

namespace rehome::session {

/// How a device is asked to register again. DPS has no call for it; the first two need device code that listens (the
/// concepts document: "a method to manually trigger provisioning on demand"), the last works with any code that
/// registers again when its hub refuses it.
enum class TriggerMeans : quint8
{
    DirectMethod,    ///< a direct method on its hub; the device has to be connected
    DesiredProperty, ///< a desired property of its twin with the time of asking; reaches the device when it connects
    DisableEnable,   ///< its identity on the hub is disabled for some seconds, then enabled again
};

struct TriggerOrder
{
    std::vector<fleet::RowId> devices; ///< as TriggerPlan lets through
    TriggerMeans means = TriggerMeans::DirectMethod;
    QString name;             ///< of the method or of the desired property; not for DisableEnable
    QJsonValue payload;       ///< of the method
    int perMinute = 60;       ///< devices a minute, evenly
    int disabledSeconds = 15; ///< with DisableEnable, 1 to 300
};

/// Nothing when the name may be one. A method's name becomes a part of a topic, a property's a path.
std::optional<Error> wrongTriggerName(TriggerMeans means, const QString &name);

struct TriggerResult
{
    enum class State : quint8
    {
        Asked,        ///< its hub, or the device itself, took it
        Refused,      ///< the device answered the method with an error of its own
        Failed,       ///< `error` says why; it was not asked
        Unknown,      ///< nobody answered: it may have been asked
        LeftDisabled, ///< it could not be enabled again; it is tried again when the connection is next opened
        EnabledAgain, ///< what an earlier time had left disabled
    };
    fleet::RowId device = fleet::NoRow; ///< NoRow: of an earlier time, and not known any more
    QString deviceId;
    State state = State::Asked;
    std::optional<Error> error;
    QString answer;             ///< what the device answered, as JSON; empty for none
    qint64 askedMs = 0;         ///< server time before it was asked
    qint64 updatedBeforeMs = 0; ///< of its record then
    fleet::StringId hubBefore = 0;
};

struct TriggerProgress
{
    int total = 0, done = 0, asked = 0, failed = 0; ///< failed: all that is not asked for certain
    bool running = false;
    bool cancelled = false; ///< by the person: what is left was not asked
    int left() const { return total - done; }
};

} // namespace rehome::session

Q_DECLARE_METATYPE(rehome::session::TriggerResult)
Q_DECLARE_METATYPE(rehome::session::TriggerProgress)
