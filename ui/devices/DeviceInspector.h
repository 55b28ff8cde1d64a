// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/items/FeedItems.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace rehome::ui {

class ErrorHelp;
class FactList;
class MessageBar;
class WhyView;
class JsonView;
class SegmentedControl;

/// One device: what is known of its registration and how old that is, what happened to it, and why it stays or moves.
/// GUI thread.
class DeviceInspector : public QWidget
{
    Q_OBJECT
public:
    DeviceInspector(const Theme &theme, session::Session &session, const items::FeedItems &feed,
                    QWidget *parent = nullptr);

    /// NoRow empties it.
    void setDevice(fleet::RowId row);
    fleet::RowId device() const { return m_row; }
    /// Called after each batch and once a second; cheap when nothing of this device changed.
    void refresh(qint64 nowMs);

Q_SIGNALS:
    void enrollmentRequested(quint32 enrollmentRow);

private:
    QWidget *buildState();
    QWidget *buildTwin();
    void showState(qint64 nowMs);
    QString errorSubject() const;
    void showTimeline();
    void loadTwin();

    const Theme &m_theme;
    session::Session &m_session;
    const items::FeedItems &m_feed;
    fleet::RowId m_row = fleet::NoRow;
    fleet::RowId m_explainedRow = fleet::NoRow;
    quint64 m_explainedGeneration = 0;
    SegmentedControl *m_tabs;
    QStackedWidget *m_stack;
    FactList *m_facts = nullptr;
    ErrorHelp *m_error = nullptr;
    FactList *m_timeline = nullptr;
    QLabel *m_whyTitle = nullptr;
    QLabel *m_outcome = nullptr;
    WhyView *m_why = nullptr;
    QLabel *m_twinSource = nullptr;
    JsonView *m_twin = nullptr;
    MessageBar *m_message;
    QPushButton *m_openEnrollment;
    QPushButton *m_askNow;
};

} // namespace rehome::ui
