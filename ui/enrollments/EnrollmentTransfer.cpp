// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EnrollmentTransfer.h"

#include "models/fleet/CopyAs.h"
#include "models/items/Columns.h"
#include "ui/enrollments/ImportDialog.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/MessageBar.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableView>

namespace rehome::ui {

namespace {

constexpr qint64 tokenSeconds = 3600;

/// Writes a file as a whole or not at all.
Result<void> writeWhole(const QString &name, const std::function<Result<void>(QIODevice &)> &write)
{
    QSaveFile file(name);
    const auto unwritable = [&file] {
        return Failure(Error{ErrorKind::Storage,
                             EnrollmentTransfer::tr("The file could not be written: %1").arg(file.errorString())});
    };
    if (!file.open(QIODevice::WriteOnly))
        return unwritable();
    if (Result<void> written = write(file); !written)
        return written;
    if (!file.commit())
        return unwritable();
    return {};
}

QList<fleet::ExportField> fieldsOf(items::EnrollmentColumn column)
{
    using Column = items::EnrollmentColumn;
    using Field = fleet::ExportField;
    switch (column) {
    case Column::Id:
        return {Field::Id};
    case Column::Kind:
        return {Field::Kind};
    case Column::DeviceId:
        return {Field::DeviceId};
    case Column::Status:
        return {Field::RegistrationStatus};
    case Column::Policy:
        return {Field::ReprovisionPolicy};
    case Column::Hub: // the table shows the one where there is one, else the other
        return {Field::AssignedHub, Field::IotHubs};
    case Column::Allocation:
        return {Field::AllocationPolicy};
    case Column::Attestation:
        return {Field::Attestation};
    case Column::LastRegistered:
        return {Field::LastRegistered};
    case Column::Provisioning:
        return {Field::ProvisioningStatus};
    case Column::Records:
        return {Field::Records};
    case Column::Updated:
        return {Field::Updated};
    case Column::Created:
        return {Field::Created};
    case Column::Age:
        return {Field::Read};
    case Column::Client: // no member of an enrollment: this program's own note
        break;
    }
    return {};
}

} // namespace

QList<EnrollmentTransfer::Verb> EnrollmentTransfer::verbs()
{
    return {Verb::CopyAz, Verb::CopyCurl, Verb::CopyCurlWithKeys, Verb::CopyJson,
            Verb::Export, Verb::Import,   Verb::OpenPlan,         Verb::SavePlan};
}

QString EnrollmentTransfer::words(Verb verb)
{
    switch (verb) {
    case Verb::CopyAz:
        return tr("Copy as az command");
    case Verb::CopyCurl:
        return tr("Copy as curl command");
    case Verb::CopyCurlWithKeys:
        return tr("Copy as curl command with keys");
    case Verb::CopyJson:
        return tr("Copy as JSON");
    case Verb::Export:
        return tr("Export what is shown…");
    case Verb::Import:
        return tr("Import…");
    case Verb::OpenPlan:
        return tr("Open plan…");
    case Verb::SavePlan:
        return tr("Save edits as plan…");
    }
    return {};
}

EnrollmentTransfer::EnrollmentTransfer(const Theme &theme, session::Session &session, Rows rows, MessageBar &message,
                                       QWidget *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_session(session)
    , m_rows(std::move(rows))
    , m_message(message)
    , m_page(parent)
{
}

QList<fleet::ExportColumn> EnrollmentTransfer::columnsOf(const QTableView &table)
{
    QList<fleet::ExportColumn> columns;
    const QHeaderView *header = table.horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        if (header->isSectionHidden(column))
            continue;
        for (const fleet::ExportField field : fieldsOf(static_cast<items::EnrollmentColumn>(column)))
            columns.append({field, {}});
    }
    return columns;
}

void EnrollmentTransfer::run(Verb verb)
{
    const QString host = m_session.profile().hostName.section(u'.', 0, 0).section(u':', 0, 0);
    switch (verb) {
    case Verb::CopyAz:
    case Verb::CopyCurl:
    case Verb::CopyJson:
        return copy(verb);
    case Verb::CopyCurlWithKeys:
        return copyWithKeys();
    case Verb::Export:
        return askFile({words(verb), tr("CSV for spreadsheets (*.csv);;JSON, whole enrollments (*.json)"),
                        host + QStringLiteral("-enrollments.csv")},
                       [this](const QString &name) { exportTo(name); });
    case Verb::Import:
        return askFile({words(verb), tr("CSV or JSON (*.csv *.tsv *.txt *.json);;All files (*)"), {}},
                       [this](const QString &name) { importFrom(name); });
    case Verb::OpenPlan:
        return askFile({words(verb), tr("Plans (*.json);;All files (*)"), {}},
                       [this](const QString &name) { openPlan(name); });
    case Verb::SavePlan:
        if (m_session.pending().isEmpty())
            return m_message.showMessage(MessageBar::Kind::Info, tr("There are no edits to save."));
        return askFile({words(verb), tr("Plans (*.json)"), host + QStringLiteral("-plan.json")},
                       [this](const QString &name) { savePlan(name); });
    }
}

fleet::CopySource EnrollmentTransfer::sourceOf(fleet::RowId row) const
{
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    fleet::CopySource source;
    source.kind = snapshot->enrollments.kind[row];
    source.id = snapshot->enrollmentId(row);
    source.body = QJsonDocument::fromJson(m_session.bodyReader()(row)).object();
    source.hostName = m_session.profile().hostName;
    source.caCertificatePath = m_session.profile().caCertificatePath;
    return source;
}

void EnrollmentTransfer::copied(const QStringList &texts, Verb verb)
{
    const bool list = verb == Verb::CopyJson && texts.size() > 1;
    const QString text =
        list ? QStringLiteral("[\n") + texts.join(QLatin1String(",\n")) + QStringLiteral("\n]") : texts.join(u'\n');
    QGuiApplication::clipboard()->setText(text);
    const int count = static_cast<int>(texts.size());
    if (verb == Verb::CopyCurlWithKeys)
        m_message.showMessage(MessageBar::Kind::Warning,
                              tr("Copied with its keys and a token for an hour. Keep it as you keep keys."));
    else
        m_message.showMessage(MessageBar::Kind::Success, tr("%Ln enrollment(s) copied.", nullptr, count));
}

void EnrollmentTransfer::copy(Verb verb)
{
    const std::vector<fleet::RowId> rows = m_rows.chosen();
    if (rows.empty() || rows.size() > mostCopied)
        return m_message.showMessage(
            MessageBar::Kind::Info,
            rows.empty()
                ? tr("Select the enrollments to copy first.")
                : tr("Select at most %1 enrollments to copy, or export them.").arg(static_cast<int>(mostCopied)));
    QStringList texts;
    for (const fleet::RowId row : rows) {
        const fleet::CopySource source = sourceOf(row);
        if (source.body.isEmpty())
            continue; // gone meanwhile
        texts << (verb == Verb::CopyAz     ? fleet::azCreate(source)
                  : verb == Verb::CopyCurl ? fleet::curlShow(source)
                                           : fleet::jsonText(source));
    }
    copied(texts, verb);
}

void EnrollmentTransfer::copyWithKeys()
{
    const std::vector<fleet::RowId> rows = m_rows.chosen();
    if (rows.size() != 1)
        return m_message.showMessage(MessageBar::Kind::Info, tr("Select one enrollment to copy it with its keys."));
    fleet::CopySource source = sourceOf(rows.front());
    m_session.attestationWithKeys(rows.front()).then(this, [this, source](const Result<QJsonObject> &answer) mutable {
        if (!answer)
            return m_message.showError(answer.error());
        source.body.insert(QStringLiteral("attestation"), *answer);
        source.secrets = fleet::Secrets::Shown;
        source.token = m_session.serviceToken(tokenSeconds);
        copied({fleet::curlShow(source) + u'\n' + fleet::curlUpdate(source, source.body)}, Verb::CopyCurlWithKeys);
    });
}

void EnrollmentTransfer::askFile(const FileQuestion &question, const std::function<void(QString)> &chosen)
{
    if (m_askFile)
        return m_askFile(question, chosen);
    auto *dialog = new QFileDialog(m_page, question.title, {}, question.types);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const bool saves = !question.suggested.isEmpty();
    dialog->setAcceptMode(saves ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(saves ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->selectFile(question.suggested);
    connect(dialog, &QFileDialog::fileSelected, this, chosen);
    dialog->open();
}

void EnrollmentTransfer::exportTo(const QString &name)
{
    const std::vector<fleet::RowId> rows = m_rows.shown();
    const auto count = static_cast<int>(rows.size());
    const bool json = QFileInfo(name).suffix().compare(QLatin1String("json"), Qt::CaseInsensitive) == 0;
    const QList<fleet::ExportColumn> columns = json ? QList<fleet::ExportColumn>() : m_rows.columns();
    const fleet::EnrollmentExport table(m_session.snapshot(), rows, m_session.bodyReader());
    inBackground<Result<void>>([=] {
        return writeWhole(name, [&](QIODevice &device) {
            return json ? table.writeJson(device) : table.writeCsv(device, columns, {',', true});
        });
    }).then(this, [this, name, count](const Result<void> &written) {
        if (!written)
            return m_message.showError(written.error());
        m_message.showMessage(MessageBar::Kind::Success,
                              tr("%Ln enrollment(s) written to %1.", nullptr, count).arg(QFileInfo(name).fileName()));
    });
}

void EnrollmentTransfer::importFrom(const QString &name)
{
    if (m_session.profile().safety == session::SafetyLevel::ReadOnly)
        return m_message.showMessage(MessageBar::Kind::Warning, tr("This connection is read-only. Allow edits first."));
    auto *dialog = new ImportDialog(m_theme, m_session, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::imported, this, [this](int edits) {
        m_message.showMessage(MessageBar::Kind::Success, tr("%Ln edit(s) wait in the tray.", nullptr, edits));
    });
    dialog->read(name);
    dialog->open();
}

void EnrollmentTransfer::savePlan(const QString &name)
{
    const fleet::Plan plan = fleet::planOf(m_session.pending().edits(), m_session.profile().hostName,
                                           QStringLiteral("rehome " REHOME_VERSION),
                                           QDateTime::currentMSecsSinceEpoch() + m_session.clockOffsetMs());
    inBackground<Result<void>>([=] {
        return writeWhole(name, [&plan](QIODevice &device) -> Result<void> {
            const QByteArray text = fleet::planText(plan);
            if (device.write(text) == text.size())
                return {};
            return Failure(
                Error{ErrorKind::Storage, tr("The file could not be written: %1").arg(device.errorString())});
        });
    }).then(this, [this, name, plan](const Result<void> &written) {
        if (!written)
            return m_message.showError(written.error());
        const fleet::PlanSecrets secrets = fleet::secretsIn(plan);
        const auto count = static_cast<int>(plan.items.size());
        const QString saved = tr("%Ln edit(s) written to %1.", nullptr, count).arg(QFileInfo(name).fileName());
        if (secrets.withKeys > 0)
            return m_message.showMessage(
                MessageBar::Kind::Warning,
                saved + u' ' +
                    tr("Keys are not in it: %Ln edit(s) cannot be applied from there.", nullptr, secrets.withKeys));
        if (secrets.withWebhookCodes > 0)
            return m_message.showMessage(MessageBar::Kind::Warning,
                                         saved + u' ' +
                                             tr("It holds the code of a webhook. Keep it as you keep keys."));
        m_message.showMessage(MessageBar::Kind::Success, saved);
    });
}

void EnrollmentTransfer::openPlan(const QString &name)
{
    inBackground<Result<fleet::Plan>>([name]() -> Result<fleet::Plan> {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return Failure(Error{ErrorKind::Storage, tr("The file could not be read: %1").arg(file.errorString())});
        return fleet::planFromText(file.read(fleet::largestPlan));
    }).then(this, [this](const Result<fleet::Plan> &plan) {
        if (!plan)
            return m_message.showError(plan.error());
        takePlan(*plan);
    });
}

void EnrollmentTransfer::takePlan(const fleet::Plan &plan)
{
    if (m_session.profile().safety == session::SafetyLevel::ReadOnly)
        return m_message.showMessage(MessageBar::Kind::Warning, tr("This connection is read-only. Allow edits first."));
    if (plan.service != m_session.profile().hostName.toLower())
        return m_message.showMessage(MessageBar::Kind::Error,
                                     tr("This is a plan for %1. Open that connection first.").arg(plan.service));
    QList<fleet::EnrollmentEdit> edits;
    int keys = 0;
    for (const fleet::Plan::Item &item : plan.items) {
        if (item.keysLeftOut)
            ++keys;
        else
            edits.append(item.edit);
    }
    const session::Session::Staged staged = m_session.stageEdits(tr("Open plan"), edits);
    QStringList parts{tr("%Ln edit(s) of the plan wait in the tray.", nullptr, staged.staged)};
    if (staged.already > 0)
        parts << tr("%Ln are so already.", nullptr, staged.already);
    if (staged.conflicts > 0)
        parts << tr("%Ln were made from an older version and will be compared.", nullptr, staged.conflicts);
    if (staged.missing > 0)
        parts << tr("%Ln are of enrollments that are gone.", nullptr, staged.missing);
    if (keys > 0)
        parts << tr("%Ln lack their keys and were left out.", nullptr, keys);
    const bool whole = staged.conflicts + staged.missing + keys == 0;
    m_message.showMessage(whole ? MessageBar::Kind::Success : MessageBar::Kind::Warning, parts.join(u' '));
}

} // namespace rehome::ui
