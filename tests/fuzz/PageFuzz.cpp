// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"
#include "tests/fuzz/FuzzCheck.h"

#include <QtCore/QJsonDocument>

using namespace rehome;

namespace {

QString textOf(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

// The fast reader and the full codec never disagree about an object that both accept.
void compare(const wire::EnrollmentBrief &brief)
{
    const auto object = wire::parseDocument(QByteArray(brief.json.data(), static_cast<qsizetype>(brief.json.size())));
    if (!object)
        return; // simdjson does not look inside values that it skips
    const auto whole = wire::enrollmentFromJson(*object, brief.kind);
    if (!whole)
        return;
    FUZZ_CHECK(whole->id == textOf(brief.id));
    FUZZ_CHECK(whole->deviceId == textOf(brief.deviceId));
    FUZZ_CHECK(whole->etag == textOf(brief.etag));
    FUZZ_CHECK(whole->reprovisionPolicy == brief.policy);
    FUZZ_CHECK(whole->allocationPolicy == brief.allocation);
    FUZZ_CHECK(whole->attestation.type == brief.attestation);
    FUZZ_CHECK(whole->isEnabled() == (brief.status == domain::ProvisioningStatus::Enabled));
    FUZZ_CHECK(whole->iotEdge.value_or(false) == brief.iotEdge);
    FUZZ_CHECK(whole->initialTwin.has_value() == brief.hasInitialTwin);
    FUZZ_CHECK(whole->iotHubs.value_or(QStringList()).size() == static_cast<qsizetype>(brief.iotHubs.size()));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray page = bytesOf(data, size);
    for (const auto kind : {domain::EnrollmentKind::Individual, domain::EnrollmentKind::Group}) {
        int seen = 0;
        const auto count = wire::readEnrollmentPage(page, kind, [&seen](const wire::EnrollmentBrief &brief) {
            ++seen;
            compare(brief);
        });
        FUZZ_CHECK(!count || *count == seen);
        FUZZ_CHECK(count || !count.error().message.isEmpty());
        (void)wire::readEnrollment(page, kind, compare);
    }
    std::size_t length = 0;
    (void)wire::readRegistrationPage(page, [&length](const wire::RegistrationBrief &brief) {
        length += brief.registrationId.size() + brief.assignedHub.size() + brief.errorMessage.size();
    });
    FUZZ_CHECK(length <= 3 * size);
    return 0;
}
