// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace rehome::domain {

enum class TwinSection : quint8
{
    Tags,
    Desired,
    Reported
};

/// What a hub takes in one section of a twin (IoT Hub developer guide, device twins: "Tags and properties format" and
/// "Device twin size").
struct TwinLimits
{
    static constexpr qint64 tagBytes = 8 * 1024;
    static constexpr qint64 propertyBytes = 32 * 1024;
    static constexpr int depth = 10; ///< objects within the section
    static constexpr int keyBytes = 1024;
    static constexpr int textBytes = 4096;
    static constexpr qint64 largestInteger = 4503599627370495, smallestInteger = -4503599627370496;
};

/// The hub's own measure: UTF-8 bytes of keys and texts without control characters, 8 for a number, 4 for a truth
/// value, the sum of its members for an object or a list. $metadata and $version are not part of `section`.
qint64 twinSize(const QJsonObject &section);

/// Why a patch or a whole section cannot be taken: names, depth, texts and integers. One sentence that begins with the
/// path; empty when all is well. null is let pass, since in a patch it deletes.
QString twinFormObjection(const QJsonObject &section, TwinSection kind);
/// The same for the size of the whole section, after a patch is merged.
QString twinSizeObjection(const QJsonObject &section, TwinSection kind);

} // namespace rehome::domain
