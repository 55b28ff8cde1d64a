// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EffectPreview.h"

#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/enrollments/PendingEffects.h"

#include <QtCore/QJsonArray>

using namespace rehome;
using namespace rehome::test;
using domain::ReprovisionPolicy;

class EffectPreviewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unsentEditsDecide();
    void deletionIsNoDecision();
    void sampleIsBounded();
    void oneDeviceGivesItsDecision();
    void notReadIsNotPredicted();
    void unknownApiGivesBothOutcomes();
    void pendingEffectsSayTheSame();
};

void EffectPreviewTest::unsentEditsDecide()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 0, 20}), {}, true));
    const fleet::RowId line = fixture.group(QStringLiteral("line-1"));
    ui::EffectPreview preview = ui::effectPreview(*fixture.session, {line});
    QCOMPARE(preview.devices, 20);
    QCOMPARE(preview.looked, 20);
    QCOMPARE(preview.stay, 20);
    fixture.session->stageField({line}, QStringLiteral("iotHubs"), QJsonArray{QStringLiteral("hub-b.localhost")});
    preview = ui::effectPreview(*fixture.session, {line});
    QCOMPARE(preview.migrate, 20);
    QCOMPARE(preview.stay, 0);
    QVERIFY(ui::effectSentence(preview).contains(QLatin1String("20")));
    fixture.session->stagePolicy({line}, ReprovisionPolicy::Never);
    QCOMPARE(ui::effectPreview(*fixture.session, {line}).stay, 20);
    fixture.session->stagePolicy({line}, ReprovisionPolicy::Reset);
    QCOMPARE(ui::effectPreview(*fixture.session, {line}).reset, 20);
    fixture.session->stageField({line}, QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
    QCOMPARE(ui::effectPreview(*fixture.session, {line}).refused, 20);
    // Nothing of it was sent.
    QVERIFY(fixture.results.empty());
    QCOMPARE(fixture.session->pending().size(), 1);
}

void EffectPreviewTest::deletionIsNoDecision()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 1, 20}), {}, true));
    const fleet::RowId line = fixture.group(QStringLiteral("line-1"));
    const fleet::RowId other = fixture.group(QStringLiteral("line-2"));
    fixture.session->stageDelete({line});
    ui::EffectPreview preview = ui::effectPreview(*fixture.session, {line});
    QCOMPARE(preview.deleted, 20);
    QCOMPARE(preview.stay, 0);
    QVERIFY(preview.assumptions.isEmpty());
    preview = ui::effectPreview(*fixture.session, {line, other});
    QCOMPARE(preview.deleted, 20);
    QCOMPARE(preview.stay + preview.migrate + preview.reset + preview.resetInPlace, 20); // of the other one
    QVERIFY(ui::effectSentence(preview).contains(QLatin1String("20 lose their enrollment")));
}

void EffectPreviewTest::sampleIsBounded()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 0, 60})));
    const auto preview = ui::effectPreview(
        *fixture.session, {fixture.group(QStringLiteral("line-1")), fixture.group(QStringLiteral("line-2"))}, 25);
    QCOMPARE(preview.devices, 120);
    QCOMPARE(preview.looked, 25);
    QCOMPARE(preview.stay + preview.migrate + preview.reset + preview.resetInPlace + preview.first + preview.refused +
                 preview.fail + preview.notRead,
             25);
}

void EffectPreviewTest::oneDeviceGivesItsDecision()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({3, 0, 1})));
    const auto preview = ui::effectPreview(*fixture.session, {fixture.group(QStringLiteral("line-3"))});
    QVERIFY(preview.only.has_value());
    QCOMPARE(preview.onlyDevice, fixture.device(QStringLiteral("line-3-0001")));
    QVERIFY(!ui::effectSentence(preview).isEmpty());
    const auto none = ui::effectPreview(*fixture.session, {});
    QCOMPARE(none.devices, 0);
    QVERIFY(!none.only.has_value());
}

void EffectPreviewTest::notReadIsNotPredicted()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 3, 0})));
    const auto preview = ui::effectPreview(*fixture.session, {fixture.individual(QStringLiteral("pump-0001")),
                                                              fixture.individual(QStringLiteral("pump-0002"))});
    QCOMPARE(preview.devices, 2);
    QCOMPARE(preview.notRead, 2);
    QCOMPARE(preview.stay + preview.migrate + preview.first, 0);
}

