// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ScriptedServer.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMap>
#include <QtCore/QUrl>
#include <deque>

namespace rehome::test {

/// Just enough of the service API to tell apart what was applied from what was answered. Keys are hidden as the service
/// hides them.
class PretendService
{
public:
    /// What happens to one write: done or not, and what the client gets to see of it.
    struct Twist
    {
        bool applied = true;
        ScriptedAnswer::End end = ScriptedAnswer::End::Complete;
        int status = 0; ///< 0: the honest one
        QList<std::pair<QByteArray, QByteArray>> headers;
        std::function<void()> afterwards; ///< somebody else, right after
        int firstEntries = -1;            ///< of a bulk call so many are done before it breaks; -1: all
        QByteArray body{};                ///< what the client gets instead of the honest answer; empty: that
    };
    std::deque<Twist> twists;     ///< for the next writes, in order; then honest
    std::deque<Twist> readTwists; ///< for the next GETs
    bool regenerateOmittedKeys = false;
    bool takesBulk = true;
    bool down = false;           ///< every request is dropped
    QMap<QString, int> refusals; ///< entries of bulk calls that are refused with this errorCode, by path
    QMap<QString, int> writes;   ///< how often a path was written: nothing may be done twice

    explicit PretendService(ScriptedServer &server)
    {
        server.handler = [this](const SeenRequest &request) { return handle(request); };
    }

    void put(const QString &path, QJsonObject body)
    {
        QJsonObject attestation = body.value(QLatin1String("attestation")).toObject();
        if (attestation.contains(QLatin1String("symmetricKey")))
            keys[path] = attestation.take(QLatin1String("symmetricKey")).toObject();
        else if (attestation.value(QLatin1String("type")) == QLatin1String("symmetricKey") &&
                 (regenerateOmittedKeys || !keys.contains(path)))
            keys[path] = {{QStringLiteral("primaryKey"), QStringLiteral("bmV3LWtleS0%1").arg(++m_tags)}};
        body.insert(QStringLiteral("attestation"), attestation);
        body.insert(QStringLiteral("etag"), QStringLiteral("\"tag-%1\"").arg(++m_tags));
        stored[path] = body;
        ++writes[path];
    }

    QMap<QString, QJsonObject> stored; ///< by path, without keys
    QMap<QString, QJsonObject> keys;

    static ScriptedAnswer json(int status, const QJsonObject &body)
    {
        ScriptedAnswer answer;
        answer.status = status;
        answer.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
        answer.headers.emplaceBack("Content-Type", "application/json; charset=utf-8");
        return answer;
    }
    static ScriptedAnswer refusal(int status, int code)
    {
        return json(status, {{QStringLiteral("errorCode"), code},
                             {QStringLiteral("trackingId"), QStringLiteral("11111111-2222-3333-4444-555555555555")},
                             {QStringLiteral("message"), QStringLiteral("Said by the pretend service.")}});
    }

private:
    ScriptedAnswer handle(const SeenRequest &request)
    {
        if (down)
            return ScriptedAnswer{.body = {}, .headers = {}, .end = ScriptedAnswer::End::DropBeforeAnswer};
        const QString path = QUrl::fromPercentEncoding(request.path);
        if (request.method == "POST" && path.endsWith(QLatin1String("/query")))
            return query(path.chopped(6));
        if (request.method == "GET") {
            ScriptedAnswer answer = stored.contains(path) ? json(200, stored.value(path)) : refusal(404, 404201);
            return twisted(readTwists, answer);
        }
        if (request.method == "POST" && path.endsWith(QLatin1String("/attestationmechanism"))) {
            const QString owner = path.left(path.lastIndexOf(QLatin1Char('/')));
            return json(200, {{QStringLiteral("type"), QStringLiteral("symmetricKey")},
                              {QStringLiteral("symmetricKey"), keys.value(owner)}});
        }
        if (request.method == "POST")
            return bulk(path, QJsonDocument::fromJson(request.body).object());
        ScriptedAnswer answer = refused(request, path);
        const bool accepted = answer.status == 200;
        const bool applied = accepted && (twists.empty() || twists.front().applied);
        if (applied && request.method == "PUT")
            put(path, QJsonDocument::fromJson(request.body).object());
        if (applied && request.method == "DELETE")
            stored.remove(path);
        if (accepted)
            answer = request.method == "DELETE" ? ScriptedAnswer{.status = 204, .body = {}, .headers = {}}
                                                : json(200, stored.value(path));
        return twisted(twists, answer);
    }

