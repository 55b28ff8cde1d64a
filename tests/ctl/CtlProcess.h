// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/local/Harness.h"

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <csignal>

namespace rehome::test {

struct CtlResult
{
    int exitCode = -1;
    QByteArray out, err;
};
/// Runs rehomectl to its end. `input`: the file or terminal that is its standard input; else it has a pipe.
CtlResult runCtl(const QStringList &arguments, const QString &input = {});

/// A file with these contents in the folder; its name, or nothing when it could not be written.
QString writeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &contents);

/// `rehomectl serve` as a process of its own.
class ServeProcess
{
public:
    ~ServeProcess();
    /// Waits for the ready line; false when the process ended first.
    bool start(const QStringList &arguments);
    QJsonObject ready() const { return m_ready; }
    QByteArray readyLine() const { return m_line; }
    /// Everything it wrote to standard error so far.
    QByteArray errors();
    local::ServiceEndpoint endpoint() const;
    void killNow(); ///< SIGKILL
    /// Sends the signal and gives the exit code, or -1 when it did not end in order within 5 s.
    int endBy(int signal);
    QProcess process;

private:
    QByteArray m_line, m_errors;
    QJsonObject m_ready;
};

/// A running service with what `rehomectl enrollments` needs to reach it.
class EnrollmentsAtService
{
public:
    /// False when it did not start.
    bool start(const QByteArray &scenario);
    /// `rehomectl enrollments` with the connection added.
    CtlResult enrollments(const QStringList &words, const QString &input = {}) const;
    /// IDs that the filter chooses, in the order of `list`.
    QStringList idsWith(const QString &filter) const;
    QString file(const QString &name, const QByteArray &contents) const { return writeFile(m_place, name, contents); }
    QString path(const QString &name) const { return m_place.filePath(name); }
    QString readyFile() const { return m_ready; }
    int end() { return m_serve.endBy(SIGTERM); }

private:
    QTemporaryDir m_place;
    ServeProcess m_serve;
    QString m_ready;
};

} // namespace rehome::test
