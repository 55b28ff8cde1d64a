// SPDX-License-Identifier: GPL-3.0-or-later
// A static library needs one object of its own; the translations travel as objects of their own to each program.
namespace rehome::translations {
extern const char folder[];
const char folder[] = ":/i18n";
} // namespace rehome::translations
