// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;
class QHBoxLayout;

namespace rehome::ui {

/// What stands where rows would stand: one sentence, one reason, up to two buttons. No picture.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const Theme &theme, QWidget *parent = nullptr);

    void setSentence(const QString &sentence, const QString &reason = {});
    /// Replaces the buttons; the first is primary when `firstIsPrimary`.
    void setButtons(const QStringList &labels, bool firstIsPrimary = false);
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString reason() const;

Q_SIGNALS:
    void buttonClicked(int index);

private:
    const Theme &m_theme;
    QLabel *m_sentence;
    QLabel *m_reason;
    QHBoxLayout *m_row;
    QList<QPushButton *> m_buttons;
};

} // namespace rehome::ui
