// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/EnrollmentEdit.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace rehome::ui {

class DiffView;

/// One unsent edit in full: whose it is, what it will do, why it was not applied and what can be done about it, and
/// what each field loses and gains. GUI thread.
class EditPane : public QWidget
{
    Q_OBJECT
public:
    explicit EditPane(const Theme &theme, QWidget *parent = nullptr);

    /// `title` names the enrollment, or says that it is a sample. `canCompare`: both versions are known.
    void showEdit(const fleet::EnrollmentEdit &edit, const QString &title, const QString &effect, bool canCompare);
    /// What is lost for good, once it is known; empty hides it.
    void setLosses(const QString &text);
    void clear();

Q_SIGNALS:
    void compareRequested();
    void discardRequested(rehome::fleet::RowId row);

private:
    void setColors();

    const Theme &m_theme;
    QLabel *m_title;
    QLabel *m_effect;
    QLabel *m_losses;
    QWidget *m_trouble;
    QLabel *m_reason;
    QPushButton *m_compare;
    QPushButton *m_discard;
    DiffView *m_diff;
    fleet::RowId m_row = fleet::NoRow;
};

} // namespace rehome::ui
