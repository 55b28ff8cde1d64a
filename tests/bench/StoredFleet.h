// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

// A fleet put straight into the local service's database: a million rows in seconds, which a scenario would take as a
// million JSON objects.
namespace rehome::bench {

QString deviceName(int number);
/// Different for every device, 64 bytes in base64.
QByteArray deviceKey(int number, char salt);

/// Individual enrollments and registration records into the database of a service that was started once in this folder
/// and is not running.
bool fill(const QString &folder, int enrollments, int records);

} // namespace rehome::bench
