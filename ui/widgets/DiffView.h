// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QPlainTextEdit>

namespace rehome::ui {

/// One line of a line diff.
struct DiffLine
{
    enum class Kind
    {
        Same,
        Removed,
        Added
    };
    Kind kind = Kind::Same;
    QString text;
    bool operator==(const DiffLine &) const = default;
};

/// Line diff of two texts by longest common subsequence; up to 2,000 lines a side, beyond that everything counts as
/// replaced.
[[nodiscard]] QList<DiffLine> diffLines(const QString &before, const QString &after);
/// Keeps only changed lines and `around` lines beside them; a left-out stretch becomes one Same line "…".
[[nodiscard]] QList<DiffLine> diffContext(const QList<DiffLine> &lines, int around = 2);

/// A diff as "- " and "+ " lines on tinted fills: the sign carries the meaning, the colour follows. Copyable text.
class DiffView : public QPlainTextEdit
{
    Q_OBJECT
public:
    DiffView(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setLines(QList<DiffLine> lines);
    /// JSON texts or any other; shows changes with two lines around.
    void setTexts(const QString &before, const QString &after);
    [[nodiscard]] const QList<DiffLine> &lines() const { return m_lines; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    const Theme &m_theme;
    QList<DiffLine> m_lines;
};

} // namespace rehome::ui
