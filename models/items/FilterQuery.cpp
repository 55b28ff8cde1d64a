// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FilterQuery.h"

#include "models/domain/Policy.h"
#include "models/items/FilterFields.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDate>
#include <QtCore/QTimeZone>
#include <limits>

namespace rehome::items {

namespace {
using Value = FilterTerm::Value;
constexpr qint64 Furthest = std::numeric_limits<qint64>::max();
constexpr qint64 DayMs = 24 * 3600 * 1000;

struct Filter
{
    Q_DECLARE_TR_FUNCTIONS(Filter)
};

tl::unexpected<FilterError> fail(qsizetype position, qsizetype length, const QString &words)
{
    return tl::unexpected(FilterError{position, qMax<qsizetype>(length, 1), words});
}

// A value between commas, with its quotes gone.
struct Piece
{
    QString text;
    qsizetype position = 0, length = 0;
};

QList<Piece> splitValues(QStringView text, qsizetype position)
{
    QList<Piece> pieces{{QString(), position, 0}};
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == QLatin1Char(',') && !quoted) {
            pieces.append({QString(), position + i + 1, 0});
            continue;
        }
        ++pieces.last().length;
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        else
            pieces.last().text.append(c);
    }
    return pieces;
}

std::optional<qint64> ageMs(QStringView text)
{
    if (text.size() < 2)
        return std::nullopt;
    bool ok = false;
    const qint64 count = text.chopped(1).toLongLong(&ok);
    if (!ok || count < 0 || count > 1'000'000)
        return std::nullopt;
    switch (text.back().toLower().unicode()) {
    case u's':
        return count * 1000;
    case u'm':
        return count * 60 * 1000;
    case u'h':
        return count * 3600 * 1000;
    case u'd':
        return count * DayMs;
    case u'w':
        return count * 7 * DayMs;
    default:
        return std::nullopt;
    }
}

std::optional<qint64> dayMs(QStringView text)
{
    const QDate date = QDate::fromString(text.toString(), Qt::ISODate);
    if (!date.isValid() || text.size() != 10)
        return std::nullopt;
    return QDateTime(date, QTime(0, 0), QTimeZone::utc()).toMSecsSinceEpoch();
}

std::optional<Value> timeValue(const QString &text)
{
    Value value;
    QStringView rest(text);
    const QChar sign = rest.isEmpty() ? QChar() : rest.front();
    if (sign == QLatin1Char('<') || sign == QLatin1Char('>'))
        rest = rest.sliced(1);
    if (const qsizetype dots = rest.indexOf(QLatin1String("..")); dots >= 0 && rest.size() == text.size()) {
        const auto young = ageMs(rest.first(dots)), old = ageMs(rest.sliced(dots + 2));
        const auto first = dayMs(rest.first(dots)), last = dayMs(rest.sliced(dots + 2));
        if (young && old) {
            value.low = qMin(*young, *old);
            value.high = qMax(*young, *old);
            return value;
        }
        if (first && last) {
            value.absolute = true;
            value.low = qMin(*first, *last);
            value.high = qMax(*first, *last) + DayMs - 1;
            return value;
        }
        return std::nullopt;
    }
    if (const auto age = ageMs(rest); age && rest.size() < text.size()) {
        value.low = sign == QLatin1Char('<') ? -Furthest : *age;
        value.high = sign == QLatin1Char('<') ? *age : Furthest;
        return value;
    }
    if (const auto day = dayMs(rest)) {
        value.absolute = true;
        value.low = sign == QLatin1Char('<') ? 1 : sign == QLatin1Char('>') ? *day + DayMs : *day;
        value.high = sign == QLatin1Char('<') ? *day - 1 : sign == QLatin1Char('>') ? Furthest : *day + DayMs - 1;
        return value;
    }
    return std::nullopt;
}

std::optional<Value> numberValue(const QString &text)
{
    Value value;
    QStringView rest(text);
    bool ok = false, alsoOk = false;
    if (const qsizetype dots = rest.indexOf(QLatin1String("..")); dots >= 0) {
        value.low = rest.first(dots).toLongLong(&ok);
        value.high = rest.sliced(dots + 2).toLongLong(&alsoOk);
        if (!ok || !alsoOk)
            return std::nullopt;
        if (value.low > value.high)
            std::swap(value.low, value.high);
        return value;
    }
    const QChar sign = rest.isEmpty() ? QChar() : rest.front();
    if (sign == QLatin1Char('<') || sign == QLatin1Char('>'))
        rest = rest.sliced(1);
    const qint64 number = rest.toLongLong(&ok);
    if (!ok)
        return std::nullopt;
    value.low = sign == QLatin1Char('<') ? -Furthest : sign == QLatin1Char('>') ? number + 1 : number;
    value.high = sign == QLatin1Char('<') ? number - 1 : sign == QLatin1Char('>') ? Furthest : number;
    return value;
}

