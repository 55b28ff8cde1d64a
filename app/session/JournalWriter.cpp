// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/JournalWriter.h"

#include "app/session/JournalStore.h"

#include <QtCore/QJsonArray>

namespace rehome::session {

QJsonValue withoutSecrets(const QJsonValue &value)
{
    static const QStringList secretMembers{QStringLiteral("primaryKey"),     QStringLiteral("secondaryKey"),
                                           QStringLiteral("symmetricKey"),   QStringLiteral("endorsementKey"),
                                           QStringLiteral("storageRootKey"), QStringLiteral("certificate")};
    if (value.isArray()) {
        QJsonArray kept;
        for (const auto &item : value.toArray())
            kept.append(withoutSecrets(item));
        return kept;
    }
    if (!value.isObject())
        return value;
    QJsonObject kept;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        if (!secretMembers.contains(it.key(), Qt::CaseInsensitive))
            kept.insert(it.key(), withoutSecrets(it.value()));
    return kept;
}

JournalWriter::JournalWriter(const QString &filePath, const QString &host, Problem problem)
{
    m_store = new Store(filePath, host, std::move(problem));
    m_store->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_store, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("journal"));
    m_thread.start(QThread::LowPriority);
    QMetaObject::invokeMethod(m_store, [store = m_store] { store->open(); }, Qt::QueuedConnection);
}

JournalWriter::~JournalWriter()
{
    // Queued calls are served in order, so everything appended before is written before the thread ends.
    QMetaObject::invokeMethod(
        m_store,
        [store = m_store, thread = &m_thread] {
            store->close();
            thread->quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

void JournalWriter::keyframe(fleet::SnapshotPtr snapshot)
{
    QMetaObject::invokeMethod(
        m_store, [store = m_store, snapshot = std::move(snapshot)] { store->keyframe(*snapshot); },
        Qt::QueuedConnection);
}

void JournalWriter::append(fleet::SnapshotPtr snapshot, std::shared_ptr<const fleet::ChangeBatch> batch)
{
    if (batch->journal.empty() && batch->events.empty())
        return;
    QMetaObject::invokeMethod(
        m_store,
        [store = m_store, snapshot = std::move(snapshot), batch = std::move(batch)] {
            store->append(*snapshot, *batch);
        },
        Qt::QueuedConnection);
}

void JournalWriter::recordEdit(EditRecord record, std::function<void(Result<void>)> done)
{
    QMetaObject::invokeMethod(
        m_store,
        [store = m_store, record = std::move(record), done = std::move(done)] {
            auto result = store->recordEdit(record);
            if (done)
                done(std::move(result));
        },
        Qt::QueuedConnection);
}

void JournalWriter::readChanges(ChangeQuery query, std::function<void(Result<QList<JournalChange>>)> done)
{
    QMetaObject::invokeMethod(
        m_store,
        [store = m_store, query = std::move(query), done = std::move(done)] { done(store->readChanges(query)); },
        Qt::QueuedConnection);
}

void JournalWriter::readPast(fleet::PastQuery query, std::function<void(Result<fleet::PastPage>)> done)
{
    QMetaObject::invokeMethod(
        m_store, [store = m_store, query = std::move(query), done = std::move(done)] { done(store->readPast(query)); },
        Qt::QueuedConnection);
}

} // namespace rehome::session
