// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"
#include "tests/support/TestRegistry.h"
#include "tests/wire/Samples.h"

using namespace rehome::wire;
using samples::fullGroup;
using samples::fullIndividual;
using samples::json;

class SettingsEditsTest : public QObject
{
    Q_OBJECT

    static QString written(const QList<FieldEdit> &edits)
    {
        QStringList parts;
        for (const FieldEdit &edit : edits) {
            const QByteArray value = QJsonDocument(QJsonArray{edit.value}).toJson(QJsonDocument::Compact);
            parts.append(
                edit.path + QLatin1Char('=') +
                (edit.value.isUndefined() ? QStringLiteral("-") : QString::fromUtf8(value.mid(1, value.size() - 2))));
        }
        return parts.join(QLatin1Char(' '));
    }

private slots:
    void edits_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *base, const char *wanted, const char *expected) {
            QTest::newRow(name) << QByteArray(base) << QByteArray(wanted) << QString::fromUtf8(expected);
        };
        row("nothing", R"({"iotHubs":["a"]})", R"({"iotHubs":["a"]})", "");
        row("one member", R"({"allocationPolicy":"hashed","deviceId":"d"})",
            R"({"allocationPolicy":"static","deviceId":"d"})", R"(allocationPolicy="static")");
        row("a member goes", R"({"reprovisionPolicy":{"updateHubAssignment":true,"migrateDeviceData":true}})", R"({})",
            "reprovisionPolicy=-");
        row("null is absent", R"({"deviceId":"d"})", R"({"deviceId":null})", "deviceId=-");
        row("defaults mean the same", R"({})", R"({"provisioningStatus":"enabled","capabilities":{"iotEdge":false}})",
            "");
        row("what the service owns is left alone", R"({"etag":"1","registrationState":{"status":"assigned"}})",
            R"({"etag":"2","createdDateTimeUtc":"x","lastUpdatedDateTimeUtc":"y"})", "");
        row("so is the ID", R"({"registrationId":"a"})", R"({"registrationId":"A"})", "");
        row("unknown members count", R"({"future":1})", R"({"future":2})", "future=2");
        row("tags alone", R"({"initialTwin":{"tags":{"a":1},"properties":{"desired":{"b":1}}}})",
            R"({"initialTwin":{"tags":{"a":2},"properties":{"desired":{"b":1}}}})", R"(initialTwin.tags={"a":2})");
        row("desired alone", R"({"initialTwin":{"tags":{"a":1}}})",
            R"({"initialTwin":{"tags":{"a":1},"properties":{"desired":{"b":1}}}})",
            R"(initialTwin.properties.desired={"b":1})");
        row("both parts of a new twin", R"({})", R"({"initialTwin":{"tags":{"a":1},"properties":{"desired":{"b":1}}}})",
            R"(initialTwin.tags={"a":1} initialTwin.properties.desired={"b":1})");
        row("no twin any more", R"({"initialTwin":{"tags":{"a":1}}})", R"({})", "initialTwin=-");
        row("the twin around them", R"({"initialTwin":{"tags":{"a":1},"future":1}})",
            R"({"initialTwin":{"tags":{"a":1},"future":2}})", R"(initialTwin={"future":2,"tags":{"a":1}})");
        row("hidden keys stay", R"({"attestation":{"type":"symmetricKey"}})",
            R"({"attestation":{"type":"symmetricKey","symmetricKey":{"primaryKey":"","secondaryKey":""}}})", "");
        row("a key that is named", R"({"attestation":{"type":"symmetricKey"}})",
            R"({"attestation":{"type":"symmetricKey","symmetricKey":{"secondaryKey":"k"}}})",
            R"(attestation.symmetricKey.secondaryKey="k")");
        row("a key that is the same", R"({"attestation":{"type":"symmetricKey","symmetricKey":{"primaryKey":"k"}}})",
            R"({"attestation":{"type":"symmetricKey","symmetricKey":{"primaryKey":"k"}}})", "");
        row("another attestation", R"({"attestation":{"type":"symmetricKey"}})",
            R"({"attestation":{"type":"tpm","tpm":{"endorsementKey":"e"}}})",
            R"(attestation={"tpm":{"endorsementKey":"e"},"type":"tpm"})");
        row("attestation left out", R"({"attestation":{"type":"symmetricKey"}})", R"({})", "");
    }
    void edits()
    {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, wanted);
        QFETCH(QString, expected);
        QCOMPARE(written(settingsEdits(json(base), json(wanted))), expected);
    }

    void patchingWithThemGivesWhatWasWanted()
    {
        const QList<QJsonObject> bodies{fullIndividual(), fullGroup(), {}};
        for (const QJsonObject &base : bodies) {
            for (QJsonObject wanted : bodies) {
                // The ID is not the edits' matter, and an absent attestation is left alone.
                for (const QString &member : {QStringLiteral("registrationId"), QStringLiteral("enrollmentGroupId")}) {
                    wanted.remove(member);
                    if (base.contains(member))
                        wanted.insert(member, base.value(member));
                }
                if (!wanted.contains(QLatin1String("attestation")) && base.contains(QLatin1String("attestation")))
                    wanted.insert(QStringLiteral("attestation"), base.value(QLatin1String("attestation")));
                const QJsonObject after = patched(base, settingsEdits(base, wanted));
                QVERIFY2(sameSettings(after, wanted), qPrintable(written(settingsEdits(base, wanted))));
                QCOMPARE(settingsEdits(after, wanted), QList<FieldEdit>());
            }
        }
    }
};

REHOME_TEST(SettingsEditsTest);
#include "SettingsEditsTest.moc"
