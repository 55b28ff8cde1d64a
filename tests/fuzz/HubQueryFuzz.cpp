// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/HubQuery.h"
#include "tests/fuzz/FuzzCheck.h"

#include <QtCore/QJsonDocument>

using namespace rehome;

/// Any text either parses, and then judges twins without fault, or is refused with a place inside it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QJsonObject twin =
        QJsonDocument::fromJson(R"({"deviceId": "dev-1", "status": "enabled", "tags": {"site": "north", "floor": 3},
            "properties": {"desired": {"on": true, "$version": 2}, "reported": {"fw": {"v": "1.2"}, "n": null}}})")
            .object();
    const QString text = QString::fromUtf8(bytesOf(data, size));
    const auto query = wire::HubQuery::parse(text);
    if (!query) {
        FUZZ_CHECK(!query.error().message.isEmpty());
        FUZZ_CHECK(query.error().position >= 1 && query.error().position <= text.size() + 1);
        return 0;
    }
    const bool first = query->matches(twin);
    FUZZ_CHECK(first == query->matches(twin));
    FUZZ_CHECK(query->hasCondition() || first);
    FUZZ_CHECK(query->matches({}) || query->hasCondition());
    if (query->shape() == wire::HubQuery::Shape::Twins)
        FUZZ_CHECK(query->row(twin) == twin);
    (void)query->row({});
    FUZZ_CHECK(query->countRow(3).size() == 1);
    return 0;
}
