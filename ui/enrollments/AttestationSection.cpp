// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/AttestationSection.h"

#include "models/fleet/Findings.h"
#include "models/items/Words.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Format.h"

#include <QtCore/QDateTime>
#include <QtCore/QEvent>
#include <QtCore/QJsonObject>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

const QString maskedKey = QStringLiteral("••••••••••••");

qint64 utcMs(const QJsonValue &text)
{
    const QDateTime time = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

/// "ends in 12 d", "ended 3 d ago": the words carry it, the colour helps.
Fact endFact(qint64 endMs, qint64 nowMs)
{
    const qint64 left = endMs - nowMs;
    const QString date = QDateTime::fromMSecsSinceEpoch(endMs, Qt::UTC).date().toString(Qt::ISODate);
    const QString iso = items::TimeText::iso(endMs);
    const QString name = AttestationSection::tr("Valid until");
    if (left <= 0)
        return {name, AttestationSection::tr("%1, ended %2 ago").arg(date, format::span(-left / 1000)), TextTone::Bad,
                iso};
    if (left <= fleet::FindingThresholds::certificateMs)
        return {name, AttestationSection::tr("%1, ends in %2").arg(date, format::span(left / 1000)), TextTone::Warning,
                iso};
    return {name, date, TextTone::Text, iso};
}

FactSection certificateSection(const QString &title, const QJsonObject &certificate, qint64 nowMs)
{
    const QJsonObject info = certificate.value(QLatin1String("info")).toObject();
    if (info.isEmpty())
        return {title,
                {{AttestationSection::tr("Certificate"), AttestationSection::tr("not read"), TextTone::Muted, {}}}};
    const auto text = [&info](const char *member) { return info.value(QLatin1String(member)).toString(); };
    QList<Fact> facts{{AttestationSection::tr("Subject"), text("subjectName"), TextTone::Text, {}},
                      {AttestationSection::tr("Issuer"), text("issuerName"), TextTone::Text, {}},
                      {AttestationSection::tr("Thumbprint SHA-1"), text("sha1Thumbprint"), TextTone::Text, {}},
                      {AttestationSection::tr("Thumbprint SHA-256"), text("sha256Thumbprint"), TextTone::Text, {}}};
    if (const qint64 start = utcMs(info.value(QLatin1String("notBeforeUtc"))))
        facts.append({AttestationSection::tr("Valid from"),
                      QDateTime::fromMSecsSinceEpoch(start, Qt::UTC).date().toString(Qt::ISODate),
                      start > nowMs ? TextTone::Warning : TextTone::Text, items::TimeText::iso(start)});
    if (const qint64 end = utcMs(info.value(QLatin1String("notAfterUtc"))))
        facts.append(endFact(end, nowMs));
    return {title, facts};
}

QList<FactSection> certificateSections(const QJsonObject &x509, qint64 nowMs)
{
    QList<FactSection> sections;
    const auto add = [&](const char *member, const char *slot, const QString &title) {
        const QJsonValue certificate = x509.value(QLatin1String(member)).toObject().value(QLatin1String(slot));
        if (certificate.isObject())
            sections.append(certificateSection(title, certificate.toObject(), nowMs));
    };
    add("clientCertificates", "primary", AttestationSection::tr("Primary certificate of the device"));
    add("clientCertificates", "secondary", AttestationSection::tr("Secondary certificate of the device"));
    add("signingCertificates", "primary", AttestationSection::tr("Primary signing certificate"));
    add("signingCertificates", "secondary", AttestationSection::tr("Secondary signing certificate"));
    const QJsonObject authorities = x509.value(QLatin1String("caReferences")).toObject();
    QList<Fact> names;
    if (const QString name = authorities.value(QLatin1String("primary")).toString(); !name.isEmpty())
        names.append({AttestationSection::tr("Primary"), name, TextTone::Text, {}});
    if (const QString name = authorities.value(QLatin1String("secondary")).toString(); !name.isEmpty())
        names.append({AttestationSection::tr("Secondary"), name, TextTone::Text, {}});
    if (!names.isEmpty())
        sections.append({AttestationSection::tr("CA certificates of the service, by name"), names});
    return sections;
}

} // namespace

AttestationSection::AttestationSection(const Theme &theme, session::Session &session, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_session(session)
    , m_facts(new FactList(theme, this))
{
    m_keys = buildKeys();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_facts);
    column->addWidget(m_keys);
    m_hide.setSingleShot(true);
    m_hide.setInterval(shownMs);
    connect(&m_hide, &QTimer::timeout, this, &AttestationSection::hideKeys);
    setAttestation(fleet::NoRow, {}, 0);
}

