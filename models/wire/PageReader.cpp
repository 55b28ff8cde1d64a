// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/BriefReader.h"

#include <QtCore/QCoreApplication>

namespace rehome::wire {

using namespace domain;

namespace {

using simdjson::ondemand::array;
using simdjson::ondemand::document;
using simdjson::ondemand::object;
using simdjson::ondemand::parser;

// Empties a brief and keeps the room of its list.
void clear(EnrollmentBrief &brief, EnrollmentKind kind)
{
    auto hubs = std::move(brief.iotHubs);
    hubs.clear();
    brief = EnrollmentBrief{};
    brief.kind = kind;
    brief.iotHubs = std::move(hubs);
}

// simdjson reads up to SIMDJSON_PADDING bytes beyond the end. A page that has the room is read where it is; another is
// copied.
class PaddedPage
{
public:
    explicit PaddedPage(const QByteArray &page)
    {
        const auto size = static_cast<std::size_t>(page.size());
        const auto capacity = static_cast<std::size_t>(page.capacity());
        if (capacity >= size + simdjson::SIMDJSON_PADDING) {
            m_view = simdjson::padded_string_view(page.constData(), size, capacity);
            return;
        }
        static thread_local QByteArray buffer;
        buffer.resize(0); // keeps the room
        buffer.reserve(page.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
        buffer.append(page);
        m_view = simdjson::padded_string_view(buffer.constData(), size, size + simdjson::SIMDJSON_PADDING);
    }
    simdjson::padded_string_view view() const { return m_view; }

private:
    simdjson::padded_string_view m_view;
};

parser &threadParser()
{
    static thread_local parser instance;
    return instance;
}

Error wholePageError(simdjson::error_code code)
{
    Error error;
    error.kind = ErrorKind::BadReply;
    switch (code) {
    case simdjson::INCORRECT_TYPE:
        error.message =
            QCoreApplication::translate("rehome::wire", "The reply is not the list or object expected. Check that the "
                                                        "address is a provisioning service.");
        break;
    case simdjson::UTF8_ERROR:
        error.message =
            QCoreApplication::translate("rehome::wire", "The reply holds bytes that are no UTF-8 text. Load again.");
        break;
    case simdjson::EMPTY:
        error.message = QCoreApplication::translate("rehome::wire", "The reply is empty. Load again.");
        break;
    default:
        error.message = QCoreApplication::translate("rehome::wire",
                                                    "The reply breaks off or is not JSON. Load again; if it stays so, "
                                                    "check the address.");
        break;
    }
    error.detail = QString::fromLatin1(simdjson::error_message(code));
    return error;
}

Error itemError(const BriefProblem &problem, int index, qsizetype offset)
{
    Error error;
    error.kind = ErrorKind::BadReply;
    const QString member = QLatin1String(problem.member ? problem.member : "");
    if (problem.tooDeep) {
        error.message = QCoreApplication::translate("rehome::wire",
                                                    "Item %1 of the reply is nested too deep to be an enrollment or "
                                                    "registration. Nothing of this page was used.")
                            .arg(index + 1);
    } else if (member.isEmpty() || member == QLatin1String("?")) {
        error.message = QCoreApplication::translate("rehome::wire",
                                                    "Item %1 of the reply is damaged or breaks off. Nothing of this "
                                                    "page was used; load again.")
                            .arg(index + 1);
    } else {
        error.message = QCoreApplication::translate("rehome::wire",
                                                    "Item %1 of the reply has a missing or unexpected “%2”. Nothing of "
                                                    "this page was used; check the API version.")
                            .arg(index + 1)
                            .arg(member);
    }
    error.detail = QStringLiteral("[%1]").arg(index);
    if (!member.isEmpty() && member != QLatin1String("?"))
        error.detail += QLatin1Char('.') + member;
    if (offset >= 0)
        error.detail += QCoreApplication::translate("rehome::wire", ", near byte %1").arg(offset);
    return error;
}

qsizetype offsetIn(document &doc, const PaddedPage &page)
{
    const char *location = nullptr;
    if (doc.current_location().get(location) != simdjson::SUCCESS)
        return -1;
    return static_cast<qsizetype>(location - page.view().data());
}

// Reads all items into one reused brief; `prepare` empties it.
template <class Brief, class Prepare>
Result<int> readPage(const QByteArray &bytes, const Prepare &prepare, const std::function<void(const Brief &)> &sink)
{
    const PaddedPage page(bytes);
    document doc;
    if (const auto code = threadParser().iterate(page.view()).get(doc); code != simdjson::SUCCESS)
        return Failure(wholePageError(code));
    array items;
    if (const auto code = doc.get_array().get(items); code != simdjson::SUCCESS)
        return Failure(wholePageError(code));
    int count = 0;
    Brief brief;
    for (auto item : items) {
        object from;
        BriefProblem problem{item.get_object().get(from)};
        if (!problem) {
            prepare(brief);
            problem = readBrief(from, brief);
        }
        if (problem)
            return Failure(itemError(problem, count, offsetIn(doc, page)));
        sink(brief);
        ++count;
    }
    if (doc.current_location().error() == simdjson::SUCCESS) // text after the list
        return Failure(wholePageError(simdjson::TAPE_ERROR));
    return count;
}

} // namespace

Result<int> readEnrollmentPage(const QByteArray &page, EnrollmentKind kind,
                               const std::function<void(const EnrollmentBrief &)> &sink)
{
    return readPage<EnrollmentBrief>(page, [kind](EnrollmentBrief &brief) { clear(brief, kind); }, sink);
}

Result<int> readRegistrationPage(const QByteArray &page, const std::function<void(const RegistrationBrief &)> &sink)
{
    return readPage<RegistrationBrief>(page, [](RegistrationBrief &brief) { brief = {}; }, sink);
}

Result<int> readEnrollment(const QByteArray &bytes, EnrollmentKind kind,
                           const std::function<void(const EnrollmentBrief &)> &sink)
{
    const PaddedPage page(bytes);
    document doc;
    if (const auto code = threadParser().iterate(page.view()).get(doc); code != simdjson::SUCCESS)
        return Failure(wholePageError(code));
    object from;
    if (const auto code = doc.get_object().get(from); code != simdjson::SUCCESS)
        return Failure(wholePageError(code));
    EnrollmentBrief brief;
    brief.kind = kind;
    if (const BriefProblem problem = readBrief(from, brief); problem)
        return Failure(itemError(problem, 0, offsetIn(doc, page)));
    if (doc.current_location().error() == simdjson::SUCCESS)
        return Failure(wholePageError(simdjson::TAPE_ERROR));
    sink(brief);
    return 1;
}

} // namespace rehome::wire
