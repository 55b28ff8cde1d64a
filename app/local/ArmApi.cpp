// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ArmApi.h"

#include "app/local/Auth.h"
#include "app/local/CaCertificateApi.h"
#include "app/local/Replies.h"
#include "models/domain/Policy.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QUuid>

namespace rehome::local {

namespace {

const QString resourceName = QStringLiteral("localhost"), groupName = QStringLiteral("rehome");
constexpr int maxTags = 50, maxTagName = 512, maxTagValue = 256; // Azure's limits of any resource

bool same(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// PascalCase here, unlike the data plane.
QString armAllocation(domain::AllocationPolicy policy)
{
    switch (policy) {
    case domain::AllocationPolicy::GeoLatency:
        return QStringLiteral("GeoLatency");
    case domain::AllocationPolicy::Static:
        return QStringLiteral("Static");
    case domain::AllocationPolicy::NotSet:
    case domain::AllocationPolicy::Hashed:
    case domain::AllocationPolicy::Custom: // never a service's default
        break;
    }
    return QStringLiteral("Hashed");
}

HttpReply notFound(const ArmPath &path)
{
    if (!path.resourceGroup.isEmpty() && !same(path.resourceGroup, groupName))
        return armError(404, QStringLiteral("ResourceGroupNotFound"),
                        QStringLiteral("Resource group '%1' could not be found. The local service's is '%2'.")
                            .arg(path.resourceGroup, groupName));
    return armError(404, QStringLiteral("ResourceNotFound"),
                    QStringLiteral("The Resource 'Microsoft.Devices/provisioningServices/%1' under resource group '%2' "
                                   "was not found. The local service's is '%3'.")
                        .arg(path.name, path.resourceGroup, resourceName));
}

HttpReply wrongMethod()
{
    return armError(405, QStringLiteral("MethodNotAllowed"),
                    QStringLiteral("The local service reads this resource and changes its tags; hubs are linked with "
                                   "rehomectl control."));
}

QString resourceId(const QString &subscription)
{
    return QStringLiteral("/subscriptions/%1/resourceGroups/%2/providers/Microsoft.Devices/provisioningServices/%3")
        .arg(subscription, groupName, resourceName);
}

} // namespace

HttpReply armError(int status, const QString &code, const QString &message)
{
    const QJsonObject error{{QStringLiteral("code"), code}, {QStringLiteral("message"), message}};
    HttpReply reply = jsonReply(status, {{QStringLiteral("error"), error}});
    reply.headers.emplace_back("x-ms-failure-cause", "gateway");
    return reply;
}

HttpReply ArmApi::handle(const HttpRequest &request, const Target &target, WriteBatch &batch)
{
    if (!m_auth.management(request)) {
        ++m_core.counters.unauthorized;
        HttpReply reply = armError(401, QStringLiteral("AuthenticationFailed"),
                                   QStringLiteral("Authentication failed. A bearer token made with the service's key "
                                                  "is needed."));
        reply.headers.emplace_back("WWW-Authenticate", "Bearer");
        return reply;
    }
    const QString version = target.query.value(QStringLiteral("api-version"));
    if (version.isEmpty())
        return armError(400, QStringLiteral("MissingApiVersionParameter"),
                        QStringLiteral("The api-version query parameter (?api-version=) is required for all "
                                       "requests."));
    if (!domain::ApiVersion::parse(version))
        return armError(400, QStringLiteral("InvalidApiVersionParameter"),
                        QStringLiteral("The api-version '%1' is invalid. The format is 'yyyy-MM-dd'.").arg(version));
    const auto path = parseArmPath(target);
    if (!path)
        return armError(404, QStringLiteral("InvalidResourceType"),
                        QStringLiteral("The resource type could not be found. The local service has "
                                       "Microsoft.Devices/provisioningServices."));
    if (QUuid(path->subscription).isNull() && path->subscription != QUuid().toString(QUuid::WithoutBraces))
        return armError(400, QStringLiteral("InvalidSubscriptionId"),
                        QStringLiteral("The provided subscription identifier '%1' is malformed or invalid.")
                            .arg(path->subscription));
    if (path->name.isEmpty()) {
        if (request.method != "GET")
            return wrongMethod();
        if (!path->resourceGroup.isEmpty() && !same(path->resourceGroup, groupName))
            return notFound(*path);
        return jsonReply(200, {{QStringLiteral("value"), QJsonArray{resourceJson(path->subscription)}}});
    }
    if (!same(path->resourceGroup, groupName) || !same(path->name, resourceName))
        return notFound(*path);
    if (path->rest.isEmpty())
        return resource(request, *path, batch);
    if (path->restIs(0, QLatin1String("certificates")))
        return CaCertificateApi(m_core.state, resourceId(path->subscription)).handle(request, *path, batch);
    return armError(404, QStringLiteral("InvalidResourceType"),
                    QStringLiteral("The resource type '%1' could not be found here.").arg(path->rest.constFirst()));
}

HttpReply ArmApi::resource(const HttpRequest &request, const ArmPath &path, WriteBatch &batch)
{
    if (request.method == "GET")
        return jsonReply(200, resourceJson(path.subscription));
    if (request.method == "PATCH")
        return patchTags(request, path, batch);
    return wrongMethod();
}

/// TagsResource: the tags are replaced as a whole; nothing else can be patched.
HttpReply ArmApi::patchTags(const HttpRequest &request, const ArmPath &path, WriteBatch &batch)
{
    const auto refused = [](const QString &why) { return armError(400, QStringLiteral("InvalidRequestContent"), why); };
    const auto body = wire::parseDocument(request.body);
    if (!body)
        return refused(body.error().message + QLatin1Char(' ') + body.error().detail);
    for (auto it = body->begin(); it != body->end(); ++it)
        if (it.key() != QLatin1String("tags"))
            return refused(QStringLiteral("A PATCH changes tags only; '%1' is another member.").arg(it.key()));
    const QJsonValue tags = body->value(QLatin1String("tags"));
    if (!tags.isObject() || tags.toObject().size() > maxTags)
        return refused(QStringLiteral("tags: an object of at most %1 texts is needed.").arg(maxTags));
    const QJsonObject wanted = tags.toObject();
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        if (!it.value().isString() || it.key().isEmpty() || it.key().size() > maxTagName ||
            it.value().toString().size() > maxTagValue)
            return refused(QStringLiteral("tags: a name of 1 to %1 characters and a text of at most %2 are needed.")
                               .arg(maxTagName)
                               .arg(maxTagValue));
    m_core.state.config.tags = wanted;
    m_core.state.saveConfig(batch);
    return jsonReply(200, resourceJson(path.subscription));
}

QJsonObject ArmApi::resourceJson(const QString &subscription) const
{
    const ServiceConfig &config = m_core.state.config;
    const QString host = withPort(QStringLiteral("localhost"), m_core.port);
    QJsonArray hubs;
    for (const HubConfig &hub : config.hubs) {
        if (!hub.linked)
            continue;
        hubs.append(QJsonObject{{QStringLiteral("name"), hub.link.hostName},
                                {QStringLiteral("connectionString"),
                                 QStringLiteral("HostName=%1;SharedAccessKeyName=iothubowner;SharedAccessKey=****")
                                     .arg(withPort(hub.link.hostName, m_core.port))},
                                {QStringLiteral("location"), hub.link.region},
                                {QStringLiteral("allocationWeight"), hub.link.allocationWeight},
                                {QStringLiteral("applyAllocationPolicy"), hub.link.applyAllocationPolicy}});
    }
    const QJsonObject owner{
        {QStringLiteral("keyName"), QStringLiteral("provisioningserviceowner")},
        {QStringLiteral("rights"), QStringLiteral("ServiceConfig, DeviceConnect, EnrollmentWrite")}};
    const QJsonObject properties{{QStringLiteral("state"), QStringLiteral("Active")},
                                 {QStringLiteral("provisioningState"), QStringLiteral("Succeeded")},
                                 {QStringLiteral("iotHubs"), hubs},
                                 {QStringLiteral("allocationPolicy"), armAllocation(config.allocationPolicy)},
                                 {QStringLiteral("serviceOperationsHostName"), host},
                                 {QStringLiteral("deviceProvisioningHostName"), host},
                                 {QStringLiteral("idScope"), config.idScope},
                                 {QStringLiteral("authorizationPolicies"), QJsonArray{owner}},
                                 {QStringLiteral("publicNetworkAccess"), QStringLiteral("Enabled")},
                                 {QStringLiteral("ipFilterRules"), QJsonArray()},
                                 {QStringLiteral("privateEndpointConnections"), QJsonArray()},
                                 {QStringLiteral("enableDataResidency"), false}};
    QJsonObject out{{QStringLiteral("id"), resourceId(subscription)},
                    {QStringLiteral("name"), resourceName},
                    {QStringLiteral("type"), QStringLiteral("Microsoft.Devices/provisioningServices")},
                    {QStringLiteral("location"),
                     config.defaultRegion.isEmpty() ? QStringLiteral("westeurope") : config.defaultRegion},
                    {QStringLiteral("subscriptionid"), subscription},
                    {QStringLiteral("resourcegroup"), groupName},
                    {QStringLiteral("tags"), config.tags},
                    {QStringLiteral("properties"), properties},
                    {QStringLiteral("sku"), QJsonObject{{QStringLiteral("name"), QStringLiteral("S1")},
                                                        {QStringLiteral("tier"), QStringLiteral("Standard")},
                                                        {QStringLiteral("capacity"), 1}}}};
    // The tag follows the content: what reads the same has the same tag, in every run of the service.
    const QByteArray content = QJsonDocument(out).toJson(QJsonDocument::Compact);
    const QByteArray digest = QCryptographicHash::hash(content, QCryptographicHash::Sha256).left(8);
    out.insert(QStringLiteral("etag"), QString::fromLatin1(digest.toBase64()));
    return out;
}

} // namespace rehome::local
