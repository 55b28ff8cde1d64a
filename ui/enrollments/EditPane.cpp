// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EditPane.h"

#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/DiffView.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

QList<DiffLine> shownLines(const fleet::EnrollmentEdit &edit)
{
    QList<DiffLine> lines;
    for (const fleet::DiffLine &line : fleet::diffLines(edit)) {
        const auto kind = line.kind == fleet::DiffLine::Kind::Added     ? DiffLine::Kind::Added
                          : line.kind == fleet::DiffLine::Kind::Removed ? DiffLine::Kind::Removed
                                                                        : DiffLine::Kind::Same;
        lines.append({kind, line.text});
    }
    return lines;
}

} // namespace

EditPane::EditPane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_effect(new QLabel(this))
    , m_losses(new QLabel(this))
    , m_trouble(new QWidget(this))
    , m_reason(new QLabel(m_trouble))
    , m_compare(new QPushButton(tr("Compare versions…"), m_trouble))
    , m_discard(new QPushButton(tr("Discard this edit"), m_trouble))
    , m_diff(new DiffView(theme, tr("What will be sent"), this))
{
    m_title->setFont(theme.font(TextRole::Secondary));
    m_title->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_title, m_effect, m_losses, m_reason}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        // A long word gives way: the tray is as narrow as its page.
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    }
    for (QLabel *label : {m_effect, m_losses, m_reason})
        label->setWordWrap(true);
    m_losses->setForegroundRole(QPalette::WindowText);
    m_reason->setForegroundRole(QPalette::WindowText);
    setButtonKind(m_compare, ButtonKind::Link);
    setButtonKind(m_discard, ButtonKind::Link);
    auto *trouble = new QHBoxLayout(m_trouble);
    trouble->setContentsMargins(0, 0, 0, 0);
    trouble->setSpacing(8);
    trouble->addWidget(m_reason, 1);
    trouble->addWidget(m_compare, 0, Qt::AlignTop);
    trouble->addWidget(m_discard, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 12, 4);
    column->setSpacing(2);
    column->addWidget(m_title);
    column->addWidget(m_effect);
    column->addWidget(m_losses);
    column->addWidget(m_trouble);
    column->addWidget(m_diff, 1);
    setColors();
    connect(&theme, &Theme::changed, this, &EditPane::setColors);
    connect(m_compare, &QPushButton::clicked, this, &EditPane::compareRequested);
    connect(m_discard, &QPushButton::clicked, this, [this] { Q_EMIT discardRequested(m_row); });
    clear();
}

void EditPane::setColors()
{
    const auto color = [](QLabel *label, const QColor &value) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, value);
        label->setPalette(palette);
    };
    color(m_reason, m_theme.tokens().bad);
    color(m_losses, m_theme.tokens().warn);
}

void EditPane::showEdit(const fleet::EnrollmentEdit &edit, const QString &title, const QString &effect, bool canCompare)
{
    const bool conflict = edit.state == fleet::PendingState::Conflict;
    const bool trouble = conflict || edit.state == fleet::PendingState::Failed;
    m_row = edit.row;
    m_title->setText(title);
    m_effect->setText(effect);
    m_effect->setToolTip(effect);
    m_effect->setVisible(!effect.isEmpty());
    m_reason->setText(edit.reason);
    m_trouble->setVisible(trouble);
    m_compare->setVisible(conflict && canCompare);
    m_discard->setVisible(trouble);
    m_diff->setLines(shownLines(edit));
}

void EditPane::setLosses(const QString &text)
{
    m_losses->setText(text);
    m_losses->setToolTip(text);
    m_losses->setVisible(!text.isEmpty());
}

void EditPane::clear()
{
    setLosses({});
    m_row = fleet::NoRow;
    m_title->clear();
    m_effect->clear();
    m_effect->hide();
    m_trouble->hide();
    m_diff->setLines({});
}

} // namespace rehome::ui
