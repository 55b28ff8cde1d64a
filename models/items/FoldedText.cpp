// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FoldedText.h"

#include <QtCore/QList>
#include <algorithm>
#include <array>

namespace rehome::items {

namespace {
constexpr std::array<char, 256> makeFolding()
{
    std::array<char, 256> table{};
    for (int i = 0; i < 256; ++i)
        table[static_cast<size_t>(i)] = static_cast<char>(i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
    return table;
}
constexpr std::array<char, 256> folding = makeFolding();

constexpr char folded(char c)
{
    return folding[static_cast<quint8>(c)];
}
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool sameFolded(const char *text, std::string_view part)
{
    for (size_t i = 0; i < part.size(); ++i) {
        if (folded(text[i]) != part[i])
            return false;
    }
    return true;
}

size_t findFolded(std::string_view text, std::string_view part, size_t from)
{
    if (part.empty())
        return from;
    if (text.size() < part.size())
        return std::string_view::npos;
    const size_t last = text.size() - part.size();
    const char first = part.front();
    for (size_t i = from; i <= last; ++i) {
        if (folded(text[i]) == first && sameFolded(text.data() + i, part))
            return i;
    }
    return std::string_view::npos;
}

// A run of digits at `from` without leading zeros; moves `from` behind it.
std::string_view takeNumber(std::string_view text, size_t &from)
{
    while (from < text.size() && text[from] == '0')
        ++from;
    const size_t begin = from;
    while (from < text.size() && isDigit(text[from]))
        ++from;
    return text.substr(begin, from - begin);
}

class KeyBytes
{
public:
    bool isFull() const { return m_used == 16; }
    void add(quint8 byte)
    {
        if (m_used < 8)
            m_key.high |= static_cast<quint64>(byte) << (56 - 8 * m_used);
        else if (m_used < 16)
            m_key.low |= static_cast<quint64>(byte) << (120 - 8 * m_used);
        else
            return;
        ++m_used;
    }
    TextKey key() const { return m_key; }

private:
    TextKey m_key;
    int m_used = 0;
};
} // namespace

FoldedPattern::FoldedPattern(QStringView pattern)
    : m_whole(pattern.contains(QLatin1Char('*')))
{
    const QList<QStringView> parts = pattern.split(QLatin1Char('*'));
    for (const QStringView part : parts) {
        std::string bytes = part.toUtf8().toStdString();
        std::transform(bytes.begin(), bytes.end(), bytes.begin(), folded);
        m_parts.push_back(std::move(bytes));
    }
}

bool FoldedPattern::matches(std::string_view text) const
{
    if (!m_whole)
        return findFolded(text, m_parts.front(), 0) != std::string_view::npos;
    const std::string &head = m_parts.front();
    const std::string &tail = m_parts.back();
    if (text.size() < head.size() + tail.size() || !sameFolded(text.data(), head) ||
        !sameFolded(text.data() + text.size() - tail.size(), tail))
        return false;
    const std::string_view middle = text.substr(0, text.size() - tail.size());
    size_t at = head.size();
    for (size_t i = 1; i + 1 < m_parts.size(); ++i) {
        at = findFolded(middle, m_parts[i], at);
        if (at == std::string_view::npos)
            return false;
        at += m_parts[i].size();
    }
    return true;
}

int compareNatural(std::string_view a, std::string_view b)
{
    size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const std::string_view left = takeNumber(a, i), right = takeNumber(b, j);
            if (left.size() != right.size())
                return left.size() < right.size() ? -1 : 1;
            if (const int order = left.compare(right); order != 0)
                return order;
            continue;
        }
        // A number stands where the digit zero does, whatever its value: see naturalKey.
        const auto left = static_cast<quint8>(isDigit(a[i]) ? '0' : folded(a[i]));
        const auto right = static_cast<quint8>(isDigit(b[j]) ? '0' : folded(b[j]));
        if (left != right)
            return left < right ? -1 : 1;
        ++i;
        ++j;
    }
    if (i < a.size() || j < b.size())
        return j < b.size() ? -1 : 1;
    return compareFolded(a, b); // only leading zeros differ
}

int compareFolded(std::string_view a, std::string_view b)
{
    const size_t shared = std::min(a.size(), b.size());
    for (size_t i = 0; i < shared; ++i) {
        const auto left = static_cast<quint8>(folded(a[i])), right = static_cast<quint8>(folded(b[i]));
        if (left != right)
            return left < right ? -1 : 1;
    }
    return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

TextKey naturalKey(std::string_view text)
{
    KeyBytes bytes;
    for (size_t i = 0; i < text.size() && !bytes.isFull();) {
        if (!isDigit(text[i])) {
            bytes.add(static_cast<quint8>(folded(text[i++])));
            continue;
        }
        // '0', then how many digits, then the digits: longer numbers come later, as they are larger.
        const std::string_view number = takeNumber(text, i);
        bytes.add('0');
        bytes.add(static_cast<quint8>(std::min<size_t>(number.size(), 254) + 1));
        for (const char digit : number)
            bytes.add(static_cast<quint8>(digit));
    }
    return bytes.key();
}

TextKey foldedKey(std::string_view text)
{
    KeyBytes bytes;
    for (size_t i = 0; i < text.size() && !bytes.isFull(); ++i)
        bytes.add(static_cast<quint8>(folded(text[i])));
    return bytes.key();
}

size_t commonFolded(std::string_view a, std::string_view b)
{
    const size_t most = std::min(a.size(), b.size());
    size_t length = 0;
    while (length < most && folded(a[length]) == folded(b[length]))
        ++length;
    return length;
}

} // namespace rehome::items
