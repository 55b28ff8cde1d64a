// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QJsonObject;
class QLabel;
class QLineEdit;
class QPushButton;

namespace rehome::ui {

/// The webhook of custom allocation: URL and the API version in which it is asked, both required (protocol facts,
/// sections 2 and 6). The code in the URL, which lets anybody call it, is shown on request only. Tells a choice only
/// when it is complete. GUI thread.
class WebhookEditor : public QWidget
{
    Q_OBJECT
public:
    explicit WebhookEditor(const Theme &theme, QWidget *parent = nullptr);

    /// A customAllocationDefinition. What is being typed is left alone.
    void setChosen(const QJsonObject &definition);
    QString url() const;
    QString apiVersion() const;

Q_SIGNALS:
    void chosen(const QString &url, const QString &apiVersion);

private:
    void check(bool tell);
    void showUrl();

    QLineEdit *m_url;
    QPushButton *m_showCode;
    QComboBox *m_apiVersion;
    QLabel *m_note;
    QString m_savedUrl, m_savedVersion;
    QString m_whole; ///< the URL with its code, which the dots in the field stand for
};

} // namespace rehome::ui
