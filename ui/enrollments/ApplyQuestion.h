// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace rehome::ui {

/// What is about to be sent, as far as the question needs to know.
struct ApplyIntent
{
    int edits = 0;
    int deletions = 0; ///< of these
    int creations = 0; ///< of these
};

enum class ApplyAsk : quint8
{
    Nothing,
    Yes,    ///< a button that names the number
    Number, ///< the number typed
};
/// How much a person is asked before this is sent; what a read-only connection refuses is not asked about. A deletion
/// is asked about on a free connection too.
[[nodiscard]] ApplyAsk neededAsk(const session::ConnectionProfile &profile, const ApplyIntent &intent);

/// "Apply 1,204 edits to Plant north?", with the number to type when there are many. accepted() is the yes; the default
/// is Cancel.
class ApplyQuestion : public QDialog
{
    Q_OBJECT
public:
    /// `cost`: what it costs, in words.
    ApplyQuestion(const Theme &theme, const session::ConnectionProfile &profile, const ApplyIntent &intent,
                  const QString &cost, QWidget *parent = nullptr);

    [[nodiscard]] QString question() const;
    [[nodiscard]] QString explanation() const;
    [[nodiscard]] QPushButton *applyButton() const { return m_apply; }
    [[nodiscard]] QPushButton *cancelButton() const { return m_cancel; }
    /// Null when a button is enough.
    [[nodiscard]] QLineEdit *numberField() const { return m_number; }

private:
    bool isNumberRight() const;

    int m_edits;
    QLabel *m_question;
    QLabel *m_explanation;
    QLineEdit *m_number = nullptr;
    QPushButton *m_apply;
    QPushButton *m_cancel;
};

} // namespace rehome::ui
