// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/CtlProcess.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

constexpr int pumps = 12;
const QByteArray primaryKey = QByteArray(64, 'p').toBase64();

QByteArray scenario()
{
    QByteArray individuals;
    for (int i = 1; i <= pumps; ++i)
        individuals += R"({"registrationId": "pump-)" + QByteArray::number(i) +
                       R"(", "attestation": {"type": "symmetricKey", "symmetricKey": {"primaryKey": ")" + primaryKey +
                       R"(", "secondaryKey": ")" + primaryKey + R"("}}},)";
    individuals.chop(1);
    return R"({"hubs": [{"name": "hub-a"}], "enrollments": [)" + individuals + R"(], "enrollmentGroups": [
        {"enrollmentGroupId": "line-1", "attestation": {"type": "symmetricKey"}},
        {"enrollmentGroupId": "line-2", "attestation": {"type": "symmetricKey"},
         "reprovisionPolicy": {"updateHubAssignment": false, "migrateDeviceData": false}}]})";
}

/// A pseudo terminal for a program's standard input, with what a person types.
class Terminal
{
public:
    explicit Terminal(const QByteArray &typed)
        : m_master(::posix_openpt(O_RDWR | O_NOCTTY))
    {
        const bool good = m_master >= 0 && ::grantpt(m_master) == 0 && ::unlockpt(m_master) == 0 &&
                          ::write(m_master, typed.constData(), static_cast<size_t>(typed.size())) == typed.size();
        if (good)
            m_name = QString::fromLocal8Bit(::ptsname(m_master));
    }
    ~Terminal()
    {
        if (m_master >= 0)
            ::close(m_master);
    }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;
    QString name() const { return m_name; } ///< empty when there is none

private:
    int m_master;
    QString m_name;
};

} // namespace

