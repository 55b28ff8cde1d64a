// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/domain/Error.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QStringList>
#include <optional>

// The `steps` of a scenario (resources/scenarios/README.md), read strictly: an unknown key, a wrong type or a name that
// the scenario does not have is an error of kind BadInput with the place, such as "steps[3].action.devices[0].group".
namespace rehome::demo {

/// One call of the service API by the scripted second administrator.
struct ServiceEdit
{
    enum class What : quint8
    {
        Set,
        Create,
        Delete
    };
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QString id;
    What what = What::Set;
    QList<wire::FieldEdit> fields; ///< for Set
    QJsonObject body;              ///< for Create, with the ID filled in
    QString keyOfGroup;            ///< for Create: the device's own key, derived from this group's
};

/// One order to the simulated devices.
struct DeviceOrder
{
    bool all = false;
    QString group;   ///< or
    QStringList ids; ///< registration IDs
    enum class What : quint8
    {
        Reboot,
        Background,
        Travel
    };
    What what = What::Reboot;
    int spreadMs = 0;
    int first = -1;         ///< of those; -1: every one
    bool registers = false; ///< asks for provisioning at once
    double perSecond = 0;   ///< for background
    QString region;         ///< for travel: where they are from now on; an Azure region
};

struct Action
{
    enum class By : quint8
    {
        Script,
        Person,
        Devices
    };
    By by = By::Script;
    QList<ServiceEdit> changes;
    QList<DeviceOrder> orders;
};

struct ScriptStep
{
    QString id, text;
    std::optional<qint64> atMs;    ///< once, after the demo opened
    std::optional<qint64> everyMs; ///< over and over, first after phaseMs
    qint64 phaseMs = 0;
    std::optional<Action> action;
    QJsonObject json; ///< as in the file, for the guide
    bool isScript() const { return atMs || everyMs; }
};

/// What the names in steps may refer to.
struct ScriptNames
{
    QStringList groups, enrollments, registrationIds, hubHosts;
};

Result<QList<ScriptStep>> parseScript(const QList<QJsonObject> &steps, const ScriptNames &names);
/// One action by itself, as the guide hands it back. Without `names` they are not checked.
Result<Action> parseAction(const QJsonObject &action, const QString &path, const ScriptNames *names);

} // namespace rehome::demo
