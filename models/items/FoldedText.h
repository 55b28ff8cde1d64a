// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringView>
#include <string>
#include <string_view>
#include <vector>

// Text without case on the bytes of the pool. Only ASCII letters are folded: IDs and host names have no others
// (protocol facts, section 4). Pure, any thread.
namespace rehome::items {

/// A pattern of the filter language: without `*` it is found anywhere, with `*` it stands for the whole text.
class FoldedPattern
{
public:
    explicit FoldedPattern(QStringView pattern);
    bool matches(std::string_view text) const;

private:
    std::vector<std::string> m_parts; ///< between the stars, folded
    bool m_whole = false;
};

/// Numbers inside text by value; < 0, 0, > 0. Equal only for texts that are equal when folded.
int compareNatural(std::string_view a, std::string_view b);
/// Folded, byte by byte: the order of code points.
int compareFolded(std::string_view a, std::string_view b);

/// The first 16 bytes of a key that sorts like the comparison above; equal keys need the comparison itself.
struct TextKey
{
    quint64 high = 0, low = 0;
};
TextKey naturalKey(std::string_view text);
TextKey foldedKey(std::string_view text);
/// Length of what both begin with, folded.
size_t commonFolded(std::string_view a, std::string_view b);

} // namespace rehome::items
