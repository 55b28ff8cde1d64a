// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/ElidedLabel.h"

#include <QtCore/QList>

namespace rehome::ui {

/// One line of an inspector: name at the left, value at the right; a long value wraps below its name.
struct Fact
{
    QString name;
    QString value;
    TextTone tone = TextTone::Text;
    QString toolTip;
    bool operator==(const Fact &) const = default;
};

struct FactSection
{
    QString title; ///< empty: no heading
    QList<Fact> facts;
    bool operator==(const FactSection &) const = default;
};

/// Sections of facts, painted in one widget: inspectors change with every batch. Values can be copied with the context
/// menu. GUI thread.
class FactList : public QWidget
{
    Q_OBJECT
public:
    explicit FactList(const Theme &theme, QWidget *parent = nullptr);
    void setSections(QList<FactSection> sections);
    const QList<FactSection> &sections() const { return m_sections; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Place
    {
        QRect name, value;
        bool heading = false;
        int section = 0, fact = 0;
    };
    QList<Place> places(int width) const;
    const Fact *factAt(const QPoint &pos) const;

    const Theme &m_theme;
    QList<FactSection> m_sections;
};

} // namespace rehome::ui
