// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/Sas.h"
#include "tests/fuzz/FuzzCheck.h"

using namespace rehome;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QString key = wire::generatedKey(); // new in every run: nothing in a corpus can be signed with it
    const QByteArray bytes = bytesOf(data, size);
    const auto token = wire::parseSasToken(bytes);
    if (token)
        FUZZ_CHECK(!wire::sasSignatureMatches(*token, key));
    const QString text = QString::fromUtf8(bytes);
    if (token)
        (void)wire::sasSignatureMatches(*token, text);

    // What is signed here is accepted here, whatever the resource and the key's name are.
    const auto made = wire::makeSasToken(text, key, static_cast<qint64>(size), text.left(16));
    FUZZ_CHECK(made.has_value());
    const auto read = wire::parseSasToken(made->toLatin1());
    const bool fits = made->size() <= 8192 && !text.isEmpty();
    FUZZ_CHECK(read.has_value() || !fits);
    if (read) {
        FUZZ_CHECK(wire::sasSignatureMatches(*read, key));
        FUZZ_CHECK(read->expiresUnixSeconds == static_cast<qint64>(size));
    }

    (void)wire::isValidSymmetricKey(text);
    (void)wire::derivedDeviceKey(text, text);
    const qsizetype half = text.size() / 2;
    FUZZ_CHECK(wire::etagMatches(text.left(half), text.mid(half)) ==
               wire::etagMatches(text.left(half), text.mid(half)));
    if (!text.isEmpty())
        FUZZ_CHECK(wire::etagMatches(text, text));
    return 0;
}
