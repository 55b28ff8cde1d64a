// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

} // namespace

/// Hubs that are linked, unlinked, closed, weighted or refuse the service, and what a registration makes of them
/// (protocol facts, sections 1, 4 and 8).
class LinkTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_harness = std::make_unique<Harness>();
        QVERIFY(m_harness->start(Harness::plainScenario()));
    }

    // Protocol facts, section 4: a disabled or failed attempt creates a record with that status.
    void refusedAttemptsLeaveARecord()
    {
        QJsonObject members = onHub("hub-a");
        members.insert(s("provisioningStatus"), s("disabled"));
        const QString off = m_harness->individual(s("off"), members);
        const QJsonObject disabled = m_harness->registered(s("off"), off);
        QCOMPARE(text(disabled, "status"), s("disabled"));
        QCOMPARE(text(m_harness->admin("GET", s("/registrations/off")).json(), "status"), s("disabled"));
        QVERIFY(!disabled.contains(QLatin1String("substatus")));
        // Enabled again, it is a first assignment.
        m_harness->individual(s("off"), onHub("hub-a"));
        QCOMPARE(text(m_harness->registered(s("off"), off), "substatus"), s("initialAssignment"));
        // Disabled again, it keeps its hub: the connection there goes on working.
        m_harness->individual(s("off"), members);
        m_harness->registered(s("off"), off);
        QCOMPARE(text(m_harness->admin("GET", s("/registrations/off")).json(), "assignedHub"), s("hub-a.localhost"));
        QCOMPARE(m_harness->hub("GET", s("hub-a"), s("/devices/off")).status, 200);
    }

    // Protocol facts, sections 1 and 8: codes of a record that found no hub.
    void noHubFailsWith400208()
    {
        const auto failsNow = [&](const QString &id, const QString &key) {
            const QJsonObject state = m_harness->registered(id, key);
            return text(state, "status") == s("failed") && state.value(QLatin1String("errorCode")).toInt() == 400208 &&
                   !text(state, "errorMessage").isEmpty();
        };
        const QString closed = m_harness->individual(s("closed"), onHub("hub-closed")); // applyAllocationPolicy=false
        QVERIFY(failsNow(s("closed"), closed));
        QCOMPARE(text(m_harness->admin("GET", s("/registrations/closed")).json(), "status"), s("failed"));
        const QString named = m_harness->individual(s("named"), onHub("hub-a"));
        const QString any = m_harness->individual(s("any"));
        QVERIFY(m_harness->order("hub hub-a unlink"));
        QVERIFY(failsNow(s("named"), named)); // the entry keeps the dead name
        QCOMPARE(text(m_harness->registered(s("any"), any), "assignedHub"),
                 s("hub-b.localhost")); // just stops using it
        QVERIFY(m_harness->order("hub hub-b unlink") && m_harness->order("hub hub-closed unlink"));
        const QString late = m_harness->individual(s("late"));
        QVERIFY(failsNow(s("late"), late)); // nothing is linked
        QVERIFY(m_harness->order("hub hub-a link"));
        QCOMPARE(text(m_harness->registered(s("late"), late), "assignedHub"), s("hub-a.localhost"));
        QVERIFY(m_harness->order("hub hub-a apply off"));
        const QString shut = m_harness->individual(s("shut"));
        QVERIFY(failsNow(s("shut"), shut));
        m_harness->restart(); // links are kept
        QVERIFY(failsNow(s("shut"), shut));
        QVERIFY(m_harness->order("hub hub-a apply on"));
        QCOMPARE(text(m_harness->registered(s("shut"), shut), "assignedHub"), s("hub-a.localhost"));
    }

    // Protocol facts, section 8: a hub's rotated key breaks provisioning until the link is renewed.
    void rotatedHubKeyFailsWith400209()
    {
        const QString key = m_harness->individual(s("dev"), onHub("hub-a", policyObject(true, true)));
        m_harness->registered(s("dev"), key);
        QVERIFY(m_harness->order("hub hub-b rotate"));
        QCOMPARE(m_harness->hub("GET", s("hub-b"), s("/devices/dev")).status, 401); // nobody's old key fits
        m_harness->individual(s("dev"), onHub("hub-b", policyObject(true, true)));
        m_harness->registerDevice(s("dev"), key);
        const auto record = [&] { return m_harness->admin("GET", s("/registrations/dev")).json(); };
        QTRY_COMPARE(text(record(), "status"), s("failed"));
        QCOMPARE(record().value(QLatin1String("errorCode")).toInt(), 400209);
        QVERIFY(text(record(), "errorMessage").contains(s("IotHubUnauthorizedAccess")));
        QCOMPARE(text(record(), "assignedHub"), s("hub-a.localhost"));
        QVERIFY(m_harness->order("hub hub-b link"));
        QCOMPARE(text(m_harness->registered(s("dev"), key), "substatus"), s("deviceDataMigrated"));
    }

    // Protocol facts, section 8: devices on an unlinked hub "keep working and are not moved".
    void unlinkedHubKeepsItsDevices()
    {
        const QString stays = m_harness->individual(s("stays"), onHub("hub-a", policyObject(false, false)));
        const QString moves = m_harness->individual(s("moves"), onHub("hub-a", policyObject(true, true)));
        m_harness->registered(s("stays"), stays);
        m_harness->registered(s("moves"), moves);
        m_harness->hub("PATCH", s("hub-a"), s("/twins/moves"), {{s("tags"), QJsonObject{{s("extra"), true}}}});
        QVERIFY(m_harness->order("hub hub-a unlink"));
        QCOMPARE(m_harness->hub("GET", s("hub-a"), s("/devices/stays")).status, 200);
        QCOMPARE(text(m_harness->registered(s("stays"), stays), "assignedHub"), s("hub-a.localhost"));
        m_harness->individual(s("moves"), onHub("hub-b", policyObject(true, true)));
        const QJsonObject state = m_harness->registered(s("moves"), moves);
        QCOMPARE(text(state, "assignedHub"), s("hub-b.localhost"));
        // The service can no longer read there: it starts again from the initial twin and leaves the old entry behind.
        QCOMPARE(text(state, "substatus"), s("deviceDataReset"));
        QVERIFY(!m_harness->hub("GET", s("hub-b"), s("/twins/moves"))
                     .json()
                     .value(QLatin1String("tags"))
                     .toObject()
                     .contains(QLatin1String("extra")));
        QCOMPARE(m_harness->hub("GET", s("hub-a"), s("/devices/moves")).status, 200);
    }

    // Protocol facts, section 8: an enrollment that names no policy follows the service's.
    void serviceDefaultIsFollowed()
    {
        const QString key = m_harness->individual(s("dev"));
        m_harness->individual(s("dev"), {{s("iotHubs"), QJsonArray{s("hub-a.localhost"), s("hub-b.localhost")}}});
        QCOMPARE(text(m_harness->registered(s("dev"), key), "status"), s("assigned"));
        QVERIFY(m_harness->order("allocation static")); // needs exactly one hub
        const QString other = m_harness->individual(s("other"));
        QCOMPARE(m_harness->registered(s("other"), other).value(QLatin1String("errorCode")).toInt(), 400208);
        QVERIFY(!m_harness->order("allocation custom")); // never a default
        QVERIFY(m_harness->order("allocation hashed"));
        QCOMPARE(text(m_harness->registered(s("other"), other), "status"), s("assigned"));
    }

    void weightsSteerTheHash()
    {
        const QString key = m_harness->group(s("many"), {});
        QVERIFY(m_harness->order("hub hub-a weight 1000"));
        int onA = 0;
        for (int i = 0; i < 30; ++i) {
            const QString id = s("many-%1").arg(i);
            m_harness->registerDevice(id, m_harness->derived(key, id));
            onA +=
                text(m_harness->admin("GET", s("/registrations/") + id).json(), "assignedHub") == s("hub-a.localhost");
        }
        QVERIFY(onA >= 28); // 1000 to 1
        QVERIFY(!m_harness->order("hub hub-a weight 0") && !m_harness->order("hub hub-a weight 1001") &&
                !m_harness->order("hub nowhere link"));
        QVERIFY(!m_harness->order("hub hub-a apply maybe"));
    }

private:
    std::unique_ptr<Harness> m_harness;
};

REHOME_TEST(LinkTest);
#include "LinkTest.moc"
