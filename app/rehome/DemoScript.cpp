// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/DemoScript.h"

#include "models/domain/Allocation.h"
#include "models/domain/Policy.h"
#include "models/domain/Registration.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QSet>
#include <cmath>

namespace rehome::demo {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DemoScript)
};

/// Reads members of one object and remembers which; the first thing that is wrong stays, later ones are not looked at.
class Reader
{
public:
    Reader(QJsonObject object, QString path, std::optional<Error> &problem)
        : m_object(std::move(object))
        , m_path(std::move(path))
        , m_problem(problem)
    {
    }

    void wrong(const QString &message, const QString &key)
    {
        if (m_problem)
            return;
        Error error;
        error.kind = ErrorKind::BadInput;
        error.detail = at(key);
        error.message = message.arg(error.detail);
        m_problem = error;
    }
    QString at(const QString &key) const { return key.isEmpty() ? m_path : m_path + QLatin1Char('.') + key; }
    bool has(const char *key) { return m_object.contains(QLatin1String(key)); }

    QString text(const char *name, bool required = false)
    {
        const auto value = take(name, required, QJsonValue::String, Text::tr("%1 must be text."));
        if (value.isString() && value.toString().isEmpty())
            wrong(Text::tr("%1 must not be empty."), QLatin1String(name));
        return value.toString();
    }
    bool flag(const char *name)
    {
        return take(name, false, QJsonValue::Bool, Text::tr("%1 must be true or false.")).toBool();
    }
    QJsonObject object(const char *name, bool required = false)
    {
        return take(name, required, QJsonValue::Object, Text::tr("%1 must be an object.")).toObject();
    }
    QJsonArray array(const char *name)
    {
        return take(name, false, QJsonValue::Array, Text::tr("%1 must be a list.")).toArray();
    }
    double number(const char *name, double least, bool required = false)
    {
        const auto value = take(name, required, QJsonValue::Double, Text::tr("%1 must be a number."));
        if (value.isDouble() && !(value.toDouble() >= least && value.toDouble() <= 1e9))
            wrong(Text::tr("%1 is out of range."), QLatin1String(name));
        return value.toDouble(least);
    }
    qint64 whole(const char *name, qint64 least, bool required = false)
    {
        const double value = number(name, static_cast<double>(least), required);
        if (value != std::floor(value))
            wrong(Text::tr("%1 must be a whole number."), QLatin1String(name));
        return m_problem ? least : static_cast<qint64>(value);
    }
    QStringList texts(const char *name)
    {
        QStringList list;
        for (const auto &value : array(name)) {
            if (!value.isString() || value.toString().isEmpty())
                wrong(Text::tr("%1 must be a list of text."), QLatin1String(name));
            list.append(value.toString());
        }
        return list;
    }
    void oneOf(const char *name, const QString &value, const QStringList &known)
    {
        if (!value.isEmpty() && !known.contains(value, Qt::CaseInsensitive))
            wrong(Text::tr("%1 names something that this scenario does not have."), QLatin1String(name));
    }
    /// Call last: whatever was not read is not known.
    void end()
    {
        for (auto it = m_object.begin(); it != m_object.end(); ++it) {
            if (!m_read.contains(it.key()))
                wrong(Text::tr("%1 is not a known key. Remove or correct it."), it.key());
        }
    }

private:
    QJsonValue take(const char *name, bool required, QJsonValue::Type type, const QString &message)
    {
        const QLatin1String key(name);
        m_read.insert(key);
        const auto it = m_object.find(key);
        if (it == m_object.end()) {
            if (required)
                wrong(Text::tr("%1 is missing."), key);
            return {};
        }
        if (it->type() != type) {
            wrong(message, key);
            return {};
        }
        return *it;
    }

    QJsonObject m_object;
    QString m_path;
    std::optional<Error> &m_problem;
    QSet<QString> m_read;
};

QString element(const QString &path, const char *key, int index)
{
    return path + QLatin1Char('.') + QLatin1String(key) + QLatin1Char('[') + QString::number(index) + QLatin1Char(']');
}

