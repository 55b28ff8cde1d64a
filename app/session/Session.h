// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"
#include "app/session/TriggerOrder.h"
#include "models/domain/Decision.h"
#include "models/domain/DeclaredClient.h"
#include "models/domain/Error.h"
#include "models/fleet/Outcome.h"
#include "models/fleet/PastEvents.h"
#include "models/fleet/PendingEdits.h"
#include "models/fleet/Snapshot.h"
#include "models/fleet/TimeSeries.h"
#include "models/fleet/UndoPlan.h"

#include <QtCore/QFuture>
#include <QtCore/QJsonObject>
#include <QtCore/QObject>
#include <functional>
#include <memory>
#include <vector>

namespace rehome::session {

/// Where a session keeps its files: cache of bodies (0600) and journal. The demo uses a folder of its own.
struct SessionPaths
{
    QString folder;
};

enum class SessionState : quint8
{
    Closed,
    Connecting,
    Loading, ///< first pass over enrollments and groups; rows appear as they come
    Watching,
    Paused, ///< by the person: no background call
    Lost,   ///< the service does not answer or refuses; what was loaded stays, problem() says why; it tries again by
            ///< itself
};

/// A pass over all enrollments. The service tells no total: what is expected is what the last complete pass found,
/// perhaps in an earlier session.
struct LoadProgress
{
    qint64 loaded = 0;
    qint64 expected = -1; ///< -1: unknown, also once there are more
    double perSecond = 0; ///< without the time it was paused
    bool complete = false;
    bool cancelled = false; ///< the person ended the pass: what it brought stays, refresh() starts one anew
    bool running = false;
    bool paused = false;   ///< by the person; the page that was under way still comes
    bool byPerson = false; ///< false: a later pass that began by itself
    /// To the end at this rate; nothing while rate or end are unknown.
    std::optional<double> secondsLeft() const;
};

/// The API meter of the status bar. Own calls only: what others use is unknown.
struct BudgetStatus
{
    int usedThisMinute = 0;
    int operationsPerMinute = 1000;
    int backgroundShare = 500; ///< calls a minute that background work may use now; halved for a minute after a 429
    int queued = 0, inFlight = 0;
    double fullPassSeconds = -1; ///< how long one sweep over all groups takes at this share; -1 unknown
    bool throttled = false;
    bool operator==(const BudgetStatus &) const = default;
};

/// What is on screen: the watcher asks for these first (experience, "Order of attention").
struct Attention
{
    std::vector<fleet::RowId> deviceRows, enrollmentRows;
};

/// How one enrollment fared in an apply.
struct ApplyResult
{
    enum class Outcome : quint8
    {
        Applied,   ///< sent, read back, equal
        Conflict,  ///< 412, or read back different: base, theirs and mine are given
        Failed,    ///< refused; `error` says why; stays pending
        Cancelled, ///< not sent
    };
    fleet::RowId row = 0; ///< a draft for a creation
    fleet::EnrollmentEdit::Action action = fleet::EnrollmentEdit::Action::Update;
    Outcome outcome = Outcome::Applied;
    std::optional<Error> error;
    /// For Conflict. `theirs` empty: there is none any more; `base` empty for a creation, `mine` for a deletion.
    QJsonObject base, theirs, mine;
    QString etag; ///< of the version at the service now, for Applied and Conflict
    /// Where it is in the table; of a creation the new row, or that of the enrollment that is in its way.
    fleet::RowId enrollmentRow = fleet::NoRow;
    bool alreadyGone = false; ///< Applied: a deletion of what somebody else had deleted
    bool maybeSent = false;   ///< an attempt may have been applied: the next apply looks first
};

struct ApplyProgress
{
    int total = 0, done = 0, applied = 0, conflicts = 0, failed = 0;
    int alreadyGone = 0; ///< of `applied`
    bool running = false;
    bool connectionLost = false; ///< while running: what is left waits, and goes on when the connection is back
    int left() const { return total - done; }
};

/// Cost of applying what is pending, before it is sent: calls of the service API and minutes of the quota.
struct ApplyCost
{
    int enrollments = 0;
    int keyReads = 0;     ///< attestationmechanism, where hidden keys have to be sent back or kept for undo
    int bulkCalls = 0;    ///< changes and creations, up to ten in each
    int singleWrites = 0; ///< deletions, and what is alone of its kind
    int readBacks = 0;    ///< each change and creation; keys that were renewed once more
    int calls() const { return keyReads + bulkCalls + singleWrites + readBacks; }
    double minutes = 0;
};

/// Which applied changes to take back.
struct UndoChoice
{
    QList<qint64> numbers; ///< fleet::AppliedChange::number
    QString batch;         ///< or all of an apply; with neither the newest apply that is not undone
};

/// What became of taking changes back. Nothing is sent: it waits in the tray.
struct UndoReport
{
    struct Refusal
    {
        fleet::AppliedChange change;
        fleet::UndoPlan plan; ///< its reason; Merge: it can be taken back all the same
    };
    int staged = 0;
    int newKeys = 0; ///< of `staged`, those whose earlier keys are not kept
    QList<Refusal> refused;
};

class SecretBackend;

/// One open connection: fills the snapshot, watches, applies edits, writes the journal. This object lives on the GUI
/// thread; its worker with clients and decoding has its own thread and publishes at most one batch per frame.
/// Everything is asynchronous. It reaches any DPS by connection string; the demo uses the same path over loopback
/// HTTPS.
class Session : public QObject
{
    Q_OBJECT
public:
    Session(ConnectionProfile profile, ConnectionSecret secret, SessionPaths paths, QObject *parent = nullptr);
    ~Session() override; ///< closes; joins its thread without running an event loop

