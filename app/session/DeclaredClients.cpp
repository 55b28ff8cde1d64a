// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/DeclaredClients.h"

#include "app/session/SessionErrors.h"
#include "models/domain/Registration.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMap>
#include <QtCore/QSaveFile>

namespace rehome::session {

namespace {

using domain::EnrollmentKind;
constexpr int fileVersion = 1;

struct Declared
{
    Q_DECLARE_TR_FUNCTIONS(rehome::session::DeclaredClients)
};

QLatin1String listOf(EnrollmentKind kind)
{
    return kind == EnrollmentKind::Group ? QLatin1String("groups") : QLatin1String("individuals");
}

} // namespace

DeclaredClients::DeclaredClients(const QString &filePath)
    : m_filePath(filePath)
{
}

QString DeclaredClients::keyOf(EnrollmentKind kind, const QString &id)
{
    return listOf(kind) + QLatin1Char(':') + domain::foldedId(id);
}

Result<void> DeclaredClients::load()
{
    QFile file(m_filePath);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly)) {
        m_maySave = false;
        return Failure(makeError(
            ErrorKind::Storage,
            Declared::tr("Declared clients cannot be read, so all are unknown. Check the rights of their file."),
            m_filePath + QStringLiteral(": ") + file.errorString()));
    }
    auto known = read(file.readAll());
    file.close();
    if (known) {
        m_waiting = *std::move(known);
        return {};
    }
    const QString aside = m_filePath + QStringLiteral(".damaged-") +
                          QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddThhmmsszzz"));
    m_maySave = QFile::rename(m_filePath, aside);
    return Failure(makeError(
        ErrorKind::Storage,
        Declared::tr("The file of declared clients is damaged. It was set aside; all are unknown until declared anew."),
        m_maySave ? aside : m_filePath));
}

std::optional<QHash<QString, DeclaredClients::Waiting>> DeclaredClients::read(const QByteArray &bytes) const
{
    const QJsonObject root = QJsonDocument::fromJson(bytes).object();
    const QJsonValue list = root.value(QLatin1String("declared"));
    if (root.value(QLatin1String("version")).toInt() != fileVersion || !list.isArray())
        return std::nullopt;
    QHash<QString, Waiting> known;
    for (const QJsonValue &value : list.toArray()) {
        const QJsonObject entry = value.toObject();
        const auto client = domain::DeclaredClient::parse(entry.value(QLatin1String("client")).toString());
        if (!client || !client->isKnown())
            return std::nullopt;
        for (const EnrollmentKind kind : {EnrollmentKind::Individual, EnrollmentKind::Group}) {
            for (const QJsonValue &id : entry.value(listOf(kind)).toArray()) {
                if (!id.isString())
                    return std::nullopt;
                known.insert(keyOf(kind, id.toString()), {kind, id.toString(), client->toString()});
            }
        }
    }
    return known;
}

void DeclaredClients::adoptNewRows(fleet::SnapshotBuilder &builder)
{
    const auto &columns = builder.enrollments();
    for (; m_adopted < builder.enrollmentCount(); ++m_adopted) {
        if (m_waiting.isEmpty())
            continue;
        const QString id = builder.strings().text(columns.id[m_adopted]);
        const auto found = m_waiting.constFind(keyOf(columns.kind[m_adopted], id));
        if (found == m_waiting.cend())
            continue;
        builder.setApiVersion(m_adopted, found->client);
        m_waiting.erase(found);
    }
}

void DeclaredClients::rememberRemoved(fleet::SnapshotBuilder &builder, const std::vector<fleet::RowId> &rows)
{
    const auto &columns = builder.enrollments();
    for (const fleet::RowId row : rows) {
        if (columns.apiVersion[row] == 0)
            continue;
        const EnrollmentKind kind = columns.kind[row];
        const QString id = builder.strings().text(columns.id[row]);
        const QString client = builder.strings().text(columns.apiVersion[row]);
        // Deleted and created anew between two looks: the new row is there already.
        if (const auto again = builder.findEnrollment(kind, id.toStdString()); again && *again != row) {
            if (columns.apiVersion[*again] == 0)
                builder.setApiVersion(*again, client);
            continue;
        }
        m_waiting.insert(keyOf(kind, id), {kind, id, client});
    }
}

Result<void> DeclaredClients::declare(fleet::SnapshotBuilder &builder, const std::vector<fleet::RowId> &rows,
                                      const domain::DeclaredClient &client)
{
    adoptNewRows(builder);
    const QString text = client.toString();
    for (const fleet::RowId row : rows) {
        if (row < builder.enrollmentCount() && (builder.enrollments().flags[row] & fleet::EnrollmentFlag::Gone) == 0)
            builder.setApiVersion(row, text);
    }
    return save(builder);
}

Result<void> DeclaredClients::save(const fleet::SnapshotBuilder &builder) const
{
    const auto failed = [this](const QString &why) {
        return Failure(makeError(
            ErrorKind::Storage,
            Declared::tr("What was declared cannot be saved: it counts until the connection is closed. Check free "
                         "space and rights of the data folder."),
            m_filePath + QStringLiteral(": ") + why));
    };
    if (!m_maySave)
        return failed(Declared::tr("the file there could not be read"));
    QMap<QString, std::pair<QJsonArray, QJsonArray>> ids; // individuals and groups of each client
    const auto add = [&ids](EnrollmentKind kind, const QString &id, const QString &client) {
        auto &[individuals, groups] = ids[client];
        (kind == EnrollmentKind::Group ? groups : individuals).append(id);
    };
    const auto &columns = builder.enrollments();
    for (fleet::RowId row = 0; row < builder.enrollmentCount(); ++row) {
        if (columns.apiVersion[row] != 0 && (columns.flags[row] & fleet::EnrollmentFlag::Gone) == 0)
            add(columns.kind[row], builder.strings().text(columns.id[row]),
                builder.strings().text(columns.apiVersion[row]));
    }
    for (const Waiting &waiting : m_waiting)
        add(waiting.kind, waiting.id, waiting.client);
    QJsonArray declared;
    for (auto at = ids.cbegin(); at != ids.cend(); ++at)
        declared.append(QJsonObject{{QStringLiteral("client"), at.key()},
                                    {listOf(EnrollmentKind::Individual), at.value().first},
                                    {listOf(EnrollmentKind::Group), at.value().second}});
    const QJsonObject root{{QStringLiteral("version"), fileVersion}, {QStringLiteral("declared"), declared}};
    QSaveFile file(m_filePath);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                         file.write(QJsonDocument(root).toJson(QJsonDocument::Compact)) > 0 && file.commit();
    return written ? Result<void>() : failed(file.errorString());
}

} // namespace rehome::session
