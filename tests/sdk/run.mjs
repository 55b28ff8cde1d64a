// SPDX-License-Identifier: GPL-3.0-or-later
// node run.mjs REHOMECTL [CHECKER [CHECKER ARGUMENT...]]
// Installs the pinned packages, starts `rehomectl serve` in an empty folder, lets sdk.mjs drive it, and then asks CHECKER, if given,
// whether Rehome itself sees the same: CHECKER ... READY.json FACTS.json, exit 0 for yes. Ends the service with SIGTERM at last.
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [rehomectl, ...checker] = process.argv.slice(2).map((argument, index) => index < 2 ? resolve(argument) : argument);
const folder = mkdtempSync(join(tmpdir(), 'rehome-sdk-'));
const file = name => join(folder, name);

function fail(text) {
    console.error(`not ok - ${text}`);
    process.exitCode = 1;
}

function run(program, args, environment = {}) {
    const result = spawnSync(program, args, {cwd: here, stdio: ['ignore', 'inherit', 'inherit'], env: {...process.env, ...environment}});
    if (result.signal || result.error) {
        console.error(`${program} ended with ${result.signal ?? result.error}`);
    }
    return result.status === 0;
}

// Installing again is needed only after the lock file changed.
function packagesAreThere() {
    const installed = join(here, 'node_modules', '.package-lock.json');
    return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(here, 'package-lock.json')).mtimeMs;
}

async function start() {
    const service = spawn(rehomectl, ['serve', '--data', file('data'), '--scenario', join(here, 'scenario.json')],
                          {stdio: ['ignore', 'pipe', 'inherit']});
    const exited = new Promise(resolve => service.on('exit', (code, signal) => resolve({code, signal})));
    const lines = createInterface({input: service.stdout});
    const first = await Promise.race([new Promise(resolve => lines.once('line', resolve)), exited]);
    if (typeof first !== 'string') {
        throw new Error(`rehomectl serve ended before it was ready: ${JSON.stringify(first)}`);
    }
    return {service, exited, ready: JSON.parse(first)};
}

async function stop({service, exited}) {
    const begun = Date.now();
    service.kill('SIGTERM');
    const overdue = setTimeout(() => service.kill('SIGKILL'), 15000);
    const {code, signal} = await exited;
    clearTimeout(overdue);
    if (code !== 0) {
        fail(`rehomectl serve ended with ${signal ?? code} after ${Date.now() - begun} ms, not with 0`);
    }
}

try {
    if (!packagesAreThere() && !run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])) {
        throw new Error('the packages could not be installed');
    }
    const running = await start();
    try {
        writeFileSync(file('ready.json'), JSON.stringify(running.ready));
        const trusted = {NODE_EXTRA_CA_CERTS: running.ready.caCertificate};
        if (!run(process.execPath, [join(here, 'sdk.mjs'), file('ready.json'), file('facts.json')], trusted)) {
            fail('the official packages and the service disagree');
        } else if (checker.length > 0 && !run(checker[0], [...checker.slice(1), file('ready.json'), file('facts.json')])) {
            fail('Rehome does not see what the official packages saw');
            console.error(readFileSync(file('facts.json'), 'utf8'));
        }
    } finally {
        await stop(running);
    }
} catch (error) {
    fail(error.message);
} finally {
    rmSync(folder, {recursive: true, force: true});
}
