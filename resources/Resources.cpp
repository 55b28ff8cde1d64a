// SPDX-License-Identifier: GPL-3.0-or-later
// A static library needs one object of its own; the resources themselves travel as objects of their own to each
// program.
namespace rehome::resources {
extern const char version[];
const char version[] = REHOME_VERSION;
} // namespace rehome::resources
