// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PageHead.h"

#include <QtWidgets/QHBoxLayout>

namespace rehome::ui {

PageHead::PageHead(const Theme &theme, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(theme, title, TextRole::PageTitle, TextTone::Text, this))
    , m_subtitle(new ElidedLabel(theme, {}, TextRole::Body, TextTone::Secondary, this))
    , m_row(new QHBoxLayout(this))
{
    setFixedHeight(46);
    m_row->setContentsMargins(20, 8, 16, 4);
    m_row->setSpacing(8);
    m_title->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_subtitle->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_row->addWidget(m_title);
    m_row->addSpacing(4);
    m_row->addWidget(m_subtitle, 1);
}

void PageHead::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHead::setSubtitle(const QString &text)
{
    m_subtitle->setText(text);
}

QString PageHead::subtitle() const
{
    return m_subtitle->text();
}

void PageHead::addControl(QWidget *control)
{
    m_row->addWidget(control);
}

} // namespace rehome::ui
