// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/ImportMapping.h"

#include <QtCore/QJsonValue>
#include <tl/expected.hpp>

// Cells of a table ↔ values of the protocol. Pure functions, any thread.
namespace rehome::fleet {

/// One member that a file names.
struct ImportedMember
{
    QString path;                            ///< as in PendingField
    QJsonValue value{QJsonValue::Undefined}; ///< Undefined: to be removed
    bool operator==(const ImportedMember &) const = default;
};

/// What a cell of this field says; else a sentence with what is wrong and what to write. `path`: of a tag or property.
/// Certificates come as attestation.x509.certificates.primary: the enrollment's kind decides whose they are. IDs and
/// kinds are no members: the field must be another one. The cell is not empty.
tl::expected<ImportedMember, QString> memberOfCell(ImportField field, const QString &path, const QString &cell);

/// A cell of a tag or property: JSON where it is JSON (so `5` is a number and `"5"` a text), else the text itself. A
/// whole number that does not fit stays a text, so that no digit is lost.
QJsonValue twinValueOfCell(const QString &cell);
/// The other way round: twinValueOfCell() gives the same value back. Empty for an absent value.
QString cellOfTwinValue(const QJsonValue &value);

} // namespace rehome::fleet
