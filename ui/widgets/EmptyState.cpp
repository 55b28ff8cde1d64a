// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/EmptyState.h"

#include "ui/theme/RehomeStyle.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

EmptyState::EmptyState(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_sentence(new QLabel(this))
    , m_reason(new QLabel(this))
    , m_row(new QHBoxLayout)
{
    m_sentence->setFont(theme.font(TextRole::Section));
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_reason->setAlignment(Qt::AlignCenter);
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    m_row->setSpacing(8);
    m_row->addStretch();
    m_row->addStretch();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(m_sentence);
    column->addWidget(m_reason);
    column->addSpacing(4);
    column->addLayout(m_row);
    column->addStretch(3);
}

void EmptyState::setSentence(const QString &sentence, const QString &reason)
{
    m_sentence->setText(sentence);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

void EmptyState::setButtons(const QStringList &labels, bool firstIsPrimary)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (int i = 0; i < labels.size(); ++i) {
        auto *button = new QPushButton(labels.at(i), this);
        if (i == 0 && firstIsPrimary)
            setButtonKind(button, ButtonKind::Primary);
        connect(button, &QPushButton::clicked, this, [this, i] { Q_EMIT buttonClicked(i); });
        m_row->insertWidget(1 + i, button);
        m_buttons << button;
    }
}

QString EmptyState::sentence() const
{
    return m_sentence->text();
}

QString EmptyState::reason() const
{
    return m_reason->text();
}

} // namespace rehome::ui