    ScriptedAnswer query(const QString &path) const
    {
        QJsonArray items;
        for (auto it = stored.cbegin(); it != stored.cend(); ++it)
            if (it.key().startsWith(path + QLatin1Char('/')))
                items.append(it.value());
        ScriptedAnswer answer = json(200, {});
        answer.body = QJsonDocument(items).toJson(QJsonDocument::Compact);
        answer.headers.emplaceBack("x-ms-item-type", "Enrollment");
        return answer;
    }

    ScriptedAnswer bulk(const QString &path, const QJsonObject &request)
    {
        if (!takesBulk)
            return refusal(405, 405000);
        const bool groups = path == QLatin1String("/enrollmentGroups");
        const QString idMember = groups ? QStringLiteral("enrollmentGroupId") : QStringLiteral("registrationId");
        const QJsonArray entries =
            request.value(groups ? QLatin1String("enrollmentGroups") : QLatin1String("enrollments")).toArray();
        if (entries.size() > 10)
            return refusal(400, 400004);
        const bool create = request.value(QLatin1String("mode")) == QLatin1String("create");
        QJsonArray errors;
        int done = 0;
        for (const QJsonValue &value : entries) {
            QJsonObject entry = value.toObject();
            const QString id = entry.value(idMember).toString();
            const QString place = path + QLatin1Char('/') + id;
            const QByteArray tag = entry.value(QLatin1String("etag")).toString().toLatin1();
            int code = refusals.value(place);
            if (code == 0 && create)
                code = stored.contains(place) ? 409201 : 0;
            else if (code == 0)
                code = refusedFor(tag.isEmpty() ? QByteArray("none") : tag, place);
            const bool applied =
                twists.empty() ||
                (twists.front().applied && (twists.front().firstEntries < 0 || done < twists.front().firstEntries));
            ++done;
            if (code != 0) {
                errors.append(QJsonObject{{idMember, id},
                                          {QStringLiteral("errorCode"), code},
                                          {QStringLiteral("errorStatus"), QStringLiteral("Said of one entry.")}});
            } else if (applied) {
                entry.remove(QStringLiteral("etag"));
                put(place, entry);
            }
        }
        return twisted(twists, json(200, {{QStringLiteral("isSuccessful"), errors.isEmpty()},
                                          {QStringLiteral("errors"), errors}}));
    }

    /// 0: the tag is that of what is stored.
    int refusedFor(const QByteArray &match, const QString &path) const
    {
        if (!stored.contains(path))
            return 404201;
        const QString tag = stored.value(path).value(QLatin1String("etag")).toString();
        return match == "*" || match == tag.toLatin1() ? 0 : 412001;
    }

    ScriptedAnswer refused(const SeenRequest &request, const QString &path) const
    {
        const QByteArray match = request.header("if-match");
        if (!stored.contains(path))
            return match.isEmpty() && request.method == "PUT" ? json(200, {}) : refusal(404, 404201);
        if (match.isEmpty())
            return request.method == "PUT" ? refusal(409, 409201) : json(200, {});
        return refusedFor(match, path) == 0 ? json(200, {}) : refusal(412, 412001);
    }

    static ScriptedAnswer twisted(std::deque<Twist> &twists, ScriptedAnswer answer)
    {
        if (twists.empty())
            return answer;
        const Twist twist = twists.front();
        twists.pop_front();
        answer.end = twist.end;
        if (!twist.body.isEmpty())
            answer.body = twist.body;
        if (twist.status != 0)
            answer = refusal(twist.status, twist.status * 1000 + 1);
        answer.headers += twist.headers;
        if (twist.afterwards)
            twist.afterwards();
        return answer;
    }

    int m_tags = 0;
};

} // namespace rehome::test
