// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/UndoFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QMap>
#include <algorithm>
#include <random>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using session::ApplyResult;
using session::Session;
using Action = fleet::EnrollmentEdit::Action;

// Whatever is edited, applied, changed by others and undone: the service holds what a model of a few lines says.
// REHOME_HISTORY_SEED and REHOME_HISTORY_STEPS choose another run than the usual one.
namespace {

const QString s_status = QStringLiteral("provisioningStatus");
const QString s_policy = QStringLiteral("reprovisionPolicy");

struct Past
{
    Action action = Action::Update;
    QString id;
    QMap<QString, std::pair<QJsonValue, QJsonValue>> fields; ///< before and after; of an update
    QJsonObject whole, keys;                                 ///< of a deletion as it was
    int version = 0;                                         ///< that came of it
    qint64 undoes = 0;
    bool undone = false;
};

/// What the service should have.
struct Reference
{
    QMap<QString, QJsonObject> bodies; ///< of those that exist
    QMap<QString, QJsonObject> keys;
    QMap<QString, int> versions;
    QMap<qint64, Past> past; ///< by the journal's number

    /// Whether taking it back may be sent without a question.
    bool canTakeBack(qint64 number) const
    {
        const Past &one = past[number];
        if (one.undone)
            return false;
        if (one.action == Action::Delete)
            return !bodies.contains(one.id);
        if (!bodies.contains(one.id))
            return false;
        if (one.action == Action::Create)
            return versions[one.id] == one.version;
        bool differs = false;
        for (auto it = one.fields.cbegin(); it != one.fields.cend(); ++it) {
            const QJsonValue now = bodies[one.id].value(it.key());
            if (now != it->first && now != it->second)
                return false;
            differs = differs || now != it->first;
        }
        return differs;
    }

    /// What the journal then has to say.
    Past takenBack(qint64 number)
    {
        const Past one = past[number];
        Past back;
        back.id = one.id;
        back.undoes = number;
        if (one.action == Action::Delete) {
            back.action = Action::Create;
            bodies.insert(one.id, one.whole);
            keys.insert(one.id, one.keys);
        } else if (one.action == Action::Create) {
            back = removed(one.id);
            back.undoes = number;
        } else {
            for (auto it = one.fields.cbegin(); it != one.fields.cend(); ++it)
                if (const QJsonValue now = bodies[one.id].value(it.key()); now != it->first) {
                    back.fields.insert(it.key(), {now, it->first});
                    bodies[one.id].insert(it.key(), it->first);
                }
        }
        back.version = ++versions[one.id];
        for (bool undone = true; number != 0; undone = !undone) {
            past[number].undone = undone;
            number = past[number].undoes;
        }
        return back;
    }

    Past removed(const QString &id)
    {
        Past one;
        one.action = Action::Delete;
        one.id = id;
        one.whole = bodies.take(id);
        one.keys = keys.take(id);
        one.version = ++versions[id];
        return one;
    }

    Past edited(const QString &id, const QMap<QString, QJsonValue> &fields)
    {
        Past one;
        one.id = id;
        for (auto it = fields.cbegin(); it != fields.cend(); ++it) {
            one.fields.insert(it.key(), {bodies[id].value(it.key()), it.value()});
            bodies[id].insert(it.key(), it.value());
        }
        one.version = ++versions[id];
        return one;
    }
};

class History
{
public:
    explicit History(quint32 seed)
        : m_random(seed)
    {
    }

    QString why; ///< empty as long as everything is as it should be

    bool begin(int count)
    {
        if (!m_fixture.begin(count))
            return fail("begin");
        m_profile = m_fixture.session->profile().id;
        m_others = std::make_unique<OtherParties>(m_fixture.endpoint);
        for (int i = 1; i <= count; ++i) {
            const QString id = QStringLiteral("pump-%1").arg(i, 4, 10, QLatin1Char('0'));
            m_ids.append(id);
            m_model.bodies.insert(id, settings(m_others->enrollment(EnrollmentKind::Individual, id)));
            m_model.keys.insert(id, keysIn(m_others->keys(EnrollmentKind::Individual, id)));
        }
        return true;
    }

    bool step()
    {
        const int choice = below(20);
        if (choice < 6)
            return editSome();
        if (choice < 8)
            return removeOne();
        if (choice < 11)
            return editByOthers();
        if (choice < 13)
            return conflict();
        if (choice < 19)
            return undoOne();
        return restart();
    }

