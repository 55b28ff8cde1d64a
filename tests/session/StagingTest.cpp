// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/Sas.h"
#include "tests/session/SessionFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QSet>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using domain::ReprovisionPolicy;
using session::Session;
using Action = fleet::EnrollmentEdit::Action;

namespace {
const QString primaryPath = QStringLiteral("attestation.symmetricKey.primaryKey");
const QString tagsPath = QStringLiteral("initialTwin.tags");

QJsonObject newBody(const QString &id)
{
    return {{QStringLiteral("registrationId"), id},
            {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}}};
}
} // namespace

class StagingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createsADraft()
    {
        SessionFixture fixture;
        Session *session = opened(fixture);
        QVERIFY(session);
        QSignalSpy changed(session, &Session::pendingChanged);
        QJsonObject body = newBody(QStringLiteral("fresh"));
        body.insert(QStringLiteral("etag"), QStringLiteral("\"of-another\""));
        const fleet::RowId row = session->stageCreate(EnrollmentKind::Individual, body);
        QVERIFY(fleet::isDraft(row));
        QCOMPARE(changed.count(), 1);
        const fleet::EnrollmentEdit *edit = session->pending().find(row);
        QVERIFY(edit);
        QCOMPARE(edit->action, Action::Create);
        QCOMPARE(edit->id, QStringLiteral("fresh"));
        QCOMPARE(edit->draftBody(), newBody(QStringLiteral("fresh"))); // a copy of a body is as good as a new one
        // The same ID again is the same draft, whatever its case; another kind is another enrollment.
        QCOMPARE(session->stageCreate(EnrollmentKind::Individual, newBody(QStringLiteral("FRESH"))), row);
        QVERIFY(session->stageCreate(EnrollmentKind::Group,
                                     {{QStringLiteral("enrollmentGroupId"), QStringLiteral("fresh")}}) != row);
        QCOMPARE(session->pending().size(), 2);
        QCOMPARE(session->stageCreate(EnrollmentKind::Individual, newBody(QStringLiteral("not valid"))), fleet::NoRow);
        QCOMPARE(session->pending().size(), 2);
        const auto rows = session->stageCreates(QStringLiteral("Import"),
                                                {{EnrollmentKind::Individual, newBody(QStringLiteral("a"))},
                                                 {EnrollmentKind::Individual, {}},
                                                 {EnrollmentKind::Individual, newBody(QStringLiteral("b"))}});
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.at(1), fleet::NoRow);
        QCOMPARE(session->pending().size(), 4);
        QCOMPARE(session->pending().undoLabel(), QStringLiteral("Import"));
        session->pending().undo();
        QCOMPARE(session->pending().size(), 2);
    }

    void bulkEditsReachDraftsAndLeaveDeletionsAlone()
    {
        SessionFixture fixture;
        Session *session = opened(fixture);
        QVERIFY(session);
        const fleet::RowId draft = session->stageCreate(EnrollmentKind::Individual, newBody(QStringLiteral("fresh")));
        const fleet::RowId deleted = fixture.individual(QStringLiteral("pump-0002"));
        const fleet::RowId other = fixture.individual(QStringLiteral("pump-0003"));
        session->stageDelete({deleted});
        QCOMPARE(session->pending().find(deleted)->fields.constFirst().before.toObject().value(
                     QLatin1String("registrationId")),
                 QJsonValue(QStringLiteral("pump-0002")));
        session->stagePolicy({draft, deleted, other}, ReprovisionPolicy::Migrate);
        session->stageField({draft, deleted, other}, QStringLiteral("initialTwin.tags.line"), 77);
        QCOMPARE(session->pending().find(deleted)->action, Action::Delete);
        QCOMPARE(session->pending().find(other)->fields.size(), 2);
        const QJsonObject body = session->pending().find(draft)->draftBody();
        QCOMPARE(body.value(QLatin1String("reprovisionPolicy")).toObject(), policyObject(true, true));
        QCOMPARE(body.value(QLatin1String("initialTwin")),
                 QJsonValue(QJsonObject{{QStringLiteral("tags"), QJsonObject{{QStringLiteral("line"), 77}}}}));
        session->stagePolicy({draft}, ReprovisionPolicy::NotSet);
        QVERIFY(!session->pending().find(draft)->draftBody().contains(QLatin1String("reprovisionPolicy")));
        session->stageDelete({draft, other});
        QVERIFY(!session->pending().contains(draft));
        QCOMPARE(session->pending().find(other)->action, Action::Delete);
    }

    void aBodyBecomesTheFewestEdits()
    {
        SessionFixture fixture;
        Session *session = opened(fixture);
        QVERIFY(session);
        const fleet::RowId row = fixture.individual(QStringLiteral("pump-0001"));
        QJsonObject body = fixture.get(session->enrollmentBody(row)).value();
        QVERIFY(session->stageBody(row, body).has_value());
        QVERIFY2(session->pending().isEmpty(), "nothing differs");
        const QJsonObject before = body;
        body.insert(QStringLiteral("allocationPolicy"), QStringLiteral("hashed"));
        body.insert(QStringLiteral("etag"), QStringLiteral("other"));
        QJsonObject twin = body.value(QLatin1String("initialTwin")).toObject();
        twin.insert(QStringLiteral("tags"), QJsonObject{{QStringLiteral("line"), 9}});
        body.insert(QStringLiteral("initialTwin"), twin);
        QVERIFY(session->stageBody(row, body).has_value());
        QCOMPARE(paths(session, row), (QStringList{QStringLiteral("allocationPolicy"), tagsPath}));
        QCOMPARE(session->pending().field(row, tagsPath)->before, QJsonValue(QJsonObject{{QStringLiteral("line"), 1}}));
        // What was pending and is not in the body goes back: also a part of something that is edited whole now.
        session->stageField({row}, QStringLiteral("initialTwin.tags.line"), 5);
        session->stagePolicy({row}, ReprovisionPolicy::Never);
        QCOMPARE(session->pending().field(row, tagsPath)->after, QJsonValue(QJsonObject{{QStringLiteral("line"), 5}}));
        QVERIFY(session->stageBody(row, body).has_value());
        QCOMPARE(paths(session, row), (QStringList{QStringLiteral("allocationPolicy"), tagsPath}));
        QCOMPARE(session->pending().field(row, tagsPath)->after, QJsonValue(QJsonObject{{QStringLiteral("line"), 9}}));
        session->pending().undo();
        QCOMPARE(paths(session, row),
                 (QStringList{QStringLiteral("allocationPolicy"), tagsPath, QStringLiteral("reprovisionPolicy")}));
        QVERIFY(session->stageBody(row, before).has_value());
        QVERIFY(session->pending().isEmpty());
    }

    void aBodyOfAnotherIdIsRefused()
    {
        SessionFixture fixture;
        Session *session = opened(fixture);
        QVERIFY(session);
        const fleet::RowId one = fixture.individual(QStringLiteral("pump-0001"));
        const fleet::RowId two = fixture.individual(QStringLiteral("pump-0002"));
        QJsonObject good = fixture.get(session->enrollmentBody(one)).value();
        good.insert(QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
        const auto refused = session->stageBodies(QStringLiteral("Import"), {{one, good}, {two, good}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QVERIFY2(session->pending().isEmpty(), "one bad body stages none");
        QVERIFY(
            session->stageBodies(QStringLiteral("Import"), {{one, newBody(QStringLiteral("pump-0001"))}, {one, good}})
                .has_value());
        QCOMPARE(paths(session, one), QStringList{QStringLiteral("provisioningStatus")}); // the last one counts
        session->stageDelete({two});
        QCOMPARE(session->stageBody(two, good).error().kind, ErrorKind::NotFound);
        QCOMPARE(session->stageBody(fleet::FirstDraft + 7, good).error().kind, ErrorKind::NotFound);
        const fleet::RowId draft = session->stageCreate(EnrollmentKind::Individual, newBody(QStringLiteral("fresh")));
        QVERIFY(session->stageBody(draft, newBody(QStringLiteral("renamed"))).has_value());
        QCOMPARE(session->pending().find(draft)->id, QStringLiteral("renamed"));
    }

    void keysAreRotatedWhereThereAreAny()
    {
        SessionFixture fixture;
        local::Scenario scenario = testScenario({1, 3, 0});
        scenario.enrollments.append(QJsonObject{
            {QStringLiteral("registrationId"), QStringLiteral("chip")},
            {QStringLiteral("attestation"),
             QJsonObject{{QStringLiteral("type"), QStringLiteral("tpm")},
                         {QStringLiteral("tpm"), QJsonObject{{QStringLiteral("endorsementKey"),
                                                              QStringLiteral("AToAAQALAAMAsgAgg3GXZ0SEs/gakMyNRqXX"
                                                                             "JP1S124GUgtk8qHaGzMUaaoABgCAAEMAEAgA"
                                                                             "AAAAAAEAtKKADSgRzTPQuOxnHcqJGQ==")}}}}}});
        QVERIFY(fixture.start(scenario));
        Session *session = fixture.newSession();
        QVERIFY(fixture.openAndLoad());
        const std::vector<fleet::RowId> rows{
            fixture.individual(QStringLiteral("pump-0001")), fixture.individual(QStringLiteral("pump-0002")),
            fixture.individual(QStringLiteral("chip")), fixture.group(QStringLiteral("line-1"))};
        session->stageKeys(rows, Session::KeySlot::Primary);
        QCOMPARE(session->pending().size(), 3);
        QSet<QString> keys;
        for (const auto &edit : session->pending().edits()) {
            QCOMPARE(edit.fields.size(), 1);
            QCOMPARE(edit.fields.first().path, primaryPath);
            QVERIFY(wire::isValidSymmetricKey(edit.fields.first().after.toString()));
            QCOMPARE(QByteArray::fromBase64(edit.fields.first().after.toString().toLatin1()).size(), 64);
            keys.insert(edit.fields.first().after.toString());
        }
        QCOMPARE(keys.size(), 3);
        QCOMPARE(session->pending().groups().size(), 1);
        const QString note = session->undoNote(*session->pending().find(rows[0]));
        QVERIFY(!note.isEmpty());
        // An attestation that is edited to another kind has no key to renew.
        session->stageField({rows[1]}, QStringLiteral("attestation"),
                            QJsonObject{{QStringLiteral("type"), QStringLiteral("x509")}});
        const auto revision = session->pending().revision();
        session->stageKeys({rows[1]}, Session::KeySlot::Secondary);
        QCOMPARE(session->pending().revision(), revision);
    }

private:
    static Session *opened(SessionFixture &fixture)
    {
        if (!fixture.start(testScenario({1, 4, 0})))
            return nullptr;
        Session *session = fixture.newSession();
        return fixture.openAndLoad() ? session : nullptr;
    }
    static QStringList paths(Session *session, fleet::RowId row)
    {
        QStringList paths;
        if (const auto *edit = session->pending().find(row))
            for (const auto &field : edit->fields)
                paths.append(field.path);
        paths.sort();
        return paths;
    }
};

REHOME_TEST(StagingTest);
#include "StagingTest.moc"
