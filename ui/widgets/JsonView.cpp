// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/JsonView.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtGui/QSyntaxHighlighter>

namespace rehome::ui {

class JsonHighlighter final : public QSyntaxHighlighter
{
public:
    JsonHighlighter(const Theme &theme, QTextDocument *document)
        : QSyntaxHighlighter(document)
        , m_theme(theme)
    {
    }

protected:
    void highlightBlock(const QString &text) override
    {
        const Tokens &t = m_theme.tokens();
        qsizetype i = 0;
        while (i < text.size()) {
            const QChar c = text.at(i);
            const qsizetype start = i;
            if (c == QLatin1Char('"')) {
                for (++i; i < text.size() && text.at(i) != QLatin1Char('"'); ++i) {
                    if (text.at(i) == QLatin1Char('\\'))
                        ++i;
                }
                i = std::min(i + 1, text.size());
                qsizetype next = i;
                while (next < text.size() && text.at(next).isSpace())
                    ++next;
                const bool name = next < text.size() && text.at(next) == QLatin1Char(':');
                colour(start, i, name ? t.acc : t.t1);
            } else if (c.isLetterOrNumber() || c == QLatin1Char('-')) {
                while (i < text.size() && (text.at(i).isLetterOrNumber() || QStringView(u"+-.").contains(text.at(i))))
                    ++i;
                colour(start, i, t.ok);
            } else {
                ++i;
                if (!c.isSpace())
                    colour(start, i, t.t3);
            }
        }
    }

private:
    void colour(qsizetype from, qsizetype to, const QColor &color)
    {
        setFormat(static_cast<int>(from), static_cast<int>(to - from), color);
    }

    const Theme &m_theme;
};

JsonView::JsonView(const Theme &theme, const QString &name, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_highlighter(new JsonHighlighter(theme, document()))
{
    setAccessibleName(name);
    setFont(theme.font(TextRole::Mono));
    setReadOnly(true);
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(this, &QPlainTextEdit::textChanged, this, &JsonView::validate);
}

void JsonView::setJson(const QJsonValue &value)
{
    QByteArray text;
    if (value.isObject())
        text = QJsonDocument(value.toObject()).toJson(QJsonDocument::Indented);
    else if (value.isArray())
        text = QJsonDocument(value.toArray()).toJson(QJsonDocument::Indented);
    setPlainText(QString::fromUtf8(text).trimmed());
}

QString JsonView::placed(const QByteArray &good, const QString &what)
{
    m_errorLine = int(good.count('\n'));
    const QString line = QString::fromUtf8(good.sliced(good.lastIndexOf('\n') + 1));
    return tr("Line %1, column %2: %3").arg(m_errorLine + 1).arg(line.size() + 1).arg(what);
}

void JsonView::markLine()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (!m_error.isEmpty()) {
        QTextEdit::ExtraSelection mark;
        mark.format.setBackground(m_theme.tokens().badbg);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        mark.cursor = QTextCursor(document()->findBlockByNumber(m_errorLine));
        marks.append(mark);
    }
    setExtraSelections(marks);
    setAccessibleDescription(m_error);
}

void JsonView::validate()
{
    const QByteArray text = toPlainText().toUtf8();
    QString error;
    if (!text.trimmed().isEmpty()) {
        QJsonParseError parse;
        QJsonDocument::fromJson(text, &parse);
        if (parse.error != QJsonParseError::NoError)
            error = placed(text.left(parse.offset), parse.errorString());
    }
    const bool changed = error.isEmpty() != m_error.isEmpty();
    m_error = error;
    markLine();
    if (changed)
        Q_EMIT validityChanged(m_error.isEmpty());
}

void JsonView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        m_highlighter->rehighlight();
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        markLine();
}

} // namespace rehome::ui
