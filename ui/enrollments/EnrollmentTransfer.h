// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/fleet/EnrollmentExport.h"
#include "models/fleet/PlanFile.h"

#include <functional>

class QTableView;
class QWidget;

namespace rehome::ui {

class MessageBar;
class Theme;

/// Enrollments out of a page and back: copied as commands or JSON, written to files and imported from them, edits saved
/// as a plan and a plan opened as edits. Tells in the page's message bar how it went. GUI thread; files are read and
/// written by workers.
class EnrollmentTransfer : public QObject
{
    Q_OBJECT
public:
    enum class Verb : quint8
    {
        CopyAz,
        CopyCurl,
        CopyCurlWithKeys,
        CopyJson,
        Export,
        Import,
        OpenPlan,
        SavePlan,
    };
    static QList<Verb> verbs(); ///< in the order of the menu
    static QString words(Verb verb);
    static bool copies(Verb verb) { return verb <= Verb::CopyJson; }

    struct Rows
    {
        std::function<std::vector<fleet::RowId>()> chosen, shown;
        std::function<QList<fleet::ExportColumn>()> columns; ///< those that are visible
    };
    /// More rows than this are not copied: a file is the better place.
    static constexpr size_t mostCopied = 1000;

    EnrollmentTransfer(const Theme &theme, session::Session &session, Rows rows, MessageBar &message, QWidget *parent);

    void run(Verb verb);

    struct FileQuestion
    {
        QString title, types;
        QString suggested; ///< name of a file to write; empty when one is to be read
    };
    /// Asks for a file without blocking; `chosen` is called unless the person cancels.
    using AskFile = std::function<void(const FileQuestion &question, const std::function<void(QString)> &chosen)>;
    void setAskFile(AskFile ask) { m_askFile = std::move(ask); }

    /// The visible columns of an enrollments table, in the order in which they are seen.
    static QList<fleet::ExportColumn> columnsOf(const QTableView &table);

private:
    void copy(Verb verb);
    void copyWithKeys();
    void copied(const QStringList &texts, Verb verb);
    fleet::CopySource sourceOf(fleet::RowId row) const;
    void askFile(const FileQuestion &question, const std::function<void(QString)> &chosen);
    void exportTo(const QString &name);
    void importFrom(const QString &name);
    void openPlan(const QString &name);
    void takePlan(const fleet::Plan &plan);
    void savePlan(const QString &name);

    const Theme &m_theme;
    session::Session &m_session;
    Rows m_rows;
    MessageBar &m_message;
    QWidget *m_page;
    AskFile m_askFile;
};

} // namespace rehome::ui
