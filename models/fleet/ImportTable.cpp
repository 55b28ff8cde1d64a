// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/ImportTable.h"

#include "models/fleet/CsvWriter.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

namespace rehome::fleet {

using domain::EnrollmentKind;

namespace {

constexpr int linesBetweenLooks = 1000;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::ImportTable)
};

} // namespace

void ImportProblems::add(qint64 line, const QString &column, const QString &message)
{
    ++m_count;
    m_lines += line == m_lastLine ? 0 : 1;
    m_lastLine = line;
    if (m_kept.size() < mostKept)
        m_kept.append({line, column, message});
}

qint64 ImportedIds::firstLineOf(EnrollmentKind kind, const QString &id, qint64 line)
{
    QHash<QString, qint64> &lines = m_lines[static_cast<int>(kind)];
    const QString folded = domain::foldedId(id);
    const auto known = lines.constFind(folded);
    if (known != lines.cend())
        return *known;
    lines.insert(folded, line);
    return 0;
}

/// One line while it is read.
struct ImportTable::Line
{
    ImportProblems &problems;
    ImportedEnrollment enrollment;
    QString registrationId, groupId, id, idHeader;
    std::optional<EnrollmentKind> kind;
    bool good = true;

    void fail(const QString &column, const QString &message)
    {
        good = false;
        problems.add(enrollment.line, column, message);
    }
};

void ImportTable::readId(Line &line)
{
    ImportedEnrollment &enrollment = line.enrollment;
    if (!line.registrationId.isEmpty() && !line.groupId.isEmpty())
        return line.fail({}, Text::tr("This line has a registration ID and a group ID. Empty one of them."));
    enrollment.id = line.id;
    enrollment.kind = line.kind.value_or(EnrollmentKind::Individual);
    if (!line.registrationId.isEmpty() || !line.groupId.isEmpty()) {
        enrollment.id = line.groupId.isEmpty() ? line.registrationId : line.groupId;
        enrollment.kind = line.groupId.isEmpty() ? EnrollmentKind::Individual : EnrollmentKind::Group;
        if (line.kind && *line.kind != enrollment.kind)
            return line.fail({}, Text::tr("The kind and the column of the ID disagree. Correct one of them."));
    }
    if (enrollment.id.isEmpty())
        return line.fail({}, Text::tr("This line has no ID. Fill in the registration ID or group ID."));
    if (!domain::isValidRegistrationId(enrollment.id))
        line.fail(line.idHeader, Text::tr("This ID is not valid. Use 1 to 128 letters, digits and - . _ : only."));
}

/// The type of an attestation that only shows by its keys, certificates that are the clients' or the signers', and what
/// cannot go together.
void ImportTable::readAttestation(Line &line)
{
    const bool group = line.enrollment.kind == EnrollmentKind::Group;
    QStringList types;
    QString told;
    for (ImportedMember &member : line.enrollment.members) {
        static const QString certificates = QStringLiteral("attestation.x509.certificates.");
        if (member.path.startsWith(certificates))
            member.path = (group ? QStringLiteral("attestation.x509.signingCertificates.")
                                 : QStringLiteral("attestation.x509.clientCertificates.")) +
                          member.path.sliced(certificates.size());
        if (member.path == QLatin1String("attestation.type"))
            told = member.value.toString();
        else if (member.path.startsWith(QLatin1String("attestation.")))
            types << member.path.section(u'.', 1, 1);
        if (group && member.path == QLatin1String("deviceId"))
            line.fail({}, Text::tr("A group has no device ID. Empty that cell."));
    }
    types.removeDuplicates();
    if (types.size() > 1 || (types.size() == 1 && !told.isEmpty() && told != types.first()))
        return line.fail({}, Text::tr("This line has keys or certificates of another attestation. Keep those of one."));
    if (told.isEmpty() && !types.isEmpty()) {
        told = types.first();
        line.enrollment.members.prepend({QStringLiteral("attestation.type"), told});
    }
    if (group && told == QLatin1String("tpm"))
        line.fail({}, Text::tr("A group cannot attest by TPM. Use symmetricKey or x509."));
}

std::optional<ImportedEnrollment> ImportTable::read(const CsvRecord &record, ImportProblems &problems)
{
    Line line{problems, {}, {}, {}, {}, {}, {}, true};
    line.enrollment.line = record.line;
    const QList<ImportColumn> &columns = m_mapping.columns();
    if (record.problem) {
        problems.add(record.line, columns.value(record.fields.size()).header, record.problem->message);
        return std::nullopt;
    }
    if (record.fields.size() > columns.size())
        line.fail({}, Text::tr("This line has %1 fields, the header %2. Check quotes and separators.")
                          .arg(record.fields.size())
                          .arg(columns.size()));
    const qsizetype width = std::min(record.fields.size(), columns.size());
    for (qsizetype i = 0; i < width; ++i) {
        const ImportColumn &column = columns.at(i);
        const QString cell = CsvWriter::unprotectedField(record.fields.at(i)).trimmed();
        if (cell.isEmpty() || column.field == ImportField::Ignored)
            continue;
        const bool isId = column.field == ImportField::Id || column.field == ImportField::RegistrationId ||
                          column.field == ImportField::GroupId;
        if (isId) {
            (column.field == ImportField::Id        ? line.id
             : column.field == ImportField::GroupId ? line.groupId
                                                    : line.registrationId) = cell;
            line.idHeader = column.header;
        } else if (column.field == ImportField::Kind) {
            if (cell.compare(QLatin1String("group"), Qt::CaseInsensitive) == 0)
                line.kind = EnrollmentKind::Group;
            else if (cell.compare(QLatin1String("individual"), Qt::CaseInsensitive) == 0)
                line.kind = EnrollmentKind::Individual;
            else
                line.fail(column.header, Text::tr("This is no kind of enrollment. Write individual or group."));
        } else if (auto member = memberOfCell(column.field, column.path, cell)) {
            line.enrollment.members.append(*std::move(member));
        } else {
            line.fail(column.header, member.error());
        }
    }
    readId(line);
    readAttestation(line);
    if (!line.good)
        return std::nullopt;
    // A whole section first, so that a single member of it stays as its own column says.
    std::ranges::stable_sort(line.enrollment.members, {},
                             [](const ImportedMember &member) { return member.path.count(u'.'); });
    const qint64 earlier = m_ids.firstLineOf(line.enrollment.kind, line.enrollment.id, record.line);
    if (earlier > 0) {
        line.fail(line.idHeader, Text::tr("Line %1 has this ID already. Remove one of the two.").arg(earlier));
        return std::nullopt;
    }
    return std::move(line.enrollment);
}

bool ImportTable::readAll(CsvReader &reader, const Sink &sink, ImportProblems &problems,
                          const std::function<bool()> &goOn)
{
    CsvRecord record;
    for (int count = 0; reader.next(record); ++count) {
        if (auto enrollment = read(record, problems))
            sink(*std::move(enrollment));
        if (count % linesBetweenLooks == 0 && goOn && !goOn())
            return false;
    }
    if (const auto &failure = reader.failure()) {
        problems.add(failure->line, {}, failure->message);
        return false;
    }
    return true;
}

} // namespace rehome::fleet
