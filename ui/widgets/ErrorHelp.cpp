// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ErrorHelp.h"

#include "ui/theme/RehomeStyle.h"

#include <QtCore/QFile>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

QString titleOf(const domain::ErrorEntry &entry, int code)
{
    const QString title = domain::errorText(entry.title);
    // A word of the hub has no number of its own; an entry of the status alone keeps the code that came.
    return entry.name.isEmpty() || entry.code > 999 ? ErrorHelp::tr("%1 · %2").arg(code).arg(title)
                                                    : ErrorHelp::tr("%1 · %2").arg(entry.name, title);
}

QStringList bullets(const QStringList &english)
{
    QStringList lines;
    for (const QString &text : english)
        lines << QStringLiteral("• ") + domain::errorText(text);
    return lines;
}

/// Everything below the title.
QStringList linesOf(const domain::ErrorEntry &entry, int code)
{
    QStringList lines{domain::errorText(entry.means)};
    if (entry.code != code && entry.name.isEmpty() && code > 999)
        lines << ErrorHelp::tr("This code itself is in no public text: it is told by its HTTP status %1.")
                     .arg(entry.code);
    else if (entry.convention)
        lines << ErrorHelp::tr("This number is in no public text; the local service answers with it.");
    lines << ErrorHelp::tr("Likely causes") << bullets(entry.causes);
    lines << ErrorHelp::tr("What to do") << bullets(entry.todo);
    return lines;
}

} // namespace

const domain::ErrorDictionary &errorDictionary()
{
    static const domain::ErrorDictionary dictionary = [] {
        QFile file(QStringLiteral(":/errors/errors.json"));
        if (!file.open(QIODevice::ReadOnly))
            return domain::ErrorDictionary();
        return domain::ErrorDictionary::parse(file.readAll()).value_or(domain::ErrorDictionary());
    }();
    return dictionary;
}

QString errorHelpText(int code, const QString &message)
{
    QStringList lines;
    const QList<domain::ErrorEntry> entries = errorDictionary().explain(code, message);
    for (const domain::ErrorEntry &entry : entries)
        lines << titleOf(entry, code) << linesOf(entry, code);
    return lines.join(QLatin1Char('\n'));
}

ErrorHelp::ErrorHelp(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_body(new QLabel(this))
    , m_said(new QLabel(this))
    , m_copy(new QPushButton(tr("Copy for support"), this))
{
    m_title->setFont(theme.font(TextRole::Section));
    for (QLabel *label : {m_title, m_body, m_said}) {
        label->setWordWrap(true);
        label->setTextFormat(label == m_body ? Qt::RichText : Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setMinimumWidth(0);
    }
    m_said->setAccessibleName(tr("Message of the service"));
    setButtonKind(m_copy, ButtonKind::Link);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(6);
    column->addWidget(m_title);
    column->addWidget(m_body);
    column->addWidget(m_said);
    column->addWidget(m_copy, 0, Qt::AlignLeft);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(copyText()); });
    colour();
    hide();
}

void ErrorHelp::setError(int code, const QString &message, const QString &subject)
{
    m_subject = subject;
    if (code == m_code && message == m_message)
        return;
    m_code = code;
    m_message = message;
    if (code == 0 && message.isEmpty())
        return hide();
    fill(errorDictionary().explain(code, message));
}

void ErrorHelp::clear()
{
    setError(0, {});
}

void ErrorHelp::fill(const QList<domain::ErrorEntry> &entries)
{
    m_title->setText(entries.isEmpty() ? tr("Error %1").arg(m_code) : titleOf(entries.first(), m_code));
    QString html;
    const auto paragraph = [&html](const QString &text, bool bold) {
        html += QStringLiteral("<p style=\"margin:0 0 4px 0\">%1%2%3</p>")
                    .arg(bold ? QStringLiteral("<b>") : QString(), text.toHtmlEscaped(),
                         bold ? QStringLiteral("</b>") : QString());
    };
    const QString causes = tr("Likely causes");
    const QString todo = tr("What to do");
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (i > 0)
            paragraph(titleOf(entries.at(i), m_code), true);
        for (const QString &line : linesOf(entries.at(i), m_code))
            paragraph(line, line == causes || line == todo);
    }
    if (entries.isEmpty())
        paragraph(tr("Nothing is known of this code. The service's own message is all there is."), false);
    m_body->setText(html);
    m_said->setText(m_message.isEmpty() ? tr("The service gave no message.")
                                        : tr("The service says: %1").arg(m_message));
    setAccessibleName(m_title->text());
    setVisible(true);
    updateGeometry();
}

QString ErrorHelp::copyText() const
{
    QStringList lines;
    if (!m_subject.isEmpty())
        lines << m_subject;
    const QString help = errorHelpText(m_code, m_message);
    lines << (help.isEmpty() ? tr("Error %1").arg(m_code) : help);
    if (!m_message.isEmpty())
        lines << tr("The service says: %1").arg(m_message);
    if (const QString tracking = domain::trackingIdOf(m_message); !tracking.isEmpty())
        lines << tr("Tracking ID %1").arg(tracking);
    return lines.join(QLatin1Char('\n'));
}

void ErrorHelp::colour()
{
    QPalette title = m_title->palette();
    title.setColor(QPalette::WindowText, m_theme.tokens().bad);
    m_title->setPalette(title);
    QPalette said = m_said->palette();
    said.setColor(QPalette::WindowText, m_theme.tokens().t2);
    m_said->setPalette(said);
}

void ErrorHelp::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void ErrorHelp::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.tokens().line2, 1));
    painter.setBrush(m_theme.tokens().badbg);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace rehome::ui
