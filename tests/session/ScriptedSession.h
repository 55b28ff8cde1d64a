// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/session/SessionFixture.h"
#include "tests/support/ScriptedServer.h"

#include <QtCore/QFile>

namespace rehome::test {

/// A session on a server that does what the test says; made and opened by the test.
struct ScriptedSession
{
    ScriptedSession()
        : server(authority.issue({QStringLiteral("localhost")}))
    {
        server.listen();
        const QString ca = fixture.folder.filePath(QStringLiteral("ca.pem"));
        QFile file(ca);
        if (file.open(QIODevice::WriteOnly))
            file.write(authority.certificate());
        file.close();
        fixture.endpoint.caCertificatePath = ca;
        fixture.endpoint.serviceConnectionString =
            QStringLiteral(
                "HostName=localhost:%1;SharedAccessKeyName=owner;SharedAccessKey=c2VjcmV0LWtleS1vZi10aGUtdGVzdHM=")
                .arg(server.port());
    }
    SessionFixture fixture;
    TestAuthority authority;
    ScriptedServer server;
};

} // namespace rehome::test
