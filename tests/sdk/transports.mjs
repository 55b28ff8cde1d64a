// SPDX-License-Identifier: GPL-3.0-or-later
// node transports.mjs READY.json FACTS.json
// Devices over HTTPS, MQTT and MQTT over WebSocket, by symmetric key and by X.509 (individual, and group with a chain), with the official
// packages; then their hubs, with the official hub package. Certificates are made with OpenSSL. Started by run.mjs; writes no facts.
import './ports.mjs';

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createHmac, randomBytes} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import iothub from 'azure-iothub';
import provisioningDevice from 'azure-iot-provisioning-device';
import provisioningHttp from 'azure-iot-provisioning-device-http';
import provisioningMqtt from 'azure-iot-provisioning-device-mqtt';
import provisioningService from 'azure-iot-provisioning-service';
import symmetricKey from 'azure-iot-security-symmetric-key';
import x509 from 'azure-iot-security-x509';

const ready = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const service = provisioningService.ProvisioningServiceClient.fromConnectionString(ready.serviceConnectionString);
const [west, north] = ready.hubs;
const registry = hub => iothub.Registry.fromConnectionString(hub.connectionString);
const body = answer => answer.responseBody;
const folder = mkdtempSync(join(tmpdir(), 'rehome-transports-'));
process.on('exit', () => rmSync(folder, {recursive: true, force: true}));

const transports = {
    HTTPS: {host: new URL(ready.endpoint).host, make: () => new provisioningHttp.Http()},
    // The name localhost may mean ::1 first; the certificate is good for the address as well.
    MQTT: {host: new URL(ready.mqttEndpoint).host.replace('localhost', '127.0.0.1'), make: () => new provisioningMqtt.Mqtt()},
    // This one knows port 443 only; ports.mjs takes it to the port of REHOME_WEBSOCKET_PORT.
    'MQTT over WebSocket': {host: 'localhost', make: () => new provisioningMqtt.MqttWs()}
};
process.env.REHOME_WEBSOCKET_PORT = new URL(ready.endpoint).port || '443';

let steps = 0;
async function step(text, work) {
    await work();
    steps += 1;
    console.log(`ok ${steps} - ${text}`);
}

const register = (transport, security, payload) => {
    const device = provisioningDevice.ProvisioningDeviceClient.create(transport.host, ready.idScope, transport.make(), security);
    if (payload) {
        device.setProvisioningPayload(payload);
    }
    return device.register();
};
const refused = work => assert.rejects(work, error => {
    assert.match(`${error.name} ${error}`, /unauthorized/i);
    return true;
});

function openssl(...args) {
    const result = spawnSync('openssl', args, {cwd: folder});
    assert.equal(result.status, 0, `openssl ${args[0]}: ${result.stderr}`);
}
const file = name => readFileSync(join(folder, name), 'utf8');

