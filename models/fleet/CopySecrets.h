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

/// For the screen: the same address with dots for its code.
QString maskedWebhookCode(const QString &url);
/// The same in a value that a screen shows: `path` is where it stands in an enrollment, empty for a whole one.
QJsonValue withMaskedWebhookCode(const QString &path, const QJsonValue &value);
/// The address that was meant by one with dots: they stand for the code of `known`.
QString unmaskedWebhookCode(const QString &url, const QString &known);
/// The words of a difference instead of a code: whether it is the one that was there before.
QString wordForWebhookCode(const QString &url, const QString &before, const QString &present, const QString &fresh);

/// `value` without symmetric keys, wherever they are in it; `found` is set when there were any.
QJsonValue withoutSymmetricKeys(const QJsonValue &value, bool &found);

/// JSON text with everything beyond ASCII as \uXXXX, placeholders left alone.
QString asciiJson(const QString &json);

} // namespace rehome::fleet
