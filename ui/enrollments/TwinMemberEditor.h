// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/TwinMembers.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace rehome::ui {

class JsonView;

/// What to do with an initial twin: set a member by its path, remove one, or merge an object; a note says what is wrong
/// with it. GUI thread.
class TwinMemberEditor : public QWidget
{
    Q_OBJECT
public:
    explicit TwinMemberEditor(const Theme &theme, QWidget *parent = nullptr);

    /// None while something is missing or wrong.
    const QList<domain::TwinMember> &members() const { return m_members; }

Q_SIGNALS:
    void edited();

private:
    void take();
    QString read();

    QComboBox *m_verb;
    QLineEdit *m_path;
    QLineEdit *m_value;
    JsonView *m_patch;
    QLabel *m_note;
    QList<domain::TwinMember> m_members;
};

} // namespace rehome::ui
