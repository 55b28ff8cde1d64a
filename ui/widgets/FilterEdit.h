// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QLineEdit>

namespace rehome::ui {

/// The text field of a filter bar: mono font, keys before ":" in muted colour while the text itself stays t1; what is
/// wrong has a wave under it.
class FilterEdit : public QLineEdit
{
    Q_OBJECT
public:
    FilterEdit(const Theme &theme, QWidget *parent);

    using QLineEdit::cursorRect;

    /// Marks [position, position + length); a place behind the text marks its last character. Negative: nothing is
    /// wrong.
    void setError(qsizetype position, qsizetype length);
    /// The marked part, [start, start + length); length 0 = none.
    [[nodiscard]] std::pair<int, int> errorRange() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    const Theme &m_theme;
    qsizetype m_errorAt = -1, m_errorLength = 0;
};

} // namespace rehome::ui
