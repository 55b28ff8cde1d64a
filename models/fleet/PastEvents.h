// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/fleet/Snapshot.h"
#include "models/fleet/UndoPlan.h"

#include <QtCore/QByteArray>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace rehome::fleet {

/// An observed transition as the journal keeps it: names are string IDs of its run instead of rows, so that it can be
/// read when the rows of its connection are long gone.
struct StoredEvent
{
    qint64 timeMs = 0, observedMs = 0;
    StringId device = 0;     ///< registration ID; 0: it is about no device
    StringId enrollment = 0; ///< group, or individual enrollment; 0: not known
    StringId fromHub = 0, toHub = 0, text = 0;
    qint32 errorCode = 0;
    qint32 waitedMs = -1;
    EventKind kind = EventKind::FirstSeen;
    domain::Substatus substatus = domain::Substatus::None;
    bool byProgram = false;
    bool inGroup = false;    ///< `enrollment` is a group
    bool notRunning = false; ///< a gap from the end of one run of this program to the start of the next
    bool operator==(const StoredEvent &) const = default;
    /// A gap reaches from its time until it was over.
    qint64 untilMs() const { return kind == EventKind::GapBetweenPolls ? observedMs : timeMs; }
};

StoredEvent storedEvent(const ObservedEvent &event, const Snapshot &snapshot);

inline constexpr int EventBlobRecords = 4096;
/// Little-endian, fixed size an event, compressed, with version, count and checksum. At most EventBlobRecords; more is
/// cut by the caller.
QByteArray encodeEvents(std::span<const StoredEvent> events);
/// A damaged blob is an Error of kind Storage, never half a list.
Result<std::vector<StoredEvent>> decodeEvents(const QByteArray &blob);

/// One thing that this program did, as far as its end is known. No secret is in it.
struct PastEdit
{
    QString phase;  ///< "applied", "conflict", "failed", "unknown"; "intent" while no end is known
    QString action; ///< "update", "create", "delete", "deleteRegistration"
    QString kind;   ///< "individual", "group", "registration"
    QString detail; ///< the error at its end
    QString user, computer, program;
    QByteArray body;       ///< JSON: {"edits":[{path,before,after}]}, {"created":{…}} or {"deleted":{…}}
    bool undoable = false; ///< it was applied, and `change` is kept for undo
    AppliedChange change;  ///< its number is 0 when nothing is kept
};

/// One entry of the journal: something observed, or something done.
struct PastEntry
{
    qint64 number = 0; ///< place in the journal; ascending and unique among the observed and among the done
    StoredEvent event; ///< of what was observed; its string IDs mean nothing outside its run
    QString device, enrollment, fromHub, toHub, text;
    bool unreadable = false;              ///< a gap for a part of the journal that is damaged
    std::shared_ptr<const PastEdit> edit; ///< of what was done; else null
    qint64 timeMs() const { return event.timeMs; }
    bool isObserved() const { return !edit; }
};

/// What a filter looks at; the views live only for the call.
struct EntryFacts
{
    const StoredEvent &event; ///< of an edit: times, and whether its enrollment is a group
    std::string_view device, enrollment, fromHub, toHub, text;
    const PastEdit *edit = nullptr;
};
EntryFacts factsOf(const StoredEvent &event, const StringTable &strings);

/// Where to read on, in both lists of the journal at once.
struct PastPlace
{
    qint64 event = 0, edit = 0; ///< numbers; 0: the newest end
    bool operator==(const PastPlace &) const = default;
};

/// Which entries of the journal, newest first.
struct PastQuery
{
    PastPlace before; ///< older than these
    PastPlace after;  ///< and newer than these
    int limit = 500;
    qint64 fromMs = 0, untilMs = 0; ///< [from, until) by the time of the change, gaps that reach into it; 0: open
    quint32 kinds = 0;              ///< bits 1 << EventKind of what was observed; 0: all
    bool observed = true, done = true;
    /// Called on the journal's thread.
    std::function<bool(const EntryFacts &)> fits;
};

struct PastPage
{
    QList<PastEntry> entries; ///< newest first by the time they were learned
    PastPlace next;           ///< `before` of the page that follows
    bool isLast = true;       ///< nothing older is kept
    qint64 lookedAt = 0;      ///< entries that were tested; a page of few may have looked at many
    qint64 oldestMs = 0;      ///< time of the oldest that was looked at; 0: none was
    QString setAside;         ///< file that an earlier, damaged journal was moved to when this one began
};

} // namespace rehome::fleet
