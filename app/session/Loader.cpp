// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Loader.h"

#include "app/azure/PageSequence.h"
#include "app/session/SessionErrors.h"

#include <QCoro/QCoroSignal>
#include <QCoro/QCoroTimer>
#include <QtCore/QFile>
#include <QtCore/QSaveFile>

namespace rehome::session {

using domain::EnrollmentKind;

namespace {
/// A wish: the service gives what it wants (100 was seen for records, for enrollments it is unknown; protocol facts,
/// section 14).
constexpr int wantedPageSize = 1000;
constexpr qint64 progressEveryMs = 100;

/// -1: never known, or not readable, which costs a figure and nothing else.
qint64 rememberedCount(const QString &name)
{
    QFile file(name);
    bool ok = false;
    const qint64 count = file.open(QIODevice::ReadOnly) ? file.read(20).toLongLong(&ok) : -1;
    return ok && count >= 0 ? count : -1;
}

void rememberCount(const QString &name, qint64 count)
{
    QSaveFile file(name);
    if (file.open(QIODevice::WriteOnly) && file.write(QByteArray::number(count)) > 0)
        file.commit();
}
} // namespace

Loader::Loader(Core &core, QString memory)
    : m_core(core)
    , m_memory(std::move(memory))
{
}

LoadProgress Loader::progress() const
{
    LoadProgress progress;
    progress.loaded = m_loaded;
    progress.expected = m_loaded > m_expected ? -1 : m_expected;
    const qint64 elapsed = m_running ? (m_paused ? m_pausedAt : steadyMs()) - m_startedAt : m_elapsed;
    progress.perSecond = elapsed > 0 ? static_cast<double>(m_loaded) * 1000.0 / static_cast<double>(elapsed) : 0;
    progress.complete = !m_running && m_everComplete;
    progress.cancelled = !m_running && m_cancelled;
    progress.running = m_running;
    progress.paused = m_running && m_paused;
    progress.byPerson = m_byPerson;
    return progress;
}

void Loader::tellProgress(bool now)
{
    const qint64 time = steadyMs();
    if (!now && time - m_toldAt < progressEveryMs)
        return;
    m_toldAt = time;
    Q_EMIT progressed();
}

void Loader::start(bool byPerson)
{
    if (m_running || m_core.closing)
        return;
    m_byPerson = byPerson;
    run(byPerson ? azure::Priority::Person : azure::Priority::Sweep);
}

void Loader::cancel()
{
    m_cancelled = m_running;
    setPaused(false);
}

void Loader::setPaused(bool paused)
{
    if (!m_running || m_paused == paused)
        return;
    m_paused = paused;
    if (paused)
        m_pausedAt = steadyMs();
    else
        m_startedAt += steadyMs() - m_pausedAt; // as if the pause had not been
    tellProgress(true);
    if (!paused)
        Q_EMIT resumed();
}

bool Loader::isEnded() const
{
    return m_core.closing || m_cancelled;
}

QCoro::Task<void> Loader::whilePaused()
{
    while (m_paused && !isEnded()) {
        auto told = qCoro(this, &Loader::resumed);
        co_await told;
    }
}

QCoro::Task<void> Loader::run(azure::Priority priority)
{
    const Core::Busy busy(m_core);
    m_running = true;
    m_cancelled = m_paused = false;
    ++m_passNumber;
    m_startedAt = steadyMs();
    m_loaded = 0;
    m_pagesSoFar = 0;
    if (!m_everComplete && !m_memory.isEmpty())
        m_expected = rememberedCount(m_memory);
    tellProgress(true);

    auto groups = pass(EnrollmentKind::Group, priority);
    Result<void> result = co_await groups;
    if (result) {
        auto individuals = pass(EnrollmentKind::Individual, priority);
        result = co_await individuals;
    }
    if (result) {
        auto absent = checkAbsent(azure::Priority::Sweep);
        co_await absent;
        m_everComplete = true;
        m_pages = m_pagesSoFar;
        if (m_expected != m_loaded && !m_memory.isEmpty())
            rememberCount(m_memory, m_loaded);
        m_expected = m_loaded;
    }
    m_running = m_paused = false;
    m_cancelled = m_cancelled && !result;
    m_elapsed = steadyMs() - m_startedAt;
    if (m_core.closing)
        co_return;
    tellProgress(true);
    if (!result && result.error().kind != ErrorKind::Cancelled && m_core.onFailure)
        m_core.onFailure(result.error());
    Q_EMIT finished(result.has_value());
}

QCoro::Task<Result<void>> Loader::pass(EnrollmentKind kind, azure::Priority priority)
{
    azure::CallOptions options;
    options.priority = priority;
    azure::PageSequence sequence;
    auto before = whilePaused();
    co_await before;
    if (isEnded())
        co_return Result<void>(Failure(makeError(ErrorKind::Cancelled, QString())));
    qint64 askedAt = steadyMs();
    auto asking = m_core.client->enrollmentPage(kind, wantedPageSize, QByteArray(), options);
    while (true) {
        Result<azure::Page> page = co_await asking;
        if (!page)
            co_return Result<void>(Failure(page.error()));
        if (isEnded())
            co_return Result<void>(Failure(makeError(ErrorKind::Cancelled, QString())));
        if (auto accepted = sequence.accept(*page); !accepted)
            co_return accepted;
        const qint64 pageAskedAt = askedAt;
        const bool askAhead = !sequence.atEnd() && !m_paused;
        if (askAhead) {
            askedAt = steadyMs();
            asking = m_core.client->enrollmentPage(kind, wantedPageSize, sequence.next(), options);
            // One turn of the event loop lets the request leave, so that the service works while this page is decoded.
            auto turn = QCoro::sleepFor(std::chrono::milliseconds(0));
            co_await turn;
        }
        if (auto taken = take(kind, *page, pageAskedAt); !taken)
            co_return taken;
        if (sequence.atEnd())
            co_return Result<void>();
        if (askAhead)
            continue;
        auto waiting = whilePaused();
        co_await waiting;
        if (isEnded())
            co_return Result<void>(Failure(makeError(ErrorKind::Cancelled, QString())));
        askedAt = steadyMs();
        asking = m_core.client->enrollmentPage(kind, wantedPageSize, sequence.next(), options);
    }
}

Result<void> Loader::take(EnrollmentKind kind, const azure::Page &page, qint64 askedAt)
{
    ++m_pagesSoFar;
    const AnswerTimes times{askedAt, m_core.answered(page.serverDateMs)};
    auto read = m_core.facts.putEnrollmentPage(kind, page.items, times, !m_everComplete, [this](fleet::RowId row) {
        if (row >= m_seenIn.size())
            m_seenIn.resize(qMax<size_t>(row + 1, m_seenIn.size() * 2), 0);
        m_seenIn[row] = m_passNumber;
        ++m_loaded;
    });
    m_core.onDirty();
    tellProgress(false);
    if (!read)
        return Failure(read.error());
    return {};
}

QCoro::Task<void> Loader::checkAbsent(azure::Priority priority)
{
    // Copied first: rows come and go while the answers are awaited.
    std::vector<fleet::RowId> absent;
    const auto &columns = m_core.builder().enrollments();
    for (fleet::RowId row = 0; row < m_core.builder().enrollmentCount(); ++row) {
        const bool gone = (columns.flags[row] & fleet::EnrollmentFlag::Gone) != 0;
        const bool seen = row < m_seenIn.size() && m_seenIn[row] == m_passNumber;
        if (!gone && !seen)
            absent.push_back(row);
    }
    azure::CallOptions options;
    options.priority = priority;
    for (const fleet::RowId row : absent) {
        const auto kind = columns.kind[row];
        const QString id = m_core.builder().strings().text(columns.id[row]);
        const qint64 askedAt = steadyMs();
        auto asking = m_core.client->enrollment(kind, id, options);
        Result<azure::Document> found = co_await asking;
        if (m_core.closing)
            co_return;
        if (found)
            m_core.facts.putEnrollment(kind, found->raw, {askedAt, m_core.answered(found->serverDateMs)});
        else if (found.error().kind == ErrorKind::NotFound)
            m_core.builder().removeEnrollment(row, m_core.answered(0));
        else
            co_return; // not known: it stays as it is, and the next pass asks again
        m_core.onDirty();
    }
}

} // namespace rehome::session
