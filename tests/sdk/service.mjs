// SPDX-License-Identifier: GPL-3.0-or-later
// What every test of this kind needs: the pinned packages and a `rehomectl serve` of its own. `node service.mjs` only installs.
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

export function run(program, args, environment = {}) {
    const result = spawnSync(program, args, {cwd: here, stdio: ['ignore', 'inherit', 'inherit'], env: {...process.env, ...environment}});
    if (result.signal || result.error) {
        console.error(`${program} ended with ${result.signal ?? result.error}`);
    }
    return result.status === 0;
}

// Installing again is needed only after the lock file changed.
export function installPackages() {
    const installed = join(here, 'node_modules', '.package-lock.json');
    if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(here, 'package-lock.json')).mtimeMs) {
        return;
    }
    if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])) {
        throw new Error('the packages could not be installed');
    }
}

export async function start(rehomectl, data, scenario, options = []) {
    const service = spawn(rehomectl, ['serve', '--data', data, '--scenario', scenario, ...options], {stdio: ['ignore', 'pipe', 'inherit']});
    const exited = new Promise(resolve => service.on('exit', (code, signal) => resolve({code, signal})));
    const lines = createInterface({input: service.stdout});
    const first = await Promise.race([new Promise(resolve => lines.once('line', resolve)), exited]);
    if (typeof first !== 'string') {
        throw new Error(`rehomectl serve ended before it was ready: ${JSON.stringify(first)}`);
    }
    return {service, exited, ready: JSON.parse(first)};
}

// Empty when the service ended as it should, else what it did instead.
export async function stop({service, exited}) {
    const begun = Date.now();
    service.kill('SIGTERM');
    const overdue = setTimeout(() => service.kill('SIGKILL'), 15000);
    const {code, signal} = await exited;
    clearTimeout(overdue);
    return code === 0 ? '' : `rehomectl serve ended with ${signal ?? code} after ${Date.now() - begun} ms, not with 0`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    installPackages();
}
