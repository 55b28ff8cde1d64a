// SPDX-License-Identifier: GPL-3.0-or-later
// node contract.mjs REHOMECTL
// Every operation of the OpenAPI files against `rehomectl serve`; every answer is validated (README.md).
import {spawnSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

import {installPackages, start, stop} from '../sdk/service.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const rehomectl = resolve(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'rehome-contract-'));

function certificate(name) {
    const [key, file] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30',
                                       '-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:TRUE', '-keyout', key, '-out', file]);
    if (made.status !== 0) {
        throw new Error(`openssl: ${made.stderr}`);
    }
    return readFileSync(file, 'utf8');
}

const newKey = () => randomBytes(64).toString('base64');
const hubs = ['hub-weu.localhost', 'hub-neu.localhost'];
const byKeys = () => ({type: 'symmetricKey', symmetricKey: {primaryKey: newKey(), secondaryKey: newKey()}});

async function contract(ready) {
    const {Client, readSpecification, sas} = await import('./client.mjs');
    const {Generator} = await import('./generate.mjs');
    const client = new Client(ready);
    const document = readSpecification('service');
    const pem = certificate('contract-leaf');
    const pair = text => ({primary: {certificate: text}, secondary: {certificate: text}});
    const shared = [
        {type: 'symmetricKey'}, byKeys(), {type: 'symmetricKey', symmetricKey: {primaryKey: '', secondaryKey: ''}}
    ];
    const kinds = [
        {path: '/enrollments', model: 'IndividualEnrollment', id: 'registrationId', list: 'enrollments', bulk: 'BulkEnrollmentOperation',
         itemType: 'Enrollment',
         attestations: [...shared, {type: 'tpm', tpm: {endorsementKey: randomBytes(64).toString('base64')}},
                        {type: 'x509', x509: {clientCertificates: pair(pem)}},
                        {type: 'x509', x509: {clientCertificates: {primary: {certificate: Buffer.from(pem).toString('base64')}}}}]},
        {path: '/enrollmentGroups', model: 'EnrollmentGroup', id: 'enrollmentGroupId', list: 'enrollmentGroups',
         bulk: 'BulkEnrollmentGroupOperation', itemType: 'EnrollmentGroup',
         attestations: [...shared, {type: 'x509', x509: {signingCertificates: pair(pem)}}]}
    ];
    const samples = {
        attestation: byKeys(), iotHubs: hubs, iotHubHostName: hubs[0], deviceId: 'contract-device', etag: undefined,
        customAllocationDefinition: {webhookUrl: 'https://contract.invalid/allocate', apiVersion: '2021-10-01'}
    };
    delete samples.etag;

    for (const kind of kinds) {
        const generator = new Generator(document, samples);
        const schema = generator.schema(kind.model);
        const one = `${kind.path}/{id}`;
        let number = 0;
        const newId = () => `contract-${kind.list.toLowerCase()}:${number += 1}`;
        const minimal = (id, attestation = {type: 'symmetricKey'}) => ({[kind.id]: id, attestation});
        const put = (id, body, expected, more = {}) =>
            client.call('service', `PUT ${one}`, expected, {parameters: {id}, body, ...more});
        const remove = id => client.call('service', `DELETE ${one}`, 204, {parameters: {id}});

        // A whole life: created, read, listed, asked for its keys, changed, deleted.
        const life = async (body, what, expected = 200) => {
            const id = body[kind.id];
            const created = await put(id, body, expected, {what});
            if (created.status !== 200) {
                return;
            }
            await client.call('service', `GET ${one}`, 200, {parameters: {id}, what});
            await client.call('service', `POST ${one}/attestationmechanism`, 200, {parameters: {id}, what});
            await client.call('service', `POST ${kind.path}/query`, 200, {body: {query: 'SELECT *'}, what});
            const changed = await put(id, {...body, provisioningStatus: 'disabled'}, 200, {headers: {'If-Match': created.json.etag}, what});
            await put(id, body, 412, {headers: {'If-Match': created.json.etag}, what});
            await put(id, body, 409, {what});
            await client.call('service', `DELETE ${one}`, 412, {parameters: {id}, headers: {'If-Match': '"stale"'}, what});
            await client.call('service', `DELETE ${one}`, 204, {parameters: {id}, headers: {'If-Match': changed.json?.etag}, what});
        };
        for (const attestation of kind.attestations) {
            await life(minimal(newId(), attestation), `attested by ${Object.keys(attestation).pop()}`);
        }
        await life(minimal(newId(), {type: 'x509', x509: {caReferences: {primary: 'contract-ca', secondary: 'contract-ca'}}}),
                   'by CA reference', [200, 400]);
        const optional = Object.entries(schema.properties).filter(([name, member]) =>
            !member.readOnly && name !== 'etag' && !schema.required.includes(name));
        let everything = {};
        for (const [name, member] of optional) {
            for (const value of generator.values(member, name)) {
                const body = {...minimal(newId()), [name]: value};
                if (value === 'static') {
                    body.iotHubs = [hubs[0]];
                } else if (value === 'custom') {
                    body.customAllocationDefinition = samples.customAllocationDefinition;
                }
                await life(body, `${name} ${JSON.stringify(value)}`);
            }
            everything = {...everything, [name]: generator.values(member, name)[0]};
        }
        const full = {...everything, ...minimal(newId(), byKeys()), futureMember: {kept: [1, null]}};
        await life(full, 'everything');

        for (const attestation of kind.attestations) {
            const id = newId();
            const base = {...full, ...minimal(id, attestation)};
            for (const [what, wrong] of generator.mistakes(schema, base)) {
                // Only the first attestation is tried with every other member.
                if (attestation === kind.attestations[1] || what.startsWith('attestation')) {
                    await put(id, wrong, 400, {what});
                }
            }
            await client.call('service', `GET ${one}`, 404, {parameters: {id}, what: 'after nothing but mistakes'});
        }
        for (const id of ['-begin', 'with space', 'a+b', 'ümlaut', 'x'.repeat(129), 'end.']) {
            await put(id, minimal(id), 400, {what: 'wrong ID'});
        }
        await put(newId(), minimal('contract-other'), 400, {what: 'two IDs'});
        for (const text of ['', '{', '[]', 'null', '{}{}', `${'['.repeat(5000)}`, '\u0000']) {
            await put(newId(), text, 400, {what: 'no enrollment'});
        }
        await put(newId(), minimal('x'), 415, {headers: {'Content-Type': 'text/plain'}});
        for (const operation of [`GET ${one}`, `DELETE ${one}`, `POST ${one}/attestationmechanism`]) {
            await client.call('service', operation, 404, {parameters: {id: 'nobody'}});
            await client.call('service', operation, 401, {parameters: {id: 'nobody'}, token: ''});
            await client.call('service', operation, 400, {parameters: {id: 'nobody'}, query: ''});
        }

        // Pages.
        const ids = Array.from({length: 5}, newId);
        for (const id of ids) {
            await put(id, minimal(id), 200);
        }
        const found = [];
        let token;
        do {
            const page = await client.call('service', `POST ${kind.path}/query`, 200, {
                body: {query: `SELECT * FROM ${kind.list}`}, headers: {'x-ms-max-item-count': '2', ...(token && {'x-ms-continuation': token})}
            });
            if (page.headers['x-ms-item-type'] !== kind.itemType) {
                client.fail(`${kind.path}/query`, `x-ms-item-type: ${page.headers['x-ms-item-type']}`);
            }
            found.push(...page.json.map(item => item[kind.id]));
            token = page.headers['x-ms-continuation'];
        } while (token && found.length < 100);
        if (found.join() !== [...ids].sort().join()) {
            client.fail(`${kind.path}/query`, `pages gave ${found}`);
        }
        for (const id of ids) {
            await remove(id);
        }
        for (const [what, wrong] of generator.mistakes(generator.schema('QuerySpecification'), {query: 'SELECT *'})) {
            await client.call('service', `POST ${kind.path}/query`, 400, {body: wrong, what});
        }
        for (const headers of [{'x-ms-max-item-count': 'two'}, {'x-ms-continuation': 'made up'}]) {
            await client.call('service', `POST ${kind.path}/query`, 400, {body: {query: 'SELECT *'}, headers});
        }

        // Bulk, in every mode.
        const bulk = (mode, entries, expected = 200, what = mode) =>
            client.call('service', `POST ${kind.path}`, expected, {body: {mode, [kind.list]: entries}, what});
        const mixed = [minimal(ids[0]), {...full, ...minimal(ids[1], byKeys())}, minimal(ids[2], {type: 'unheard of'})];
        const expectErrors = (answer, wanted) => {
            const told = (answer.json?.errors ?? []).map(error => error[kind.id]);
            if (told.join() !== wanted.join() || answer.json?.isSuccessful !== (wanted.length === 0)) {
                client.fail(`POST ${kind.path}`, `errors of ${told}, not of ${wanted}`);
            }
        };
        for (const mode of generator.schema('OperationMode').enum) {
            const answer = await bulk(mode, mixed);
            // Without a tag of its own, an entry cannot match; deletion looks at IDs only, and the third was never made.
            expectErrors(answer, mode === 'updateIfMatchETag' ? ids.slice(0, 3) : [ids[2]]);
        }
        const bulkSchema = generator.schema(kind.bulk);
        for (const [what, wrong] of generator.mistakes({...bulkSchema, properties: {
            mode: bulkSchema.properties.mode, [kind.list]: {type: 'array', items: {type: 'object'}}
        }}, {mode: 'create', [kind.list]: [minimal(ids[0])]})) {
            await client.call('service', `POST ${kind.path}`, 400, {body: wrong, what});
        }
        await bulk('create', Array.from({length: 11}, () => minimal(newId())), 400, 'eleven');
        await client.refused('PUT', `${kind.path}?api-version=2021-10-01`, 405, {body: minimal('x')});
        await client.refused('PATCH', `${kind.path}/x?api-version=2021-10-01`, 405, {body: minimal('x')});
    }
    await client.refused('GET', '/nothing/at/all?api-version=2021-10-01', 404);
    await client.refused('GET', '/enrollments/%zz?api-version=2021-10-01', 400);

    // Devices, and their records.
    const group = 'contract-line';
    const groupKeys = byKeys();
    await client.call('service', 'PUT /enrollmentGroups/{id}', 200,
                      {parameters: {id: group}, body: {enrollmentGroupId: group, attestation: groupKeys}});
    const {createHmac} = await import('node:crypto');
    const deviceGenerator = new Generator(client.documents.device, {});
    const registrationSchema = deviceGenerator.schema('DeviceRegistration');
    const registerPath = 'PUT /{idScope}/registrations/{registrationId}/register';
    const lookupPath = 'POST /{idScope}/registrations/{registrationId}';
    const pollPath = 'GET /{idScope}/registrations/{registrationId}/operations/{operationId}';
    const devices = ['contract-1', 'contract-2', 'contract-3'];
    for (const registrationId of devices) {
        const key = createHmac('sha256', Buffer.from(groupKeys.symmetricKey.primaryKey, 'base64')).update(registrationId).digest('base64');
        const token = sas(`${ready.idScope}/registrations/${registrationId}`, key, 'registration');
        const parameters = {idScope: ready.idScope, registrationId};
        const full = {registrationId, payload: deviceGenerator.full(registrationSchema.properties.payload, 'payload')};
        const device = (operation, expected, body, more = {}) =>
            client.call('device', operation, expected, {parameters: {...parameters, ...more.parameters}, body, token: more.token ?? token,
                                                        what: more.what});
        await device(lookupPath, 404, {registrationId});
        for (const [what, wrong] of deviceGenerator.mistakes(registrationSchema, full)) {
            await device(registerPath, 400, wrong, {what});
        }
        for (const body of [{registrationId}, full]) {
            const accepted = await device(registerPath, 202, body);
            const operationId = accepted.json?.operationId;
            let answer = {status: 202};
            for (let tries = 0; answer.status === 202 && tries < 50; tries += 1) {
                answer = await device(pollPath, [200, 202], undefined, {parameters: {operationId}});
            }
            if (answer.json?.registrationState?.status !== 'assigned') {
                client.fail(`registration of ${registrationId}`, answer.text);
            }
            await device(lookupPath, 200, {registrationId});
        }
        await device(pollPath, 404, undefined, {parameters: {operationId: '5.0.none'}});
        const stranger = sas(`${ready.idScope}/registrations/${registrationId}`, newKey(), 'registration');
        for (const operation of [registerPath, lookupPath, pollPath]) {
            await device(operation, 401, operation === pollPath ? undefined : {registrationId},
                         {parameters: {operationId: 'x'}, token: stranger});
        }
    }
    const records = '/registrations/{id}';
    const state = await client.call('service', `GET ${records}`, 200, {parameters: {id: devices[0]}});
    await client.call('service', `GET ${records}`, 404, {parameters: {id: 'nobody'}});
    await client.call('service', `DELETE ${records}`, 412, {parameters: {id: devices[0]}, headers: {'If-Match': '"stale"'}});
    for (const body of [undefined, {query: 'SELECT * FROM devices'}]) {
        const page = await client.call('service', `POST ${records}/query`, 200,
                                       {parameters: {id: group}, body, headers: {'x-ms-max-item-count': '2'}});
        const rest = await client.call('service', `POST ${records}/query`, 200, {
            parameters: {id: group}, body, headers: {'x-ms-continuation': page.headers['x-ms-continuation']}
        });
        if ([...page.json, ...rest.json].map(item => item.registrationId).join() !== devices.join()) {
            client.fail(`POST ${records}/query`, `${page.text} ${rest.text}`);
        }
    }
    await client.call('service', `POST ${records}/query`, 404, {parameters: {id: 'nobody'}});
    await client.call('service', `DELETE ${records}`, 204, {parameters: {id: devices[0]}, headers: {'If-Match': state.json.etag}});
    await client.call('service', `DELETE ${records}`, 404, {parameters: {id: devices[0]}});

    // Throttled, last of all.
    const order = spawnSync(rehomectl, ['control', '--data', join(folder, 'data'), 'quota', 'operations', '1']);
    if (order.status !== 0) {
        client.fail('rehomectl control', String(order.stderr));
    }
    await client.call('service', `GET ${records}`, 429, {parameters: {id: devices[1]}});
    return client;
}

try {
    installPackages();
    const running = await start(rehomectl, join(folder, 'data'), join(here, 'scenario.json'));
    let client;
    try {
        const begun = Date.now();
        client = await contract(running.ready);
        console.log(client.coverage().join('\n'));
        console.log(`${client.requests} requests in ${Date.now() - begun} ms, ${client.failures.length} answers not as declared`);
        for (const failure of client.failures) {
            console.error(`not ok - ${failure}`);
        }
        process.exitCode = client.failures.length === 0 ? 0 : 1;
        client.agent.destroy();
    } finally {
        const wrong = await stop(running);
        if (wrong) {
            throw new Error(wrong);
        }
    }
} catch (error) {
    console.error(`not ok - ${error.stack}`);
    process.exitCode = 1;
} finally {
    rmSync(folder, {recursive: true, force: true});
}
