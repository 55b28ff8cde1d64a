// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FilterBar.h"

#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/Format.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

constexpr int FieldHeight = 30;

} // namespace

FilterBar::FilterBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_edit(new FilterEdit(theme, this))
    , m_result(new QLabel(this))
    , m_clear(new QToolButton(this))
    , m_save(new QPushButton(tr("Save"), this))
    , m_error(new QLabel(this))
    , m_popup(new QCompleter(this))
    , m_rows(new QStandardItemModel(this))
{
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->installEventFilter(this);
    m_result->setFont(theme.font(TextRole::Secondary));
    m_result->setForegroundRole(QPalette::PlaceholderText);
    m_clear->setIcon(theme.icon(QStringLiteral("close")));
    m_clear->setToolTip(tr("Clear filter (Esc)"));
    m_clear->setAccessibleName(tr("Clear filter"));
    m_clear->setFixedSize(26, 26);
    m_clear->hide();
    setButtonKind(m_save, ButtonKind::Link);
    m_save->setToolTip(tr("Keep this filter in the rail (Ctrl+D)"));
    m_save->setFixedHeight(26);
    m_save->setEnabled(false);
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setFont(theme.font(TextRole::Secondary));
    m_error->setForegroundRole(QPalette::BrightText);
    m_error->hide();

    auto *row = new QHBoxLayout;
    row->setContentsMargins(38, 0, 4, 0);
    row->setSpacing(4);
    row->addWidget(m_edit, 1);
    row->addWidget(m_result);
    row->addWidget(m_clear);
    row->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 0, 16, 0);
    column->setSpacing(2);
    auto *field = new QWidget(this);
    field->setLayout(row);
    field->setFixedHeight(FieldHeight);
    column->addWidget(field);
    column->addWidget(m_error);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);

    m_popup->setModel(m_rows);
    m_popup->setWidget(m_edit);
    m_popup->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_popup->setMaxVisibleItems(10);
    connect(m_popup, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { insertSuggestion(index.row()); });
    connect(m_edit, &QLineEdit::textChanged, this, &FilterBar::onTextChanged);
    connect(m_edit, &QLineEdit::textEdited, this, &FilterBar::offerCompletions);
    connect(m_clear, &QToolButton::clicked, m_edit, &QLineEdit::clear);
    connect(m_save, &QPushButton::clicked, this, &FilterBar::save);
    setFocusProxy(m_edit);
}

void FilterBar::setCheck(Check check)
{
    m_checker = std::move(check);
    onTextChanged();
}

void FilterBar::setComplete(Complete complete)
{
    m_completer = std::move(complete);
}

void FilterBar::setPlaceholder(const QString &text)
{
    m_edit->setPlaceholderText(text);
}

QString FilterBar::text() const
{
    return m_edit->text();
}

void FilterBar::setText(const QString &text)
{
    m_edit->setText(text);
}

void FilterBar::setResult(qint64 matches, qint64 milliseconds)
{
    if (matches < 0) {
        m_result->clear();
        return;
    }
    m_result->setText(milliseconds < 0 ? format::count(matches)
                                       : tr("%1 in %2 ms").arg(format::count(matches)).arg(milliseconds));
}

QString FilterBar::resultText() const
{
    return m_result->text();
}

void FilterBar::setSavingPossible(bool possible)
{
    m_save->setVisible(possible);
}

void FilterBar::focusEdit()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterBar::onTextChanged()
{
    const QString content = m_edit->text();
    m_check = m_checker ? m_checker(content) : FilterCheck{};
    m_clear->setVisible(!content.isEmpty());
    m_save->setEnabled(!content.trimmed().isEmpty() && isValid());
    m_edit->setError(isValid() ? -1 : m_check.position, m_check.length);
    m_error->setText(m_check.error);
    m_error->setVisible(!isValid());
    m_edit->setAccessibleDescription(isValid() ? QString() : m_check.error);
    update();
    if (isValid() && content != m_lastEmitted) {
        m_lastEmitted = content;
        Q_EMIT filterChanged(content);
    }
}

void FilterBar::offerCompletions()
{
    if (!m_completer)
        return;
    m_suggestions = m_completer(m_edit->text(), m_edit->cursorPosition());
    const bool nothingToAdd =
        m_suggestions.size() == 1 &&
        m_edit->text().mid(m_suggestions.first().start, m_suggestions.first().length) == m_suggestions.first().text;
    if (m_suggestions.isEmpty() || nothingToAdd || m_edit->text().isEmpty()) {
        m_popup->popup()->hide();
        return;
    }
    m_rows->clear();
    for (const FilterSuggestion &suggestion : std::as_const(m_suggestions)) {
        auto *item = new QStandardItem(
            suggestion.hint.isEmpty() ? suggestion.text : suggestion.text + QStringLiteral("   ") + suggestion.hint);
        item->setEditable(false);
        m_rows->appendRow(item);
    }
    QRect place = m_edit->cursorRect();
    place.setWidth(std::max(220, m_popup->popup()->sizeHintForColumn(0) + 24));
    m_popup->complete(place);
}

void FilterBar::insertSuggestion(int row)
{
    if (row < 0 || row >= m_suggestions.size())
        return;
    const FilterSuggestion suggestion = m_suggestions.at(row);
    QString content = m_edit->text();
    content.replace(suggestion.start, suggestion.length, suggestion.text);
    m_edit->setText(content);
    m_edit->setCursorPosition(static_cast<int>(suggestion.start + suggestion.text.size()));
}

void FilterBar::save()
{
    if (m_save->isEnabled() && !m_save->isHidden())
        Q_EMIT saveRequested(text());
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Escape:
            // First Esc leaves the field, the next one (handled by the page) clears the filter.
            Q_EMIT leaveRequested();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Down:
            Q_EMIT leaveRequested();
            return true;
        default:
            break;
        }
    }
    if (watched == m_edit && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    return QWidget::eventFilter(watched, event);
}

void FilterBar::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    const bool empty = m_edit->text().trimmed().isEmpty();
    const QColor state = empty ? t.t3 : isValid() ? t.ok : t.bad;
    const QColor border = empty ? (m_edit->hasFocus() ? t.acc : t.ctl) : state;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF field = QRectF(20, 0, width() - 36, FieldHeight).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.surf);
    painter.drawRoundedRect(field, 4, 4);
    if (!empty) {
        painter.save();
        QPainterPath clip;
        clip.addRoundedRect(field, 4, 4);
        painter.setClipPath(clip);
        painter.fillRect(QRectF(20, 0, 30, FieldHeight), isValid() ? t.okbg : t.badbg);
        painter.restore();
        painter.setPen(QPen(border, 1));
        painter.drawLine(QPointF(49.5, 1), QPointF(49.5, FieldHeight - 1));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(border, m_edit->hasFocus() ? 2 : 1));
    painter.drawRoundedRect(m_edit->hasFocus() ? field.adjusted(0.5, 0.5, -0.5, -0.5) : field, 4, 4);
    const QString icon = empty       ? QStringLiteral("filter")
                         : isValid() ? QStringLiteral("check")
                                     : QStringLiteral("error");
    painter.drawPixmap(27, 7, icons::pixmap(icon, state, 16, devicePixelRatioF()));
    if (!m_save->isHidden()) {
        painter.setPen(QPen(t.line, 1));
        const qreal x = m_save->mapTo(this, QPoint(0, 0)).x() - 2.5;
        painter.drawLine(QPointF(x, 4), QPointF(x, FieldHeight - 4));
    }
}

} // namespace rehome::ui
