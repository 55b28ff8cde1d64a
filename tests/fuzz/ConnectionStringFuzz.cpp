// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/Sas.h"
#include "tests/fuzz/FuzzCheck.h"

using namespace rehome;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QString secret = QStringLiteral("U2VjcmV0");
    const QString text = QString::fromUtf8(bytesOf(data, size));
    const auto connection = wire::parseConnectionString(text);
    if (!connection) {
        FUZZ_CHECK(!connection.error().message.isEmpty());
        FUZZ_CHECK(!connection.error().message.contains(secret) && !connection.error().detail.contains(secret));
        return 0;
    }
    FUZZ_CHECK(!connection->host().isEmpty() && connection->port() > 0);
    FUZZ_CHECK(!connection->host().contains(QLatin1Char('/')) && !connection->host().contains(QLatin1Char('\n')));
    FUZZ_CHECK(wire::isValidSymmetricKey(connection->key));
    const auto again = wire::parseConnectionString(connection->toString());
    FUZZ_CHECK(again && again->hostName == connection->hostName && again->keyName == connection->keyName &&
               again->key == connection->key);
    return 0;
}
