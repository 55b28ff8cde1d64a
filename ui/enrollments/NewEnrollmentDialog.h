// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace rehome::ui {

class HubSetEditor;
class JsonView;
class MessageBar;
class WebhookEditor;

/// A new individual enrollment or group, or a copy of one: the service makes its keys, an individual takes the one its
/// device derives from a group, so that the device need not be touched, or a certificate or endorsement key is pasted.
/// It goes into the tray by its button, never by Enter alone. GUI thread.
class NewEnrollmentDialog : public QDialog
{
    Q_OBJECT
public:
    NewEnrollmentDialog(const Theme &theme, const HubColors &colors, session::Session &session,
                        QWidget *parent = nullptr);
    /// Starts with an individual enrollment for this device of a group.
    void setDevice(const QString &registrationId, const QString &groupId);
    /// Starts as a copy: everything but ID, device ID and attestation, members that are unknown too.
    void setTemplate(domain::EnrollmentKind kind, const QJsonObject &body);
    QJsonObject body() const; ///< without keys
    void create();

Q_SIGNALS:
    void staged(quint32 draft);

private:
    /// How its devices prove who they are.
    enum class Proof
    {
        ServiceKey,
        DerivedKey, ///< individuals
        Certificate,
        Authority,
        EndorsementKey ///< individuals
    };
    void fillForm(QFormLayout *form);
    void fillProofs();
    void check();
    QString wrong() const;
    bool isGroup() const;
    Proof proof() const;
    QJsonObject attestation() const;
    void stage(const QJsonObject &body);

    session::Session &m_session;
    QJsonObject m_template;
    QComboBox *m_kind;
    QLineEdit *m_id;
    QLineEdit *m_deviceId;
    QComboBox *m_proof;
    QPlainTextEdit *m_proofText;
    QComboBox *m_policy;
    HubSetEditor *m_hubs;
    WebhookEditor *m_webhook;
    QCheckBox *m_enabled;
    QCheckBox *m_edge;
    JsonView *m_twin;
    MessageBar *m_message;
    QPushButton *m_create;
};

} // namespace rehome::ui