std::optional<Value> apiValue(const QString &text)
{
    if (text.compare(QLatin1String("unknown"), Qt::CaseInsensitive) == 0) {
        Value value;
        value.code = UnknownClient;
        return value;
    }
    const auto ordinal = [](QStringView version) -> std::optional<qint64> {
        const auto parsed = domain::ApiVersion::parse(version);
        return parsed ? std::optional<qint64>(parsed->ordinal()) : std::nullopt;
    };
    Value value;
    QStringView rest(text);
    if (const qsizetype dots = rest.indexOf(QLatin1String("..")); dots >= 0) {
        const auto first = ordinal(rest.first(dots)), last = ordinal(rest.sliced(dots + 2));
        if (!first || !last)
            return std::nullopt;
        value.low = qMin(*first, *last);
        value.high = qMax(*first, *last);
        return value;
    }
    const QChar sign = rest.isEmpty() ? QChar() : rest.front();
    const bool below = sign == QLatin1Char('<'), above = sign == QLatin1Char('>');
    if (below || above)
        rest = rest.sliced(1);
    const bool itself = !(below || above) || rest.startsWith(QLatin1Char('='));
    if ((below || above) && itself)
        rest = rest.sliced(1);
    const auto version = ordinal(rest);
    if (!version)
        return std::nullopt;
    value.low = below ? 0 : above && !itself ? *version + 1 : *version;
    value.high = above ? Furthest : below && !itself ? *version - 1 : *version;
    return value;
}

QString wordList(const FilterFieldInfo &info, FilterSubject subject)
{
    QStringList words;
    for (const FilterWord &word : filterWords(info.field)) {
        if (word.offered && belongsTo(word, subject))
            words.append(QLatin1String(word.word));
    }
    return words.join(QStringLiteral(", "));
}

tl::expected<Value, FilterError> parseValue(const FilterFieldInfo &info, FilterSubject subject, const Piece &piece)
{
    if (piece.text.isEmpty())
        return fail(
            piece.position, piece.length,
            Filter::tr("A value is missing after “%1:”. Type one or remove the term.").arg(QLatin1String(info.name)));
    Value value;
    switch (info.kind) {
    case FilterValueKind::Name:
        value.pattern = piece.text.toLower();
        return value;
    case FilterValueKind::Word:
        for (const FilterWord &word : filterWords(info.field)) {
            if (belongsTo(word, subject) && piece.text.compare(QLatin1String(word.word), Qt::CaseInsensitive) == 0) {
                value.code = word.code;
                return value;
            }
        }
        return fail(piece.position, piece.length,
                    Filter::tr("“%1” is not a value of %2. Use one of: %3.")
                        .arg(piece.text, QLatin1String(info.name), wordList(info, subject)));
    case FilterValueKind::Time:
        if (const std::optional<Value> time = timeValue(piece.text))
            return *time;
        return fail(piece.position, piece.length,
                    Filter::tr("“%1” is no time. Use <7d, >1h, 2d..7d or a date like 2026-01-31.").arg(piece.text));
    case FilterValueKind::Number:
        if (const std::optional<Value> number = numberValue(piece.text))
            return *number;
        return fail(piece.position, piece.length,
                    Filter::tr("“%1” is no number. Use 5, <5, >5 or 1..5.").arg(piece.text));
    case FilterValueKind::Api:
        if (const std::optional<Value> api = apiValue(piece.text))
            return *api;
        return fail(piece.position, piece.length,
                    Filter::tr("“%1” is no API version. Use 2018-04-01, <=2018-04-01, >2018-04-01 or unknown.")
                        .arg(piece.text));
    }
    return value;
}

QString fieldList(FilterSubject subject)
{
    QStringList names;
    for (const FilterFieldInfo &info : filterFields()) {
        if (belongsTo(info, subject))
            names.append(QLatin1String(info.name));
    }
    return names.join(QStringLiteral(", "));
}

tl::expected<FilterTerm, FilterError> parseTerm(QStringView text, qsizetype position, FilterSubject subject)
{
    FilterTerm term;
    term.position = position;
    term.length = text.size();
    term.text = text.toString();
    if (text.count(QLatin1Char('"')) % 2 != 0)
        return fail(position + text.indexOf(QLatin1Char('"')), 1,
                    Filter::tr("The quote is not closed. Add a second one."));
    QStringView rest = text;
    if (rest.startsWith(QLatin1Char('!'))) {
        term.negated = true;
        rest = rest.sliced(1);
        ++position;
        if (rest.isEmpty())
            return fail(position - 1, 1, Filter::tr("“!” negates nothing here. Write the term right after it."));
    }
    const qsizetype colon = rest.indexOf(QLatin1Char(':'));
    const qsizetype quote = rest.indexOf(QLatin1Char('"'));
    if (colon < 0 || (quote >= 0 && quote < colon)) {
        for (const Piece &piece : splitValues(rest, position)) {
            if (piece.text.isEmpty())
                return fail(piece.position, piece.length, Filter::tr("Nothing stands between the commas. Remove one."));
            Value value;
            value.pattern = piece.text.toLower();
            term.values.append(value);
        }
        return term;
    }
    const QStringView name = rest.first(colon);
    const FilterFieldInfo *info = filterField(name);
    if (!info)
        return fail(position, colon + 1,
                    Filter::tr("No field is called “%1”. Use one of: %2; or quote the text.")
                        .arg(name.toString(), fieldList(subject)));
    if (!belongsTo(*info, subject)) {
        return fail(position, colon + 1,
                    subject == FilterSubject::Enrollments
                        ? Filter::tr("Enrollments have no field “%1”. It works on Devices.").arg(name.toString())
                        : Filter::tr("Devices have no field “%1”. It works on Enrollments.").arg(name.toString()));
    }
    term.field = info->field;
    for (const Piece &piece : splitValues(rest.sliced(colon + 1), position + colon + 1)) {
        const tl::expected<Value, FilterError> value = parseValue(*info, subject, piece);
        if (!value)
            return tl::unexpected(value.error());
        term.values.append(*value);
    }
    return term;
}
} // namespace

