// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/DemoHost.h"
#include "app/session/ProfileStore.h"
#include "ui/window/Page.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace rehome::ui {

class ConnectForm;
class MessageBar;
class StartRow;
class Theme;

/// How to begin: the demo, a new connection, a saved one, a walkthrough. Opens nothing itself: it tells what was
/// chosen.
class StartPage : public Page
{
    Q_OBJECT
public:
    /// `demo` may be nullptr where there is none. Both must outlive the page.
    StartPage(const Theme &theme, session::ProfileStore &profiles, session::DemoHost *demo, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Start"); }
    bool escape() override;
    void activated() override;

    /// The form for a new connection; built when first asked for.
    void showForm();
    [[nodiscard]] bool isFormShown() const;
    [[nodiscard]] ConnectForm *form();
    [[nodiscard]] MessageBar *messageBar() const { return m_messages; }
    [[nodiscard]] QPushButton *demoButton() const { return m_demoButton; }
    [[nodiscard]] QList<StartRow *> savedRows() const { return m_saved; }
    /// While a connection or the demo is being opened: buttons wait.
    void setBusy(bool busy, const QString &what = {});
    /// Why opening did not work; said here, where the person looks.
    void showError(const Error &error);

Q_SIGNALS:
    void openRequested(const rehome::session::ConnectionProfile &profile,
                       const rehome::session::ConnectionSecret &secret);
    void demoRequested(const QString &scenario);

private:
    void rebuildSaved();
    void submit();
    void openSaved(const session::ConnectionProfile &profile);
    void removeSaved(const session::ConnectionProfile &profile);
    QLabel *heading(const QString &text, QWidget *parent);

    const Theme &m_theme;
    session::ProfileStore &m_profiles;
    session::DemoHost *m_demo;
    MessageBar *m_messages;
    QPushButton *m_demoButton;
    QPushButton *m_connectButton;
    QWidget *m_buttons;
    QLabel *m_savedHeading;
    QVBoxLayout *m_savedColumn;
    QVBoxLayout *m_formColumn;
    ConnectForm *m_form = nullptr;
    QList<StartRow *> m_saved;
    QList<QWidget *> m_savedWidgets;
    QList<StartRow *> m_tours;
    bool m_busy = false;
};

} // namespace rehome::ui
