// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EffectPreview.h"

#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"

#include <QtCore/QJsonArray>

using namespace rehome;
using namespace rehome::test;
using domain::ReprovisionPolicy;

class EffectPreviewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unsentEditsDecide();
    void sampleIsBounded();
    void oneDeviceGivesItsDecision();
    void notReadIsNotPredicted();
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

REHOME_TEST(EffectPreviewTest);
#include "EffectPreviewTest.moc"
