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
    QT_TRANSLATE_NOOP(
        "Scenario", "An individual enrollment beats the group. Create one for this pump: the key that the pump derives "
                    "from its group, policy migrate, static allocation to hub-quarantine. Then apply it in the tray."),
    QT_TRANSLATE_NOOP("Scenario",
                      "Nothing has moved: a change waits until the device registers again. Let the pump restart."),
    QT_TRANSLATE_NOOP("Scenario",
                      "The pump is on hub-quarantine with its twin, alone; the group's other pumps stayed. Once it is "
                      "repaired, give its enrollment hub-weu instead, and apply that in the tray."),
    QT_TRANSLATE_NOOP("Scenario",
                      "Let the pump restart. It registers, leaves hub-quarantine and takes its twin back to hub-weu."),
    QT_TRANSLATE_NOOP("Scenario", "Delete the individual enrollment, but only now, and apply that in the tray: the "
                                  "group decides about this pump again, and it is where the group wants it."),
    QT_TRANSLATE_NOOP("Scenario", "Geolocation move"),
    QT_TRANSLATE_NOOP("Scenario",
                      "Containers travel; lowest latency gives them the nearest hub, and their twins come along."),
    QT_TRANSLATE_NOOP("Scenario", "In the harbour of Rotterdam all is calm: now and then a crane registers again."),
    QT_TRANSLATE_NOOP("Scenario",
                      "Sixty containers arrive in Singapore. Nothing moves yet: a device is placed when it registers."),
    QT_TRANSLATE_NOOP("Scenario",
                      "The containers in Singapore register. The nearest hub is hub-sea now, and their twins migrate."),
    QT_TRANSLATE_NOOP("Scenario", "Containers arrive in New York and register: they leave hub-weu for hub-eus."),
    QT_TRANSLATE_NOOP("Scenario",
                      "Cold boxes arrive in New York too. Their policy is never: they register, and stay on hub-weu."),
    QT_TRANSLATE_NOOP("Scenario", "The containers come home to Rotterdam and register again."),
    QT_TRANSLATE_NOOP("Scenario", "The containers travel again: half to Singapore, half to New York."),
    QT_TRANSLATE_NOOP("Scenario", "Multi-tenancy"),
    QT_TRANSLATE_NOOP("Scenario",
                      "Charging stations change hands: another customer, another hub, and a twin that starts afresh."),
    QT_TRANSLATE_NOOP("Scenario", "Three customers, three hubs. Now and then a station registers again."),
    QT_TRANSLATE_NOOP("Scenario", "Eight stations of Northwind are sold to Fabrikam: an individual enrollment for each "
                                  "names the new hub, with policy reset."),
    QT_TRANSLATE_NOOP("Scenario", "The sold stations register. They move to hub-fabrikam and start from its initial "
                                  "twin: what Northwind had stays behind."),
    QT_TRANSLATE_NOOP("Scenario", "Contoso becomes a site of Fabrikam. Its group gets the new hub with policy migrate: "
                                  "the same operator keeps its data."),
    QT_TRANSLATE_NOOP(
        "Scenario",
        "Two sold stations go back to Northwind: their enrollments name hub-northwind, and they are reset once more."),
    QT_TRANSLATE_NOOP("Scenario", "Solution change"),
    QT_TRANSLATE_NOOP("Scenario", "Elevators move to a new solution on another hub: one first, then site by site."),
    QT_TRANSLATE_NOOP("Scenario", "All elevators report to the old solution on hub-solution-1."),
    QT_TRANSLATE_NOOP("Scenario", "One elevator in Berlin goes first: an individual enrollment names hub-solution-2 "
                                  "and keeps its key and its data."),
    QT_TRANSLATE_NOOP("Scenario",
                      "It works. The group of Berlin gets the new hub, and its elevators migrate as they register."),
    QT_TRANSLATE_NOOP("Scenario", "Madrid follows."),
    QT_TRANSLATE_NOOP("Scenario", "Oslo comes last. The old hub is left without devices."),
    QT_TRANSLATE_NOOP("Scenario", "Factory reset without moving"),
    QT_TRANSLATE_NOOP("Scenario",
                      "Rented coffee machines return to their initial twin between tenants, and stay on their hub."),
    QT_TRANSLATE_NOOP("Scenario", "Machines brew. Now and then a grinder registers again."),
    QT_TRANSLATE_NOOP("Scenario", "Twenty rented machines come back and register. Their policy is reset: they stay on "
                                  "hub-weu, and their twins become the initial one."),
    QT_TRANSLATE_NOOP("Scenario", "Machines of an office register too. Their policy is migrate: on the same hub, "
                                  "nothing changes and nothing is lost."),
    QT_TRANSLATE_NOOP("Scenario",
                      "The group of rented machines gets a new initial twin, and the next reset hands it out."),
    QT_TRANSLATE_NOOP("Scenario", "Backwards compatibility"),
    QT_TRANSLATE_NOOP("Scenario",
                      "A group without a policy: devices of the old API stay on their hub until a policy is set."),
    QT_TRANSLATE_NOOP("Scenario", "Controllers of two generations share a group that has no reprovision policy."),
    QT_TRANSLATE_NOOP("Scenario", "The group gets hub-new, and all of its devices register. Those of the API of "
                                  "2018-04-01 stay, the newer ones move."),
    QT_TRANSLATE_NOOP("Scenario", "Now the group gets the policy migrate. A policy that is set takes precedence: the "
                                  "old devices move too, with the software they have."),
    QT_TRANSLATE_NOOP("Scenario", "Another group gets hub-new with the policy never: its devices register, and stay."),
    QT_TRANSLATE_NOOP("Scenario", "Mass reboot against the quota"),
    QT_TRANSLATE_NOOP("Scenario", "1,800 devices register at once after a power cut, and later as the guidance says."),
    QT_TRANSLATE_NOOP("Scenario", "A power cut ends and every device registers at once: 1,800 against a quota of 1,000 "
                                  "a minute. The rest is refused with Retry-After."),
    QT_TRANSLATE_NOOP(
        "Scenario",
        "The same fleet in phases: 800 a minute. Nobody is refused, and it is done in little more than two minutes."),
    QT_TRANSLATE_NOOP("Scenario", "At last as the guidance says: every device restarts, but tries the hub that it "
                                  "remembers first. Hardly anybody registers."),
};

} // namespace