    void open();
    void close();

    const ConnectionProfile &profile() const;
    SessionState state() const;
    fleet::SnapshotPtr snapshot() const; ///< newest published; never null
    LoadProgress progress() const;
    BudgetStatus budget() const;
    qint64 newestDataMs() const;         ///< UTC of the newest answer, 0 before the first
    fleet::TimeSeriesPtr series() const; ///< rates; never null
    qint64 clockOffsetMs() const;        ///< service's clock minus this machine's, from Date headers

    void refresh(); ///< full pass over enrollments now, within the budget
    /// Ends a running pass after the page that is under way; what was read stays. Nothing when none runs.
    void cancelLoading();
    /// Holds a running pass after the page that is under way, and lets it go on. Nothing when none runs; refresh() lets
    /// it go on as well.
    void setLoadingPaused(bool paused);
    void setPaused(bool paused);
    void setAttention(Attention attention); ///< newest wins
    void allowEdits(SafetyLevel level);     ///< the one visible act; lasts for this session unless the profile is saved
    void setHubs(QList<HubEntry> hubs, QList<QString> connectionStrings);
    /// Simulated devices' own reports (demo only), shown as their own source.
    void addDeviceReports(const std::vector<fleet::DeviceReport> &reports);
    /// What these enrollments' devices speak (of a group: all its devices): it is in no answer. At once, never sent,
    /// kept for this connection; an unknown client takes it back.
    void declareClient(const std::vector<fleet::RowId> &enrollmentRows, const domain::DeclaredClient &client);

