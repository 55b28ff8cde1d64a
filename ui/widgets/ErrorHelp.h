// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ErrorDictionary.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QFrame>

class QLabel;
class QPushButton;

namespace rehome::ui {

/// The dictionary that the program carries. Read once; GUI thread.
[[nodiscard]] const domain::ErrorDictionary &errorDictionary();
/// Meaning, causes and what to do of one error as lines to copy, translated; empty when nothing is known of it.
[[nodiscard]] QString errorHelpText(int code, const QString &message);

/// An error in plain words, in the place it concerns: code and title, what it means, likely causes, what to do, the
/// service's own message, and a button that copies all of it for a colleague or for support. Hidden without an error.
/// GUI thread.
class ErrorHelp : public QFrame
{
    Q_OBJECT
public:
    explicit ErrorHelp(const Theme &theme, QWidget *parent = nullptr);

    /// `subject`: lines that the copy begins with ("Registration ID pump-1"). Code 0 without a message hides it.
    void setError(int code, const QString &message, const QString &subject = {});
    void clear();
    /// What the copy button puts on the clipboard.
    [[nodiscard]] QString copyText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fill(const QList<domain::ErrorEntry> &entries);
    void colour();

    const Theme &m_theme;
    int m_code = 0;
    QString m_message;
    QString m_subject;
    QLabel *m_title;
    QLabel *m_body;
    QLabel *m_said;
    QPushButton *m_copy;
};

} // namespace rehome::ui
