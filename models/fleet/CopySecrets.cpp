// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/CopySecrets.h"

#include "models/fleet/EnrollmentEdit.h"
#include "models/fleet/ShellText.h"

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

namespace rehome::fleet {

namespace {

const QRegularExpression &webhookCode()
{
    static const QRegularExpression form(QStringLiteral("([?&]code=)([^&#]+)"),
                                         QRegularExpression::CaseInsensitiveOption);
    return form;
}

const QString &dots()
{
    static const QString text(6, QChar(0x2022));
    return text;
}

QString codeOf(const QString &url)
{
    return webhookCode().match(url).captured(2);
}

QString withCode(const QString &url, const QString &code)
{
    const QRegularExpressionMatch match = webhookCode().match(url);
    return match.hasMatch() ? url.first(match.capturedStart(2)) + code + url.sliced(match.capturedEnd(2)) : url;
}

} // namespace

QString maskedWebhookCode(const QString &url)
{
    return withCode(url, dots());
}

QString unmaskedWebhookCode(const QString &url, const QString &known)
{
    return codeOf(url) == dots() && hasWebhookCode(known) ? withCode(url, codeOf(known)) : url;
}

QString wordForWebhookCode(const QString &url, const QString &before, const QString &present, const QString &fresh)
{
    return withCode(url, codeOf(url) == codeOf(before) ? present : fresh);
}

QJsonValue withMaskedWebhookCode(const QString &path, const QJsonValue &value)
{
    const QLatin1String url("webhookUrl");
    if (value.isString())
        return path.endsWith(url) ? QJsonValue(maskedWebhookCode(value.toString())) : value;
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (const QLatin1String &member : {QLatin1String("customAllocationDefinition"), url}) {
        if (const auto at = object.find(member); at != object.end())
            *at = withMaskedWebhookCode(member, *at);
    }
    return object;
}

bool hasWebhookCode(const QString &url)
{
    return url.contains(webhookCode());
}

QString withoutWebhookCode(const QString &url)
{
    return QString(url).replace(webhookCode(), QStringLiteral("\\1") + placeholder(QStringLiteral("WEBHOOK_CODE")));
}

QJsonObject withPlaceholders(const QJsonObject &body)
{
    QJsonValue result = body;
    const auto replace = [&](const char *where, const auto &masked) {
        const QString path = QString::fromLatin1(where);
        QJsonValue value = body;
        for (const QString &name : path.split(u'.'))
            value = value.toObject().value(name);
        if (value.isString() && !value.toString().isEmpty())
            result = withValueAt(result, path, masked(value.toString()));
    };
    replace("attestation.symmetricKey.primaryKey",
            [](const QString &) { return placeholder(QStringLiteral("PRIMARY_KEY")); });
    replace("attestation.symmetricKey.secondaryKey",
            [](const QString &) { return placeholder(QStringLiteral("SECONDARY_KEY")); });
    replace("customAllocationDefinition.webhookUrl", withoutWebhookCode);
    return result.toObject();
}

QJsonValue withoutSymmetricKeys(const QJsonValue &value, bool &found)
{
    if (value.isArray()) {
        QJsonArray kept;
        for (const QJsonValue &item : value.toArray())
            kept.append(withoutSymmetricKeys(item, found));
        return kept;
    }
    if (!value.isObject())
        return value;
    QJsonObject kept;
    const QJsonObject object = value.toObject();
    for (auto at = object.begin(); at != object.end(); ++at) {
        const bool key = isSecretPath(at.key()) && at.value().isString();
        if (!key)
            kept.insert(at.key(), withoutSymmetricKeys(at.value(), found));
        found = found || (key && !at.value().toString().isEmpty());
    }
    return kept;
}

QString asciiJson(const QString &json)
{
    QString ascii;
    ascii.reserve(json.size());
    for (const QChar c : json) {
        const bool mark = c == placeholder(QString()).front();
        if (c.unicode() < 0x80 || mark)
            ascii += c;
        else
            ascii += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
    }
    return ascii;
}

} // namespace rehome::fleet
