// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PackedEtag.h"

#include <cstring>

namespace rehome::fleet {

namespace {
int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool packGuid(std::string_view text, std::array<quint8, 16> &bytes)
{
    if (text.size() != 36)
        return false;
    size_t digits = 0;
    for (size_t i = 0; i < 36; ++i) {
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (text[i] != '-')
                return false;
            continue;
        }
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return false;
        quint8 &byte = bytes[digits / 2];
        byte = static_cast<quint8>(byte << 4 | digit);
        ++digits;
    }
    return true;
}
} // namespace

PackedEtag PackedEtag::pack(std::string_view etag, StringPool &pool)
{
    PackedEtag packed;
    if (etag.empty())
        return packed;
    if (packGuid(etag, packed.m_bytes)) {
        packed.m_form = Form::Guid;
        return packed;
    }
    packed.m_bytes.fill(0);
    if (etag.size() == 38 && etag.front() == '"' && etag.back() == '"' &&
        packGuid(etag.substr(1, 36), packed.m_bytes)) {
        packed.m_form = Form::QuotedGuid;
        return packed;
    }
    packed.m_bytes.fill(0);
    packed.m_form = Form::Pooled;
    const StringId id = pool.intern(etag);
    std::memcpy(packed.m_bytes.data(), &id, sizeof id);
    return packed;
}

QString PackedEtag::text(const StringTable &strings) const
{
    switch (m_form) {
    case Form::None:
        return {};
    case Form::Guid:
        return QString::fromLatin1(unpackedGuid().data());
    case Form::QuotedGuid:
        return QLatin1Char('"') + QString::fromLatin1(unpackedGuid().data()) + QLatin1Char('"');
    case Form::Pooled:
        break;
    }
    return strings.text(pooled());
}

bool PackedEtag::equals(std::string_view etag, const StringPool &pool) const
{
    switch (m_form) {
    case Form::None:
        return etag.empty();
    case Form::Guid:
        return etag == unpackedGuid().data();
    case Form::QuotedGuid:
        return etag.size() == 38 && etag.front() == '"' && etag.back() == '"' &&
               etag.substr(1, 36) == unpackedGuid().data();
    case Form::Pooled:
        break;
    }
    return pool.view(pooled()) == etag;
}

std::array<char, 37> PackedEtag::unpackedGuid() const
{
    std::array<char, 37> text{};
    size_t at = 0;
    for (size_t i = 0; i < m_bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text[at++] = '-';
        text[at++] = "0123456789abcdef"[m_bytes[i] >> 4];
        text[at++] = "0123456789abcdef"[m_bytes[i] & 15];
    }
    return text;
}

StringId PackedEtag::pooled() const
{
    StringId id = 0;
    std::memcpy(&id, m_bytes.data(), sizeof id);
    return id;
}

} // namespace rehome::fleet
