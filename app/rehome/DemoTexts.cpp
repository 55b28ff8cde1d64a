// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/DemoTexts.h"

#include <QtCore/QCoreApplication>

namespace rehome::demo {

namespace {

// The scenario files carry English; lupdate finds the same sentences here.
constexpr const char *texts[] = {
    QT_TRANSLATE_NOOP("Scenario", "Demo fleet"),
    QT_TRANSLATE_NOOP("Scenario", "Pumps, meters, lines and gateways of a fictional maker on five hubs, while a second "
                                  "administrator moves some of them and a power cut meets the quota."),
    QT_TRANSLATE_NOOP("Scenario", "New pumps are switched on and register for the first time."),
    QT_TRANSLATE_NOOP(
        "Scenario",
        "A second administrator moves the group pumps-west to hub-neu. Its devices migrate as they register again."),
    QT_TRANSLATE_NOOP("Scenario",
                      "The group line-7 moves to hub-sea with policy reset: its devices start from the initial twin."),
    QT_TRANSLATE_NOOP(
        "Scenario",
        "The group meters-nordic changes its allocation from lowest latency to evenly weighted: some meters move."),
    QT_TRANSLATE_NOOP(
        "Scenario",
        "The group legacy-controllers gets another hub, but stores no policy: its old devices stay where they are."),
    QT_TRANSLATE_NOOP("Scenario", "Gateways in Lyon are reset to their initial twin without moving."),
    QT_TRANSLATE_NOOP("Scenario",
                      "A disabled line and three misconfigured presses ask, and are refused with a reason."),
    QT_TRANSLATE_NOOP("Scenario", "Trackers without memory look their registration up before they ask for more."),
    QT_TRANSLATE_NOOP("Scenario",
                      "A power cut: hundreds of devices register at once. The quota is spent and the rest is refused."),
    QT_TRANSLATE_NOOP("Scenario", "The fleet calms down: now and then a device registers again."),
    QT_TRANSLATE_NOOP("Scenario", "The second administrator moves pumps-west back to hub-weu."),
    QT_TRANSLATE_NOOP("Scenario", "The second administrator moves line-7 back to hub-eus."),
    QT_TRANSLATE_NOOP("Scenario", "The second administrator lets meters-nordic choose by lowest latency again."),
    QT_TRANSLATE_NOOP("Scenario", "The second administrator moves pumps-west to hub-neu."),
    QT_TRANSLATE_NOOP("Scenario", "The second administrator moves line-7 to hub-sea."),
    QT_TRANSLATE_NOOP("Scenario", "The second administrator lets meters-nordic choose by weight."),
    QT_TRANSLATE_NOOP("Scenario", "Quarantine and return"),
    QT_TRANSLATE_NOOP("Scenario",
                      "One pump of a group misbehaves. It is moved alone to a hub for repair, and back to its own."),
    QT_TRANSLATE_NOOP("Scenario", "The fleet is calm: now and then a device registers again."),
    QT_TRANSLATE_NOOP(
        "Scenario",
        "Pump pump-harbour-0007 misbehaves. Its group pumps-harbour keeps it on hub-weu. Open Devices and find it."),
    QT_TRANSLATE_NOOP("Scenario",
                      "An individual enrollment beats the group. Create one for this pump: static allocation to "
                      "hub-quarantine, policy migrate, and the key that the pump has already."),
    QT_TRANSLATE_NOOP("Scenario",
                      "Nothing has moved: a change waits until the device registers again. Let the pump restart."),
    QT_TRANSLATE_NOOP("Scenario", "The pump is on hub-quarantine with its twin, alone; the group's other pumps stayed. "
                                  "Once it is repaired, give its enrollment hub-weu again."),
    QT_TRANSLATE_NOOP("Scenario",
                      "Let the pump restart. It registers, leaves hub-quarantine and takes its twin back to hub-weu."),
    QT_TRANSLATE_NOOP("Scenario", "Delete the individual enrollment, but only now: the group decides about this pump "
                                  "again, and it is where the group wants it."),
};

} // namespace

QString scenarioText(const QString &english)
{
    return QCoreApplication::translate("Scenario", english.toUtf8().constData());
}

QStringList translatableScenarioTexts()
{
    QStringList list;
    for (const char *text : texts)
        list.append(QString::fromUtf8(text));
    return list;
}

} // namespace rehome::demo
