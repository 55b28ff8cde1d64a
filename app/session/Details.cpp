// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Details.h"

#include "app/session/SessionErrors.h"

#include <QtCore/QCoreApplication>

namespace rehome::session {

namespace {
using Answer = Result<QJsonObject>;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Session)
};
} // namespace

Details::Details(Core &core, HubSweeper &hubs)
    : m_core(core)
    , m_hubs(hubs)
{
}

std::optional<Error> Details::unavailable() const
{
    if (m_core.client && !m_core.closing)
        return std::nullopt;
    return makeError(ErrorKind::Unreachable, Text::tr("The connection is not open. Connect and try again."));
}

std::optional<Error> Details::noSuchRow(fleet::RowId row) const
{
    if (row < m_core.facts.builder.enrollmentCount())
        return std::nullopt;
    return makeError(ErrorKind::NotFound, Text::tr("This enrollment is not known any more. Refresh the list."));
}

QCoro::Task<Answer> Details::enrollmentBody(fleet::RowId row, bool fresh)
{
    const Core::Busy busy(m_core);
    if (auto error = noSuchRow(row))
        co_return Answer(Failure(*error));
    if (!fresh) {
        const auto bytes = m_core.facts.body(row);
        if (!bytes)
            co_return Answer(Failure(bytes.error()));
        co_return wire::parseDocument(*bytes);
    }
    if (auto error = unavailable())
        co_return Answer(Failure(*error));
    const auto &columns = m_core.builder().enrollments();
    const auto kind = columns.kind[row];
    const QString id = m_core.builder().strings().text(columns.id[row]);
    const qint64 askedAt = steadyMs();
    auto asking = m_core.client->enrollment(kind, id);
    Result<azure::Document> found = co_await asking;
    if (!found) {
        if (found.error().kind == ErrorKind::NotFound && !m_core.closing) {
            m_core.builder().removeEnrollment(row, m_core.answered(0));
            m_core.onDirty();
        }
        co_return Answer(Failure(found.error()));
    }
    const AnswerTimes times{askedAt, m_core.answered(found->serverDateMs)};
    (void)m_core.facts.putEnrollment(kind, found->raw, times);
    const QJsonObject state = found->body.value(QLatin1String("registrationState")).toObject();
    if (!state.value(QLatin1String("registrationId")).toString().isEmpty())
        (void)m_core.facts.putRecord(state, times);
    m_core.onDirty();
    co_return Answer(found->body);
}

QCoro::Task<Answer> Details::attestationWithKeys(fleet::RowId row)
{
    const Core::Busy busy(m_core);
    if (auto error = noSuchRow(row))
        co_return Answer(Failure(*error));
    if (auto error = unavailable())
        co_return Answer(Failure(*error));
    const auto &columns = m_core.builder().enrollments();
    const QString id = m_core.builder().strings().text(columns.id[row]);
    auto asking = m_core.client->attestationMechanism(columns.kind[row], id);
    Answer answer = co_await asking;
    co_return answer;
}

QCoro::Task<Answer> Details::registrationRecord(QString registrationId)
{
    const Core::Busy busy(m_core);
    if (auto error = unavailable())
        co_return Answer(Failure(*error));
    const qint64 askedAt = steadyMs();
    auto asking = m_core.client->registration(registrationId);
    Result<azure::Document> found = co_await asking;
    if (m_core.closing)
        co_return Answer(Failure(makeError(ErrorKind::Cancelled, Text::tr("The connection was closed."))));
    const auto row = m_core.builder().findDevice(registrationId.toStdString());
    if (found) {
        (void)m_core.facts.putRecord(found->body, {askedAt, m_core.answered(found->serverDateMs)});
        m_core.onDirty();
        co_return Answer(found->body);
    }
    if (found.error().kind == ErrorKind::NotFound && row) {
        const qint64 at = m_core.answered(0);
        if (m_core.builder().devices().individual[*row] != fleet::NoRow)
            m_core.builder().putNoRecord(*row, at);
        else
            m_core.builder().removeDevice(*row, at);
        m_core.onDirty();
    }
    co_return Answer(Failure(found.error()));
}

QCoro::Task<Answer> Details::hubTwin(QString hubHostName, QString deviceId)
{
    const Core::Busy busy(m_core);
    auto *client = m_hubs.clientOf(hubHostName);
    if (!client)
        co_return Answer(Failure(makeError(
            ErrorKind::Unauthorized,
            Text::tr("This hub's twins are not visible without its connection string. Add it in Hubs."), hubHostName)));
    auto asking = client->twin(deviceId);
    Result<azure::Document> found = co_await asking;
    if (!found)
        co_return Answer(Failure(found.error()));
    co_return Answer(found->body);
}

} // namespace rehome::session
