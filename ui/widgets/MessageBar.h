// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace rehome::ui {

/// A message in the place it concerns, never a dialog: icon, what · why · what now, one button, details that can be
/// copied. Hidden until something is shown. Errors stay until solved or closed; nothing disappears by a clock.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    enum class Kind
    {
        Info,
        Success,
        Warning,
        Error
    };

    explicit MessageBar(const Theme &theme, QWidget *parent = nullptr);

    void showMessage(Kind kind, const QString &text, const QString &buttonText = {}, const QString &details = {});
    /// Message, detail, HTTP status, service code and tracking id of an error, and what the error dictionary knows of
    /// it; `buttonText` for example "Try again".
    void showError(const Error &error, const QString &buttonText = {});
    void clear();

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] const QString &details() const { return m_detailText; }
    [[nodiscard]] bool isShowing() const { return !isHidden(); }
    void setClosable(bool closable);

Q_SIGNALS:
    void buttonClicked();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refreshColors();
    void toggleDetails(bool on);

    const Theme &m_theme;
    Kind m_kind = Kind::Info;
    QString m_detailText;
    QLabel *m_icon;
    QLabel *m_label;
    QPushButton *m_button;
    QPushButton *m_detailsButton;
    QPushButton *m_copy;
    QToolButton *m_close;
    QPlainTextEdit *m_details;
};

} // namespace rehome::ui
