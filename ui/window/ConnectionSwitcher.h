// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QAbstractButton>
#include <optional>

class QMenu;

namespace rehome::ui {

[[nodiscard]] QString environmentText(session::Environment environment);
[[nodiscard]] QColor environmentColor(const Tokens &tokens, session::Environment environment);

/// Name and environment of the open connection with the 4 px edge in the environment's colour; opens the list of
/// connections.
class ConnectionSwitcher : public QAbstractButton
{
    Q_OBJECT
public:
    explicit ConnectionSwitcher(const Theme &theme, QWidget *parent = nullptr);

    void setConnection(const std::optional<session::ConnectionProfile> &profile);
    void setConnections(const QList<session::ConnectionProfile> &profiles) { m_profiles = profiles; }
    /// Opens the list under the button.
    void openMenu();

    [[nodiscard]] QSize sizeHint() const override { return {214, 30}; }

Q_SIGNALS:
    void connectionChosen(const QString &profileId);
    void startPageRequested();
    void disconnectRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::optional<session::ConnectionProfile> m_profile;
    QList<session::ConnectionProfile> m_profiles;
};

} // namespace rehome::ui
