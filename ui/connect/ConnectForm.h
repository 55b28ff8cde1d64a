// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ProfileStore.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>
#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QVBoxLayout;

namespace rehome::ui {

class SegmentedControl;

/// What a person entered, ready to be opened.
struct ConnectRequest
{
    session::ConnectionProfile profile;
    session::ConnectionSecret secret;
    session::KeepSecret keep = session::KeepSecret::ThisRunOnly;
};

/// Form for a new connection. Everything is checked while typing and the wrong part is named; keys are never shown
/// unless asked, and leave this widget only in request(). A new connection starts read-only.
class ConnectForm : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectForm(const Theme &theme, QWidget *parent = nullptr);

    /// Nothing while something is missing or wrong; problem() says what.
    [[nodiscard]] std::optional<ConnectRequest> request() const;
    [[nodiscard]] QString problem() const;
    /// Empties every field, keys first.
    void clear();
    /// The key of this profile has to be given again: name, environment and id stay.
    void askAgain(const session::ConnectionProfile &profile);
    void setBusy(bool busy);

    [[nodiscard]] QLineEdit *connectionStringField() const { return m_service; }
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] QLineEdit *certificateField() const { return m_certificate; }
    [[nodiscard]] QPushButton *connectButton() const { return m_connect; }
    [[nodiscard]] SegmentedControl *environment() const { return m_environment; }
    [[nodiscard]] QComboBox *safety() const { return m_safety; }
    /// Of how many edits the number has to be typed; there while something can be sent at all.
    [[nodiscard]] QSpinBox *typedAboveField() const { return m_typedAbove; }
    /// Adds an empty field for a hub's connection string and returns it.
    QLineEdit *addHubField();

Q_SIGNALS:
    void submitted();
    void cancelled();

private:
    QLineEdit *secretField(const QString &placeholder, const QString &name);
    QLabel *caption(const QString &text);
    void buildMore();
    void buildSafety();
    void validate();

    const Theme &m_theme;
    QLineEdit *m_service;
    QLabel *m_verdict;
    QLineEdit *m_name;
    SegmentedControl *m_environment;
    QComboBox *m_safety;
    QSpinBox *m_typedAbove;
    QWidget *m_typedRow;
    QRadioButton *m_inKeychain;
    QRadioButton *m_thisRun;
    QPushButton *m_moreButton;
    QWidget *m_more;
    QLineEdit *m_certificate;
    QVBoxLayout *m_hubColumn;
    QList<QLineEdit *> m_hubs;
    QPushButton *m_connect;
    std::optional<session::ConnectionProfile> m_again;
    std::optional<ConnectRequest> m_request;
    QString m_problem;
    bool m_busy = false;
};

} // namespace rehome::ui