    bool isEqual()
    {
        for (const QString &id : std::as_const(m_ids)) {
            const auto found = m_others->enrollment(EnrollmentKind::Individual, id);
            if (found.has_value() != m_model.bodies.contains(id))
                return fail("existence of " + id.toUtf8());
            if (!found)
                continue;
            if (settings(found) != m_model.bodies.value(id))
                return fail("settings of " + id.toUtf8());
            if (keysIn(m_others->keys(EnrollmentKind::Individual, id)) != m_model.keys.value(id))
                return fail("keys of " + id.toUtf8());
        }
        const auto told = m_fixture.changes(0, -1);
        if (told.size() != m_model.past.size())
            return fail("number of changes");
        for (const auto &change : told)
            if (!m_model.past.contains(change.number) || m_model.past[change.number].undone != change.isUndone)
                return fail("standing of a change of " + change.id.toUtf8());
        return true;
    }

private:
    int below(int end) { return int(m_random() % quint32(end)); }
    bool fail(const QByteArray &reason)
    {
        why = QString::fromUtf8(reason);
        return false;
    }

    QString anyThatExists()
    {
        const QStringList ids = m_model.bodies.keys();
        return ids.isEmpty() ? QString() : ids[below(int(ids.size()))];
    }

    /// One or two fields with another value than now.
    QMap<QString, QJsonValue> someFields(const QString &id)
    {
        QMap<QString, QJsonValue> fields;
        const int which = 1 + below(3);
        if (which & 1)
            fields.insert(s_status, m_model.bodies[id].value(s_status).toString() == QLatin1String("disabled")
                                        ? QStringLiteral("enabled")
                                        : QStringLiteral("disabled"));
        if (which & 2) {
            QList<QJsonObject> policies{policyObject(true, true), policyObject(true, false),
                                        policyObject(false, false)};
            policies.removeAll(m_model.bodies[id].value(s_policy).toObject());
            fields.insert(s_policy, policies[below(int(policies.size()))]);
        }
        return fields;
    }

    void stage(const QString &id, const QMap<QString, QJsonValue> &fields)
    {
        for (auto it = fields.cbegin(); it != fields.cend(); ++it)
            m_fixture.session->stageField({m_fixture.individual(id)}, it.key(), it.value());
    }

    /// Applies what waits, and takes over what the journal has of it.
    bool applied(const QMap<QString, Past> &expected)
    {
        if (!m_fixture.apply())
            return fail("apply");
        return journalled(expected);
    }

    bool journalled(const QMap<QString, Past> &expected)
    {
        int found = 0;
        const auto told = m_fixture.changes(0, -1);
        for (const auto &change : told) {
            if (m_model.past.contains(change.number))
                continue;
            if (!expected.contains(change.id) || expected[change.id].action != change.action ||
                expected[change.id].undoes != change.undoes)
                return fail("a change in the journal of " + change.id.toUtf8());
            m_model.past.insert(change.number, expected[change.id]);
            ++found;
        }
        return found == expected.size() || fail("changes in the journal");
    }

    /// The session has seen what others did.
    bool readAnew(const QString &id)
    {
        const auto row = m_fixture.individual(id);
        const auto body = m_fixture.get(m_fixture.session->enrollmentBody(row, true));
        if (!body)
            return fail("reading " + id.toUtf8());
        const QString etag = wire::bareEtag(body->value(QLatin1String("etag")).toString());
        return SessionFixture::waitUntil([&] {
                   const auto now = m_fixture.snapshot();
                   return wire::bareEtag(now->enrollments.etag[row].text(now->strings)) == etag;
               }) ||
               fail("publication of " + id.toUtf8());
    }

    bool editSome()
    {
        QMap<QString, Past> expected;
        for (int i = 1 + below(3); i > 0; --i)
            if (const QString id = anyThatExists(); !id.isEmpty() && !expected.contains(id)) {
                const auto fields = someFields(id);
                stage(id, fields);
                if (below(8) == 0) { // thought better of it
                    m_fixture.session->pending().discard(QStringLiteral("Discard"), {m_fixture.individual(id)});
                    continue;
                }
                expected.insert(id, m_model.edited(id, fields));
            }
        return expected.isEmpty() || applied(expected);
    }