void EffectPreviewTest::unknownApiGivesBothOutcomes()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 0, 20}), {}, true));
    const fleet::RowId line = fixture.group(QStringLiteral("line-1"));
    fixture.session->stagePolicy({line}, ReprovisionPolicy::NotSet);
    fixture.session->stageField({line}, QStringLiteral("iotHubs"), QJsonArray{QStringLiteral("hub-b.localhost")});
    ui::EffectPreview preview = ui::effectPreview(*fixture.session, {line});
    QCOMPARE(preview.migrate, 20);
    QCOMPARE(preview.otherIfOldApi, 20);
    QCOMPARE(preview.oldApi, 0);
    QVERIFY(ui::effectSentence(preview).contains(QLatin1String("The API version of 20 is unknown")));
    // Declared, nothing is open any more.
    const auto declare = [&](const QString &version) {
        fixture.session->declareClient({line}, *domain::DeclaredClient::parse(version));
        return fixture.waitUntil(
            [&] { return fixture.snapshot()->text(fixture.snapshot()->enrollments.apiVersion[line]) == version; });
    };
    QVERIFY(declare(QStringLiteral("2018-04-01")));
    preview = ui::effectPreview(*fixture.session, {line});
    QCOMPARE(preview.stay, 20);
    QCOMPARE(preview.oldApi, 20);
    QCOMPARE(preview.otherIfOldApi, 0);
    QVERIFY(ui::effectSentence(preview).contains(QLatin1String("declared API")));
    QVERIFY(declare(QStringLiteral("2021-06-01")));
    preview = ui::effectPreview(*fixture.session, {line});
    QCOMPARE(preview.migrate, 20);
    QCOMPARE(preview.otherIfOldApi, 0);
    // One device: both sentences.
    ui::EffectPreview one;
    one.devices = one.looked = 1;
    one.only = domain::Decision{.hub = QStringLiteral("hub-b.localhost"),
                                .previousHub = QStringLiteral("hub-a.localhost"),
                                .moves = true,
                                .twin = domain::TwinEffect::Migrated};
    one.onlyIfOldApi =
        domain::Decision{.hub = QStringLiteral("hub-a.localhost"), .previousHub = QStringLiteral("hub-a.localhost")};
    QVERIFY(ui::effectSentence(one).contains(QLatin1String("hub-b")));
    QVERIFY(ui::effectSentence(one).contains(QLatin1String("Stays on hub-a")));
}

void EffectPreviewTest::pendingEffectsSayTheSame()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({3, 6, 20}), {}, true));
    const std::vector<fleet::RowId> lines{fixture.group(QStringLiteral("line-1")),
                                          fixture.group(QStringLiteral("line-2")),
                                          fixture.group(QStringLiteral("line-3"))};
    const fleet::RowId pump = fixture.individual(QStringLiteral("pump-0001"));
    fixture.session->stageField(lines, QStringLiteral("iotHubs"), QJsonArray{QStringLiteral("hub-c.localhost")});
    fixture.session->stageDelete({pump});
    ui::PendingEffects effects(*fixture.session);
    for (const fleet::RowId line : lines) {
        const fleet::EnrollmentEdit *edit = fixture.session->pending().find(line);
        const ui::EffectPreview expected = ui::effectPreview(*fixture.session, {line});
        QCOMPARE(effects.of(*edit).devices, expected.devices);
        QCOMPARE(effects.sentence(*edit), ui::effectSentence(expected));
    }
    for (const fleet::PendingGroup &kind : fixture.session->pending().groups()) {
        if (kind.action == fleet::EnrollmentEdit::Action::Update)
            QCOMPARE(effects.sentence(kind),
                     ui::effectSentence(ui::effectPreview(*fixture.session, {kind.rows.begin(), kind.rows.end()})));
        else
            QVERIFY(effects.sentence(kind).contains(QLatin1String("refused unless a group")));
    }
    // What was said is kept until something changes.
    const QString said = effects.sentence(*fixture.session->pending().find(lines[0]));
    fixture.session->stagePolicy({lines[0]}, ReprovisionPolicy::Never);
    const fleet::EnrollmentEdit *edit = fixture.session->pending().find(lines[0]);
    QCOMPARE(effects.sentence(*edit), said);
    effects.forget();
    QVERIFY(effects.sentence(*edit) != said);
}

REHOME_TEST(EffectPreviewTest);
#include "EffectPreviewTest.moc"
