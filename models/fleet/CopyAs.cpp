// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/CopyAs.h"

#include "models/fleet/CopySecrets.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QUrl>

namespace rehome::fleet {

using domain::EnrollmentKind;

namespace {

constexpr QLatin1String apiVersion("2021-10-01");

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::CopyAs)
};

QString quotedEtag(const CopySource &source)
{
    const QString etag = source.body.value(QLatin1String("etag")).toString();
    return etag.startsWith(u'"') ? etag : u'"' + etag + u'"';
}

/// `curl` up to what a call adds. In PowerShell 5.1 `curl` is another program's name.
QStringList curlWords(const CopySource &source, const char *method)
{
    const bool posix = source.shell == Shell::Posix;
    const QString url =
        QLatin1String("https://") + source.hostName +
        (source.kind == EnrollmentKind::Group ? QLatin1String("/enrollmentGroups/") : QLatin1String("/enrollments/")) +
        QString::fromLatin1(QUrl::toPercentEncoding(source.id)) + QLatin1String("?api-version=") + apiVersion;
    QStringList words{posix ? QStringLiteral("curl") : QStringLiteral("curl.exe")};
    if (qstrcmp(method, "GET") != 0)
        words << QStringLiteral("-X") << QString::fromLatin1(method);
    words << shellWord(url, source.shell);
    const bool shown = source.secrets == Secrets::Shown && !source.token.isEmpty();
    const QString token = shown ? source.token : placeholder(QStringLiteral("SAS"));
    words << QStringLiteral("-H") << shellWord(QLatin1String("Authorization: ") + token, source.shell);
    if (!source.caCertificatePath.isEmpty())
        words << QStringLiteral("--cacert") << shellWord(source.caCertificatePath, source.shell);
    return words;
}

QString headed(const QStringList &comments, const QString &command)
{
    QStringList lines;
    for (const QString &comment : comments)
        lines << commentLine(comment);
    lines << command;
    return lines.join(u'\n');
}

QStringList tokenComment(const CopySource &source)
{
    if (source.secrets == Secrets::Shown && !source.token.isEmpty())
        return {};
    return {Text::tr("SAS holds the token: SharedAccessSignature sr=… or Bearer …")};
}

QString withBody(const CopySource &source, QStringList words, const QJsonObject &body, QStringList comments)
{
    words << QStringLiteral("-H") << shellWord(QStringLiteral("Content-Type: application/json"), source.shell);
    const QJsonObject shown = source.secrets == Secrets::Shown ? body : withPlaceholders(body);
    QString text = QString::fromUtf8(QJsonDocument(shown).toJson(QJsonDocument::Compact));
    if (source.shell == Shell::Posix) {
        words << QStringLiteral("--data-binary") << shellWord(text, source.shell);
        return headed(comments, commandLine(words, source.shell));
    }
    // Through a pipe, and in ASCII: 5.1 loses quotes in arguments, and other characters in pipes.
    words << QStringLiteral("--data-binary") << QStringLiteral("'@-'");
    return headed(comments, shellWord(asciiJson(text), source.shell) + QLatin1String(" |\n  ") +
                                commandLine(words, source.shell));
}

} // namespace

QString curlShow(const CopySource &source)
{
    return headed(tokenComment(source), commandLine(curlWords(source, "GET"), source.shell));
}

QString curlCreate(const CopySource &source, const QJsonObject &body)
{
    return withBody(source, curlWords(source, "PUT"), body, tokenComment(source));
}

QString curlUpdate(const CopySource &source, const QJsonObject &body)
{
    QStringList words = curlWords(source, "PUT");
    words << QStringLiteral("-H") << shellWord(QLatin1String("If-Match: ") + quotedEtag(source), source.shell);
    QStringList comments = tokenComment(source);
    QJsonObject whole = body;
    QJsonObject attestation = body.value(QLatin1String("attestation")).toObject();
    QJsonObject keys = attestation.value(QLatin1String("symmetricKey")).toObject();
    if (attestation.value(QLatin1String("type")).toString() == QLatin1String("symmetricKey") && keys.size() < 2) {
        comments << Text::tr("PRIMARY_KEY and SECONDARY_KEY: as POST …/attestationmechanism tells them. An update "
                             "without keys may replace them.");
        for (const auto &[member, variable] :
             {std::pair(QStringLiteral("primaryKey"), QStringLiteral("PRIMARY_KEY")),
              std::pair(QStringLiteral("secondaryKey"), QStringLiteral("SECONDARY_KEY"))}) {
            if (!keys.contains(member))
                keys.insert(member, placeholder(variable));
        }
        attestation.insert(QStringLiteral("symmetricKey"), keys);
        whole.insert(QStringLiteral("attestation"), attestation);
    }
    return withBody(source, words, whole, comments);
}

QString curlDelete(const CopySource &source)
{
    QStringList words = curlWords(source, "DELETE");
    words << QStringLiteral("-H") << shellWord(QLatin1String("If-Match: ") + quotedEtag(source), source.shell);
    return headed(tokenComment(source), commandLine(words, source.shell));
}

QString jsonText(const CopySource &source)
{
    return QString::fromUtf8(QJsonDocument(source.body).toJson(QJsonDocument::Indented)).trimmed();
}

} // namespace rehome::fleet