ServiceEdit readEdit(const QJsonObject &json, const QString &path, ScriptNames *names, std::optional<Error> &problem)
{
    Reader reader(json, path, problem);
    ServiceEdit edit;
    const QString group = reader.text("group");
    const QString enrollment = reader.text("enrollment");
    if (group.isEmpty() == enrollment.isEmpty())
        reader.wrong(Text::tr("%1 must name either a group or an enrollment."), {});
    edit.kind = group.isEmpty() ? domain::EnrollmentKind::Individual : domain::EnrollmentKind::Group;
    edit.id = group.isEmpty() ? enrollment : group;
    const int ways = int(reader.has("set")) + int(reader.has("create")) + int(reader.has("delete"));
    if (ways != 1)
        reader.wrong(Text::tr("%1 must have exactly one of set, create and delete."), {});
    const QJsonObject set = reader.object("set");
    const QJsonObject create = reader.object("create");
    edit.keyOfGroup = reader.text("keyOfGroup");
    if (reader.has("delete") && !reader.flag("delete"))
        reader.wrong(Text::tr("%1 can only be true."), QStringLiteral("delete"));
    for (auto it = set.begin(); it != set.end(); ++it)
        edit.fields.append({it.key(), it->isNull() ? QJsonValue(QJsonValue::Undefined) : *it});
    if (reader.has("set") && set.isEmpty())
        reader.wrong(Text::tr("%1 must not be empty."), QStringLiteral("set"));
    edit.what = reader.has("create")   ? ServiceEdit::What::Create
                : reader.has("delete") ? ServiceEdit::What::Delete
                                       : ServiceEdit::What::Set;
    if (!edit.keyOfGroup.isEmpty() && (edit.what != ServiceEdit::What::Create || !group.isEmpty()))
        reader.wrong(Text::tr("%1 belongs to the creation of an individual enrollment."), QStringLiteral("keyOfGroup"));
    if (edit.what == ServiceEdit::What::Create) {
        edit.body = create;
        edit.body.insert(group.isEmpty() ? QStringLiteral("registrationId") : QStringLiteral("enrollmentGroupId"),
                         edit.id);
        const auto shape = wire::enrollmentFromJson(edit.body, edit.kind);
        if (!shape)
            reader.wrong(QStringLiteral("%1: ") + shape.error().message, QStringLiteral("create"));
    }
    if (names) {
        reader.oneOf("keyOfGroup", edit.keyOfGroup, names->groups);
        if (edit.what != ServiceEdit::What::Create) {
            reader.oneOf("group", group, names->groups);
            reader.oneOf("enrollment", enrollment, names->enrollments);
        }
        for (const auto &hub :
             (edit.what == ServiceEdit::What::Create ? create : set).value(QLatin1String("iotHubs")).toArray())
            reader.oneOf(edit.what == ServiceEdit::What::Create ? "create" : "set", hub.toString(), names->hubHosts);
    }
    if (names && edit.what == ServiceEdit::What::Create)
        (group.isEmpty() ? names->enrollments : names->groups).append(edit.id); // later edits may name it
    reader.end();
    return edit;
}

DeviceOrder readOrder(const QJsonObject &json, const QString &path, ScriptNames *names, std::optional<Error> &problem)
{
    Reader reader(json, path, problem);
    DeviceOrder order;
    order.all = reader.flag("all");
    order.group = reader.text("group");
    order.ids = reader.texts("ids");
    if (int(order.all) + int(!order.group.isEmpty()) + int(!order.ids.isEmpty()) != 1)
        reader.wrong(Text::tr("%1 must name either all devices, a group or registration IDs."), {});
    if (int(reader.has("reboot")) + int(reader.has("background")) + int(reader.has("travel")) != 1)
        reader.wrong(Text::tr("%1 must have exactly one of reboot, background and travel."), {});
    order.what = reader.has("background") ? DeviceOrder::What::Background
                 : reader.has("travel")   ? DeviceOrder::What::Travel
                                          : DeviceOrder::What::Reboot;
    const QJsonObject reboot = reader.object("reboot");
    const QJsonObject background = reader.object("background");
    const QJsonObject travel = reader.object("travel");
    if (order.what == DeviceOrder::What::Travel) {
        Reader inner(travel, reader.at(QStringLiteral("travel")), problem);
        order.region = inner.text("region", true);
        if (!order.region.isEmpty() && !domain::knownRegions().contains(order.region))
            inner.wrong(Text::tr("%1 is no Azure region known here."), QStringLiteral("region"));
        if (inner.has("first"))
            order.first = static_cast<int>(inner.whole("first", 1));
        inner.end();
    } else if (order.what == DeviceOrder::What::Reboot) {
        Reader inner(reboot, reader.at(QStringLiteral("reboot")), problem);
        order.spreadMs = static_cast<int>(inner.whole("spreadMs", 0, true));
        order.registers = inner.flag("register");
        if (inner.has("first"))
            order.first = static_cast<int>(inner.whole("first", 1));
        inner.end();
    } else {
        Reader inner(background, reader.at(QStringLiteral("background")), problem);
        order.perSecond = inner.number("perSecond", 0, true);
        order.registers = inner.flag("register");
        inner.end();
    }
    if (names) {
        reader.oneOf("group", order.group, names->groups);
        for (const QString &id : std::as_const(order.ids))
            reader.oneOf("ids", id, names->registrationIds);
    }
    reader.end();
    return order;
}

