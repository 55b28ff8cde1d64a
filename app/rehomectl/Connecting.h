// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rehomectl/Arguments.h"
#include "app/session/ConnectionProfile.h"
#include "models/domain/Error.h"

#include <QtCore/QByteArray>

namespace rehome::ctl {

/// What a command connects with.
struct Connection
{
    session::ConnectionProfile profile;
    session::ConnectionSecret secret;
};

/// A file's contents, at most `largest` bytes; "-" is standard input.
Result<QByteArray> fileContents(const QString &name, qint64 largest = 4 * 1024 * 1024);

/// Options of every command that connects to a service: connection, ca, linked-hubs.
QStringList connectionOptions();
/// The connection string, or the line that `rehomectl serve` prints, from --connection FILE or from
/// REHOME_CONNECTION_STRING; never an argument, so that the key is in no list of processes.
Result<Connection> connectionFrom(const Arguments &arguments);
/// Why the options cannot be used at all; empty when they can.
QString connectionMistake(const Arguments &arguments);

} // namespace rehome::ctl
