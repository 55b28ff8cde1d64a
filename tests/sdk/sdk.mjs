// SPDX-License-Identifier: GPL-3.0-or-later
// node sdk.mjs READY.json FACTS.json
// Drives a running local service with the official Azure IoT packages, as an administrator's script and four devices would, and
// checks every answer. READY.json is the line that `rehomectl serve` prints. NODE_EXTRA_CA_CERTS must name its CA certificate.
// FACTS.json is written at the end: what must now be true of the service, for another program to compare (see README.md).
import './ports.mjs';

import assert from 'node:assert/strict';
import {createHmac, randomBytes} from 'node:crypto';
import {readFile, writeFile} from 'node:fs/promises';

import iothub from 'azure-iothub';
import provisioningDevice from 'azure-iot-provisioning-device';
import provisioningHttp from 'azure-iot-provisioning-device-http';
import provisioningService from 'azure-iot-provisioning-service';
import symmetricKey from 'azure-iot-security-symmetric-key';

const [readyFile, factsFile] = process.argv.slice(2);
const ready = JSON.parse(await readFile(readyFile, 'utf8'));
const provisioningHost = new URL(ready.endpoint).host;
const service = provisioningService.ProvisioningServiceClient.fromConnectionString(ready.serviceConnectionString);

const west = 'hub-weu.localhost';
const north = 'hub-neu.localhost';
const hubs = new Map(ready.hubs.map(hub => [hub.hostName.split(':')[0], iothub.Registry.fromConnectionString(hub.connectionString)]));

const migrate = {updateHubAssignment: true, migrateDeviceData: true};
const reset = {updateHubAssignment: true, migrateDeviceData: false};
const never = {updateHubAssignment: false, migrateDeviceData: false};

let steps = 0;
async function step(text, work) {
    await work();
    steps += 1;
    console.log(`ok ${steps} - ${text}`);
}

const newKey = () => randomBytes(64).toString('base64');
const keys = (primaryKey, secondaryKey) => ({type: 'symmetricKey', symmetricKey: {primaryKey, secondaryKey}});
const derivedKey = (groupKey, registrationId) =>
    createHmac('sha256', Buffer.from(groupKey, 'base64')).update(registrationId).digest('base64');
const twin = line => ({tags: {line}, properties: {desired: {interval: 30}}});

async function register(registrationId, key) {
    const security = new symmetricKey.SymmetricKeySecurityClient(registrationId, key);
    const device = provisioningDevice.ProvisioningDeviceClient.create(provisioningHost, ready.idScope, new provisioningHttp.Http(),
                                                                      security);
    return device.register();
}

async function refusedWith(statusCode, work) {
    await assert.rejects(work, error => {
        assert.equal(error.response?.statusCode, statusCode, `${error}`);
        return true;
    });
}

async function everyPage(query) {
    const items = [];
    let pages = 0;
    do {
        // Without a callback the package does not take the token from itself.
        const page = await query.next(query.continuationToken);
        items.push(...body(page));
        pages += 1;
        assert.ok(pages < 50, 'the pages do not end');
    } while (query.hasMoreResults);
    return {items, pages};
}

const body = answer => answer.responseBody;

// The enrollment as it is now, changed, and with its keys: they are in no answer but attestationmechanism, and an update that omits
// them must not be trusted to keep them.
async function moveGroup(id, changes) {
    const group = body(await service.getEnrollmentGroup(id));
    const attestation = body(await service.getEnrollmentGroupAttestationMechanism(id));
    return body(await service.createOrUpdateEnrollmentGroup({...group, ...changes, attestation}));
}
async function moveEnrollment(id, changes) {
    const enrollment = body(await service.getIndividualEnrollment(id));
    const attestation = body(await service.getIndividualEnrollmentAttestationMechanism(id));
    return body(await service.createOrUpdateIndividualEnrollment({...enrollment, ...changes, attestation}));
}

const groupKey = newKey();
const doors = {migrated: 'sdk-door-migrated', reset: 'sdk-door-reset', kept: 'sdk-door-kept', generated: 'sdk-door-generated'};
const line = ['sdk-line-001', 'sdk-line-002', 'sdk-line-003'];
const doorKeys = {};

await step('creates an enrollment group', async () => {
    const group = body(await service.createOrUpdateEnrollmentGroup({
        enrollmentGroupId: 'sdk-line', attestation: keys(groupKey, newKey()), allocationPolicy: 'static', iotHubs: [west],
        provisioningStatus: 'enabled', reprovisionPolicy: migrate, initialTwin: twin('sdk')
    }));
    assert.equal(group.enrollmentGroupId, 'sdk-line');
    assert.ok(group.etag, 'an ETag comes back');
    assert.deepEqual(group.iotHubs, [west]);
});

