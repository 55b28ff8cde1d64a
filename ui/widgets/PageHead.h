// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/ElidedLabel.h"

class QHBoxLayout;

namespace rehome::ui {

/// First 46 px of a page: title, what is shown, controls at the right edge.
class PageHead : public QWidget
{
    Q_OBJECT
public:
    PageHead(const Theme &theme, const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setSubtitle(const QString &text);
    [[nodiscard]] QString subtitle() const;
    /// Adds at the right, in order; becomes a child of the head.
    void addControl(QWidget *control);

private:
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    QHBoxLayout *m_row;
};

} // namespace rehome::ui
