// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Applier.h"
#include "app/session/Core.h"
#include "app/session/Loader.h"

#include <QCoro/QCoroTask>
#include <QtCore/QTemporaryDir>
#include <deque>

namespace rehome::session {

/// One connection for a command: it makes the calls that it is asked for and no others, where a Session watches. Lives
/// on one thread with an event loop; one task at a time.
class CommandSession : public QObject
{
    Q_OBJECT
public:
    CommandSession(ConnectionProfile profile, ConnectionSecret secret);
    /// No task may be under way.
    ~CommandSession() override;

    /// Makes no call.
    Result<void> open();
    const ConnectionProfile &profile() const { return m_core.profile; }
    azure::DpsServiceClient &client() { return *m_core.client; }
    /// A token for other programs that is good for so long. Secret.
    QString token(qint64 seconds) const;

    /// Everything that is configured, by pages.
    QCoro::Task<Result<void>> readAll();
    /// These alone, by a call each; one that is not there stays unknown and is no error.
    QCoro::Task<Result<void>> readSome(QList<std::pair<domain::EnrollmentKind, QString>> ids);
    fleet::SnapshotPtr snapshot(); ///< of all that was read so far
    /// NoRow when it is not known or gone.
    fleet::RowId rowOf(domain::EnrollmentKind kind, const QString &id) const;
    /// As received; empty for NoRow.
    QJsonObject bodyOf(fleet::RowId row) const;
    QByteArray rawBodyOf(fleet::RowId row) const;

    /// Sends edits as a Session does (see Session::apply) and ends when each has its result, in the order in which they
    /// came. Rows are those that were read, or drafts. When the connection is lost, what is left is not sent.
    QCoro::Task<std::vector<ApplyResult>> apply(QList<fleet::EnrollmentEdit> edits);

private:
    QCoro::Task<void> readLane(std::shared_ptr<std::deque<std::pair<domain::EnrollmentKind, QString>>> waiting,
                               std::shared_ptr<std::optional<Error>> error);

    QTemporaryDir m_folder;
    ConnectionSecret m_secret;
    std::shared_ptr<BodyCache> m_cache;
    Core m_core;
    std::optional<Error> m_failure; ///< of the running pass
    std::unique_ptr<Loader> m_loader;
    std::unique_ptr<Applier> m_applier;
    fleet::SnapshotPtr m_snapshot = fleet::emptySnapshot();
};

} // namespace rehome::session
