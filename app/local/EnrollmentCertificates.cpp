// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/EnrollmentCertificates.h"

#include "app/local/CertificateFacts.h"
#include "models/wire/CertificateCodec.h"

namespace rehome::local {

using domain::EnrollmentKind;

namespace {

const QString x509Word = QStringLiteral("x509"), certificateWord = QStringLiteral("certificate"),
              infoWord = QStringLiteral("info"), primaryWord = QStringLiteral("primary"),
              secondaryWord = QStringLiteral("secondary"), caWord = QStringLiteral("caReferences");
const QByteArray signingMark = QByteArrayLiteral("x509:");

/// What is stored of one certificate.
struct Known
{
    QJsonObject info;
    QByteArray stored;
    QString thumbprint() const { return info.value(QLatin1String("sha256Thumbprint")).toString(); }
};

bool isGiven(const QJsonValue &value)
{
    return !value.isUndefined() && !value.isNull();
}

class Completion
{
public:
    Completion(const QString &member, std::vector<Known> known, bool keeps)
        : m_member(member)
        , m_known(std::move(known))
        , m_keeps(keeps)
    {
    }

    /// One slot of the pair, "primary" or "secondary".
    QByteArray slot(QJsonObject &pair, const QString &name)
    {
        if (!isGiven(pair.value(name))) {
            pair.remove(name);
            return {};
        }
        const QString path = QStringLiteral("attestation.x509.%1.%2").arg(m_member, name);
        if (!pair.value(name).isObject())
            return refuse(path, QStringLiteral("an object is needed."));
        QJsonObject slot = pair.value(name).toObject();
        const QJsonValue text = slot.take(certificateWord);
        QByteArray stored;
        if (isGiven(text) && !text.toString().isEmpty()) {
            const CertificateHandle certificate = certificateFromText(text.toString());
            if (!certificate)
                return refuse(path + QStringLiteral(".certificate"),
                              QStringLiteral("not readable. PEM, base64 of DER or base64 of PEM is needed."));
            slot.insert(infoWord, wire::certificateInfoToJson(certificateInfo(certificate)));
            if (m_keeps)
                stored = signingMark + certificateDer(certificate).toBase64();
        } else {
            const QString thumbprint =
                slot.value(infoWord).toObject().value(QLatin1String("sha256Thumbprint")).toString();
            const auto same = std::find_if(m_known.begin(), m_known.end(), [&](const Known &known) {
                return !thumbprint.isEmpty() && known.thumbprint().compare(thumbprint, Qt::CaseInsensitive) == 0;
            });
            if (same == m_known.end())
                return refuse(path + QStringLiteral(".certificate"), QStringLiteral("missing."));
            slot.insert(infoWord, same->info);
            stored = same->stored;
        }
        pair.insert(name, slot);
        ++m_count;
        return stored;
    }

    int count() const { return m_count; }
    const QString &objection() const { return m_objection; }

private:
    QByteArray refuse(const QString &path, const QString &why)
    {
        if (m_objection.isEmpty())
            m_objection = path + QStringLiteral(": ") + why;
        return {};
    }

    QString m_member, m_objection;
    std::vector<Known> m_known;
    bool m_keeps;
    int m_count = 0;
};

} // namespace

QString completeCertificates(QJsonObject &attestation, const QJsonObject &before, const EnrollmentRow &stored,
                             EnrollmentRow &row)
{
    const bool group = row.kind == EnrollmentKind::Group;
    const QString own = group ? QStringLiteral("signingCertificates") : QStringLiteral("clientCertificates");
    const QString foreign = group ? QStringLiteral("clientCertificates") : QStringLiteral("signingCertificates");
    QJsonObject x509 = attestation.value(x509Word).toObject();
    for (const QString &member : {own, foreign, caWord})
        if (!isGiven(x509.value(member)))
            x509.remove(member);
    if (x509.contains(foreign))
        return QStringLiteral("attestation.x509.%1: a%2 takes %3 or caReferences.")
            .arg(foreign, group ? QStringLiteral(" group") : QStringLiteral("n individual enrollment"), own);
    if (x509.contains(own) == x509.contains(caWord))
        return QStringLiteral("attestation.x509: either %1 or caReferences is needed.").arg(own);
    if (x509.contains(caWord)) {
        const QJsonObject names = x509.value(caWord).toObject();
        if (names.value(primaryWord).toString().isEmpty() && names.value(secondaryWord).toString().isEmpty())
            return QStringLiteral("attestation.x509.caReferences: the name of a CA certificate is needed.");
    } else {
        const QJsonObject kept =
            before.value(QLatin1String("attestation")).toObject().value(x509Word).toObject().value(own).toObject();
        const auto known = [&](const QString &name, const QByteArray &bytes) {
            return Known{kept.value(name).toObject().value(infoWord).toObject(), bytes};
        };
        Completion completion(own, {known(primaryWord, stored.primary), known(secondaryWord, stored.secondary)}, group);
        QJsonObject pair = x509.value(own).toObject();
        row.primary = completion.slot(pair, primaryWord);
        row.secondary = completion.slot(pair, secondaryWord);
        if (!completion.objection().isEmpty())
            return completion.objection();
        if (completion.count() == 0)
            return QStringLiteral("attestation.x509.%1.primary: missing.").arg(own);
        x509.insert(own, pair);
    }
    attestation.insert(x509Word, x509);
    return {};
}

std::optional<QByteArray> storedSigningCertificate(const QByteArray &stored)
{
    if (!stored.startsWith(signingMark))
        return std::nullopt;
    return QByteArray::fromBase64(stored.mid(signingMark.size()));
}

} // namespace rehome::local
