// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"

namespace rehome::ui {

/// What the next request of each device of some enrollments will do, with the unsent edits applied: the same rule
/// functions as the service's. Counts and at most `sample` devices looked at, so that a click on a large group stays
/// quick.
struct EffectPreview
{
    static constexpr int usualSample = 500;

    qint64 looked = 0, devices = 0; ///< looked at, of so many known
    qint64 devicesOfFirst = 0;      ///< known devices of the first enrollment
    qint64 stay = 0, migrate = 0, reset = 0, resetInPlace = 0, first = 0, refused = 0, fail = 0;
    qint64 oldApi = 0;                    ///< of those that stay: no policy is set and their declared API is an old one
    qint64 otherIfOldApi = 0;             ///< no policy is set, their API is unknown, and an old one would change this
    qint64 deleted = 0;                   ///< their enrollment is to be deleted: not predicted either
    qint64 notRead = 0;                   ///< devices that nobody asked about yet: not predicted
    QStringList assumptions;              ///< of all of them, each once
    std::optional<domain::Decision> only; ///< the decision itself when there is just one device
    std::optional<domain::Decision> onlyIfOldApi; ///< what an old API would change in it
    fleet::RowId onlyDevice = fleet::NoRow;
    fleet::RowId firstReset = fleet::NoRow; ///< the first device that starts again from the initial twin
};

/// Linear in the number of known devices; each enrollment is read once. The caller keeps the answer until the snapshot,
/// the edits or the selection are others.
EffectPreview effectPreview(const session::Session &session, const std::vector<fleet::RowId> &enrollments,
                            int sample = EffectPreview::usualSample);
/// For a caller who knows the devices: `looked` are some of them, `devices` how many there are. Linear in `looked`.
EffectPreview effectOfDevices(const session::Session &session, const std::vector<fleet::RowId> &looked, qint64 devices);
/// "120 devices will move on their next request with their twin, 3 stay." A sentence or two; translated.
QString effectSentence(const EffectPreview &preview);

} // namespace rehome::ui
