// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/DeviceCodec.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/ErrorBody.h"
#include "models/wire/HubCodec.h"
#include "tests/fuzz/FuzzCheck.h"

using namespace rehome;

namespace {

// Written once, a value reads and writes the same for ever.
template <class Read, class Write>
void settles(const QJsonObject &object, const Read &read, const Write &write)
{
    const auto first = read(object);
    if (!first) {
        FUZZ_CHECK(!first.error().message.isEmpty());
        return;
    }
    const QJsonObject written = write(*first);
    const auto second = read(written);
    FUZZ_CHECK(second.has_value());
    FUZZ_CHECK(write(*second) == written);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto object = wire::parseDocument(bytesOf(data, size));
    if (!object)
        return 0;
    settles(*object, wire::operationStatusFromJson, wire::operationStatusToJson);
    settles(*object, wire::registrationFromJson, wire::registrationToJson);
    settles(*object, wire::deviceRegistrationFromJson, wire::deviceRegistrationToJson);
    settles(*object, wire::hubDeviceFromJson, wire::hubDeviceToJson);
    settles(*object, wire::hubTwinFromJson, wire::hubTwinToJson);
    for (const auto kind : {domain::EnrollmentKind::Individual, domain::EnrollmentKind::Group}) {
        settles(
            *object, [kind](const QJsonObject &from) { return wire::enrollmentFromJson(from, kind); },
            [](const domain::Enrollment &enrollment) { return wire::enrollmentToJson(enrollment); });
    }
    (void)wire::errorBodyFromJson(*object);
    (void)wire::hubErrorCode(*object);
    FUZZ_CHECK(wire::sameSettings(*object, *object));
    const QJsonObject edited = wire::patched(*object, {wire::policyEdit(domain::ReprovisionPolicy::Never)});
    FUZZ_CHECK(wire::patched(edited, {wire::policyEdit(domain::ReprovisionPolicy::Never)}) == edited);
    FUZZ_CHECK(wire::sameSettings(wire::putBody(edited, {}), edited));
    return 0;
}
