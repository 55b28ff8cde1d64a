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

const QJsonObject selectAll{
    {QStringLiteral("query"), QStringLiteral("SELECT * FROM enrollments WHERE registrationId = 'x'")}};

} // namespace

/// Query and its pages (protocol facts, section 1, Paging).
class PagingTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_harness = std::make_unique<Harness>();
        QVERIFY(m_harness->start(Harness::plainScenario()));
    }

    void emptyListHasTheItemType()
    {
        const Answer page = m_harness->admin("POST", s("/enrollments/query"), selectAll);
        QCOMPARE(page.status, 200);
        QCOMPARE(page.body, QByteArray("[]"));
        QCOMPARE(page.headers.value("x-ms-item-type"), QByteArray("Enrollment"));
        QVERIFY(!page.headers.contains("x-ms-continuation"));
        QCOMPARE(m_harness->admin("POST", s("/enrollmentGroups/query"), selectAll).headers.value("x-ms-item-type"),
                 QByteArray("EnrollmentGroup"));
        m_harness->group(s("empty"));
        const Answer records = m_harness->admin("POST", s("/registrations/empty/query"));
        QCOMPARE(records.body, QByteArray("[]"));
        QCOMPARE(records.headers.value("x-ms-item-type"), QByteArray("DeviceRegistration"));
        QCOMPARE(m_harness->admin("POST", s("/registrations/none/query")).status, 404);
    }

    void pagesAreAsPoorAsTheRealOnes()
    {
        for (int i = 0; i < 130; ++i)
            m_harness->individual(s("dev-%1").arg(i, 3, 10, QLatin1Char('0')));
        const Answer first =
            m_harness->admin("POST", s("/enrollments/query"), selectAll, {{"x-ms-max-item-count", "1000"}});
        QCOMPARE(first.array().size(), 100); // never more than 100 unless --max-page says so; WHERE ignored
        QCOMPARE(first.headers.value("x-ms-max-item-count"), QByteArray("100"));
        QVERIFY(!first.body.contains("registrationState"));
        QVERIFY(!first.body.contains("primaryKey"));
        const QByteArray token = first.headers.value("x-ms-continuation");
        QVERIFY(!token.isEmpty());
        const Answer second =
            m_harness->admin("POST", s("/enrollments/query"), selectAll, {{"x-ms-continuation", token}});
        QCOMPARE(second.array().size(), 30);
        QVERIFY(!second.headers.contains("x-ms-continuation"));
    }

    void badPagingIsRefused()
    {
        for (const char *count : {"0", "-1", "many"})
            QCOMPARE(
                m_harness->admin("POST", s("/enrollments/query"), selectAll, {{"x-ms-max-item-count", count}}).status,
                400);
        QCOMPARE(
            m_harness->admin("POST", s("/enrollments/query"), selectAll, {{"x-ms-continuation", "made-up"}}).status,
            400);
        // A token belongs to its list.
        m_harness->group(s("g-1"));
        m_harness->group(s("g-2"));
        const Answer groups =
            m_harness->admin("POST", s("/enrollmentGroups/query"), selectAll, {{"x-ms-max-item-count", "1"}});
        const QByteArray token = groups.headers.value("x-ms-continuation");
        QVERIFY(!token.isEmpty());
        QCOMPARE(m_harness->admin("POST", s("/enrollments/query"), selectAll, {{"x-ms-continuation", token}}).status,
                 400);
        QCOMPARE(m_harness->admin("POST", s("/enrollments/query"), {{s("query"), 5}}).status, 400);
        QCOMPARE(m_harness->admin("POST", s("/enrollments/query"), {{s("query"), s("DROP")}}).status, 400);
        QCOMPARE(m_harness->admin("POST", s("/enrollments/query")).status, 400);
    }

    void continuationIsStableUnderChange()
    {
        QSet<QString> throughout;
        for (int i = 0; i < 60; ++i) {
            const QString id = s("dev-%1").arg(i, 2, 10, QLatin1Char('0'));
            m_harness->individual(id);
            throughout.insert(id);
        }
        QStringList seen;
        QByteArray token;
        int page = 0;
        do {
            Headers headers{{"x-ms-max-item-count", "7"}};
            if (!token.isEmpty())
                headers.append({"x-ms-continuation", token});
            const Answer answer = m_harness->admin("POST", s("/enrollments/query"), selectAll, headers);
            QCOMPARE(answer.status, 200);
            for (const QJsonValue &item : answer.array())
                seen.append(item.toObject().value(QLatin1String("registrationId")).toString());
            token = answer.headers.value("x-ms-continuation");
            // The item the token names goes away, others come before, after and between.
            throughout.remove(seen.last());
            QCOMPARE(m_harness->admin("DELETE", s("/enrollments/") + seen.last()).status, 204);
            m_harness->individual(s("aaa-%1").arg(page));
            m_harness->individual(s("dev-%1-new").arg(page * 9, 2, 10, QLatin1Char('0')));
            ++page;
        } while (!token.isEmpty());
        const QSet<QString> once(seen.begin(), seen.end());
        QCOMPARE(once.size(), seen.size());
        QVERIFY(once.contains(throughout));
        QVERIFY(page > 5);
    }

    void recordsArePagedWithAndWithoutBody()
    {
        const QString groupKey = m_harness->group(s("line"));
        m_harness->group(s("other"));
        QSet<QString> throughout;
        for (int i = 0; i < 7; ++i) {
            const QString id = s("line-%1").arg(i);
            m_harness->registered(id, m_harness->derived(groupKey, id));
            throughout.insert(id);
        }
        QStringList seen;
        QByteArray token;
        for (int page = 0; page == 0 || !token.isEmpty(); ++page) {
            QVERIFY(page < 10);
            Headers headers{{"x-ms-max-item-count", "2"}};
            if (!token.isEmpty())
                headers.append({"x-ms-continuation", token});
            // The specification has no body here; two clients send one, with a WHERE that is ignored.
            const QJsonObject body = page % 2 == 0 ? QJsonObject() : selectAll;
            const Answer answer = m_harness->admin("POST", s("/registrations/LINE/query/"), body, headers);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.headers.value("x-ms-item-type"), QByteArray("DeviceRegistration"));
            for (const QJsonValue &item : answer.array())
                seen.append(item.toObject().value(QLatin1String("registrationId")).toString());
            token = answer.headers.value("x-ms-continuation");
            if (page == 0) { // a token belongs to its group
                QCOMPARE(m_harness->admin("POST", s("/registrations/other/query"), {}, {{"x-ms-continuation", token}})
                             .status,
                         400);
            }
            // What was told goes away, and a device comes before it.
            QCOMPARE(m_harness->admin("DELETE", s("/registrations/") + seen.last()).status, 204);
            throughout.remove(seen.last());
            const QString early = s("aa-%1").arg(page);
            m_harness->registered(early, m_harness->derived(groupKey, early));
        }
        const QSet<QString> once(seen.begin(), seen.end());
        QCOMPARE(once.size(), seen.size());
        QVERIFY(once.contains(throughout));
    }

    void tokensSurviveARestart()
    {
        for (const char *id : {"a", "b", "c"})
            m_harness->individual(s(id));
        const QByteArray token =
            m_harness->admin("POST", s("/enrollments/query"), selectAll, {{"x-ms-max-item-count", "2"}})
                .headers.value("x-ms-continuation");
        m_harness->restart();
        const Answer rest =
            m_harness->admin("POST", s("/enrollments/query"), selectAll, {{"x-ms-continuation", token}});
        QCOMPARE(rest.array().size(), 1);
        QCOMPARE(rest.array().at(0).toObject().value(QLatin1String("registrationId")).toString(), s("c"));
    }

private:
    std::unique_ptr<Harness> m_harness;
};

REHOME_TEST(PagingTest);
#include "PagingTest.moc"
