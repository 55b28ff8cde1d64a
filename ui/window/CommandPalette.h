// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtCore/QList>
#include <QtWidgets/QLineEdit>
#include <functional>

class QListWidget;

namespace rehome::ui {

/// One line of the palette.
struct PaletteEntry
{
    QString title;
    QString detail; ///< right side: shortcut, kind, hub
    QString icon;
    std::function<void()> run;
};

/// Gives lines for a text. Called on the GUI thread at each key: answer from memory, at most about twenty, best first.
class PaletteProvider
{
public:
    PaletteProvider() = default;
    virtual ~PaletteProvider() = default;
    Q_DISABLE_COPY_MOVE(PaletteProvider)
    [[nodiscard]] virtual QList<PaletteEntry> entries(const QString &text) = 0;
};

/// The field in the header (Ctrl+K) and its list. The list is a child of the window, not a popup, so that typing never
/// loses focus.
class CommandPalette : public QLineEdit
{
    Q_OBJECT
public:
    explicit CommandPalette(const Theme &theme, QWidget *parent = nullptr);

    /// Not owned; must outlive the palette. Asked in order of addition.
    void addProvider(PaletteProvider *provider);
    void open();
    void close();
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] QStringList shownTitles() const;
    /// Subsequence match without case: 0 = none, higher is better (word starts and adjacent letters count).
    [[nodiscard]] static int score(const QString &text, const QString &candidate);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void refresh();
    void runCurrent();

    const Theme &m_theme;
    QList<PaletteProvider *> m_providers;
    QList<PaletteEntry> m_entries;
    QListWidget *m_list = nullptr;
};

} // namespace rehome::ui
