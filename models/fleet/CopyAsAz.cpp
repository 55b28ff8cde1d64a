// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/CopyAs.h"
#include "models/fleet/CopySecrets.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>

// `az iot dps enrollment` and `enrollment-group`, flags as of extension 0.25 (peers and pains, a.1).
namespace rehome::fleet {

using domain::EnrollmentKind;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::CopyAs)
};

/// A command of `az` as it is put together.
class AzCommand
{
public:
    AzCommand(const CopySource &source, const char *verb)
        : m_source(source)
    {
        m_words << QStringLiteral("az iot dps ") +
                       (source.kind == EnrollmentKind::Group ? QLatin1String("enrollment-group ")
                                                             : QLatin1String("enrollment ")) +
                       QLatin1String(verb);
        static const QString cloud = QStringLiteral(".azure-devices-provisioning.net");
        if (source.hostName.endsWith(cloud, Qt::CaseInsensitive)) {
            add("--dps-name", source.hostName.chopped(cloud.size()));
        } else {
            note(Text::tr("DPS_CONNECTION_STRING holds the connection string: this service is not in the cloud."));
            add("--login", placeholder(QStringLiteral("DPS_CONNECTION_STRING")));
        }
        add("--enrollment-id", source.id);
    }

    void add(const char *flag, const QString &value)
    {
        m_words << QString::fromLatin1(flag) << shellWord(value, m_source.shell);
    }
    void addJson(const char *flag, const QJsonObject &value)
    {
        m_words << QString::fromLatin1(flag)
                << (value.isEmpty() ? shellWord(QString(), m_source.shell) : azJsonWord(value, m_source.shell));
    }
    void addEtag()
    {
        const QString etag = m_source.body.value(QLatin1String("etag")).toString();
        if (!etag.isEmpty())
            add("--etag", etag);
    }
    void note(const QString &text)
    {
        if (!m_notes.contains(text))
            m_notes << text;
    }
    bool isGroup() const { return m_source.kind == EnrollmentKind::Group; }
    bool shows() const { return m_source.secrets == Secrets::Shown; }
    QString text() const
    {
        QStringList lines;
        for (const QString &one : m_notes)
            lines << commentLine(one);
        lines << commandLine(m_words, m_source.shell);
        return lines.join(u'\n');
    }

private:
    const CopySource &m_source;
    QStringList m_words, m_notes;
};

void addKey(AzCommand &command, const char *flag, const char *variable, const QString &key)
{
    if (!key.isEmpty())
        command.add(flag, command.shows() ? key : placeholder(QString::fromLatin1(variable)));
}

void addPolicy(AzCommand &command, const QJsonValue &value, bool creates)
{
    switch (policyOfValue(value).value_or(domain::ReprovisionPolicy::NotSet)) {
    case domain::ReprovisionPolicy::Migrate:
        return command.add("--reprovision-policy", QStringLiteral("reprovisionandmigratedata"));
    case domain::ReprovisionPolicy::Reset:
        return command.add("--reprovision-policy", QStringLiteral("reprovisionandresetdata"));
    case domain::ReprovisionPolicy::Never:
        return command.add("--reprovision-policy", QStringLiteral("never"));
    case domain::ReprovisionPolicy::NotSet:
        break;
    }
    command.note(creates ? Text::tr("The policy is not set. az cannot say that: it will write migrate. Use curl.")
                         : Text::tr("az cannot take a reprovision policy away. Use curl."));
}

void addWebhook(AzCommand &command, const QJsonObject &definition)
{
    const QString url = definition.value(QLatin1String("webhookUrl")).toString();
    if (!url.isEmpty())
        command.add("--webhook-url", command.shows() ? url : withoutWebhookCode(url));
    if (const QString version = definition.value(QLatin1String("apiVersion")).toString(); !version.isEmpty())
        command.add("--api-version", version);
}

void addHubs(AzCommand &command, const QJsonValue &value, bool creates)
{
    const QStringList hubs = value.toVariant().toStringList();
    if (!hubs.isEmpty())
        command.add("--iot-hubs", hubs.join(u' '));
    else if (!creates)
        command.note(Text::tr("az cannot take the list of hubs away. Use curl."));
}

void addAttestation(AzCommand &command, const QJsonObject &attestation)
{
    const QString type = attestation.value(QLatin1String("type")).toString();
    const auto text = [](const QJsonValue &object, const char *name) {
        return object.toObject().value(QLatin1String(name)).toString();
    };
    if (!command.isGroup())
        command.add("--attestation-type", type == QLatin1String("symmetricKey") ? type.toLower() : type);
    const QJsonValue keys = attestation.value(QLatin1String("symmetricKey"));
    addKey(command, "--primary-key", "PRIMARY_KEY", text(keys, "primaryKey"));
    addKey(command, "--secondary-key", "SECONDARY_KEY", text(keys, "secondaryKey"));
    if (type == QLatin1String("tpm"))
        command.add("--endorsement-key", text(attestation.value(QLatin1String("tpm")), "endorsementKey"));
    if (type != QLatin1String("x509"))
        return;
    const QJsonObject x509 = attestation.value(QLatin1String("x509")).toObject();
    const QJsonValue authorities = x509.value(QLatin1String("caReferences"));
    if (authorities.isObject() && command.isGroup()) {
        if (const QString name = text(authorities, "primary"); !name.isEmpty())
            command.add("--root-ca-name", name);
        if (const QString name = text(authorities, "secondary"); !name.isEmpty())
            command.add("--secondary-root-ca-name", name);
        return;
    }
    if (authorities.isObject())
        return command.note(Text::tr("az cannot name CA certificates for an individual enrollment. Use curl."));
    const QJsonObject pair =
        x509.value(command.isGroup() ? QLatin1String("signingCertificates") : QLatin1String("clientCertificates"))
            .toObject();
    command.note(Text::tr("The service does not give certificates back: put the files beside the command."));
    if (pair.contains(QLatin1String("primary")) || !pair.contains(QLatin1String("secondary")))
        command.add("--certificate-path", QStringLiteral("primary.pem"));
    if (pair.contains(QLatin1String("secondary")))
        command.add("--secondary-certificate-path", QStringLiteral("secondary.pem"));
}