    // Edits. Nothing is sent before apply().
    fleet::PendingEdits &pending();
    // Each of these is one undo step. Rows may be drafts (fleet::isDraft), whose body is edited then. Rows that are
    // gone or wait for their deletion are left alone.
    /// Stages a policy for these rows; rows whose stored policy is already that lose a pending one.
    void stagePolicy(const std::vector<fleet::RowId> &rows, domain::ReprovisionPolicy policy);
    /// Stages any member: path as in the JSON ("allocationPolicy", "iotHubs"), Undefined removes it.
    void stageField(const std::vector<fleet::RowId> &rows, const QString &path, const QJsonValue &value);
    struct FieldChange
    {
        fleet::RowId row = 0;
        QString path;
        QJsonValue value;
    };
    /// Likewise with a value for each row, as one undo step; several changes of one row become one edit. A policy needs
    /// no reading of the row, so that many are quick.
    void stageFields(const QString &label, const std::vector<FieldChange> &changes);
    /// Stages a new enrollment; members that the service owns (etag, dates, registrationState) are left out. Its draft
    /// row; a draft of the same ID is replaced. NoRow, and nothing staged, for an ID that is not valid.
    fleet::RowId stageCreate(domain::EnrollmentKind kind, QJsonObject body);
    /// Many as one undo step; the rows in the order of `bodies`.
    QList<fleet::RowId> stageCreates(const QString &label,
                                     const QList<std::pair<domain::EnrollmentKind, QJsonObject>> &bodies);
    /// Drafts among the rows are taken out of the tray.
    void stageDelete(const std::vector<fleet::RowId> &rows);
    /// Stages what differs between the enrollment as known and `body`, in the fewest field edits: afterwards exactly
    /// these are pending for the row. Members that the service owns are not looked at. BadInput when the ID is another,
    /// NotFound when the row cannot be edited; nothing is staged then.
    Result<void> stageBody(fleet::RowId row, const QJsonObject &body);
    /// Many as one undo step; the first error stages none. Of several bodies for one row the last counts.
    Result<void> stageBodies(const QString &label, const QList<std::pair<fleet::RowId, QJsonObject>> &bodies);
    enum class KeySlot : quint8
    {
        Primary,
        Secondary
    };
    /// Stages a new random key of 64 bytes, made here, for each row that attests by symmetric key.
    void stageKeys(const std::vector<fleet::RowId> &rows, KeySlot slot);
    /// What became of edits that were made elsewhere.
    struct Staged
    {
        int staged = 0;
        int conflicts = 0; ///< of `staged`: made from another version; applying them shows both
        int already = 0;   ///< left out: what they want is so
        int missing = 0;   ///< left out: their enrollment is gone or waits for its deletion
    };
    /// Stages edits of a plan or an import with the ETags that they were made from, as one undo step. Their rows are
    /// found by kind and ID.
    Staged stageEdits(const QString &label, const QList<fleet::EnrollmentEdit> &edits);
    /// Where the key lives under which symmetric keys are kept for undo; before open(). Without it, and where there is
    /// no keychain, undo works without keys.
    void keepKeysWith(const std::shared_ptr<SecretBackend> &backend);
    /// What undo can and cannot bring back once this edit is applied, for a person; empty when it brings back
    /// everything.
    QString undoNote(const fleet::EnrollmentEdit &edit) const;
    /// The notes of all that is pending, each once, with the number of enrollments that it is about.
    QStringList undoNotes() const;
    /// Changes that were applied in the last 90 days, also before this session: newest first, those older than the
    /// change `before` (0: from the newest).
    QFuture<Result<QList<fleet::AppliedChange>>> appliedChanges(qint64 before = 0, int limit = 200);
    /// What the journal holds, newest first, also of earlier runs: what was observed and what this program did. Pages
    /// come with a place to read on from; the query's `fits` is called on another thread.
    QFuture<Result<fleet::PastPage>> pastEntries(const fleet::PastQuery &query);
    enum class UndoMode : quint8
    {
        Restore, ///< what somebody changed since is refused
        Merge,   ///< stages also what somebody changed since, as a conflict: a person chooses for each field
    };
    /// Stages the edits that take these changes back, as one undo step of the tray. What the service has is taken from
    /// the table; should it be older, applying meets the ETag and asks like for any edit.
    QFuture<Result<UndoReport>> undoChanges(const UndoChoice &choice, UndoMode mode = UndoMode::Restore);
    ApplyCost applyCost(int firstN = -1) const;
    /// Sends pending edits with their real ETags, up to ten in a bulk call, keys read first and sent back, each read
    /// back and compared. When the connection is lost in between, the rest waits and goes on by itself. Refused with
    /// BadInput when read-only or when one is running.
    Result<void> apply(int firstN = -1);
    void cancelApply(); ///< what is under way finishes and is read back, the rest stays pending; also ends waiting
    ApplyProgress applyProgress() const;
    /// Creates or deletes (delete with the ETag known); same care, journalled.
    QFuture<Result<void>> createEnrollment(domain::EnrollmentKind kind, QJsonObject body);
    QFuture<Result<void>> deleteEnrollment(fleet::RowId row);