/// `rehomectl enrollments set-policy`, `diff` and `apply` against a running service.
class EnrollmentsWriteTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_service = std::make_unique<EnrollmentsAtService>();
        QVERIFY(m_service->start(scenario()));
    }

    void cleanup() { QCOMPARE(m_service->end(), 0); }

    void setsAPolicyAndKeepsTheKeys()
    {
        const CtlResult result = enrollments({s("set-policy"), s("never"), s("PUMP-2"), s("line-1"), s("--yes")});
        QVERIFY2(result.exitCode == 0, result.err);
        QCOMPARE(result.out, QByteArray("2 applied.\n"));
        QCOMPARE(idsWith("policy:never kind:individual"), QStringList{s("pump-2")});
        QCOMPARE(idsWith("policy:never kind:group"), (QStringList{s("line-1"), s("line-2")}));
        QVERIFY(enrollments({s("show"), s("pump-2"), s("--keys"), s("--json")}).out.contains(primaryKey));
        const CtlResult again = enrollments({s("set-policy"), s("never"), s("pump-2"), s("--yes")});
        QVERIFY2(again.exitCode == 0, again.err);
        QCOMPARE(again.out, QByteArray("1 already so.\n"));
    }

    void setsAPolicyByFilter()
    {
        const CtlResult result =
            enrollments({s("set-policy"), s("migrate"), s("--filter"), s("kind:individual"), s("--yes"), s("--json")});
        QVERIFY2(result.exitCode == 0, result.err);
        const QJsonObject report = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(report.value(QLatin1String("applied")).toInt(), pumps);
        QCOMPARE(report.value(QLatin1String("edits")).toArray().size(), pumps);
        // Ten and two in bulk calls; keys are read and each is read back.
        QCOMPARE(report.value(QLatin1String("cost")).toObject().value(QLatin1String("calls")).toInt(), 2 * pumps + 2);
        QCOMPARE(idsWith("policy:migrate").size(), pumps);
    }

    void dryRunSendsNothing()
    {
        const CtlResult result = enrollments({s("set-policy"), s("never"), s("--filter"), QString(), s("--dry-run")});
        QVERIFY2(result.exitCode == 0, result.err);
        QVERIFY2(result.out.contains("update group line-1\n"), result.out);
        QVERIFY2(result.out.contains("-\"reprovisionPolicy\": (absent)"), result.out);
        QVERIFY2(result.out.contains("+  \"updateHubAssignment\": false"), result.out);
        QVERIFY2(result.out.contains("13 to send, 1 already so."), result.out);
        QVERIFY2(result.out.contains("Cost: "), result.out);
        QCOMPARE(idsWith("policy:never"), QStringList{s("line-2")});
    }

    void oneUnknownIdSendsNothing()
    {
        const CtlResult result =
            enrollments({s("set-policy"), s("never"), s("pump-1"), s("nobody"), s("noone"), s("--yes")});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("nobody is no") && result.err.contains("noone is no"), result.err);
        QCOMPARE(idsWith("policy:never"), QStringList{s("line-2")});
    }

    void aPlanIsAppliedLaterAndOnlyOnce()
    {
        const QString plan = m_service->path(s("plan.json"));
        const CtlResult written =
            enrollments({s("set-policy"), s("reset"), s("pump-3"), s("pump-4"), s("line-2"), s("--plan"), plan});
        QVERIFY2(written.exitCode == 0, written.err);
        QVERIFY2(written.err.contains("3 edits written"), written.err);
        QVERIFY2(idsWith("policy:reset").isEmpty(), "writing a plan sends nothing");

        const CtlResult open = enrollments({s("diff"), plan});
        QCOMPARE(open.exitCode, 3);
        QVERIFY2(open.out.contains("3 to send."), open.out);

        // Part of it is done by other means, as when an apply was interrupted.
        QCOMPARE(enrollments({s("set-policy"), s("reset"), s("pump-3"), s("--yes")}).exitCode, 0);
        const CtlResult applied = enrollments({s("apply"), plan, s("--yes")});
        QVERIFY2(applied.exitCode == 0, applied.err);
        QCOMPARE(applied.out, QByteArray("2 applied, 1 already so.\n"));
        QCOMPARE(idsWith("policy:reset"), (QStringList{s("line-2"), s("pump-3"), s("pump-4")}));

        QCOMPARE(enrollments({s("apply"), plan, s("--yes")}).out, QByteArray("3 already so.\n"));
        const CtlResult closed = enrollments({s("diff"), plan, s("--json")});
        QVERIFY2(closed.exitCode == 0, closed.err);
        QCOMPARE(QJsonDocument::fromJson(closed.out).object().value(QLatin1String("already")).toInt(), 3);
    }

    void whatWasChangedMeanwhileIsAConflict()
    {
        const QString plan = m_service->path(s("plan.json"));
        QCOMPARE(enrollments({s("set-policy"), s("reset"), s("pump-5"), s("pump-6"), s("--plan"), plan}).exitCode, 0);
        QCOMPARE(enrollments({s("set-policy"), s("never"), s("pump-5"), s("--yes")}).exitCode, 0);
        for (const QStringList &how : {QStringList{s("--dry-run")}, QStringList{s("--yes"), s("--rebase")}}) {
            const CtlResult result = enrollments(QStringList{s("apply"), plan} + how);
            QCOMPARE(result.exitCode, 3);
            QVERIFY2(result.err.contains("conflict: individual pump-5: it was changed meanwhile"), result.err);
        }
        QCOMPARE(idsWith("policy:never kind:individual"), QStringList{s("pump-5")});
        QCOMPARE(idsWith("policy:reset"), QStringList{s("pump-6")});
    }

    void aPlanBelongsToItsService()
    {
        const QString plan = m_service->path(s("plan.json"));
        QCOMPARE(enrollments({s("set-policy"), s("reset"), s("pump-5"), s("--plan"), plan}).exitCode, 0);
        QFile file(plan);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
        object.insert(QStringLiteral("service"), QStringLiteral("other.azure-devices-provisioning.net"));
        const QString other = m_service->file(s("other.json"), QJsonDocument(object).toJson());
        const CtlResult result = enrollments({s("apply"), other, s("--yes")});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("is a plan for other.azure-devices-provisioning.net"), result.err);
        const CtlResult none = enrollments({s("apply"), m_service->readyFile(), s("--yes")});
        QCOMPARE(none.exitCode, 1);
        QVERIFY2(none.err.contains("no plan"), none.err);
    }

    void asksAtATerminal_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<int>("changed");
        QTest::newRow("few, yes") << s("kind:group policy:notset") << QByteArray("y\n") << 0 << 1;
        QTest::newRow("few, no") << s("kind:group policy:notset") << QByteArray("\n") << 1 << 0;
        QTest::newRow("many, the number") << s("pump") << QByteArray("12\n") << 0 << pumps;
        QTest::newRow("many, only yes") << s("pump") << QByteArray("y\n") << 1 << 0;
    }

    void asksAtATerminal()
    {
        QFETCH(QString, filter);
        QFETCH(QByteArray, typed);
        QFETCH(int, exitCode);
        QFETCH(int, changed);
        const Terminal terminal(typed);
        QVERIFY(!terminal.name().isEmpty());
        const CtlResult result =
            m_service->enrollments({s("set-policy"), s("migrate"), s("--filter"), filter}, terminal.name());
        QVERIFY2(result.exitCode == exitCode, result.err);
        QVERIFY2(result.err.contains("Send this to"), result.err);
        QCOMPARE(idsWith("policy:migrate").size(), changed);
    }

    void wrongUsageIsSaidBeforeAnythingIsAsked()
    {
        const QString set = s("set-policy");
        const QList<std::pair<QStringList, QByteArray>> mistakes{
            {{set}, "a policy is needed"},
            {{set, s("sometimes"), s("pump-1")}, "a policy is needed"},
            {{set, s("never"), s("--yes")}, "IDs or --filter"},
            {{set, s("never"), s("a"), s("--filter"), s("b"), s("--yes")}, "IDs or --filter"},
            {{set, s("never"), s("--filter"), s("policy:sometimes"), s("--yes")}, "--filter, character"},
            {{set, s("never"), s("pump-1")}, "--yes is needed"},
            {{set, s("never"), s("a"), s("--yes"), s("--dry-run")}, "exclude each other"},
            {{s("apply"), s("--yes")}, "one file"},
            {{s("diff"), s("a"), s("b")}, "one file"},
            {{s("apply"), s("a")}, "--yes is needed"}};
        for (const auto &[words, says] : mistakes) {
            const CtlResult result = enrollments(words);
            QVERIFY2(result.exitCode == 2, qPrintable(words.join(u' ')));
            QVERIFY2(result.err.contains(says), result.err);
            QVERIFY(result.out.isEmpty());
        }
    }

private:
    CtlResult enrollments(const QStringList &words) const { return m_service->enrollments(words); }
    QStringList idsWith(const char *filter) const { return m_service->idsWith(s(filter)); }

    std::unique_ptr<EnrollmentsAtService> m_service;
};

REHOME_TEST(EnrollmentsWriteTest);
#include "EnrollmentsWriteTest.moc"