QString scenarioText(const QString &english)
{
    return QCoreApplication::translate("Scenario", english.toUtf8().constData());
}

const std::vector<OfferedScenario> &offeredScenarios()
{
    // In the order of the concepts document. The texts are those of the files, which are too large to be read for a
    // list.
    static const std::vector<OfferedScenario> offered{
        {"geolocation", "Geolocation move",
         "Containers travel; lowest latency gives them the nearest hub, and their twins come along."},
        {"multi-tenancy", "Multi-tenancy",
         "Charging stations change hands: another customer, another hub, and a twin that starts afresh."},
        {"solution-change", "Solution change",
         "Elevators move to a new solution on another hub: one first, then site by site."},
        {"quarantine", "Quarantine and return",
         "One pump of a group misbehaves. It is moved alone to a hub for repair, and back to its own."},
        {"factory-reset", "Factory reset without moving",
         "Rented coffee machines return to their initial twin between tenants, and stay on their hub."},
        {"compatibility", "Backwards compatibility",
         "A group without a policy: devices of the old API stay on their hub until a policy is set."},
        {"mass-reboot", "Mass reboot against the quota",
         "1,800 devices register at once after a power cut, and later as the guidance says."},
    };
    return offered;
}

QStringList translatableScenarioTexts()
{
    QStringList list;
    for (const char *text : texts)
        list.append(QString::fromUtf8(text));
    return list;
}

} // namespace rehome::demo