void addTwin(AzCommand &command, const QJsonObject &twin, bool creates)
{
    const QJsonObject tags = twin.value(QLatin1String("tags")).toObject();
    const QJsonObject desired =
        twin.value(QLatin1String("properties")).toObject().value(QLatin1String("desired")).toObject();
    if (!creates || !tags.isEmpty())
        command.addJson("--initial-twin-tags", tags);
    if (!creates || !desired.isEmpty())
        command.addJson("--initial-twin-properties", desired);
}

/// A member that is changed, or that a new enrollment has. False when `az` has no flag for it.
bool addMember(AzCommand &command, const QString &path, const QJsonValue &value, bool creates)
{
    const QString text = value.toString();
    if (path == QLatin1String("reprovisionPolicy"))
        addPolicy(command, value, creates);
    else if (path == QLatin1String("provisioningStatus"))
        command.add("--provisioning-status", text.isEmpty() ? QStringLiteral("enabled") : text);
    else if (path == QLatin1String("allocationPolicy") && !text.isEmpty())
        command.add("--allocation-policy", text);
    else if (path == QLatin1String("iotHubs"))
        addHubs(command, value, creates);
    else if (path == QLatin1String("customAllocationDefinition"))
        addWebhook(command, value.toObject());
    else if (path == QLatin1String("customAllocationDefinition.webhookUrl"))
        addWebhook(command, {{QStringLiteral("webhookUrl"), value}});
    else if (path == QLatin1String("customAllocationDefinition.apiVersion"))
        addWebhook(command, {{QStringLiteral("apiVersion"), value}});
    else if (path == QLatin1String("capabilities"))
        command.add("--edge-enabled", value.toObject().value(QLatin1String("iotEdge")).toBool()
                                          ? QStringLiteral("true")
                                          : QStringLiteral("false"));
    else if (path == QLatin1String("capabilities.iotEdge"))
        command.add("--edge-enabled", value.toBool() ? QStringLiteral("true") : QStringLiteral("false"));
    else if (path == QLatin1String("initialTwin"))
        addTwin(command, value.toObject(), creates);
    else if (path == QLatin1String("initialTwin.tags"))
        command.addJson("--initial-twin-tags", value.toObject());
    else if (path == QLatin1String("initialTwin.properties.desired"))
        command.addJson("--initial-twin-properties", value.toObject());
    else if (path == QLatin1String("deviceId") && !text.isEmpty() && !command.isGroup())
        command.add("--device-id", text);
    else if (path == QLatin1String("optionalDeviceInformation") && !command.isGroup())
        command.addJson("--info", value.toObject());
    else if (path == QLatin1String("attestation.symmetricKey.primaryKey"))
        addKey(command, "--primary-key", "PRIMARY_KEY", text);
    else if (path == QLatin1String("attestation.symmetricKey.secondaryKey"))
        addKey(command, "--secondary-key", "SECONDARY_KEY", text);
    else
        return false;
    return true;
}

void noteMissing(AzCommand &command, const QStringList &paths)
{
    if (!paths.isEmpty())
        command.note(Text::tr("az has no flag for %1. Use curl.").arg(paths.join(QLatin1String(", "))));
}

} // namespace

QString azShow(const CopySource &source)
{
    AzCommand command(source, "show");
    if (command.shows())
        command.add("--show-keys", QStringLiteral("true"));
    return command.text();
}

QString azCreate(const CopySource &source)
{
    static const QStringList notSent{QStringLiteral("registrationId"),
                                     QStringLiteral("enrollmentGroupId"),
                                     QStringLiteral("etag"),
                                     QStringLiteral("attestation"),
                                     QStringLiteral("registrationState"),
                                     QStringLiteral("createdDateTimeUtc"),
                                     QStringLiteral("lastUpdatedDateTimeUtc")};
    AzCommand command(source, "create");
    addAttestation(command, source.body.value(QLatin1String("attestation")).toObject());
    QStringList missing;
    for (auto at = source.body.begin(); at != source.body.end(); ++at) {
        if (!notSent.contains(at.key()) && !at.value().isNull() && !addMember(command, at.key(), at.value(), true))
            missing << at.key();
    }
    if (!source.body.contains(QLatin1String("reprovisionPolicy")))
        addPolicy(command, QJsonValue(QJsonValue::Undefined), true);
    if (!source.body.value(QLatin1String("iotHubs")).toArray().isEmpty() &&
        source.body.value(QLatin1String("allocationPolicy")).toString().isEmpty())
        command.note(Text::tr("az asks for an allocation policy where hubs are named. Use curl to leave it unset."));
    noteMissing(command, missing);
    return command.text();
}

QString azUpdate(const CopySource &source, const QList<PendingField> &fields)
{
    AzCommand command(source, "update");
    command.addEtag();
    QStringList missing;
    for (const PendingField &field : fields) {
        if (!addMember(command, field.path, field.after, false))
            missing << field.path;
    }
    noteMissing(command, missing);
    return command.text();
}

QString azDelete(const CopySource &source)
{
    AzCommand command(source, "delete");
    command.addEtag();
    return command.text();
}

} // namespace rehome::fleet
