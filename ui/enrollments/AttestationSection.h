// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "ui/theme/Theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace rehome::ui {

class FactList;

/// How the devices of one enrollment prove who they are: keys on request, renewed by the tray; certificates with their
/// dates. Keys that are shown hide when another enrollment is chosen, the window loses the focus, this is hidden, or
/// after a minute. GUI thread.
class AttestationSection : public QWidget
{
    Q_OBJECT
public:
    static constexpr int shownMs = 60'000;

    AttestationSection(const Theme &theme, session::Session &session, QWidget *parent = nullptr);

    /// `attestation` as stored, without keys; NoRow: several or none. `nowMs` is server time.
    void setAttestation(fleet::RowId row, const QJsonObject &attestation, qint64 nowMs);
    void setEditable(bool editable);
    void hideKeys();
    bool keysShown() const { return m_shown; }

Q_SIGNALS:
    void failed(const rehome::Error &error);

protected:
    bool event(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildKeys();
    QPushButton *copyButton(const QString &name, QString AttestationSection::*key);
    void askForKeys();
    void showKeys(const QJsonObject &keys);
    void fillKeys();

    const Theme &m_theme;
    session::Session &m_session;
    fleet::RowId m_row = fleet::NoRow;
    quint64 m_asked = 0; ///< newest request for keys wins
    bool m_shown = false;
    QString m_primary, m_secondary; ///< only while shown
    QTimer m_hide;
    FactList *m_facts;
    QWidget *m_keys = nullptr;
    QLabel *m_primaryText = nullptr;
    QLabel *m_secondaryText = nullptr;
    QLabel *m_waiting = nullptr;
    QPushButton *m_copyPrimary = nullptr;
    QPushButton *m_copySecondary = nullptr;
    QPushButton *m_show = nullptr;
    QPushButton *m_newPrimary = nullptr;
    QPushButton *m_newSecondary = nullptr;
};

} // namespace rehome::ui
