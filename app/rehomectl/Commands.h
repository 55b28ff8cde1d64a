// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringList>

namespace rehome::ctl {

/// The commands of rehomectl, one file each. They take what follows the command's name and give the exit code.
int serveCommand(const QStringList &arguments);
int controlCommand(const QStringList &arguments);
int fleetCommand(const QStringList &arguments);
int lintCommand(const QStringList &arguments);
int explainCommand(const QStringList &arguments);
int enrollmentsCommand(const QStringList &arguments);
int versionCommand(const QStringList &arguments);
int helpCommand(const QStringList &arguments);

} // namespace rehome::ctl