// A key and a certificate of this name, signed by `issuer` or by itself.
function certificate(name, {issuer, authority = false} = {}) {
    writeFileSync(join(folder, `${name}.ext`), authority ? 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n'
                                                          : 'basicConstraints=critical,CA:FALSE\nextendedKeyUsage=clientAuth\n');
    openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${name}`,
            '-keyout', `${name}.key`, '-out', `${name}.csr`);
    openssl('x509', '-req', '-in', `${name}.csr`, '-days', '30', '-extfile', `${name}.ext`, '-out', `${name}.pem`,
            ...(issuer ? ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial'] : ['-signkey', `${name}.key`]));
    return {cert: file(`${name}.pem`), key: file(`${name}.key`)};
}
const security = (registrationId, {cert, key}, ...chain) =>
    new x509.X509Security(registrationId, {cert: [cert, ...chain.map(one => one.cert)].join(''), key});

const groupKey = randomBytes(64).toString('base64');
const derivedKey = registrationId => createHmac('sha256', Buffer.from(groupKey, 'base64')).update(registrationId).digest('base64');
const keyed = (registrationId, key = derivedKey(registrationId)) => new symmetricKey.SymmetricKeySecurityClient(registrationId, key);

await step('creates a group by symmetric key', async () => {
    await service.createOrUpdateEnrollmentGroup({
        enrollmentGroupId: 'transport-keys', allocationPolicy: 'static', iotHubs: [west.hostName], provisioningStatus: 'enabled',
        attestation: {type: 'symmetricKey', symmetricKey: {primaryKey: groupKey, secondaryKey: randomBytes(64).toString('base64')}},
        initialTwin: {tags: {line: 'transport'}, properties: {desired: {interval: 30}}}
    });
});

for (const [name, transport] of Object.entries(transports)) {
    const id = `transport-key-${name.toLowerCase().replaceAll(' ', '-')}`;
    await step(`registers by symmetric key over ${name}`, async () => {
        const first = await register(transport, keyed(id), {model: 'M1'});
        assert.equal(first.assignedHub, west.hostName);
        assert.equal(first.deviceId, id);
        assert.equal(first.status, 'assigned');
        assert.equal((await register(transport, keyed(id))).assignedHub, west.hostName);
        assert.equal(body(await service.getDeviceRegistrationState(id)).status, 'assigned');
    });
    await step(`refuses a wrong key over ${name}`, async () => {
        await refused(register(transport, keyed(id, randomBytes(64).toString('base64'))));
    });
}

for (const name of ['transport-root', 'transport-stranger']) {
    certificate(name, {authority: true});
}
const middle = certificate('transport-middle', {issuer: 'transport-root', authority: true});

await step('enrolls a signing certificate, and is told what is in it', async () => {
    const group = body(await service.createOrUpdateEnrollmentGroup({
        enrollmentGroupId: 'transport-signed', allocationPolicy: 'static', iotHubs: [north.hostName], provisioningStatus: 'enabled',
        attestation: {type: 'x509', x509: {signingCertificates: {primary: {certificate: middle.cert}}}}
    }));
    const {info} = group.attestation.x509.signingCertificates.primary;
    assert.match(info.subjectName, /transport-middle/);
    assert.match(info.issuerName, /transport-root/);
    assert.match(info.sha1Thumbprint, /^[0-9A-F]{40}$/i);
});

for (const [name, transport] of Object.entries(transports)) {
    const suffix = name.toLowerCase().replaceAll(' ', '-');
    await step(`registers by certificate over ${name}: individual, and group with its chain`, async () => {
        const own = `transport-own-${suffix}`;
        const leaf = certificate(own);
        await service.createOrUpdateIndividualEnrollment({
            registrationId: own, deviceId: `${own}-device`, allocationPolicy: 'static', iotHubs: [west.hostName],
            attestation: {type: 'x509', x509: {clientCertificates: {primary: {certificate: leaf.cert}}}}
        });
        const assigned = await register(transport, security(own, leaf));
        assert.equal(assigned.assignedHub, west.hostName);
        assert.equal(assigned.deviceId, `${own}-device`);

        const signed = `transport-leaf-${suffix}`;
        const child = certificate(signed, {issuer: 'transport-middle'});
        assert.equal((await register(transport, security(signed, child, middle))).assignedHub, north.hostName);
    });
    await step(`refuses strangers' certificates over ${name}`, async () => {
        const stranger = `transport-foreign-${suffix}`;
        await refused(register(transport, security(stranger, certificate(stranger, {issuer: 'transport-stranger'}))));
        // A good certificate, for another name than the device gives.
        const other = `transport-named-${suffix}`;
        await refused(register(transport, security(`${other}-not`, certificate(other, {issuer: 'transport-middle'}), middle)));
    });
}

await step('finds every device on its hub, by get, twin and query', async () => {
    const keyedOnes = Object.keys(transports).map(name => `transport-key-${name.toLowerCase().replaceAll(' ', '-')}`);
    for (const id of keyedOnes) {
        assert.equal(body(await registry(west).get(id)).authentication.type, 'sas');
        assert.equal(body(await registry(west).getTwin(id)).properties.desired.interval, 30);
    }
    const query = registry(west).createQuery('SELECT * FROM devices', 2);
    const found = [];
    while (query.hasMoreResults) {
        found.push(...(await query.nextAsTwin()).result.map(twin => twin.deviceId));
        assert.ok(found.length < 100, 'the pages do not end');
    }
    for (const id of keyedOnes) {
        assert.equal(found.filter(one => one === id).length, 1, id);
    }
    const of = async where => (await registry(west).createQuery(`SELECT * FROM devices WHERE ${where}`, 100).nextAsTwin()).result
        .map(twin => twin.deviceId).sort();
    assert.deepEqual(await of("tags.line = 'transport' AND properties.desired.interval > 20"), [...keyedOnes].sort());
    assert.deepEqual(await of('properties.desired.interval > 30'), []);
});

console.log(`${steps} passed, 0 failed`);
// The hub client keeps its connections open.
process.exit(0);
