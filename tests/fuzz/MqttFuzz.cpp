// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/MqttCodec.h"
#include "tests/fuzz/FuzzCheck.h"

#include <algorithm>

using namespace rehome;

namespace {

constexpr qsizetype limit = 4096;

struct Read
{
    QList<wire::mqtt::Packet> packets;
    bool broken = false;
};

Read read(const QByteArray &bytes, qsizetype piece)
{
    wire::MqttReader reader(limit);
    Read out;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        reader.feed(bytes.constData() + at, std::min(piece, bytes.size() - at));
        for (;;) {
            const auto next = reader.next();
            if (!next) {
                FUZZ_CHECK(!next.error().message.isEmpty());
                out.broken = true;
                return out;
            }
            if (!*next)
                break;
            out.packets.append(**next);
        }
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // The first byte chooses how the rest is cut: what is read never depends on it.
    const qsizetype piece = size == 0 ? 1 : 1 + data[0] % 64;
    const QByteArray bytes = size == 0 ? QByteArray() : bytesOf(data + 1, size - 1);
    const Read cut = read(bytes, piece);
    const Read whole = read(bytes, std::max<qsizetype>(1, bytes.size()));
    FUZZ_CHECK(cut.broken == whole.broken && cut.packets == whole.packets);

    // What was read can be written, and reads the same.
    for (const wire::mqtt::Packet &packet : whole.packets) {
        const QByteArray written = wire::mqtt::encoded(packet);
        FUZZ_CHECK(!written.isEmpty());
        const Read again = read(written, written.size());
        FUZZ_CHECK(!again.broken && again.packets.size() == 1 && again.packets.first() == packet);
        if (const auto *subscribe = std::get_if<wire::mqtt::Subscribe>(&packet))
            for (const auto &[filter, qos] : subscribe->filters)
                (void)wire::mqtt::filterMatches(filter, QString::fromUtf8(bytes));
    }
    return 0;
}
