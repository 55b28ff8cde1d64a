// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/StringPool.h"

#include <array>

namespace rehome::fleet {

/// An ETag in 17 bytes. The service's form (a lower-case GUID, with or without quotes) is packed without loss, so that
/// ETags that change with every registration do not fill the pool; any other form goes to the pool.
class PackedEtag
{
public:
    PackedEtag() = default;
    static PackedEtag pack(std::string_view etag, StringPool &pool);

    bool isEmpty() const { return m_form == Form::None; }
    /// Exactly the text that was packed.
    QString text(const StringTable &strings) const;
    /// Equal text? Compares without the pool's help, except for other forms.
    bool equals(std::string_view etag, const StringPool &pool) const;
    bool operator==(const PackedEtag &) const = default;

private:
    enum class Form : quint8
    {
        None,
        Guid,
        QuotedGuid,
        Pooled
    };
    std::array<char, 37> unpackedGuid() const;
    StringId pooled() const;

    std::array<quint8, 16> m_bytes{};
    Form m_form = Form::None;
};

} // namespace rehome::fleet