tl::expected<FilterQuery, FilterError> FilterQuery::parse(QStringView text, FilterSubject subject)
{
    FilterQuery query(subject);
    for (const auto &[position, length] : filterTermPlaces(text)) {
        tl::expected<FilterTerm, FilterError> term = parseTerm(text.sliced(position, length), position, subject);
        if (!term)
            return tl::unexpected(term.error());
        query.m_terms.append(*term);
    }
    return query;
}

quint32 FilterQuery::dependsOn() const
{
    using fleet::DeviceField;
    using fleet::EnrollmentField;
    const bool devices = m_subject == FilterSubject::Devices;
    const quint32 entry = fieldBit(DeviceField::Group) | fieldBit(DeviceField::Individual);
    quint32 bits = 0;
    for (const FilterTerm &term : m_terms) {
        switch (term.field) {
        case FilterField::Text:
            bits |= devices ? fieldBit(DeviceField::DeviceId) | fieldBit(DeviceField::Hub) | entry
                            : fieldBit(EnrollmentField::DeviceId) | fieldBit(EnrollmentField::HubSet) |
                                  fieldBit(EnrollmentField::Device);
            break;
        case FilterField::Policy:
            bits |= devices ? entry : fieldBit(EnrollmentField::Policy);
            break;
        case FilterField::Hub:
            bits |= devices ? fieldBit(DeviceField::Hub)
                            : fieldBit(EnrollmentField::HubSet) | fieldBit(EnrollmentField::Device);
            break;
        case FilterField::Status:
            bits |= devices ? fieldBit(DeviceField::Status)
                            : fieldBit(EnrollmentField::ProvisioningStatus) | fieldBit(EnrollmentField::Device);
            break;
        case FilterField::Allocation:
            bits |= devices ? entry : fieldBit(EnrollmentField::Allocation);
            break;
        case FilterField::Attestation:
            bits |= devices ? entry : fieldBit(EnrollmentField::Attestation);
            break;
        case FilterField::Updated:
            bits |= devices ? fieldBit(DeviceField::Updated) : fieldBit(EnrollmentField::Updated);
            break;
        case FilterField::Created:
            bits |= devices ? fieldBit(DeviceField::Created) : fieldBit(EnrollmentField::Created);
            break;
        case FilterField::Kind:
        case FilterField::Group:
            bits |= devices ? entry : fieldBit(EnrollmentField::Kind);
            break;
        case FilterField::Substatus:
            bits |= devices ? fieldBit(DeviceField::Substatus) : fieldBit(EnrollmentField::Device);
            break;
        case FilterField::Id:
            break; // an ID never changes
        case FilterField::Device:
            bits |= devices ? fieldBit(DeviceField::DeviceId) : fieldBit(EnrollmentField::DeviceId);
            break;
        case FilterField::Previous:
            bits |= fieldBit(DeviceField::PreviousHub);
            break;
        case FilterField::Error:
            bits |= fieldBit(DeviceField::Error);
            break;
        case FilterField::Source:
            bits |= fieldBit(DeviceField::Source);
            break;
        case FilterField::Records:
            bits |= fieldBit(EnrollmentField::RecordCount);
            break;
        case FilterField::Api:
        case FilterField::Sdk:
            bits |= devices ? entry : fieldBit(EnrollmentField::ApiVersion);
            break;
        case FilterField::Finding: // what fleet::FindingRules reads; the body brings certificates and twin
            bits |= devices ? entry | fieldBit(DeviceField::Status)
                            : fieldBit(EnrollmentField::Policy) | fieldBit(EnrollmentField::ApiVersion) |
                                  fieldBit(EnrollmentField::HubSet) | fieldBit(EnrollmentField::Allocation) |
                                  fieldBit(EnrollmentField::ProvisioningStatus) | fieldBit(EnrollmentField::Flags) |
                                  fieldBit(EnrollmentField::Body);
            break;
        }
    }
    return bits;
}

bool FilterQuery::dependsOnHubs() const
{
    return std::any_of(m_terms.cbegin(), m_terms.cend(),
                       [](const FilterTerm &term) { return term.field == FilterField::Finding; });
}

CompiledFilter FilterQuery::compile(fleet::SnapshotPtr snapshot, qint64 nowMs) const
{
    return CompiledFilter(std::move(snapshot), m_subject, m_terms, nowMs);
}

} // namespace rehome::items