await step('creates individual enrollments, one per policy', async () => {
    for (const [name, reprovisionPolicy] of [['migrated', migrate], ['reset', reset], ['kept', never]]) {
        doorKeys[name] = newKey();
        const door = body(await service.createOrUpdateIndividualEnrollment({
            registrationId: doors[name], deviceId: `${doors[name]}-device`, attestation: keys(doorKeys[name], newKey()),
            allocationPolicy: 'static', iotHubs: [west], provisioningStatus: 'enabled', reprovisionPolicy, initialTwin: twin(name)
        }));
        assert.equal(door.registrationId, doors[name]);
        assert.deepEqual(door.reprovisionPolicy, reprovisionPolicy);
    }
});

await step('lets the service make the keys of one', async () => {
    await service.createOrUpdateIndividualEnrollment({
        registrationId: doors.generated, attestation: {type: 'symmetricKey', symmetricKey: {primaryKey: '', secondaryKey: ''}},
        allocationPolicy: 'hashed', iotHubs: [west, north], provisioningStatus: 'enabled'
    });
    const {symmetricKey: made} = body(await service.getIndividualEnrollmentAttestationMechanism(doors.generated));
    assert.ok(made.primaryKey && made.secondaryKey && made.primaryKey !== made.secondaryKey);
    doorKeys.generated = made.primaryKey;
});

await step('is refused a second creation, a stale ETag and an enrollment that is not there', async () => {
    const enrollment = body(await service.getIndividualEnrollment(doors.kept));
    const {etag, ...withoutEtag} = enrollment;
    withoutEtag.attestation = keys(doorKeys.kept, newKey());
    await refusedWith(409, service.createOrUpdateIndividualEnrollment(withoutEtag));
    await refusedWith(412, service.createOrUpdateIndividualEnrollment({...withoutEtag, etag: `${etag.replaceAll('"', '')}0`}));
    await refusedWith(404, service.getIndividualEnrollment('sdk-nobody'));
});

await step('lists enrollments page by page', async () => {
    const {items, pages} = await everyPage(service.createIndividualEnrollmentQuery({query: 'SELECT * FROM enrollments'}, 2));
    for (const id of Object.values(doors)) {
        assert.equal(items.filter(item => item.registrationId === id).length, 1, id);
    }
    assert.ok(pages >= 2, 'four enrollments need two pages of two');
    const groups = await everyPage(service.createEnrollmentGroupQuery({query: 'SELECT * FROM enrollmentGroups'}, 10));
    assert.equal(groups.items.filter(item => item.enrollmentGroupId === 'sdk-line').length, 1);
});

await step('creates, changes and deletes in bulk, and is told what failed', async () => {
    const ids = ['sdk-bulk-1', 'sdk-bulk-2', 'sdk-bulk-3'];
    const entries = ids.map(registrationId => ({registrationId, attestation: keys(newKey(), newKey())}));
    // The promise of this call never settles in the package; its callback is called.
    const run = (mode, enrollments) => new Promise((resolve, reject) =>
        service.runBulkEnrollmentOperation({mode, enrollments}, (error, result) => error ? reject(error) : resolve(result)));
    assert.equal((await run('create', entries)).isSuccessful, true);
    const again = await run('create', [...entries.slice(0, 1), {registrationId: 'sdk-bulk-4', attestation: keys(newKey(), newKey())}]);
    assert.equal(again.isSuccessful, false);
    assert.deepEqual(again.errors.map(error => error.registrationId), ids.slice(0, 1));
    assert.equal(Math.floor(again.errors[0].errorCode / 1000), 409);
    assert.ok(again.errors[0].errorStatus);
    const read = body(await service.getIndividualEnrollment(ids[1]));
    const changed = {...read, attestation: entries[1].attestation, deviceId: 'sdk-bulk-device'};
    assert.equal((await run('updateIfMatchETag', [changed])).isSuccessful, true);
    assert.equal((await run('updateIfMatchETag', [changed])).isSuccessful, false, 'the ETag is old by now');
    assert.equal((await run('update', [changed])).isSuccessful, true);
    assert.equal(body(await service.getIndividualEnrollment(ids[1])).deviceId, 'sdk-bulk-device');
    assert.equal((await run('delete', [...entries, {registrationId: 'sdk-bulk-4', attestation: keys('', '')}])).isSuccessful, true);
    for (const id of [...ids, 'sdk-bulk-4']) {
        await refusedWith(404, service.getIndividualEnrollment(id));
    }
    await refusedWith(400, run('create', Array(11).fill(entries[0])));
});

await step('registers devices with their own keys and with keys derived from the group', async () => {
    for (const name of ['migrated', 'reset', 'kept']) {
        const answer = await register(doors[name], doorKeys[name]);
        assert.equal(answer.assignedHub, west);
        assert.equal(answer.deviceId, `${doors[name]}-device`);
        assert.equal(answer.substatus, 'initialAssignment');
    }
    assert.ok([west, north].includes((await register(doors.generated, doorKeys.generated)).assignedHub));
    for (const id of line) {
        const answer = await register(id, derivedKey(groupKey, id));
        assert.equal(answer.assignedHub, west);
        assert.equal(answer.deviceId, id);
    }
});