    /// Asks devices to register again, at their hubs. Refused with BadInput when read-only, when one is running, and
    /// for a name that is none. Each device is told of by triggered(); whether it came back is told by its record.
    Result<void> trigger(const TriggerOrder &order);
    void cancelTrigger(); ///< what is under way ends, the rest is not asked
    TriggerProgress triggerProgress() const;

    /// Reads the JSON of rows of the present snapshot as it was received; empty: not known. The function may be called
    /// from any thread, also when the session is gone.
    std::function<QByteArray(fleet::RowId)> bodyReader() const;
    /// A token for other programs that is good for so long. Secret.
    QString serviceToken(qint64 seconds) const;

    // Details of one row, asked with the person's share of the budget.
    QFuture<Result<QJsonObject>> enrollmentBody(fleet::RowId enrollmentRow,
                                                bool fresh = false); ///< from the cache or GET
    QFuture<Result<QJsonObject>> attestationWithKeys(fleet::RowId enrollmentRow);
    /// Attestation with the keys that a device of this symmetric-key group derives for itself (both of the group's
    /// keys), for an individual enrollment that takes the device out of its group without touching it.
    QFuture<Result<QJsonObject>> derivedAttestation(fleet::RowId groupRow, QString registrationId);
    QFuture<Result<QJsonObject>> registrationRecord(QString registrationId);
    QFuture<Result<QJsonObject>> hubTwin(QString hubHostName, QString deviceId); ///< needs that hub's credentials
    QFuture<Result<void>> deleteRegistration(QString registrationId);
    /// Why did it (not) move: decide() over what is known now, with what had to be assumed.
    struct Explanation
    {
        domain::Decision decision;
        /// An unsent deletion: no rule of this enrollment decides any more, so that `decision` says nothing.
        bool enrollmentDeleted = false;
        /// When no policy is set, the device's API version is unknown, and one of 2018-04-01 or older would be decided
        /// otherwise: that.
        std::optional<domain::Decision> ifOldApi;
        QStringList
            assumptions; ///< "linked hubs are inferred from enrollments", "device API version unknown: newer assumed"
    };
    Explanation explain(fleet::RowId deviceRow, std::optional<domain::ReprovisionPolicy> asIf = std::nullopt) const;
    /// The same with the unsent edits of its enrollment (policy, hubs, allocation, provisioning status) as if they were
    /// applied.
    Explanation explainPending(fleet::RowId deviceRow) const;
    /// The same for many devices: each of their enrollments is read once. In the order of `deviceRows`.
    std::vector<Explanation> explainPending(const std::vector<fleet::RowId> &deviceRows) const;

    /// The reported properties ("firmware.version") that this device's next request will lose, with the unsent edits as
    /// if they were applied. Read from its twin: needs the credentials of the hub that it is on. Empty = none.
    QFuture<Result<QStringList>> reportedLosses(fleet::RowId deviceRow);

Q_SIGNALS:
    void stateChanged(rehome::session::SessionState state);
    /// At most once per frame (16 ms): the newest snapshot and the step to it from the one published before; none is
    /// left out.
    void published(rehome::fleet::Publication publication);
    void progressChanged(rehome::session::LoadProgress progress);
    void budgetChanged(rehome::session::BudgetStatus budget);
    void seriesChanged();              ///< at most 10 a second
    void problem(rehome::Error error); ///< connection-wide; shown in place with what was loaded kept
    void problemSolved();
    void pendingChanged();
    void safetyChanged();
    void applied(rehome::session::ApplyResult result); ///< also a conflict that undo has to merge
    void applyProgressChanged(rehome::session::ApplyProgress progress);
    void triggered(rehome::session::TriggerResult result);
    void triggerProgressChanged(rehome::session::TriggerProgress progress);
    void closed();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rehome::session
