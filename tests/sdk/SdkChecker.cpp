// SPDX-License-Identifier: GPL-3.0-or-later
// sdk_checker READY.json FACTS.json: opens Rehome's own session on a running service and compares what it shows with
// the facts that another client left (README.md). Exit 0: the same and nothing else; 1: differences, one a line on
// standard error.
#include "app/azure/OpenSslAtExit.h"
#include "app/session/ProfileStore.h"
#include "app/session/Session.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <cstdio>

using namespace rehome;

namespace {

// Whole passes over the service, with room for a slow machine.
constexpr int s_patienceMs = 90'000;

QJsonObject readJson(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

class Comparison
{
public:
    explicit Comparison(QJsonObject facts)
        : m_facts(std::move(facts))
    {
    }

    /// What differs between the facts and a snapshot; empty: nothing.
    QStringList differences(const fleet::Snapshot &snapshot) const
    {
        QStringList found;
        const QJsonArray enrollments = m_facts.value(QLatin1String("enrollments")).toArray();
        const QJsonArray groups = m_facts.value(QLatin1String("enrollmentGroups")).toArray();
        const QJsonArray registrations = m_facts.value(QLatin1String("registrations")).toArray();
        if (enrollments.isEmpty() || groups.isEmpty() || registrations.isEmpty())
            return {QStringLiteral("the facts are empty")};
        for (const QJsonValue value : enrollments)
            found += enrollmentDifferences(snapshot, value.toObject(), domain::EnrollmentKind::Individual);
        for (const QJsonValue value : groups)
            found += enrollmentDifferences(snapshot, value.toObject(), domain::EnrollmentKind::Group);
        for (const QJsonValue value : registrations)
            found += registrationDifferences(snapshot, value.toObject());
        expect(found, QStringLiteral("number of enrollments"), QString::number(snapshot.enrollments.liveCount),
               QString::number(enrollments.size() + groups.size()));
        expect(found, QStringLiteral("number of devices"), QString::number(snapshot.devices.liveCount),
               QString::number(registrations.size()));
        return found;
    }

private:
    static void expect(QStringList &found, const QString &what, const QString &shown, const QString &fact)
    {
        if (shown != fact)
            found << QStringLiteral("%1: Rehome shows \"%2\", the facts say \"%3\"").arg(what, shown, fact);
    }

    static QStringList enrollmentDifferences(const fleet::Snapshot &snapshot, const QJsonObject &object,
                                             domain::EnrollmentKind kind)
    {
        const auto fact = wire::enrollmentFromJson(object, kind);
        if (!fact)
            return {QStringLiteral("a fact is no enrollment: %1").arg(fact.error().message)};
        const fleet::RowId row = snapshot.findEnrollment(kind, fact->id);
        if (row == fleet::NoRow || snapshot.enrollments.isGone(row))
            return {QStringLiteral("%1: Rehome does not know it").arg(fact->id)};
        const fleet::EnrollmentTable &table = snapshot.enrollments;
        QStringList found;
        const auto compare = [&](const char *member, const QString &shown, const QString &wanted) {
            expect(found, fact->id + u' ' + QLatin1String(member), shown, wanted);
        };
        compare("etag", table.etag[row].text(snapshot.strings), fact->etag);
        compare("reprovisionPolicy", domain::policyKey(table.policy[row]), domain::policyKey(fact->reprovisionPolicy));
        compare("allocationPolicy", domain::allocationKey(table.allocation[row]),
                domain::allocationKey(fact->allocationPolicy));
        compare("iotHubs", snapshot.hubSet(row).join(u' '), fact->iotHubs.value_or(QStringList()).join(u' '));
        compare("deviceId", snapshot.text(table.deviceId[row]), fact->deviceId);
        return found;
    }

    static QStringList registrationDifferences(const fleet::Snapshot &snapshot, const QJsonObject &object)
    {
        const auto fact = wire::registrationFromJson(object);
        if (!fact)
            return {QStringLiteral("a fact is no registration: %1").arg(fact.error().message)};
        const fleet::RowId row = snapshot.findDevice(fact->registrationId);
        if (row == fleet::NoRow)
            return {QStringLiteral("%1: Rehome does not know it").arg(fact->registrationId)};
        const fleet::DeviceTable &table = snapshot.devices;
        QStringList found;
        const auto compare = [&](const char *member, const QString &shown, const QString &wanted) {
            expect(found, fact->registrationId + u' ' + QLatin1String(member), shown, wanted);
        };
        compare("deviceId", snapshot.deviceId(row), fact->deviceId);
        compare("assignedHub", snapshot.text(table.hub[row]), fact->assignedHub);
        compare("substatus", domain::substatusKey(table.substatus[row]), domain::substatusKey(fact->substatus));
        compare("status",
                table.status[row] == fleet::deviceStatus(fact->status) ? domain::statusKey(fact->status) : QString(),
                domain::statusKey(fact->status));
        compare("lastUpdatedDateTimeUtc", QString::number(table.updatedMs[row]),
                QString::number(domain::utcMsFromText(fact->lastUpdatedDateTimeUtc)));
        const fleet::RowId group = table.group[row];
        compare("enrollmentGroupId", group == fleet::NoRow ? QString() : snapshot.enrollmentId(group),
                object.value(QLatin1String("enrollmentGroupId")).toString());
        return found;
    }

    QJsonObject m_facts;
};

} // namespace

int main(int argc, char **argv)
{
    azure::keepOpenSslUntilProcessEnds();
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        std::fprintf(stderr, "usage: sdk_checker READY.json FACTS.json\n");
        return 2;
    }
    const QJsonObject ready = readJson(arguments[1]);
    const Comparison comparison(readJson(arguments[2]));
    const auto connection =
        session::ProfileStore::fromConnectionStrings(ready.value(QLatin1String("serviceConnectionString")).toString(),
                                                     {}, ready.value(QLatin1String("caCertificate")).toString());
    if (!connection) {
        std::fprintf(stderr, "%s\n", qPrintable(connection.error().message));
        return 1;
    }
    const QTemporaryDir folder;
    session::Session session(connection->first, connection->second, {folder.path()});

    // A person looks at every device: the records of individual enrollments are in no list and are read one by one.
    const auto look = [&] {
        session::Attention attention;
        const fleet::SnapshotPtr snapshot = session.snapshot();
        for (fleet::RowId row = 0; row < snapshot->devices.rowCount(); ++row)
            attention.deviceRows.push_back(row);
        session.setAttention(attention);
    };
    const auto compare = [&] {
        if (comparison.differences(*session.snapshot()).isEmpty()) {
            std::printf("Rehome's session shows what the official packages saw\n");
            QCoreApplication::exit(0);
        }
    };
    QObject::connect(&session, &session::Session::published, &application, [&] {
        look();
        compare();
    });
    QObject::connect(&session, &session::Session::problem, &application, [](const Error &error) {
        std::fprintf(stderr, "problem: %s (%s)\n", qPrintable(error.message), qPrintable(error.detail));
        QCoreApplication::exit(1);
    });
    QTimer::singleShot(s_patienceMs, &application, [&] {
        std::fprintf(stderr, "%s\n", qPrintable(comparison.differences(*session.snapshot()).join(u'\n')));
        QCoreApplication::exit(1);
    });
    session.open();
    const int result = application.exec();
    session.close();
    return result;
}
