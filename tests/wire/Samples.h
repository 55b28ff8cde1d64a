// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/EnrollmentCodec.h"

#include <QtTest/QtTest>

namespace samples {

inline QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("bad sample: %s", text.constData());
    return document.object();
}

/// One value out of the captures of real devices and documents, by name.
inline QJsonObject capture(const char *name)
{
    QFile file(QStringLiteral(REHOME_SOURCE_DIR "/tests/wire/data/device-captures.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no captures");
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject value = all.value(QLatin1String(name)).toObject();
    if (value.isEmpty())
        qFatal("no capture %s", name);
    return value;
}

/// Every member of IndividualEnrollment and of EnrollmentGroup, api-version 2021-10-01. In a .cpp of their own, since
/// moc stumbles over raw strings of several lines.
QJsonObject fullIndividual();
QJsonObject fullGroup();

} // namespace samples
