// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QHash>
#include <QtCore/QStringList>
#include <optional>

namespace rehome::ctl {

/// Exit codes of every command (contract).
enum ExitCode
{
    Done = 0,
    Refused = 1,
    WrongUsage = 2,
    Findings = 3 ///< done, with findings at or above --fail-on
};

/// "--name value", "--name=value" and plain flags, strictly: an unknown, doubled or incomplete option is wrong usage,
/// found before anything starts.
class Arguments
{
public:
    /// `valued` take a value, `flags` do not; names without hyphens. `error` is a sentence when something is wrong.
    Arguments(const QStringList &arguments, const QStringList &valued, const QStringList &flags);

    QString error() const { return m_error; }
    bool has(const QString &name) const { return m_values.contains(name); }
    QString value(const QString &name, const QString &fallback = {}) const { return m_values.value(name, fallback); }
    QStringList positional() const { return m_positional; }
    /// A whole number in [minimum, maximum]; sets the error when there is something else, nothing when the option is
    /// absent.
    std::optional<int> number(const QString &name, int minimum, int maximum);
    void fail(const QString &why);

private:
    QHash<QString, QString> m_values;
    QStringList m_positional;
    QString m_error;
};

/// "rehomectl NAME: why" on standard error, and where help is. Returns WrongUsage.
int wrongUsage(const QString &command, const QString &why);
/// A message on standard error. Returns Refused.
int refused(const QString &why);
/// One line on standard output, flushed at once.
void printLine(const QByteArray &line);

} // namespace rehome::ctl
