// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/crypto.h>

namespace rehome::azure {

/// First statement of every main() whose program speaks TLS, before anything else touches OpenSSL (the first call of
/// the process decides). By default OpenSSL frees its globals in an exit handler of the main thread. The threads of
/// QNetworkAccessManager are detached: QThread::wait() returns before their thread-local destructors ran, and OpenSSL's
/// own is one of those. Both at once corrupt the heap while the program ends. Without the handler the system takes the
/// memory back, which it does anyway; all of it stays reachable, so leak checkers stay quiet.
inline void keepOpenSslUntilProcessEnds()
{
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

} // namespace rehome::azure
