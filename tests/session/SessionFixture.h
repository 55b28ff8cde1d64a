// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/LocalService.h"
#include "app/session/Session.h"

#include <QtCore/QTemporaryDir>
#include <memory>
#include <vector>

namespace rehome::test {

struct FleetSize
{
    int groups = 6;
    int individuals = 300;
    int devicesPerGroup = 20;
    bool assigned = true;
};

/// hub-a, hub-b, hub-c; groups "line-1"… with migrate, reset, never and not set in turn and allocation static to hub-a;
/// individual enrollments "pump-0001"… likewise.
local::Scenario testScenario(const FleetSize &size = {});
QJsonObject policyObject(bool updateHub, bool migrateData);

/// A local service with a data folder of its own, a session on it, and everything that the session told.
class SessionFixture
{
public:
    SessionFixture();
    ~SessionFixture();

    bool start(const local::Scenario &scenario, const local::ServiceSettings &settings = {});
    bool restartService();
    void stopService();
    /// Not opened yet. `edit` changes the profile before.
    session::Session *newSession(const std::function<void(session::ConnectionProfile &)> &edit = {},
                                 bool withHubs = false);
    /// Opens it and waits until everything is loaded and all groups' records are read.
    bool openAndLoad();

    fleet::SnapshotPtr snapshot() const { return session->snapshot(); }
    fleet::RowId group(const QString &id) const;
    fleet::RowId individual(const QString &id) const;
    fleet::RowId device(const QString &id) const;
    /// Waits for a QFuture of the session with an event loop, as a test may.
    template <class T>
    Result<T> get(QFuture<Result<T>> future)
    {
        waitUntil([&] { return future.isFinished(); });
        return future.result();
    }
    static bool waitUntil(const std::function<bool()> &condition, int ms = 20'000);

    QTemporaryDir folder;
    local::ServiceSettings settings;
    local::LocalService service;
    local::ServiceEndpoint endpoint;
    std::unique_ptr<session::Session> session;

    std::vector<session::SessionState> states;
    std::vector<Error> problems;
    int solved = 0;
    std::vector<session::ApplyResult> results;
    std::vector<fleet::ObservedEvent> events;
    std::vector<fleet::Publication> publications;
    qint64 insertedEnrollments = 0;
};

/// A second administrator and the devices, with clients of their own.
class OtherParties
{
public:
    explicit OtherParties(const local::ServiceEndpoint &endpoint);
    ~OtherParties();

    Result<QJsonObject> enrollment(domain::EnrollmentKind kind, const QString &id);
    Result<QJsonObject> keys(domain::EnrollmentKind kind, const QString &id);
    bool edit(domain::EnrollmentKind kind, const QString &id, const QString &path, const QJsonValue &value);
    bool create(domain::EnrollmentKind kind, const QString &id, const QJsonObject &body);
    bool remove(domain::EnrollmentKind kind, const QString &id);
    bool removeRegistration(const QString &registrationId);
    /// Registers to the end with the derived key of the group; final status, or nothing on an error.
    std::optional<domain::RegistrationState> provision(const QString &group, const QString &registrationId);
    std::optional<domain::RegistrationState> provisionIndividual(const QString &registrationId);
    QString lastError;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rehome::test
