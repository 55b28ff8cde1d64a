// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/WebhookCodec.h"
#include "tests/fuzz/FuzzCheck.h"

#include <QtCore/QJsonDocument>

using namespace rehome;

// The answer of a custom allocation webhook comes from anybody's server.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray body = bytesOf(data, size);
    const auto answer = wire::allocationAnswerFromJson(body);
    if (answer) {
        FUZZ_CHECK(!answer->iotHubHostName.isEmpty());
        // What was read can be told again, and reads the same.
        QJsonObject object{{QStringLiteral("iotHubHostName"), answer->iotHubHostName}};
        if (answer->initialTwin)
            object.insert(QStringLiteral("initialTwin"),
                          QJsonObject{{QStringLiteral("tags"), answer->initialTwin->tags},
                                      {QStringLiteral("properties"),
                                       QJsonObject{{QStringLiteral("desired"), answer->initialTwin->desired}}}});
        if (answer->payload)
            object.insert(QStringLiteral("payload"), *answer->payload);
        const auto again = wire::allocationAnswerFromJson(QJsonDocument(object).toJson(QJsonDocument::Compact));
        FUZZ_CHECK(again && again->iotHubHostName == answer->iotHubHostName);
        FUZZ_CHECK(again->initialTwin == answer->initialTwin && again->payload == answer->payload);
    } else {
        FUZZ_CHECK(answer.error().kind == ErrorKind::BadReply && !answer.error().message.isEmpty());
    }
    // An address never shows what stands behind its question mark.
    const QString masked = wire::maskedWebhookUrl(QString::fromUtf8(body));
    const qsizetype query = masked.indexOf(QLatin1Char('?'));
    FUZZ_CHECK(query < 0 || masked.mid(query) == QLatin1String("?****"));
    FUZZ_CHECK(wire::maskedWebhookUrl(masked) == masked);
    return 0;
}
