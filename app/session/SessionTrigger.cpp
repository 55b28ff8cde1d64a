// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionPrivate.h"

// Asking devices to register again.
namespace rehome::session {

Result<void> Session::trigger(const TriggerOrder &order)
{
    if (d->profile.safety == SafetyLevel::ReadOnly)
        return Failure(makeError(ErrorKind::BadInput, tr("This connection is read-only. Allow edits first.")));
    if (d->triggerProgress.running)
        return Failure(makeError(ErrorKind::BadInput, tr("Devices are being asked already. Wait or stop that.")));
    if (!d->worker || d->closing)
        return Failure(makeError(ErrorKind::Unreachable, tr("The connection is not open. Nothing was sent.")));
    if (const auto wrong = wrongTriggerName(order.means, order.name))
        return Failure(*wrong);
    if (order.devices.empty() || order.perMinute < 1)
        return Failure(makeError(ErrorKind::BadInput, tr("There is no device to ask.")));
    d->triggerProgress = {};
    d->triggerProgress.total = static_cast<int>(order.devices.size());
    d->triggerProgress.running = true;
    d->post([order](Worker &worker) {
        if (worker.trigger())
            worker.trigger()->start(order);
    });
    Q_EMIT triggerProgressChanged(d->triggerProgress);
    return {};
}

void Session::cancelTrigger()
{
    d->post([](Worker &worker) {
        if (worker.trigger())
            worker.trigger()->cancel();
    });
}

TriggerProgress Session::triggerProgress() const
{
    return d->triggerProgress;
}

} // namespace rehome::session
