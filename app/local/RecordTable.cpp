// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/RecordTable.h"

namespace rehome::local {

namespace {

enum Flag : quint8
{
    Pending = 1,
    IdIsKey = 2,
    DeviceIdIsId = 4,
    AttestationIsWord = 8
};

/// Facts of a symmetric key are the same for all; those of certificates differ.
constexpr qsizetype longestWordOfFacts = 32;

void appendNumber(QByteArray &out, quint64 value)
{
    while (value >= 0x80) {
        out.append(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    out.append(static_cast<char>(value));
}

quint64 zigzag(qint64 value)
{
    return (static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63);
}

void appendBytes(QByteArray &out, const QByteArray &bytes)
{
    appendNumber(out, static_cast<quint64>(bytes.size()));
    out.append(bytes);
}

void appendText(QByteArray &out, const QString &text)
{
    appendBytes(out, text.toUtf8());
}

/// Reads what the functions above wrote; the bytes never left this process.
class Reader
{
public:
    explicit Reader(const QByteArray &bytes)
        : m_at(bytes.constData())
    {
    }
    quint8 byte() { return static_cast<quint8>(*m_at++); }
    quint64 number()
    {
        quint64 value = 0;
        for (int shift = 0;; shift += 7) {
            const quint8 part = byte();
            value |= static_cast<quint64>(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }
    qint64 signedNumber()
    {
        const quint64 value = number();
        return static_cast<qint64>(value >> 1) ^ -static_cast<qint64>(value & 1);
    }
    QByteArray bytes()
    {
        const auto size = static_cast<qsizetype>(number());
        const char *from = std::exchange(m_at, m_at + size);
        return size == 0 ? QByteArray() : QByteArray(from, size);
    }
    QString text()
    {
        const auto size = static_cast<qsizetype>(number());
        const char *from = std::exchange(m_at, m_at + size);
        return size == 0 ? QString() : QString::fromUtf8(from, size);
    }

private:
    const char *m_at;
};

} // namespace

quint32 RecordTable::wordFor(const QString &word)
{
    const auto found = m_numberOfWord.constFind(word);
    if (found != m_numberOfWord.constEnd())
        return *found;
    const auto number = static_cast<quint32>(m_words.size());
    m_words.push_back(word);
    m_numberOfWord.insert(word, number);
    return number;
}

QByteArray RecordTable::packed(const RecordRow &row)
{
    const bool idIsKey = row.id.toUtf8() == row.key;
    const bool deviceIdIsId = row.deviceId == row.id;
    const bool attestationIsWord = row.attestation.size() <= longestWordOfFacts;
    QByteArray out;
    out.reserve(512);
    out.append(static_cast<char>((row.pending ? Pending : 0) | (idIsKey ? IdIsKey : 0) |
                                 (deviceIdIsId ? DeviceIdIsId : 0) | (attestationIsWord ? AttestationIsWord : 0)));
    out.append(static_cast<char>(row.status));
    out.append(static_cast<char>(row.substatus));
    appendNumber(out, zigzag(row.errorCode));
    appendNumber(out, zigzag(row.createdMs));
    appendNumber(out, zigzag(row.updatedMs - row.createdMs));
    appendNumber(out, wordFor(row.hub));
    appendNumber(out, wordFor(QString::fromUtf8(row.group)));
    appendNumber(out, wordFor(row.apiVersion));
    if (attestationIsWord)
        appendNumber(out, wordFor(QString::fromUtf8(row.attestation)));
    else
        appendBytes(out, row.attestation);
    if (!idIsKey)
        appendText(out, row.id);
    if (!deviceIdIsId)
        appendText(out, row.deviceId);
    appendText(out, row.errorMessage);
    appendText(out, row.etag);
    appendText(out, row.operationId);
    appendBytes(out, row.payload);
    appendBytes(out, row.requestPayload);
    out.squeeze();
    return out;
}

RecordRow RecordTable::unpacked(const QByteArray &key, const QByteArray &bytes) const
{
    Reader in(bytes);
    RecordRow row;
    row.key = key;
    const quint8 flags = in.byte();
    row.pending = flags & Pending;
    row.status = static_cast<domain::RegistrationStatus>(in.byte());
    row.substatus = static_cast<domain::Substatus>(in.byte());
    row.errorCode = static_cast<int>(in.signedNumber());
    row.createdMs = in.signedNumber();
    row.updatedMs = row.createdMs + in.signedNumber();
    row.hub = m_words[in.number()];
    row.group = m_words[in.number()].toUtf8();
    row.apiVersion = m_words[in.number()];
    row.attestation = flags & AttestationIsWord ? m_words[in.number()].toUtf8() : in.bytes();
    row.id = flags & IdIsKey ? QString::fromUtf8(key) : in.text();
    row.deviceId = flags & DeviceIdIsId ? row.id : in.text();
    row.errorMessage = in.text();
    row.etag = in.text();
    row.operationId = in.text();
    row.payload = in.bytes();
    row.requestPayload = in.bytes();
    return row;
}

std::optional<RecordRow> RecordTable::find(const QByteArray &key) const
{
    const auto found = m_rows.find(key);
    if (found == m_rows.end())
        return std::nullopt;
    return unpacked(found->first, found->second);
}

void RecordTable::put(const RecordRow &row)
{
    QByteArray bytes = packed(row);
    // Rows come in order at start; the hint makes that linear.
    const auto hint = !m_rows.empty() && m_rows.rbegin()->first < row.key ? m_rows.end() : m_rows.lower_bound(row.key);
    if (hint != m_rows.end() && hint->first == row.key)
        hint->second = std::move(bytes);
    else
        m_rows.emplace_hint(hint, row.key, std::move(bytes));
}

std::optional<QByteArray> RecordTable::group(const QByteArray &key) const
{
    const auto found = m_rows.find(key);
    if (found == m_rows.end())
        return std::nullopt;
    Reader in(found->second);
    in.byte();
    in.byte();
    in.byte();
    in.number();
    in.number();
    in.number();
    in.number();
    return m_words[in.number()].toUtf8();
}

const QByteArray *RecordTable::sharedKey(const QByteArray &key) const
{
    const auto found = m_rows.find(key);
    return found == m_rows.end() ? nullptr : &found->first;
}

} // namespace rehome::local
