// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/devices/LocalFixture.h"

#include "models/wire/Sas.h"

#include <QCoro/QCoroTask>

namespace rehome::test {

QString LocalFixture::key()
{
    return QString::fromLatin1(QByteArray(48, 'g').toBase64());
}

LocalFixture::LocalFixture(const QByteArray &scenarioJson, std::optional<int> registrationsPerMinute)
{
    const auto scenario = local::parseScenario(scenarioJson, QStringLiteral("test.json"));
    if (!scenario) {
        m_problem = scenario.error().message;
        return;
    }
    local::ServiceSettings settings;
    settings.dataFolder = m_folder.filePath(QStringLiteral("data"));
    settings.scenario = *scenario;
    settings.registrationsPerMinute = registrationsPerMinute;
    const auto endpoint = m_service.start(settings);
    if (!endpoint) {
        m_problem = endpoint.error().message + endpoint.error().detail;
        return;
    }
    m_endpoint = *endpoint;
    const auto connection = wire::parseConnectionString(m_endpoint.serviceConnectionString);
    const auto address = azure::Endpoint::make(*connection, m_endpoint.caCertificatePath);
    if (!address) {
        m_problem = address.error().message;
        return;
    }
    m_client = std::make_unique<azure::DpsServiceClient>(m_network, *address, *connection, nullptr);
    m_running = true;
}

devices::FleetSettings LocalFixture::fleetSettings(int connections) const
{
    const QUrl url(m_endpoint.endpoint);
    devices::FleetSettings settings;
    settings.host = url.host();
    settings.port = static_cast<quint16>(url.port(443));
    settings.idScope = m_endpoint.idScope;
    settings.caCertificatePath = m_endpoint.caCertificatePath;
    settings.connections = connections;
    return settings;
}

bool LocalFixture::edit(domain::EnrollmentKind kind, const QString &id, const QList<wire::FieldEdit> &edits)
{
    const auto found = QCoro::waitFor(m_client->enrollment(kind, id));
    if (!found)
        return false;
    const auto outcome = QCoro::waitFor(m_client->updateEnrollment(kind, id, found->body, edits));
    return outcome && outcome->result == azure::WriteOutcome::Result::Applied;
}

bool LocalFixture::setHubs(const QString &group, const QStringList &hubs)
{
    return edit(domain::EnrollmentKind::Group, group, {{QStringLiteral("iotHubs"), QJsonArray::fromStringList(hubs)}});
}

bool LocalFixture::deleteRecord(const QString &registrationId)
{
    return QCoro::waitFor(m_client->deleteRegistration(registrationId, {})).has_value();
}

std::optional<domain::RegistrationState> LocalFixture::record(const QString &registrationId)
{
    const auto found = QCoro::waitFor(m_client->registration(registrationId));
    if (!found)
        return std::nullopt;
    const auto state = wire::registrationFromJson(found->body);
    return state ? std::optional(*state) : std::nullopt;
}

std::vector<devices::DeviceSpec> LocalFixture::groupDevices(const QString &prefix, int count,
                                                            const devices::DeviceBehaviour &behaviour,
                                                            const QString &api)
{
    QStringList ids;
    for (int i = 1; i <= count; ++i)
        ids.append(prefix + QStringLiteral("%1").arg(i, 4, 10, QLatin1Char('0')));
    return devices::makeGroupDevices(ids, key(), *domain::ApiVersion::parse(api), behaviour).value();
}

} // namespace rehome::test