QWidget *AttestationSection::buildKeys()
{
    auto *keys = new QWidget(this);
    auto *grid = new QGridLayout(keys);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    const auto keyLabel = [&](const QString &name) {
        auto *label = new QLabel(maskedKey, keys);
        label->setFont(m_theme.font(TextRole::Mono));
        label->setWordWrap(true);
        label->setAccessibleName(name);
        return label;
    };
    m_primaryText = keyLabel(tr("Primary key"));
    m_secondaryText = keyLabel(tr("Secondary key"));
    m_copyPrimary = copyButton(tr("Copy the primary key"), &AttestationSection::m_primary);
    m_copySecondary = copyButton(tr("Copy the secondary key"), &AttestationSection::m_secondary);
    m_show = new QPushButton(tr("Show keys"), keys);
    m_newPrimary = new QPushButton(tr("New primary key"), keys);
    m_newSecondary = new QPushButton(tr("New secondary key"), keys);
    m_waiting = new QLabel(keys);
    m_waiting->setWordWrap(true);
    m_waiting->setFont(m_theme.font(TextRole::Secondary));
    const QString why = tr("Once it is applied, a device with the old key is refused. Change the key that no device "
                           "uses, move the devices to it, then change the other.");
    m_newPrimary->setToolTip(why);
    m_newSecondary->setToolTip(why);
    grid->addWidget(new QLabel(tr("Primary key"), keys), 0, 0, 1, 2);
    grid->addWidget(m_primaryText, 1, 0);
    grid->addWidget(m_copyPrimary, 1, 1, Qt::AlignTop);
    grid->addWidget(new QLabel(tr("Secondary key"), keys), 2, 0, 1, 2);
    grid->addWidget(m_secondaryText, 3, 0);
    grid->addWidget(m_copySecondary, 3, 1, Qt::AlignTop);
    grid->addWidget(m_show, 4, 0, 1, 2, Qt::AlignLeft);
    grid->addWidget(m_newPrimary, 5, 0, 1, 2, Qt::AlignLeft);
    grid->addWidget(m_newSecondary, 6, 0, 1, 2, Qt::AlignLeft);
    grid->addWidget(m_waiting, 7, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    connect(m_show, &QPushButton::clicked, this, [this] {
        if (m_shown)
            hideKeys();
        else
            askForKeys();
    });
    connect(m_newPrimary, &QPushButton::clicked, this,
            [this] { m_session.stageKeys({m_row}, session::Session::KeySlot::Primary); });
    connect(m_newSecondary, &QPushButton::clicked, this,
            [this] { m_session.stageKeys({m_row}, session::Session::KeySlot::Secondary); });
    return keys;
}

QPushButton *AttestationSection::copyButton(const QString &name, QString AttestationSection::*key)
{
    auto *button = new QPushButton(tr("Copy"), this);
    button->setAccessibleName(name);
    button->setToolTip(name);
    connect(button, &QPushButton::clicked, this, [this, key] { QGuiApplication::clipboard()->setText(this->*key); });
    return button;
}

void AttestationSection::setAttestation(fleet::RowId row, const QJsonObject &attestation, qint64 nowMs)
{
    if (row != m_row)
        hideKeys();
    m_row = row;
    QList<FactSection> sections;
    if (const QJsonObject tpm = attestation.value(QLatin1String("tpm")).toObject(); !tpm.isEmpty())
        sections.append({tr("TPM"),
                         {{tr("Endorsement key"), tpm.value(QLatin1String("endorsementKey")).toString(), TextTone::Text,
                           tr("Its public part: no secret")}}});
    sections += certificateSections(attestation.value(QLatin1String("x509")).toObject(), nowMs);
    m_facts->setSections(sections);
    m_facts->setVisible(!sections.isEmpty());
    const bool symmetric = attestation.value(QLatin1String("type")) == QLatin1String("symmetricKey");
    m_keys->setVisible(row != fleet::NoRow && symmetric);
    const auto waits = [this](const QString &slot) {
        return m_session.pending().field(m_row, QStringLiteral("attestation.symmetricKey.") + slot).has_value();
    };
    QStringList waiting;
    if (waits(QStringLiteral("primaryKey")))
        waiting << tr("A new primary key waits in the tray.");
    if (waits(QStringLiteral("secondaryKey")))
        waiting << tr("A new secondary key waits in the tray.");
    m_waiting->setText(waiting.join(QLatin1Char('\n')));
    m_waiting->setVisible(!waiting.isEmpty());
}

void AttestationSection::setEditable(bool editable)
{
    m_newPrimary->setEnabled(editable);
    m_newSecondary->setEnabled(editable);
}

void AttestationSection::askForKeys()
{
    const quint64 asked = ++m_asked;
    m_show->setEnabled(false);
    m_session.attestationWithKeys(m_row).then(this, [this, asked](const Result<QJsonObject> &attestation) {
        if (asked != m_asked)
            return;
        m_show->setEnabled(true);
        if (!attestation)
            Q_EMIT failed(attestation.error());
        else
            showKeys(attestation->value(QLatin1String("symmetricKey")).toObject());
    });
}

void AttestationSection::showKeys(const QJsonObject &keys)
{
    m_shown = true;
    m_primary = keys.value(QLatin1String("primaryKey")).toString();
    m_secondary = keys.value(QLatin1String("secondaryKey")).toString();
    fillKeys();
    m_hide.start();
}

void AttestationSection::hideKeys()
{
    ++m_asked; // an answer that comes now is not wanted any more
    m_hide.stop();
    m_shown = false;
    m_primary.fill(QLatin1Char('0'));
    m_secondary.fill(QLatin1Char('0'));
    m_primary.clear();
    m_secondary.clear();
    m_show->setEnabled(true);
    fillKeys();
}

void AttestationSection::fillKeys()
{
    // A key of 88 characters has no place to break: it gets some, which copying does not see.
    const auto broken = [](QString key) {
        for (qsizetype at = key.size() - key.size() % 16; at > 0; at -= 16)
            key.insert(at, QChar(0x200B));
        return key;
    };
    m_primaryText->setText(m_shown ? broken(m_primary) : maskedKey);
    m_secondaryText->setText(m_shown ? broken(m_secondary) : maskedKey);
    m_copyPrimary->setVisible(m_shown);
    m_copySecondary->setVisible(m_shown);
    m_show->setText(m_shown ? tr("Hide keys") : tr("Show keys"));
}

bool AttestationSection::event(QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate)
        hideKeys();
    return QWidget::event(event);
}

void AttestationSection::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    hideKeys();
}

} // namespace rehome::ui
