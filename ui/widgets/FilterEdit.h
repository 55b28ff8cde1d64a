// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QLineEdit>

namespace rehome::ui {

/// The text field of a filter bar: mono font, keys before ":" in muted colour while the text itself stays t1.
class FilterEdit : public QLineEdit
{
    Q_OBJECT
public:
    FilterEdit(const Theme &theme, QWidget *parent);

    using QLineEdit::cursorRect;

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    const Theme &m_theme;
};

} // namespace rehome::ui
