// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtCore/QList>
#include <QtWidgets/QWidget>
#include <functional>

class QCompleter;
class QStandardItemModel;
class QPushButton;
class QToolButton;
class QLabel;

namespace rehome::ui {

class FilterEdit;

/// What the page's filter language says of a text.
struct FilterCheck
{
    QString error;           ///< what is wrong, in words; empty = valid
    qsizetype position = -1; ///< where, as an index into the text; -1 unknown
    qsizetype length = 0;    ///< how much of it is wrong
};

/// A completion: `text` replaces `length` characters from `start`; `hint` says what it means.
struct FilterSuggestion
{
    QString text;
    qsizetype start = 0;
    qsizetype length = 0;
    QString hint;
};

/// Full-width filter: colour and icon say valid or invalid while typing, what is wrong is underlined, the reason stands
/// below in words,
/// matches and time at the right. The language is the page's: it gives check and complete. GUI thread.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    using Check = std::function<FilterCheck(const QString &text)>;
    using Complete = std::function<QList<FilterSuggestion>(const QString &text, qsizetype cursor)>;

    explicit FilterBar(const Theme &theme, QWidget *parent = nullptr);

    void setCheck(Check check);
    void setComplete(Complete complete);
    void setPlaceholder(const QString &text);

    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    [[nodiscard]] bool isValid() const { return m_check.error.isEmpty(); }
    [[nodiscard]] QString errorText() const { return m_check.error; }

    /// How many matched and how long it took; negative `matches` clears. `milliseconds` negative leaves the time out.
    void setResult(qint64 matches, qint64 milliseconds = -1);
    [[nodiscard]] QString resultText() const;
    void setSavingPossible(bool possible);
    void focusEdit();
    /// As the button does it: nothing without a valid text.
    void save();

Q_SIGNALS:
    /// A valid text, each time it changes (not debounced: the engine takes the newest).
    void filterChanged(const QString &text);
    void saveRequested(const QString &text);
    /// Enter or Arrow down in the field: go to the rows.
    void leaveRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void onTextChanged();
    void offerCompletions();
    void insertSuggestion(int row);

    const Theme &m_theme;
    Check m_checker;
    Complete m_completer;
    FilterCheck m_check;
    FilterEdit *m_edit;
    QLabel *m_result;
    QToolButton *m_clear;
    QPushButton *m_save;
    QLabel *m_error;
    QCompleter *m_popup;
    QStandardItemModel *m_rows;
    QList<FilterSuggestion> m_suggestions;
    QString m_lastEmitted;
};

} // namespace rehome::ui
