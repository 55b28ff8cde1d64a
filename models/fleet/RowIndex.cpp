// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/RowIndex.h"

namespace rehome::fleet {

namespace {
constexpr quint8 folded(char c)
{
    return static_cast<quint8>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}
} // namespace

quint32 foldedHash(std::string_view text)
{
    quint64 hash = 0xcbf29ce484222325ull;
    for (const char c : text)
        hash = (hash ^ folded(c)) * 0x100000001b3ull;
    hash ^= hash >> 32;
    return static_cast<quint32>(hash * 0x9e3779b97f4a7c15ull >> 32);
}

bool foldedEqual(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    for (size_t i = 0; i < a.size(); ++i) {
        if (folded(a[i]) != folded(b[i]))
            return false;
    }
    return true;
}

} // namespace rehome::fleet
