// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtWidgets/QWidget>

namespace rehome::ui {

class Theme;

/// What is left of the quota, where the figures come from, and who used it.
struct HeadroomFacts
{
    qint64 usedPerMinute = -1; ///< observed, at least; -1 = nothing observed yet
    qint64 limitPerMinute = 0;
    struct Source
    {
        QString name, figure, meaning;
    };
    QList<Source> sources;
    struct Busy
    {
        QString name;
        qint64 count = 0;
    };
    QList<Busy> busiest; ///< groups by registrations in the last five minutes, most first
    QString note;
    bool noteIsWarning = false;
};

/// Painted, since it changes each second. GUI thread.
class HeadroomInspector : public QWidget
{
    Q_OBJECT
public:
    explicit HeadroomInspector(const Theme &theme, QWidget *parent = nullptr);
    void setFacts(HeadroomFacts facts);
    QSize sizeHint() const override { return {320, m_height}; }
    QSize minimumSizeHint() const override { return {260, 200}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int paintHero(QPainter &painter, int y) const;
    int paintSources(QPainter &painter, int y) const;
    int paintBusiest(QPainter &painter, int y) const;
    int paintNote(QPainter &painter, int y) const;
    int section(QPainter &painter, int y, const QString &title) const;
    QRect inner() const { return rect().adjusted(16, 0, -16, 0); }

    const Theme &m_theme;
    HeadroomFacts m_facts;
    int m_height = 420;
};

} // namespace rehome::ui
