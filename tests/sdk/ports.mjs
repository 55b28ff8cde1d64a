// SPDX-License-Identifier: GPL-3.0-or-later
// The official packages know one port, 443: they hand "host:port" to https.request as if it were a host name. This splits it, and
// resolves names under .localhost to loopback as the protocol of the local service says. Nothing else of a request changes, and no
// file of the packages does.
import https from 'node:https';

const original = https.request;

function lookup(hostName, options, callback) {
    const address = '127.0.0.1';
    if (options.all) {
        callback(null, [{address, family: 4}]);
    } else {
        callback(null, address, 4);
    }
}

https.request = function request(options, callback) {
    // A WebSocket of the packages always goes to port 443.
    if (String(options.path).startsWith('/$iothub/websocket') && process.env.REHOME_WEBSOCKET_PORT) {
        options.port = Number(process.env.REHOME_WEBSOCKET_PORT);
        options.lookup = lookup;
        return original.call(https, options, callback);
    }
    const match = /^([^:]+):(\d+)$/.exec(options.host ?? '');
    if (!match) {
        return original.call(https, options, callback);
    }
    const [, hostName, port] = match;
    return original.call(https, {...options, host: hostName, port: Number(port), servername: hostName, lookup}, callback);
};

// The WebSocket package asks by get, which goes past a replaced request.
https.get = function get(options, callback) {
    const request = https.request(options, callback);
    request.end();
    return request;
};
