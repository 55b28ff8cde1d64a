// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/items/EnrollmentItems.h"
#include "ui/window/Page.h"

#include <QtCore/QTimer>

class QPushButton;

namespace rehome::ui {

class EnrollmentInspector;
class EnrollmentTransfer;
class FindingsPanel;
class FleetTable;
class HubColors;
class LoadControl;
class MessageBar;
class PageHead;
class Theme;

/// "What is configured?": individual enrollments and groups in one table with filter, findings, policy editor and
/// unsent edits. Listens to one session; GUI thread.
class EnrollmentsPage : public Page
{
    Q_OBJECT
public:
    EnrollmentsPage(const Theme &theme, const HubColors &colors, session::Session &session, QWidget *parent = nullptr);
    ~EnrollmentsPage() override;

    QString title() const override { return tr("Enrollments"); }
    QString railCount() const override;
    QStringList facts() const override;
    QWidget *inspector() override;
    QString inspectorTitle() const override;
    QString pageMenuTitle() const override { return tr("Enrollment"); }
    bool focusFilter() override;
    void refresh() override { m_session.refresh(); }
    /// While a pass runs that a person waits for.
    bool canPause() const override { return m_load.running && m_load.byPerson; }
    bool isPaused() const override { return m_load.paused; }
    void setPaused(bool paused) override { m_session.setLoadingPaused(paused); }
    bool escape() override;
    void activated() override;
    void deactivated() override;
    void showTarget(const QString &target) override;
    QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;

    const items::EnrollmentItems &model() const { return m_model; }
    FleetTable &fleetTable() { return *m_table; }
    FindingsPanel &findings() { return *m_findings; }
    void setFindingsShown(bool shown);
    EnrollmentTransfer &transfer() { return *m_transfer; }
    /// Controls that a guide points at: "enrollments.new", "enrollments.delete", "inspector.hubs" …; null for others.
    QWidget *control(const QString &name);

private:
    void setUpTable(const HubColors &colors);
    void buildActions();
    void buildHead();
    void buildFindings();
    void showFindingCount(int findings, int worst);
    void buildTransfer();
    void published(const fleet::Publication &publication);
    void pendingChanged();
    void showProgress(const session::LoadProgress &progress);
    void rowsChanged();
    void newEnrollment();
    void editMany();
    void duplicateEnrollment();
    void deleteAfterAsking();
    void tick();
    std::vector<fleet::RowId> chosenRows() const; ///< the selection, else the current row
    qint64 nowMs() const;

    const Theme &m_theme;
    const HubColors &m_colors;
    session::Session &m_session;
    items::EnrollmentItems m_model;
    session::LoadProgress m_load;
    PageHead *m_head;
    MessageBar *m_message;
    FleetTable *m_table;
    FindingsPanel *m_findings;
    LoadControl *m_loading;
    QPushButton *m_findingsButton;
    QPushButton *m_new;
    QPushButton *m_delete;
    EnrollmentTransfer *m_transfer;
    EnrollmentInspector *m_inspector = nullptr;
    QTimer m_clock;
    bool m_visible = false;
};

} // namespace rehome::ui