await step('refuses a wrong key', async () => {
    await assert.rejects(register(doors.migrated, newKey()));
    await assert.rejects(register('sdk-line-004', newKey()));
});

const onWest = [doors.migrated, doors.reset, doors.kept].map(id => `${id}-device`).concat(line);
await step('finds each device on its hub, with the initial twin', async () => {
    for (const id of onWest) {
        assert.equal(body(await hubs.get(west).get(id)).deviceId, id);
        const found = body(await hubs.get(west).getTwin(id));
        assert.equal(found.properties.desired.interval, 30, id);
    }
});

await step('changes twins on the hub', async () => {
    for (const id of onWest) {
        await hubs.get(west).updateTwin(id, {tags: {since: 'before the move'}, properties: {desired: {interval: 5}}}, '*');
    }
});

await step('moves the group and the enrollments to another hub', async () => {
    assert.deepEqual((await moveGroup('sdk-line', {iotHubs: [north]})).iotHubs, [north]);
    for (const name of ['migrated', 'reset', 'kept']) {
        assert.deepEqual((await moveEnrollment(doors[name], {iotHubs: [north]})).iotHubs, [north]);
    }
});

await step('moves no device by itself: the old assignment holds until a device asks', async () => {
    const state = body(await service.getDeviceRegistrationState(doors.migrated));
    assert.equal(state.assignedHub, west);
});

await step('moves devices that register again, each by its policy', async () => {
    const migrated = await register(doors.migrated, doorKeys.migrated);
    assert.equal(migrated.assignedHub, north);
    assert.equal(migrated.substatus, 'deviceDataMigrated');
    const wiped = await register(doors.reset, doorKeys.reset);
    assert.equal(wiped.assignedHub, north);
    assert.equal(wiped.substatus, 'deviceDataReset');
    const kept = await register(doors.kept, doorKeys.kept);
    assert.equal(kept.assignedHub, west);
    for (const id of line.slice(0, 2)) {
        assert.equal((await register(id, derivedKey(groupKey, id))).assignedHub, north);
    }
});

await step('finds migrated, reset and kept twins where they belong', async () => {
    const migrated = body(await hubs.get(north).getTwin(`${doors.migrated}-device`));
    assert.equal(migrated.tags.since, 'before the move');
    assert.equal(migrated.properties.desired.interval, 5);
    const wiped = body(await hubs.get(north).getTwin(`${doors.reset}-device`));
    assert.equal(wiped.tags.since, undefined);
    assert.equal(wiped.properties.desired.interval, 30);
    const kept = body(await hubs.get(west).getTwin(`${doors.kept}-device`));
    assert.equal(kept.properties.desired.interval, 5);
    for (const id of [`${doors.migrated}-device`, `${doors.reset}-device`, ...line.slice(0, 2)]) {
        await refusedWith(404, hubs.get(west).get(id));
    }
    await refusedWith(404, hubs.get(north).get(`${doors.kept}-device`));
});

const facts = {enrollments: [], enrollmentGroups: [], registrations: []};
await step('reads the records of every registration', async () => {
    const {items} = await everyPage(
        service.createEnrollmentGroupDeviceRegistrationStateQuery({query: 'SELECT * FROM devices'}, 'sdk-line', 2));
    assert.deepEqual(items.map(item => item.registrationId).sort(), line);
    const states = new Map(items.map(item => [item.registrationId, item]));
    for (const id of Object.values(doors)) {
        states.set(id, body(await service.getDeviceRegistrationState(id)));
    }
    assert.equal(states.get('sdk-line-001').assignedHub, north);
    assert.equal(states.get('sdk-line-003').assignedHub, west);
    for (const [registrationId, state] of [...states].sort()) {
        assert.equal(state.status, 'assigned');
        facts.registrations.push({...state, enrollmentGroupId: line.includes(registrationId) ? 'sdk-line' : ''});
    }
    for (const id of Object.values(doors)) {
        facts.enrollments.push(body(await service.getIndividualEnrollment(id)));
    }
    facts.enrollmentGroups.push(body(await service.getEnrollmentGroup('sdk-line')));
});

await step('deletes one registration record and one enrollment', async () => {
    await service.deleteDeviceRegistrationState('sdk-line-003');
    await refusedWith(404, service.getDeviceRegistrationState('sdk-line-003'));
    await service.deleteIndividualEnrollment(doors.generated);
    await refusedWith(404, service.getIndividualEnrollment(doors.generated));
    facts.registrations = facts.registrations.filter(one => !['sdk-line-003', doors.generated].includes(one.registrationId));
    facts.enrollments = facts.enrollments.filter(one => one.registrationId !== doors.generated);
});

await writeFile(factsFile, JSON.stringify(facts, null, 2) + '\n');
console.log(`${steps} passed, 0 failed`);
// The hub client keeps its connections open.
process.exit(0);
