// SPDX-License-Identifier: GPL-3.0-or-later
// Sends requests to a running service and judges every answer by the OpenAPI files. Collects failures instead of throwing, so that one
// run tells everything.
import {createHmac} from 'node:crypto';
import {readFileSync} from 'node:fs';
import https from 'node:https';
import {createRequire} from 'node:module';

const require = createRequire(new URL('../sdk/package.json', import.meta.url));
const Ajv = require('ajv').default;
const addFormats = require('ajv-formats').default;

export function readSpecification(name) {
    const text = readFileSync(new URL(`./openapi/${name}.json`, import.meta.url), 'utf8');
    // "additionalProperties": {"type": "object"} stands for any value (README.md).
    return JSON.parse(text, (key, value) =>
        key === 'additionalProperties' && value?.type === 'object' && Object.keys(value).length === 1 ? true : value);
}

export function resolved(document, schema) {
    return schema?.$ref ? resolved(document, document.definitions[schema.$ref.split('/').pop()]) : schema;
}

// Paths of members that the schema does not declare.
function undeclared(document, given, value, path) {
    const schema = resolved(document, given);
    if (Array.isArray(value)) {
        return value.flatMap((item, index) => undeclared(document, schema.items, item, `${path}[${index}]`));
    }
    if (value === null || typeof value !== 'object' || !schema?.properties) {
        return [];
    }
    return Object.entries(value).flatMap(([name, member]) => {
        const here = `${path}.${name}`;
        if (schema.properties[name]) {
            return undeclared(document, schema.properties[name], member, here);
        }
        return schema.additionalProperties || name.startsWith('future') ? [] : [here];
    });
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export class Client {
    constructor(ready) {
        this.ready = ready;
        this.base = new URL(ready.endpoint);
        this.agent = new https.Agent({keepAlive: true, ca: readFileSync(ready.caCertificate)});
        this.failures = [];
        this.requests = 0;
        this.seen = new Map();
        this.ajv = new Ajv({strict: false, allErrors: true});
        addFormats(this.ajv);
        this.documents = {service: readSpecification('service'), device: readSpecification('device')};
        for (const [name, document] of Object.entries(this.documents)) {
            this.ajv.addSchema({definitions: document.definitions}, name);
            for (const [path, methods] of Object.entries(document.paths)) {
                for (const method of Object.keys(methods).filter(key => key !== 'parameters')) {
                    this.seen.set(`${name} ${method.toUpperCase()} ${path}`, new Map());
                }
            }
        }
        const parts = Object.fromEntries(ready.serviceConnectionString.split(';').map(part => {
            const equals = part.indexOf('=');
            return [part.slice(0, equals), part.slice(equals + 1)];
        }));
        this.serviceToken = sas(parts.HostName, parts.SharedAccessKey, parts.SharedAccessKeyName);
    }

    fail(where, what) {
        this.failures.push(`${where}: ${what}`);
    }

    send(method, path, body, headers) {
        const content = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
        const all = {...headers};
        if (content !== undefined) {
            all['Content-Type'] ??= 'application/json; charset=utf-8';
            all['Content-Length'] = Buffer.byteLength(content);
        }
        this.requests += 1;
        return new Promise((resolve, reject) => {
            const request = https.request({host: '127.0.0.1', servername: 'localhost', port: this.base.port || 443, method, path,
                                           headers: {Host: this.base.host, ...all}, agent: this.agent}, answer => {
                const chunks = [];
                answer.on('data', chunk => chunks.push(chunk));
                answer.on('end', () => resolve({status: answer.statusCode, headers: answer.headers,
                                                text: Buffer.concat(chunks).toString('utf8')}));
            });
            request.on('error', reject);
            request.end(content);
        });
    }

    valid(document, schema, value, where) {
        const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${document}#/`));
        // Compiled once per schema: the schema itself is the key.
        const key = JSON.stringify(absolute);
        this.compiled ??= new Map();
        if (!this.compiled.has(key)) {
            this.compiled.set(key, this.ajv.compile(absolute));
        }
        const check = this.compiled.get(key);
        if (!check(value)) {
            this.fail(where, check.errors.map(error => `${error.instancePath} ${error.message}`).join('; '));
        }
        for (const path of undeclared(this.documents[document], schema, value, '')) {
            this.fail(where, `${path} is not declared`);
        }
    }

    checkError(document, answer, where) {
        let body;
        try {
            body = JSON.parse(answer.text);
        } catch {
            this.fail(where, `no JSON in the error: ${answer.text.slice(0, 80)}`);
            return;
        }
        this.valid(document, {$ref: '#/definitions/ProvisioningServiceErrorDetails'}, body, where);
        const wrong = (body.errorCode === undefined || Math.floor(body.errorCode / 1000) !== answer.status) ? 'errorCode'
            : !guid.test(body.trackingId ?? '') ? 'trackingId'
            : !body.message ? 'message'
            : Number.isNaN(Date.parse(body.timestampUtc)) ? 'timestampUtc'
            : answer.headers['x-ms-error-code'] !== String(body.errorCode) ? 'x-ms-error-code'
            : answer.status === 429 && !(Number(answer.headers['retry-after']) >= 1) ? 'Retry-After' : '';
        if (wrong) {
            this.fail(where, `${wrong} is not right: ${answer.text}`);
        }
    }

    checkHeaders(declared, answer, where) {
        for (const [name, schema] of Object.entries(declared ?? {})) {
            const value = answer.headers[name.toLowerCase()];
            if (schema.type === 'integer' && value !== undefined && !/^\d+$/.test(value)) {
                this.fail(where, `header ${name}: ${value}`);
            }
        }
        if (!answer.headers['x-ms-request-id']) {
            this.fail(where, 'no x-ms-request-id');
        }
    }

    // One request of an operation; `expected` is a status or a list of them. Gives status, headers and the JSON of the body.
    async call(document, operation, expected, {parameters = {}, body, headers = {}, query = 'api-version=2021-10-01', token, what = ''} = {}) {
        const [method, path] = operation.split(' ');
        const declared = this.documents[document].paths[path][method.toLowerCase()];
        const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parameters[name]));
        const where = `${method} ${filled}${what ? ` (${what})` : ''}`;
        const authorization = token === undefined ? {Authorization: this.serviceToken} : token ? {Authorization: token} : {};
        const answer = await this.send(method, `${filled}?${query}`, body, {...authorization, ...headers});
        const statuses = this.seen.get(`${document} ${operation}`);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (![expected].flat().includes(answer.status)) {
            this.fail(where, `${answer.status}, not ${expected}: ${answer.text.slice(0, 300)}`);
        }
        if (answer.status >= 400) {
            this.checkHeaders(declared.responses.default.headers, answer, where);
            this.checkError(document, answer, where);
            return answer;
        }
        const response = declared.responses[answer.status];
        if (!response) {
            this.fail(where, `${answer.status} is not declared`);
            return answer;
        }
        this.checkHeaders(response.headers, answer, where);
        if (!response.schema) {
            if (answer.text !== '') {
                this.fail(where, 'a body where none is declared');
            }
            return answer;
        }
        answer.json = JSON.parse(answer.text);
        this.valid(document, response.schema, answer.json, where);
        return answer;
    }

    // A request that belongs to no operation: the answer must be an error of the declared shape.
    async refused(method, target, expected, {body, headers = {}} = {}) {
        const answer = await this.send(method, target, body, {Authorization: this.serviceToken, ...headers});
        const where = `${method} ${target}`;
        if (answer.status !== expected) {
            this.fail(where, `${answer.status}, not ${expected}`);
        }
        if (answer.status >= 400) {
            this.checkHeaders({}, answer, where);
            this.checkError('service', answer, where);
        }
    }

    // Fails for operations that were not seen to succeed and to fail; gives the table to print.
    coverage() {
        return [...this.seen].map(([operation, statuses]) => {
            const all = [...statuses.keys()];
            if (!all.some(status => status < 300) || !all.some(status => status >= 400)) {
                this.fail(operation, `seen only with ${all.join(', ') || 'nothing'}`);
            }
            return `${operation}: ${[...statuses].sort().map(([status, count]) => `${count} × ${status}`).join(', ')}`;
        });
    }
}

export function sas(resource, key, keyName) {
    const encoded = encodeURIComponent(resource);
    const expiry = Math.floor(Date.now() / 1000) + 3600;
    const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(`${encoded}\n${expiry}`).digest('base64');
    return `SharedAccessSignature sr=${encoded}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=${keyName}`;
}
