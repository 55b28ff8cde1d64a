// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/fleet/PastEvents.h"
#include "models/fleet/Snapshot.h"
#include "models/fleet/UndoPlan.h"

#include <QtCore/QJsonObject>
#include <QtCore/QObject>
#include <QtCore/QThread>
#include <functional>
#include <memory>

namespace rehome::session {

/// What undo needs of an own edit of an enrollment; written with the intent. No key in clear is in it.
struct KeptChange
{
    QString batch;
    QList<fleet::PendingField> fields; ///< as in fleet::AppliedChange
    QByteArray sealedKeys;             ///< "symmetricKey" of before, as KeyVault seals it; empty when it is not kept
    qint64 undoes = 0;                 ///< number of the change that it takes back
    bool maybeSent = false;            ///< an earlier attempt may have been applied: what was kept then counts
};

/// A change that was applied, with what the service does not tell.
struct JournalChange
{
    fleet::AppliedChange change;
    QByteArray sealedKeys;
    /// "x509" as it was sent last before this change; whether it is still that one shows the version before.
    std::optional<QJsonObject> sentX509;
};

/// Which applied changes, newest first.
struct ChangeQuery
{
    qint64 before = 0;      ///< older than this number; 0: from the newest
    int limit = -1;         ///< negative: all
    QList<qint64> numbers;  ///< these only, unless empty
    QString batch;          ///< of this only, unless empty
    bool lastBatch = false; ///< the newest apply that is neither undone nor an undo
};

/// One step of an own edit: first "intent", before it is sent, then how it ended. Bodies never carry keys (see
/// withoutSecrets).
struct EditRecord
{
    QString editId; ///< the same for intent and end
    QString phase;  ///< "intent", "applied", "conflict", "failed", "unknown"
    QString action; ///< "update", "create", "delete", "deleteRegistration"
    QString kind;   ///< "individual", "group", "registration"
    QString id;
    QString etag;     ///< If-Match that was, or will be, sent
    QJsonObject body; ///< {"edits":[{path,before,after}]} or {"created":{…}}
    QString detail;   ///< error text at the end
    qint64 timeMs = 0;
    std::optional<KeptChange> kept; ///< with the intent of an enrollment's edit
};

/// Removes symmetric keys, TPM keys and certificate bodies from a value that goes to the journal.
QJsonValue withoutSecrets(const QJsonValue &value);

/// Append-only journal of one connection in SQLite (0600, WAL): blobs of up to 4,096 records as models/fleet encodes
/// them, the strings they name, and own edits. It has its own thread, the only one that opens the file; functions may
/// be called from any. A file that is damaged or of a newer form is set aside and said through `problem` (called on the
/// journal's thread).
class JournalWriter
{
public:
    using Problem = std::function<void(Error)>;

    JournalWriter(const QString &filePath, const QString &host, Problem problem);
    ~JournalWriter(); ///< writes what is left and joins
    JournalWriter(const JournalWriter &) = delete;
    JournalWriter &operator=(const JournalWriter &) = delete;

    /// The whole of a snapshot: what later records are changes of. Begins a run; the writer repeats it by itself every
    /// `recordsPerKeyframe` records, so that replaying never takes long.
    void keyframe(fleet::SnapshotPtr snapshot);
    static constexpr qint64 recordsPerKeyframe = 1'000'000;
    void append(fleet::SnapshotPtr snapshot, std::shared_ptr<const fleet::ChangeBatch> batch);
    /// `done` is called on the journal's thread after the commit; until then nothing may be sent.
    void recordEdit(EditRecord record, std::function<void(Result<void>)> done);
    /// `done` is called on the journal's thread.
    void readChanges(ChangeQuery query, std::function<void(Result<QList<JournalChange>>)> done);
    /// What was observed and done, also in earlier runs; `done` and the query's `fits` are called on the journal's
    /// thread.
    void readPast(fleet::PastQuery query, std::function<void(Result<fleet::PastPage>)> done);

private:
    class Store;
    QThread m_thread;
    Store *m_store = nullptr;
};

} // namespace rehome::session
