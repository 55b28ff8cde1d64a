// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ApplyPlan.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::session;
using rehome::domain::EnrollmentKind;
using Action = rehome::fleet::EnrollmentEdit::Action;

class ApplyPlanTest : public QObject
{
    Q_OBJECT

    static ApplyPart part(Action action, const QString &id = QStringLiteral("a"),
                          EnrollmentKind kind = EnrollmentKind::Individual, qsizetype bytes = 500)
    {
        return {action, kind, id, bytes};
    }
    static QString written(const QList<ApplyPart> &parts)
    {
        QStringList texts;
        for (const ApplyChunk &chunk : applyChunks(parts)) {
            QString text = chunk.later ? QStringLiteral("later ") : QString();
            text += QLatin1String(chunk.action == Action::Create   ? "create"
                                  : chunk.action == Action::Delete ? "delete"
                                                                   : "update");
            for (const qsizetype member : chunk.members)
                text += QStringLiteral(" %1").arg(member);
            texts.append(text);
        }
        return texts.join(QStringLiteral("; "));
    }

private slots:
    void tenOfAKindGoTogether()
    {
        const auto chunks = applyChunks(QList<ApplyPart>(1204, part(Action::Update)));
        QCOMPARE(chunks.size(), 121U);
        QCOMPARE(chunks.front().members.size(), 10);
        QCOMPARE(chunks.back().members, (QList<qsizetype>{1200, 1201, 1202, 1203}));
        QVERIFY(applyChunks({}).empty());
    }

    void kindsAndActionsDoNotMix()
    {
        const QString b = QStringLiteral("b");
        QCOMPARE(written({part(Action::Update), part(Action::Create, b), part(Action::Update),
                          part(Action::Update, b, EnrollmentKind::Group), part(Action::Delete), part(Action::Update)}),
                 QStringLiteral("update 0 2 5; create 1; update 3; delete 4"));
    }

    void aMessageHoldsOnlySoMuch()
    {
        const auto big = part(Action::Update, QStringLiteral("a"), EnrollmentKind::Individual, 40'000);
        QCOMPARE(written({big, big, big}), QStringLiteral("update 0 1; update 2"));
        // What is too long by itself still goes, alone.
        const auto huge = part(Action::Update, QStringLiteral("a"), EnrollmentKind::Individual, 200'000);
        QCOMPARE(written({huge, huge}), QStringLiteral("update 0; update 1"));
    }

    void noIdIsTwiceInOneCall()
    {
        QCOMPARE(written({part(Action::Create), part(Action::Create, QStringLiteral("A")),
                          part(Action::Create, QStringLiteral("b"))}),
                 QStringLiteral("create 0; create 1 2"));
    }

    void creatingWhatIsDeletedWaits()
    {
        QCOMPARE(written({part(Action::Create, QStringLiteral("X")), part(Action::Update, QStringLiteral("u")),
                          part(Action::Delete, QStringLiteral("x")), part(Action::Create, QStringLiteral("y"))}),
                 QStringLiteral("update 1; delete 2; create 3; later create 0"));
        // Another kind is another enrollment.
        QCOMPARE(written({part(Action::Create, QStringLiteral("x"), EnrollmentKind::Group),
                          part(Action::Delete, QStringLiteral("x"))}),
                 QStringLiteral("create 0; delete 1"));
    }
};

REHOME_TEST(ApplyPlanTest);
#include "ApplyPlanTest.moc"
