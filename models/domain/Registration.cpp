// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Registration.h"

#include <array>
#include <utility>

namespace rehome::domain {

namespace {

constexpr std::array<std::pair<RegistrationStatus, QLatin1String>, 5> statusKeys{{
    {RegistrationStatus::Unassigned, QLatin1String("unassigned")},
    {RegistrationStatus::Assigning, QLatin1String("assigning")},
    {RegistrationStatus::Assigned, QLatin1String("assigned")},
    {RegistrationStatus::Failed, QLatin1String("failed")},
    {RegistrationStatus::Disabled, QLatin1String("disabled")},
}};

constexpr std::array<std::pair<Substatus, QLatin1String>, 5> substatusKeys{{
    {Substatus::None, QLatin1String("")},
    {Substatus::InitialAssignment, QLatin1String("initialAssignment")},
    {Substatus::DeviceDataMigrated, QLatin1String("deviceDataMigrated")},
    {Substatus::DeviceDataReset, QLatin1String("deviceDataReset")},
    {Substatus::ReprovisionedToInitialAssignment, QLatin1String("reprovisionedToInitialAssignment")},
}};

constexpr qint64 msPerDay = 86'400'000;

constexpr bool isLeap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

constexpr int daysInMonth(int year, int month)
{
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

// Days since 1970-01-01 in the proleptic Gregorian calendar: years counted from March, so that the leap day comes last.
constexpr qint64 daysFromDate(int year, int month, int day)
{
    const qint64 y = month <= 2 ? year - 1 : year;
    const qint64 era = (y >= 0 ? y : y - 399) / 400;
    const qint64 yearOfEra = y - era * 400;
    const qint64 dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const qint64 dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146'097 + dayOfEra - 719'468;
}

constexpr unsigned unitOf(QChar c)
{
    return c.unicode();
}

constexpr unsigned unitOf(char c)
{
    return static_cast<unsigned char>(c);
}

// One parser for UTF-16 and for the bytes of a page: a page has two times per item, so no QString and no QDateTime.
template <class View>
qint64 parseUtc(View text)
{
    static constexpr std::size_t shortest = 20; // 2022-08-31T22:02:50Z
    const auto size = static_cast<std::size_t>(text.size());
    if (size < shortest)
        return 0;
    const auto at = [&text](std::size_t i) { return unitOf(text[static_cast<decltype(text.size())>(i)]); };
    bool good = true;
    const auto number = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (std::size_t i = from; i < from + count; ++i) {
            const unsigned digit = at(i) - unsigned('0');
            good = good && digit <= 9;
            value = value * 10 + static_cast<int>(digit);
        }
        return value;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    const int hour = number(11, 2);
    const int minute = number(14, 2);
    const int second = number(17, 2);
    if (!good || at(4) != '-' || at(7) != '-' || at(10) != 'T' || at(13) != ':' || at(16) != ':')
        return 0;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 ||
        second > 59)
        return 0;

    std::size_t next = 19;
    int fraction = 0;
    if (at(next) == '.') {
        ++next;
        std::size_t count = 0;
        for (; next < size && at(next) - unsigned('0') <= 9; ++next, ++count) {
            if (count < 3)
                fraction = fraction * 10 + static_cast<int>(at(next) - unsigned('0'));
        }
        if (count == 0 || count > 7)
            return 0;
        for (; count < 3; ++count)
            fraction *= 10;
    }
    const bool zulu = next + 1 == size && at(next) == 'Z';
    const bool zeroOffset = next + 6 == size && at(next) == '+' && at(next + 1) == '0' && at(next + 2) == '0' &&
                            at(next + 3) == ':' && at(next + 4) == '0' && at(next + 5) == '0';
    if (!zulu && !zeroOffset)
        return 0;
    return daysFromDate(year, month, day) * msPerDay + ((hour * 60 + minute) * 60 + second) * qint64(1000) + fraction;
}

} // namespace

QString statusKey(RegistrationStatus status)
{
    return statusKeys[static_cast<std::size_t>(status)].second;
}

std::optional<RegistrationStatus> statusFromKey(QStringView key)
{
    for (const auto &[status, text] : statusKeys) {
        if (key == text)
            return status;
    }
    return std::nullopt;
}

QString substatusKey(Substatus substatus)
{
    return substatusKeys[static_cast<std::size_t>(substatus)].second;
}

std::optional<Substatus> substatusFromKey(QStringView key)
{
    for (const auto &[substatus, text] : substatusKeys) {
        if (key == text)
            return substatus;
    }
    return std::nullopt;
}

qint64 utcMsFromText(QStringView text)
{
    return parseUtc(text);
}

qint64 utcMsFromText(std::string_view text)
{
    return parseUtc(text);
}

QString utcTextFromMs(qint64 ms)
{
    const qint64 days = ms >= 0 ? ms / msPerDay : -((-ms + msPerDay - 1) / msPerDay);
    const qint64 inDay = ms - days * msPerDay;
    // The inverse of daysFromDate().
    const qint64 shifted = days + 719'468;
    const qint64 era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const qint64 dayOfEra = shifted - era * 146'097;
    const qint64 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const qint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const qint64 marchMonth = (5 * dayOfYear + 2) / 153;
    const qint64 day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
    const qint64 month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    const qint64 year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);

    QString text(28, QLatin1Char('0'));
    const auto put = [&text](qsizetype from, qsizetype count, qint64 value) {
        for (qsizetype i = from + count - 1; i >= from; --i, value /= 10)
            text[i] = QLatin1Char(static_cast<char>('0' + value % 10));
    };
    put(0, 4, year);
    put(5, 2, month);
    put(8, 2, day);
    put(11, 2, inDay / 3'600'000);
    put(14, 2, inDay / 60'000 % 60);
    put(17, 2, inDay / 1000 % 60);
    put(20, 3, inDay % 1000);
    text[4] = text[7] = QLatin1Char('-');
    text[10] = QLatin1Char('T');
    text[13] = text[16] = QLatin1Char(':');
    text[19] = QLatin1Char('.');
    text[27] = QLatin1Char('Z');
    return text;
}

} // namespace rehome::domain
