// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/wire/Samples.h"

namespace samples {

QJsonObject fullIndividual()
{
    return json(R"({
        "registrationId": "sensor-1", "deviceId": "hall-3-sensor-1",
        "registrationState": {"registrationId": "sensor-1", "createdDateTimeUtc": "2022-08-31T22:02:50.5163352Z",
            "assignedHub": "a.azure-devices.net", "deviceId": "hall-3-sensor-1", "status": "assigned",
            "substatus": "deviceDataMigrated", "lastUpdatedDateTimeUtc": "2022-08-31T22:02:50.7370676Z", "etag": "IjEi",
            "payload": {"a": 1}},
        "optionalDeviceInformation": {"serial": "7"},
        "attestation": {"type": "symmetricKey", "symmetricKey": {
            "primaryKey": "AAECAwQFBgcICQoLDA0ODw==", "secondaryKey": "EBESExQVFhcYGRobHB0eHw=="}},
        "capabilities": {"iotEdge": true}, "iotHubHostName": "old.azure-devices.net",
        "initialTwin": {"tags": {"site": "a"}, "properties": {"desired": {"interval": 60, "deep": {"x": [1, null]}}}},
        "etag": "\"13003fea-0000-0300-0000-62d1d5e50000\"", "provisioningStatus": "disabled",
        "reprovisionPolicy": {"updateHubAssignment": true, "migrateDeviceData": false},
        "createdDateTimeUtc": "2022-01-01T00:00:00.1234567Z", "lastUpdatedDateTimeUtc": "2022-01-02T00:00:00Z",
        "allocationPolicy": "custom", "iotHubs": ["a.azure-devices.net", "b.azure-devices.net"],
        "customAllocationDefinition": {"webhookUrl": "https://w.example/a", "apiVersion": "2021-10-01"}
    })");
}

QJsonObject fullGroup()
{
    return json(R"({
        "enrollmentGroupId": "line-7",
        "attestation": {"type": "x509", "x509": {
            "signingCertificates": {"primary": {"certificate": "LS0tLS1CRUdJTi", "info": {
                "subjectName": "CN=root", "sha1Thumbprint": "A1", "sha256Thumbprint": "B2", "issuerName": "CN=root",
                "notBeforeUtc": "2017-11-14T12:34:18.0000000Z", "notAfterUtc": "2027-11-14T12:34:18.1230000Z",
                "serialNumber": "0C", "version": 3}}, "secondary": {"certificate": "MIIB"}},
            "caReferences": {"primary": "ca-a", "secondary": "ca-b"}}},
        "capabilities": {"iotEdge": false}, "iotHubHostName": "old.azure-devices.net",
        "initialTwin": {"tags": {"site": "a"}}, "etag": "e1", "provisioningStatus": "enabled",
        "reprovisionPolicy": {"updateHubAssignment": false, "migrateDeviceData": false},
        "createdDateTimeUtc": "2022-01-01T00:00:00Z", "lastUpdatedDateTimeUtc": "2022-01-02T00:00:00Z",
        "allocationPolicy": "geoLatency", "iotHubs": [],
        "customAllocationDefinition": {"webhookUrl": "https://w.example/a", "apiVersion": "2021-10-01"}
    })");
}

} // namespace samples
