// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Tokens.h"

namespace rehome::ui {

const Tokens &Tokens::light()
{
    static const Tokens tokens{
        .win = QColor(0xF3F4F6),
        .surf = QColor(0xFFFFFF),
        .alt = QColor(0xF8F9FB),
        .hdr = QColor(0xEEF0F3),
        .line = QColor(0xDCE0E6),
        .line2 = QColor(0xC4CAD3),
        .ctl = QColor(0x7E8794),
        .t1 = QColor(0x1A1F26),
        .t2 = QColor(0x454D59),
        .t3 = QColor(0x5F6875),
        .acc = QColor(0x0B5CAD),
        .accbg = QColor(0xE3EEFA),
        .sel = QColor(0xCFE2F7),
        .pend = QColor(0x6A3FB5),
        .pendbg = QColor(0xF1EBFB),
        .bad = QColor(0xB3261E),
        .badbg = QColor(0xFCEBE9),
        .warn = QColor(0x8A5200),
        .warnbg = QColor(0xFFF3DC),
        .ok = QColor(0x1B7340),
        .okbg = QColor(0xE6F4EA),
        .grid = QColor(0xEBEEF1),
        .title = QColor(0xE4E7EB),
        .fill = QColor(0xDCE8F5),
        .warnln = QColor(0xE3C27F),
        .onacc = QColor(0xFFFFFF),
        .band = QColor(0xE9EDF2),
        .wave = QColor(0xB9A3E3),
        .status = {QColor(0x636A72), QColor(0x0973EB), QColor(0x004935), QColor(0xD73911), QColor(0x11171D)},
        .hubs = {QColor(0x113199), QColor(0xC04403), QColor(0x00A79A), QColor(0x9476E0), QColor(0xC28B06),
                 QColor(0x842B00), QColor(0x217E66), QColor(0x542D4D)},
    };
    return tokens;
}

const Tokens &Tokens::dark()
{
    static const Tokens tokens{
        .win = QColor(0x15181D),
        .surf = QColor(0x1C2026),
        .alt = QColor(0x20252C),
        .hdr = QColor(0x262C34),
        .line = QColor(0x303741),
        .line2 = QColor(0x434C58),
        .ctl = QColor(0x7D8794),
        .t1 = QColor(0xE8EBEF),
        .t2 = QColor(0xBAC2CC),
        .t3 = QColor(0x98A2AF),
        .acc = QColor(0x6CB2F5),
        .accbg = QColor(0x1B3148),
        .sel = QColor(0x23405E),
        .pend = QColor(0xB79CF5),
        .pendbg = QColor(0x2B2440),
        .bad = QColor(0xFF8A80),
        .badbg = QColor(0x43211F),
        .warn = QColor(0xF0B454),
        .warnbg = QColor(0x3A2C12),
        .ok = QColor(0x6FCF8E),
        .okbg = QColor(0x173423),
        .grid = QColor(0x2A3038),
        .title = QColor(0x101318),
        .fill = QColor(0x20364D),
        .warnln = QColor(0x6B5222),
        .onacc = QColor(0x0B1420),
        .band = QColor(0x2A3038),
        .wave = QColor(0x6A5A99),
        .status = {QColor(0xA5ADB5), QColor(0x508ADA), QColor(0x6FE0A6), QColor(0xF15041), QColor(0xEEF6FF)},
        .hubs = {QColor(0x7ECBFE), QColor(0xFDAC80), QColor(0x0F9674), QColor(0x8C6AD6), QColor(0xFCDE4D),
                 QColor(0xD05F22), QColor(0xB9EBD5), QColor(0xC385BE)},
    };
    return tokens;
}

} // namespace rehome::ui
