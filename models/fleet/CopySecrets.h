// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

// Secrets in bodies that are copied or written to files. Pure functions, any thread.
namespace rehome::fleet {

/// Symmetric keys, and the code of a webhook's address, as placeholders (see ShellText.h).
QJsonObject withPlaceholders(const QJsonObject &body);
/// The address of a webhook with the code that lets one call it as a placeholder.
QString withoutWebhookCode(const QString &url);
bool hasWebhookCode(const QString &url);

/// `value` without symmetric keys, wherever they are in it; `found` is set when there were any.
QJsonValue withoutSymmetricKeys(const QJsonValue &value, bool &found);

/// JSON text with everything beyond ASCII as \uXXXX, placeholders left alone.
QString asciiJson(const QString &json);

} // namespace rehome::fleet
