// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QPlainTextEdit>

class QJsonValue;

namespace rehome::ui {

class JsonHighlighter;

/// JSON in the mono font with quiet colours: names accent, strings t1, numbers and words ok, punctuation t3. Read-only
/// unless told otherwise; while editing, isValid() and errorText() say where the text stops being JSON, and its line is
/// marked.
class JsonView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit JsonView(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setJson(const QJsonValue &value);
    [[nodiscard]] bool isValid() const { return m_error.isEmpty(); }
    /// "Line 3, column 5: …"; empty when valid.
    [[nodiscard]] const QString &errorText() const { return m_error; }

Q_SIGNALS:
    void validityChanged(bool valid);

protected:
    void changeEvent(QEvent *event) override;

private:
    void validate();
    /// The message for what goes wrong after `good`, the part of the text that could be read.
    QString placed(const QByteArray &good, const QString &what);
    void markLine();

    const Theme &m_theme;
    JsonHighlighter *m_highlighter;
    QString m_error;
    int m_errorLine = 0; ///< from 0; while there is an error
};

} // namespace rehome::ui
