// SPDX-License-Identifier: GPL-3.0-or-later
// node run.mjs SCRIPT REHOMECTL [CHECKER [CHECKER ARGUMENT...]]
// Installs the pinned packages, starts `rehomectl serve` in an empty folder, lets SCRIPT (sdk.mjs) drive it, and then asks CHECKER, if given,
// whether Rehome itself sees the same: CHECKER ... READY.json FACTS.json, exit 0 for yes. Ends the service with SIGTERM at last.
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

import {installPackages, run, start, stop} from './service.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [script, rehomectl, ...checker] = process.argv.slice(2).map((argument, index) => index === 1 || index === 2 ? resolve(argument) : argument);
const folder = mkdtempSync(join(tmpdir(), 'rehome-sdk-'));
const file = name => join(folder, name);

function fail(text) {
    console.error(`not ok - ${text}`);
    process.exitCode = 1;
}

try {
    installPackages();
    const running = await start(rehomectl, file('data'), join(here, 'scenario.json'), ['--mqtt-listen', '127.0.0.1:0']);
    try {
        writeFileSync(file('ready.json'), JSON.stringify(running.ready));
        const trusted = {NODE_EXTRA_CA_CERTS: running.ready.caCertificate};
        if (!run(process.execPath, [join(here, script), file('ready.json'), file('facts.json')], trusted)) {
            fail('the official packages and the service disagree');
        } else if (checker.length > 0 && !run(checker[0], [...checker.slice(1), file('ready.json'), file('facts.json')])) {
            fail('Rehome does not see what the official packages saw');
            console.error(readFileSync(file('facts.json'), 'utf8'));
        }
    } finally {
        const wrong = await stop(running);
        if (wrong) {
            fail(wrong);
        }
    }
} catch (error) {
    fail(error.message);
} finally {
    rmSync(folder, {recursive: true, force: true});
}
