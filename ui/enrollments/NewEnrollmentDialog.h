// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace rehome::ui {

class HubSetEditor;
class JsonView;
class MessageBar;

/// A new individual enrollment or group with a symmetric key: the service makes the keys, or an individual takes the
/// one its device derives from a group, so that the device need not be touched. Sent only by its button, never by Enter
/// alone. GUI thread.
class NewEnrollmentDialog : public QDialog
{
    Q_OBJECT
public:
    NewEnrollmentDialog(const Theme &theme, const HubColors &colors, session::Session &session,
                        QWidget *parent = nullptr);
    /// Starts with an individual enrollment for this device of a group.
    void setDevice(const QString &registrationId, const QString &groupId);
    QJsonObject body() const; ///< without keys
    void create();

Q_SIGNALS:
    void created(const QString &id);

private:
    void check();
    void send(QJsonObject body);
    void fail(const Error &error);

    session::Session &m_session;
    QComboBox *m_kind;
    QLineEdit *m_id;
    QComboBox *m_policy;
    QComboBox *m_key;
    HubSetEditor *m_hubs;
    JsonView *m_twin;
    MessageBar *m_message;
    QPushButton *m_create;
};

} // namespace rehome::ui