Action readAction(const QJsonObject &json, const QString &path, ScriptNames *names, std::optional<Error> &problem)
{
    Reader reader(json, path, problem);
    Action action;
    const QString by = reader.text("by", true);
    if (by == QLatin1String("person"))
        action.by = Action::By::Person;
    else if (by == QLatin1String("devices"))
        action.by = Action::By::Devices;
    else if (by != QLatin1String("script"))
        reader.wrong(Text::tr("%1 must be person, devices or script."), QStringLiteral("by"));
    int index = 0;
    for (const auto &change : reader.array("change")) {
        const QString place = element(path, "change", index++);
        if (!change.isObject())
            Reader({}, place, problem).wrong(Text::tr("%1 must be an object."), {});
        action.changes.append(readEdit(change.toObject(), place, names, problem));
    }
    index = 0;
    for (const auto &order : reader.array("devices")) {
        const QString place = element(path, "devices", index++);
        if (!order.isObject())
            Reader({}, place, problem).wrong(Text::tr("%1 must be an object."), {});
        action.orders.append(readOrder(order.toObject(), place, names, problem));
    }
    if (action.changes.isEmpty() && action.orders.isEmpty())
        reader.wrong(Text::tr("%1 does nothing. Add change or devices."), {});
    reader.end();
    return action;
}

void checkUntil(const QJsonObject &json, const QString &path, const ScriptNames &names, std::optional<Error> &problem)
{
    Reader reader(json, path, problem);
    reader.text("page");
    const QJsonObject enrollment = reader.object("enrollment");
    const QJsonObject device = reader.object("device");
    if (reader.has("enrollment")) {
        Reader inner(enrollment, reader.at(QStringLiteral("enrollment")), problem);
        inner.oneOf("id", inner.text("id", true), names.enrollments + names.groups);
        inner.oneOf("kind", inner.text("kind", true), {QStringLiteral("individual"), QStringLiteral("group")});
        inner.flag("exists");
        const QString policy = inner.text("policy");
        if (!policy.isEmpty() && !domain::policyFromKey(policy))
            inner.wrong(Text::tr("%1 must be notset, migrate, reset or never."), QStringLiteral("policy"));
        for (const QString &hub : inner.texts("hubs"))
            inner.oneOf("hubs", hub, names.hubHosts);
        inner.end();
    }
    if (reader.has("device")) {
        Reader inner(device, reader.at(QStringLiteral("device")), problem);
        inner.oneOf("id", inner.text("id", true), names.registrationIds);
        inner.oneOf("hub", inner.text("hub"), names.hubHosts);
        const QString status = inner.text("status");
        if (!status.isEmpty() && !domain::statusFromKey(status))
            inner.wrong(Text::tr("%1 is no registration status."), QStringLiteral("status"));
        const QString substatus = inner.text("substatus");
        if (!substatus.isEmpty() && !domain::substatusFromKey(substatus))
            inner.wrong(Text::tr("%1 is no substatus."), QStringLiteral("substatus"));
        inner.end();
    }
    reader.end();
}

} // namespace

Result<Action> parseAction(const QJsonObject &action, const QString &path, const ScriptNames *names)
{
    std::optional<Error> problem;
    ScriptNames known = names ? *names : ScriptNames();
    Action result = readAction(action, path, names ? &known : nullptr, problem);
    if (problem)
        return Failure(*problem);
    return result;
}

Result<QList<ScriptStep>> parseScript(const QList<QJsonObject> &steps, const ScriptNames &scenarioNames)
{
    constexpr qint64 shortestPeriod = 10'000;
    ScriptNames names = scenarioNames; // grows by what steps create
    std::optional<Error> problem;
    QList<ScriptStep> result;
    QSet<QString> ids;
    for (const QJsonObject &json : steps) {
        const QString path = QStringLiteral("steps[%1]").arg(result.size());
        Reader reader(json, path, problem);
        ScriptStep step;
        step.json = json;
        step.id = reader.text("id", true);
        step.text = reader.text("text", true);
        if (ids.contains(step.id))
            reader.wrong(Text::tr("%1 is used twice."), QStringLiteral("id"));
        ids.insert(step.id);
        if (reader.has("atMs"))
            step.atMs = reader.whole("atMs", 0);
        if (reader.has("everyMs"))
            step.everyMs = reader.whole("everyMs", shortestPeriod);
        if (reader.has("phaseMs"))
            step.phaseMs = reader.whole("phaseMs", 0);
        if (step.atMs && step.everyMs)
            reader.wrong(Text::tr("%1 must have atMs or everyMs, not both."), {});
        if (reader.has("phaseMs") && !step.everyMs)
            reader.wrong(Text::tr("%1 belongs to everyMs."), QStringLiteral("phaseMs"));
        reader.text("highlight");
        const QJsonObject action = reader.object("action", step.isScript());
        const QJsonObject until = reader.object("until");
        if (reader.has("action"))
            step.action = readAction(action, reader.at(QStringLiteral("action")), &names, problem);
        if (reader.has("until"))
            checkUntil(until, reader.at(QStringLiteral("until")), names, problem);
        reader.end();
        if (problem)
            return Failure(*problem);
        result.append(step);
    }
    return result;
}

} // namespace rehome::demo
