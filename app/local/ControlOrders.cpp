// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ControlOrders.h"

#include "app/local/CaCertificates.h"
#include "app/local/EnrollmentEditor.h"
#include "app/local/Fault.h"
#include "app/local/LinkOrders.h"
#include "models/domain/Allocation.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/Sas.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace rehome::local {

using domain::EnrollmentKind;

namespace {

constexpr int mostUnits = 200; // as in a scenario file

Failure refused(const QString &why)
{
    return fault(ErrorKind::BadInput, why);
}

Result<QString> hubOrder(ServiceCore &core, const QString &name, const QString &word)
{
    static const QHash<QString, HubMode> modes{{QStringLiteral("up"), HubMode::Up},
                                               {QStringLiteral("slow"), HubMode::Slow},
                                               {QStringLiteral("throttle"), HubMode::Throttle},
                                               {QStringLiteral("dead"), HubMode::Dead}};
    if (!modes.contains(word))
        return refused(QStringLiteral("A hub can be slow, throttle, dead or up."));
    for (const HubConfig &hub : core.state.config.hubs) {
        if (hub.name != name && hub.link.hostName.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        core.state.hub(hub.link.hostName)->mode = modes.value(word);
        if (modes.value(word) == HubMode::Dead)
            core.connections.closeHub(hub.link.hostName);
        return QStringLiteral("The hub %1 is set to %2.").arg(hub.name, word);
    }
    return refused(QStringLiteral("There is no hub %1.").arg(name));
}

Result<QString> unitsOrder(ServiceCore &core, const QString &name, const QString &number, WriteBatch &batch)
{
    bool isNumber = false;
    const int units = number.toInt(&isNumber);
    if (!isNumber || units < 1 || units > mostUnits)
        return refused(QStringLiteral("A hub has from 1 to 200 units."));
    for (HubConfig &hub : core.state.config.hubs) {
        if (hub.name != name && hub.link.hostName.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        hub.registryUnits = units;
        core.state.saveConfig(batch);
        return QStringLiteral("The hub %1 has %2 units: %3 identity operations a minute.")
            .arg(hub.name)
            .arg(units)
            .arg(units * core.registryOperationsPerUnit);
    }
    return refused(QStringLiteral("There is no hub %1.").arg(name));
}

Result<QString> quotaOrder(ServiceCore &core, const QString &word, const QString &number, WriteBatch &batch)
{
    const ServiceLimits::Entry *entry = ServiceLimits::byWord(word);
    if (!entry)
        return refused(QStringLiteral("The quotas are: %1.").arg(ServiceLimits::words()));
    bool isNumber = false;
    const int limit = number.toInt(&isNumber);
    if (!isNumber || limit < 1 || limit > entry->maximum)
        return refused(QStringLiteral("The quota of %1 is a number from 1 to %2.").arg(word).arg(entry->maximum));
    core.state.config.limits.*(entry->value) = limit;
    core.applyRates();
    core.state.saveConfig(batch);
    return QStringLiteral("The quota of %1 is %2 %3.").arg(word).arg(limit).arg(QLatin1String(entry->unit));
}

/// One edit of a step (resources/scenarios/README.md, "action"): set, create or delete of one entry, by the service's
/// own rules.
HttpReply runChange(ServiceCore &core, const QJsonObject &change, WriteBatch &batch)
{
    EnrollmentEditor editor(core);
    const bool individual = change.contains(QLatin1String("enrollment"));
    const EnrollmentKind kind = individual ? EnrollmentKind::Individual : EnrollmentKind::Group;
    const QString id = change.value(individual ? QLatin1String("enrollment") : QLatin1String("group")).toString();
    if (change.value(QLatin1String("delete")).toBool())
        return editor.remove(kind, id, std::nullopt, batch);
    QJsonObject object;
    std::optional<QString> ifMatch;
    if (change.contains(QLatin1String("create"))) {
        object = change.value(QLatin1String("create")).toObject();
        object.insert(wire::idMember(kind), id);
        const QString group = change.value(QLatin1String("keyOfGroup")).toString();
        if (const EnrollmentEntry *entry = core.state.entry(EnrollmentKind::Group, foldedKey(group))) {
            const auto primary = wire::derivedDeviceKey(QString::fromLatin1(entry->primary), id);
            const auto secondary = wire::derivedDeviceKey(QString::fromLatin1(entry->secondary), id);
            const QJsonObject keys{{QStringLiteral("primaryKey"), primary.value_or(QString())},
                                   {QStringLiteral("secondaryKey"), secondary.value_or(QString())}};
            QJsonObject attestation = object.value(QLatin1String("attestation")).toObject();
            attestation.insert(QStringLiteral("symmetricKey"), keys);
            object.insert(QStringLiteral("attestation"), attestation);
        }
    } else if (const EnrollmentEntry *entry = core.state.entry(kind, foldedKey(id))) {
        object = QJsonDocument::fromJson(entry->json).object();
        const QJsonObject members = change.value(QLatin1String("set")).toObject();
        for (auto it = members.begin(); it != members.end(); ++it) {
            if (it.value().isNull())
                object.remove(it.key());
            else
                object.insert(it.key(), it.value());
        }
        // The stored object holds no keys; the test mode that makes new ones must not touch this edit.
        object.insert(QStringLiteral("attestation"), editor.attestationWithKeys(*entry));
        ifMatch = QStringLiteral("*");
    } else {
        return editor.remove(kind, id, std::nullopt, batch); // answers 404
    }
    return editor.put(kind, id, QJsonDocument(object).toJson(QJsonDocument::Compact), ifMatch, batch);
}

Result<QString> stepOrder(ServiceCore &core, WriteBatch &batch)
{
    ServiceConfig &config = core.state.config;
    for (int i = config.nextStep; i < config.steps.size(); ++i) {
        const QJsonObject step = config.steps.at(i);
        const QJsonArray changes =
            step.value(QLatin1String("action")).toObject().value(QLatin1String("change")).toArray();
        if (changes.isEmpty())
            continue;
        QStringList problems;
        for (const QJsonValue &change : changes) {
            const HttpReply reply = runChange(core, change.toObject(), batch);
            if (reply.status >= 300)
                problems.append(
                    QJsonDocument::fromJson(reply.body).object().value(QLatin1String("message")).toString());
        }
        config.nextStep = i + 1;
        core.state.saveConfig(batch);
        const QString text = step.value(QLatin1String("text")).toString();
        if (!problems.isEmpty())
            return QStringLiteral("Step %1 in part: %2").arg(i + 1).arg(problems.join(QLatin1Char(' ')));
        return QStringLiteral("Step %1: %2").arg(i + 1).arg(text);
    }
    return refused(QStringLiteral("The scenario has no further step that changes the service."));
}

/// A device elsewhere: lowest latency chooses by its new region when it registers the next time.
Result<QString> regionOrder(ServiceCore &core, const QString &devices, const QString &region, WriteBatch &batch)
{
    if (!domain::knownRegions().contains(region))
        return refused(
            QStringLiteral("%1 is no Azure region known here; a name such as westeurope is needed.").arg(region));
    const QStringList ids = devices.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString &id : ids)
        if (!domain::isValidRegistrationId(id))
            return refused(QStringLiteral("%1 is not a valid registration ID.").arg(id));
    if (ids.isEmpty())
        return refused(QStringLiteral("Name a device, or several with commas between them."));
    ServiceConfig &config = core.state.config;
    for (const QString &id : ids)
        config.travelled.insert(domain::foldedId(id), region);
    core.state.regions = Regions(config);
    core.state.saveConfig(batch);
    return ids.size() == 1 ? QStringLiteral("The device %1 is in %2.").arg(ids.first(), region)
                           : QStringLiteral("%1 devices are in %2.").arg(ids.size()).arg(region);
}

QString authorityLine(const CaCertificateRow &row)
{
    const CertificateHandle certificate = certificateFromDer(row.certificate);
    const auto info = certificate ? certificateInfo(certificate) : domain::X509CertificateInfo();
    return QStringLiteral("%1 (%2): %3, SHA-1 %4, until %5")
        .arg(row.name, row.isVerified ? QStringLiteral("verified") : QStringLiteral("not verified"), info.subjectName,
             info.sha1Thumbprint, domain::utcTextFromMs(info.notAfterMs).left(10));
}

/// Whoever may give orders need not prove that an authority is theirs: what they add is verified.
Result<QString> certificateOrder(ServiceCore &core, const QStringList &words, WriteBatch &batch)
{
    CaCertificates authorities(core.state);
    const QString action = words.value(1), name = words.value(2);
    if (action == QLatin1String("list") && words.size() == 2) {
        QStringList lines;
        for (const auto &[key, row] : core.state.caCertificates())
            lines.append(authorityLine(row));
        return lines.isEmpty() ? QStringLiteral("There is no CA certificate.") : lines.join(QLatin1Char('\n'));
    }
    if (action == QLatin1String("remove") && words.size() == 3) {
        if (!authorities.remove(name, batch))
            return refused(QStringLiteral("There is no CA certificate %1.").arg(name));
        return QStringLiteral("The CA certificate %1 is removed.").arg(name);
    }
    if (action == QLatin1String("add") && words.size() == 4) {
        const auto added = authorities.put(name, words.at(3), true, QDateTime::currentMSecsSinceEpoch(), batch);
        if (!added)
            return Failure(added.error());
        return authorityLine(*core.state.caCertificate(foldedKey(name)));
    }
    return refused(QStringLiteral("The orders are: certificate add NAME BASE64, certificate remove NAME, certificate "
                                  "list."));
}

} // namespace

Result<QString> runOrder(ServiceCore &core, const QString &order, WriteBatch &batch)
{
    const QStringList words = order.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (auto outcome = linkOrder(core, words, batch))
        return std::move(*outcome);
    if (words.size() == 3 && words.at(0) == QLatin1String("hub"))
        return hubOrder(core, words.at(1), words.at(2));
    if (words.size() == 4 && words.at(0) == QLatin1String("hub") && words.at(2) == QLatin1String("units"))
        return unitsOrder(core, words.at(1), words.at(3), batch);
    if (words.size() == 3 && words.at(0) == QLatin1String("quota"))
        return quotaOrder(core, words.at(1), words.at(2), batch);
    if (words.size() == 4 && words.at(0) == QLatin1String("device") && words.at(2) == QLatin1String("region"))
        return regionOrder(core, words.at(1), words.at(3), batch);
    if (words.value(0) == QLatin1String("certificate"))
        return certificateOrder(core, words, batch);
    if (words == QStringList{QStringLiteral("scenario"), QStringLiteral("step")})
        return stepOrder(core, batch);
    return refused(QStringLiteral(
        "The orders are: hub NAME slow|throttle|dead|up|link|unlink|rotate, hub NAME weight N, hub NAME units N, "
        "hub NAME apply on|off, allocation hashed|geoLatency|static, quota NAME N, "
        "device ID[,ID...] region NAME, certificate add|remove|list, scenario step."));
}

} // namespace rehome::local
