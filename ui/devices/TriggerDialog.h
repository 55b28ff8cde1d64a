// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/items/TriggerItems.h"
#include "ui/theme/Theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QDialog>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace rehome::ui {

class MessageBar;
class ProgressLine;
class RowTable;
class SegmentedControl;

/// Asks devices to register again: how many can be asked and why the others cannot, by which means, at which rate; then
/// what became of each. Nothing is sent before its button. Closing it does not end what runs. GUI thread.
class TriggerDialog : public QDialog
{
    Q_OBJECT
public:
    TriggerDialog(const Theme &theme, session::Session &session, std::vector<fleet::RowId> devices,
                  QWidget *parent = nullptr);

    [[nodiscard]] const items::TriggerItems &model() const { return m_items; }
    [[nodiscard]] SegmentedControl *means() const { return m_means; }
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] QLineEdit *payloadField() const { return m_payload; }
    [[nodiscard]] QSpinBox *rate() const { return m_rate; }
    [[nodiscard]] QSpinBox *first() const { return m_first; }
    [[nodiscard]] QLineEdit *numberField() const { return m_number; } ///< where the number has to be typed
    [[nodiscard]] QPushButton *askButton() const { return m_ask; }
    [[nodiscard]] QPushButton *stopButton() const { return m_stop; }
    [[nodiscard]] MessageBar *message() const { return m_message; }
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString cost() const;

private:
    [[nodiscard]] session::TriggerMeans chosenMeans() const;
    [[nodiscard]] std::vector<fleet::RowId> chosen() const;
    [[nodiscard]] QString obstacleText() const;
    [[nodiscard]] bool needsNumber() const;
    void showMeans();
    void refresh();
    void ask();
    void take(const session::TriggerResult &result);
    void showProgress(const session::TriggerProgress &progress);

    session::Session &m_session;
    fleet::TriggerPlan m_plan;
    items::TriggerItems m_items;
    QTimer m_later;     ///< the fleet is published with every frame
    bool m_own = false; ///< what runs was begun here
    bool m_asked = false;
    QLabel *m_summary, *m_hint, *m_cost, *m_numberLabel, *m_state;
    SegmentedControl *m_means;
    QFormLayout *m_form;
    QLineEdit *m_name, *m_payload, *m_number;
    QSpinBox *m_seconds, *m_rate, *m_first;
    MessageBar *m_message;
    ProgressLine *m_progress;
    RowTable *m_table;
    QPushButton *m_ask = nullptr, *m_stop = nullptr;
};

} // namespace rehome::ui
