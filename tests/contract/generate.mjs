// SPDX-License-Identifier: GPL-3.0-or-later
// Instances of the OpenAPI schemas: minimal, full, and wrong in one place each.
import {resolved} from './client.mjs';

export class Generator {
    // `samples`: values for members whose form a schema does not tell (keys, certificates, hubs), by name.
    constructor(document, samples) {
        this.document = document;
        this.samples = samples;
    }

    schema(name) {
        return this.document.definitions[name];
    }

    // A valid value with every member that a client may send.
    full(given, name = '') {
        const schema = resolved(this.document, given);
        if (name in this.samples) {
            return structuredClone(this.samples[name]);
        }
        if (schema.enum) {
            return schema.enum[0];
        }
        switch (schema.type) {
        case 'boolean':
            return true;
        case 'integer':
            return 1;
        case 'array':
            return [this.full(schema.items, name)];
        case 'string':
            return schema.format === 'date-time' ? '2026-01-02T03:04:05.6789012Z' : `any ${name}`.trim();
        default: {
            const members = Object.entries(schema.properties ?? {}).filter(([, member]) => !member.readOnly);
            const value = Object.fromEntries(members.map(([key, member]) => [key, this.full(member, key)]));
            return schema.additionalProperties || members.length === 0 ? {...value, temperature: {alarm: 80.5}} : value;
        }
        }
    }

    // One value per word of an enumeration, else the full value alone.
    values(given, name) {
        const schema = resolved(this.document, given);
        return schema.enum ? [...schema.enum] : schema.type === 'boolean' ? [true, false] : [this.full(given, name)];
    }

    wrongType(given) {
        const schema = resolved(this.document, given);
        switch (schema.type) {
        case 'string':
            return 7;
        case 'boolean':
            return 'yes';
        case 'integer':
            return 'seven';
        case 'array':
            return {};
        default:
            return 'an object';
        }
    }

    // [what, value] for each mistake in one place of a valid value: a required member missing, a wrong type, an unknown word.
    *mistakes(given, value, path = '') {
        const schema = resolved(this.document, given);
        if (Array.isArray(value) && schema.type === 'array' && value.length > 0) {
            yield [`${path}[0] of a wrong type`, [this.wrongType(schema.items), ...value.slice(1)]];
            return;
        }
        if (!schema.properties || schema.additionalProperties || value === null || typeof value !== 'object') {
            return;
        }
        for (const name of schema.required ?? []) {
            const {[name]: _, ...rest} = value;
            yield [`${path}${name} missing`, rest];
        }
        for (const [name, member] of Object.entries(schema.properties)) {
            if (member.readOnly || !(name in value)) {
                continue;
            }
            yield [`${path}${name} of a wrong type`, {...value, [name]: this.wrongType(member)}];
            if (resolved(this.document, member).enum) {
                yield [`${path}${name} unknown`, {...value, [name]: 'no such word'}];
            }
            for (const [what, wrong] of this.mistakes(member, value[name], `${path}${name}.`)) {
                yield [what, {...value, [name]: wrong}];
            }
        }
    }
}
