// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "ui/enrollments/EffectPreview.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace rehome::ui {

class AttestationSection;
class ClientPicker;
class FactList;
class HubSetEditor;
class JsonSection;
class MessageBar;
class PolicyCards;
class SegmentedControl;
class WebhookEditor;
class WhyView;

/// The selected enrollments: policy as four cards, hubs and allocation, what will happen, state, initial twin and JSON.
/// Every change goes to the tray as an unsent edit. GUI thread.
class EnrollmentInspector : public QWidget
{
    Q_OBJECT
public:
    EnrollmentInspector(const Theme &theme, const HubColors &colors, session::Session &session,
                        QWidget *parent = nullptr);

    /// Empty: nothing selected. One: everything; several: policy, declared client, hubs and provisioning status of all
    /// of them.
    void setRows(std::vector<fleet::RowId> rows);
    const std::vector<fleet::RowId> &rows() const { return m_rows; }
    /// After batches and edits; at most a few times a second, and so seldom that it stays a small part of this thread's
    /// time.
    void refresh();
    QWidget *policyPart() const;
    QWidget *hubsPart() const;

Q_SIGNALS:
    void undoRequested();
    void devicesRequested(quint32 enrollmentRow);

private:
    QWidget *buildPolicy();
    QWidget *buildState();
    void fill();
    const EffectPreview &preview();
    void fillPolicy(const EffectPreview &preview);
    void fillClient();
    void fillState(const EffectPreview &preview);
    void loadBody();
    void fillBody();
    /// Sets members of an object of the enrollment, as an unsent edit.
    void stageMembers(const QString &object, const QJsonObject &members);
    domain::ReprovisionPolicy chosenPolicy(fleet::RowId row) const;
    bool editable() const;

    const Theme &m_theme;
    const HubColors &m_colors;
    session::Session &m_session;
    std::vector<fleet::RowId> m_rows;
    EffectPreview m_preview; ///< of the generation and the edits below; none when there are none
    std::optional<std::pair<quint64, quint64>> m_previewOf;
    std::optional<QJsonObject> m_body;                        ///< as stored, of the one row that is shown
    std::optional<std::pair<fleet::RowId, quint64>> m_bodyOf; ///< row and place of that body, or of the one asked for
    QTimer m_soon;
    SegmentedControl *m_tabs;
    QStackedWidget *m_stack;
    MessageBar *m_message;
    QLabel *m_heading = nullptr;
    PolicyCards *m_cards = nullptr;
    ClientPicker *m_client = nullptr;
    HubSetEditor *m_hubs = nullptr;
    WebhookEditor *m_webhook = nullptr;
    QCheckBox *m_enabled = nullptr;
    QCheckBox *m_edge = nullptr;
    QLabel *m_effect = nullptr;
    WhyView *m_why = nullptr;
    FactList *m_state = nullptr;
    AttestationSection *m_attestation = nullptr;
    JsonSection *m_twin = nullptr;
    JsonSection *m_raw = nullptr;
    QPushButton *m_undo;
    QPushButton *m_devices;
};

} // namespace rehome::ui