    bool removeOne()
    {
        const QString id = anyThatExists();
        if (id.isEmpty())
            return true;
        m_fixture.session->stageDelete({m_fixture.individual(id)});
        return applied({{id, m_model.removed(id)}});
    }

    bool othersEdit(const QString &id)
    {
        const auto fields = someFields(id);
        const auto field = fields.cbegin();
        if (!m_others->edit(EnrollmentKind::Individual, id, field.key(), field.value()))
            return fail("edit by others");
        m_model.edited(id, {{field.key(), field.value()}});
        return true;
    }

    bool editByOthers()
    {
        const QString id = anyThatExists();
        return id.isEmpty() || (othersEdit(id) && readAnew(id));
    }

    /// Others change it while an edit waits: what the session reports is what happened.
    bool conflict()
    {
        const QString id = anyThatExists();
        if (id.isEmpty())
            return true;
        const auto row = m_fixture.individual(id);
        stage(id, someFields(id));
        QMap<QString, QJsonValue> mine;
        for (const auto &field : m_fixture.session->pending().find(row)->fields)
            mine.insert(field.path, field.after);
        if (!othersEdit(id))
            return false;
        m_fixture.results.clear();
        if (!m_fixture.session->apply() || !SessionFixture::waitUntil([&] {
                return !m_fixture.results.empty() && !m_fixture.session->applyProgress().running;
            }))
            return fail("apply in a conflict");
        const ApplyResult result = m_fixture.results.back();
        if (result.outcome != ApplyResult::Outcome::Conflict)
            return fail("an overwritten change of others");
        if (below(2) == 0) {
            m_fixture.session->pending().discardAll(QStringLiteral("Discard"));
            return readAnew(id);
        }
        QList<fleet::PendingField> fields;
        for (auto it = mine.cbegin(); it != mine.cend(); ++it)
            if (result.theirs.value(it.key()) != it.value())
                fields.append({it.key(), result.theirs.value(it.key()), it.value()});
            else
                mine[it.key()] = {};
        mine.removeIf([](const auto &field) { return field.value().isNull(); });
        if (fields.isEmpty()) {
            m_fixture.session->pending().discardAll(QStringLiteral("Discard"));
            return readAnew(id);
        }
        m_fixture.session->pending().rebase(row, result.etag, fields);
        return applied({{id, m_model.edited(id, mine)}});
    }

    bool undoOne()
    {
        if (m_model.past.isEmpty())
            return true;
        const auto numbers = m_model.past.keys();
        const qint64 number = numbers[below(int(numbers.size()))];
        const bool possible = m_model.canTakeBack(number);
        const auto report = m_fixture.undo({{number}, {}});
        if (report.staged != (possible ? 1 : 0) || report.refused.size() != (possible ? 0 : 1))
            return fail("whether " + m_model.past[number].id.toUtf8() + " can be undone");
        if (!possible)
            return !report.refused.constFirst().plan.reason.isEmpty() || fail("a refusal without a reason");
        const Past back = m_model.takenBack(number);
        return applied({{back.id, back}});
    }

    bool restart()
    {
        m_fixture.session.reset();
        return m_fixture.reopen(true, m_profile) || fail("restart");
    }

    std::mt19937 m_random;
    UndoFixture m_fixture;
    std::unique_ptr<OtherParties> m_others;
    QString m_profile;
    QStringList m_ids;
    Reference m_model;
};

} // namespace

class EditHistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theServiceIsAsTheModelSays()
    {
        bool isGiven = false;
        const uint given = qEnvironmentVariable("REHOME_HISTORY_SEED").toUInt(&isGiven);
        const uint seed = isGiven ? given : 20'260'704;
        const int wanted = qEnvironmentVariableIntValue("REHOME_HISTORY_STEPS");
        const int steps = wanted > 0 ? wanted : 60;
        qInfo("seed %u, %d steps", seed, steps);
        History history(seed);
        QVERIFY2(history.begin(6), qPrintable(history.why));
        for (int i = 0; i < steps; ++i) {
            QVERIFY2(history.step(), qPrintable(QStringLiteral("step %1: %2").arg(i).arg(history.why)));
            if (i % 10 == 9 || i == steps - 1)
                QVERIFY2(history.isEqual(), qPrintable(QStringLiteral("after %1: %2").arg(i).arg(history.why)));
        }
    }
};

REHOME_TEST(EditHistoryTest);
#include "EditHistoryTest.moc"
