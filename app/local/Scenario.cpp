// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Scenario.h"

#include "app/local/Fault.h"
#include "app/local/ScenarioReader.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

static void initScenarioResource()
{
#ifdef REHOME_HAS_SCENARIOS
    Q_INIT_RESOURCE(rehome_scenarios);
#endif
}

namespace rehome::local {

using domain::EnrollmentKind;

namespace {

constexpr int maxDevices = 1'000'000;

/// What the rows of a file refer to.
struct Names
{
    QSet<QString> hubs, individuals, groups; // folded, hubs by host name
};

QString indexed(const char *name, qsizetype index)
{
    return QStringLiteral("%1[%2]").arg(QLatin1String(name)).arg(index);
}

Scenario::Hub hubFrom(const QJsonValue &value, const QString &path, Names &names, QString &mistake)
{
    ScenarioReader reader(value.toObject(), path, mistake);
    Scenario::Hub hub;
    hub.name = reader.requiredText("name");
    static const QRegularExpression form(QStringLiteral("^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$"));
    if (!form.match(hub.name).hasMatch())
        reader.refuse("name", QStringLiteral("lower-case letters, digits and inner hyphens are needed."));
    hub.link.hostName = hub.name + QLatin1String(".localhost");
    if (names.hubs.contains(hub.link.hostName))
        reader.refuse("name", QStringLiteral("is there twice."));
    names.hubs.insert(hub.link.hostName);
    hub.link.region = reader.text("region");
    hub.link.allocationWeight = reader.number("allocationWeight", 1, 1, 1000);
    hub.link.applyAllocationPolicy = reader.truth("applyAllocationPolicy", true);
    hub.registryUnits = reader.number("registryUnits", 1, 1, 200);
    reader.finish();
    return hub;
}

QJsonObject enrollmentFrom(const QJsonValue &value, const QString &path, EnrollmentKind kind, Names &names,
                           QString &mistake)
{
    const auto refuse = [&](const QString &place, const QString &why) {
        if (mistake.isEmpty())
            mistake = QStringLiteral("%1%2: %3").arg(path, place, why);
    };
    const auto enrollment = wire::enrollmentFromJson(value.toObject(), kind);
    if (!enrollment) {
        refuse({}, enrollment.error().message + QLatin1Char(' ') + enrollment.error().detail);
        return {};
    }
    if (const QString unknown = wire::firstUnknownMember(*enrollment); !unknown.isEmpty())
        refuse(QLatin1Char('.') + unknown, QStringLiteral("this key is not known here."));
    if (!domain::isValidRegistrationId(enrollment->id))
        refuse({}, QStringLiteral("\"%1\" is not a valid ID.").arg(enrollment->id));
    auto &ids = kind == EnrollmentKind::Individual ? names.individuals : names.groups;
    if (ids.contains(domain::foldedId(enrollment->id)))
        refuse({}, QStringLiteral("the ID %1 is there twice.").arg(enrollment->id));
    ids.insert(domain::foldedId(enrollment->id));
    QStringList hubs = enrollment->iotHubs.value_or(QStringList());
    if (!enrollment->iotHubHostName.isEmpty())
        hubs.append(enrollment->iotHubHostName);
    for (const QString &hub : hubs)
        if (!names.hubs.contains(hub.toLower()))
            refuse(QStringLiteral(".iotHubs"), QStringLiteral("the hub %1 is not in this file.").arg(hub));
    return value.toObject();
}

ScenarioDevices devicesFrom(const QJsonValue &value, const QString &path, const Names &names, QString &mistake)
{
    ScenarioReader reader(value.toObject(), path, mistake);
    ScenarioDevices row;
    row.group = reader.text("group");
    row.registrationIds = reader.texts("registrationIds");
    row.count = reader.number("count", 0, 0, maxDevices);
    row.prefix = reader.text("prefix");
    row.apiVersion = reader.text("apiVersion", QStringLiteral("2021-06-01"));
    if (!domain::ApiVersion::parse(row.apiVersion))
        reader.refuse("apiVersion", QStringLiteral("a version such as 2021-06-01 is needed."));
    row.region = reader.text("region");
    const QString initially = reader.text("initially", QStringLiteral("unregistered"));
    row.initiallyAssigned = initially == QLatin1String("assigned");
    if (!row.initiallyAssigned && initially != QLatin1String("unregistered"))
        reader.refuse("initially", QStringLiteral("assigned or unregistered is needed."));
    row.behaviour = reader.objectOrName("behaviour");
    reader.finish();
    if (row.group.isEmpty() == row.registrationIds.isEmpty())
        reader.refuse("group", QStringLiteral("either group or registrationIds is needed."));
    if (!row.group.isEmpty()) {
        if (!names.groups.contains(domain::foldedId(row.group)))
            reader.refuse("group", QStringLiteral("the group %1 is not in this file.").arg(row.group));
        if (!domain::isValidRegistrationId(row.prefix + QLatin1Char('1')))
            reader.refuse("prefix", QStringLiteral("is missing or not the beginning of a valid ID."));
    }
    for (const QString &id : row.registrationIds)
        if (!names.individuals.contains(domain::foldedId(id)))
            reader.refuse("registrationIds", QStringLiteral("the enrollment %1 is not in this file.").arg(id));
    return row;
}

Scenario scenarioFrom(const QJsonObject &object, QString &mistake)
{
    Scenario scenario;
    Names names;
    ScenarioReader reader(object, {}, mistake);
    scenario.title = reader.text("title");
    scenario.summary = reader.text("summary");
    scenario.idScope = reader.text("idScope");
    static const QRegularExpression scopeForm(QStringLiteral("^[A-Za-z0-9-]{0,64}$"));
    if (!scopeForm.match(scenario.idScope).hasMatch())
        reader.refuse("idScope", QStringLiteral("letters and digits are needed."));
    scenario.assignDelayMs = reader.number("assignDelayMs", scenario.assignDelayMs, 0, 600'000);
    scenario.defaultRegion = reader.text("defaultRegion");
    const auto allocation = domain::allocationFromKey(reader.text("allocationPolicy", QStringLiteral("hashed")));
    scenario.allocationPolicy = allocation.value_or(domain::AllocationPolicy::Custom);
    if (scenario.allocationPolicy == domain::AllocationPolicy::Custom ||
        scenario.allocationPolicy == domain::AllocationPolicy::NotSet)
        reader.refuse("allocationPolicy", QStringLiteral("hashed, geoLatency or static is needed."));
    ScenarioReader quotas(reader.object("quotas"), QStringLiteral("quotas"), mistake);
    for (const ServiceLimits::Entry &entry : ServiceLimits::entries()) {
        int &limit = scenario.limits.*entry.value;
        limit = quotas.number(entry.member, limit, 1, entry.maximum);
    }
    quotas.finish();
    const auto each = [&](const char *name, const auto &read) {
        const QJsonArray items = reader.array(name);
        for (qsizetype i = 0; i < items.size() && mistake.isEmpty(); ++i) {
            if (!items.at(i).isObject())
                mistake = QStringLiteral("%1: an object is needed.").arg(indexed(name, i));
            else
                read(items.at(i), indexed(name, i));
        }
    };
    if (!reader.has("hubs"))
        reader.refuse("hubs", QStringLiteral("is missing."));
    each("hubs", [&](const QJsonValue &item, const QString &path) {
        scenario.hubs.append(hubFrom(item, path, names, mistake));
    });
    if (scenario.hubs.size() > scenario.limits.linkedHubs)
        reader.refuse("hubs", QStringLiteral("at most %1 hubs can be linked.").arg(scenario.limits.linkedHubs));
    each("caCertificates", [&](const QJsonValue &item, const QString &path) {
        ScenarioReader authority(item.toObject(), path, mistake);
        scenario.caCertificates.append({authority.requiredText("name"), authority.requiredText("certificate"),
                                        authority.truth("isVerified", true)});
        authority.finish();
    });
    each("enrollmentGroups", [&](const QJsonValue &item, const QString &path) {
        scenario.enrollmentGroups.append(enrollmentFrom(item, path, EnrollmentKind::Group, names, mistake));
    });
    each("enrollments", [&](const QJsonValue &item, const QString &path) {
        scenario.enrollments.append(enrollmentFrom(item, path, EnrollmentKind::Individual, names, mistake));
    });
    each("devices", [&](const QJsonValue &item, const QString &path) {
        scenario.devices.append(devicesFrom(item, path, names, mistake));
    });
    each("steps", [&](const QJsonValue &item, const QString &) { scenario.steps.append(item.toObject()); });
    reader.finish();
    return scenario;
}

QString place(const QByteArray &json, int offset)
{
    const QByteArray before = json.left(offset);
    const qsizetype line = before.count('\n') + 1;
    const qsizetype column = offset - before.lastIndexOf('\n');
    return QStringLiteral("line %1, column %2").arg(line).arg(column);
}

} // namespace

QStringList ScenarioDevices::allRegistrationIds() const
{
    if (!registrationIds.isEmpty())
        return registrationIds;
    QStringList out;
    out.reserve(count);
    const int width = std::max(4, static_cast<int>(QString::number(count).size()));
    for (int i = 1; i <= count; ++i)
        out.append(prefix + QStringLiteral("%1").arg(i, width, 10, QLatin1Char('0')));
    return out;
}

Result<Scenario> parseScenario(const QByteArray &json, const QString &fileName)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error != QJsonParseError::NoError)
        return fault(
            ErrorKind::BadInput,
            QStringLiteral("%1, %2: %3").arg(fileName, place(json, parseError.offset), parseError.errorString()),
            place(json, parseError.offset));
    if (!document.isObject())
        return fault(ErrorKind::BadInput, QStringLiteral("%1: an object is needed.").arg(fileName));
    QString mistake;
    Scenario scenario = scenarioFrom(document.object(), mistake);
    if (!mistake.isEmpty())
        return fault(ErrorKind::BadInput, fileName + QLatin1String(": ") + mistake,
                     mistake.section(QLatin1Char(':'), 0, 0));
    return scenario;
}

Result<Scenario> loadScenario(const QString &nameOrFile)
{
    initScenarioResource();
    static const QRegularExpression plainName(QStringLiteral("^[A-Za-z0-9_-]+$"));
    const QString embedded = QStringLiteral(":/scenarios/%1.json").arg(nameOrFile);
    const bool isEmbedded = plainName.match(nameOrFile).hasMatch() && QFile::exists(embedded);
    QFile file(isEmbedded ? embedded : nameOrFile);
    if (!file.open(QIODevice::ReadOnly))
        return fault(ErrorKind::BadInput,
                     QStringLiteral("The scenario %1 is neither an embedded one nor a readable file.").arg(nameOrFile),
                     file.errorString());
    return parseScenario(file.readAll(), nameOrFile);
}

} // namespace rehome::local
