// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonValue>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace rehome::fleet {

/// Whose quoting rules a copied command follows. PowerShell: those that 5.1 and 7 share.
enum class Shell : quint8
{
    Posix,
    PowerShell
};

/// A place in a text that the shell fills from the environment, for a secret that is not written out: "$SAS".
QString placeholder(const QString &variable);

/// One word of a command line: never split, expanded or run by the shell, whatever it holds, but for its placeholders.
/// Left bare where that says the same.
QString shellWord(const QString &text, Shell shell);
/// A JSON object as an argument of `az`. For PowerShell it is a Python literal, which `az` takes as well: quotes within
/// an argument get lost between PowerShell and the batch file that `az` is on Windows.
QString azJsonWord(const QJsonObject &object, Shell shell);
/// Words of one command, broken into lines where it is long.
QString commandLine(const QStringList &words, Shell shell);
/// A line that the shell leaves alone.
QString commentLine(const QString &text);

} // namespace rehome::fleet
