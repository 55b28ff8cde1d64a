// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtWidgets/QWidget>
#include <vector>

namespace rehome::ui {

class Theme;

/// What the Live page's inspector says of one flow, or of all of them.
struct FlowFacts
{
    QString from, to; ///< short names; both empty: all flows
    QColor fromColor, toColor;
    qint64 inFlight = 0, moved = 0, migrated = 0, reset = 0, first = 0;
    double perMinute = 0;
    qint64 medianWaitMs = -1, p99WaitMs = -1;
    qint64 windowMs = 0;
    std::vector<qint32> waits; ///< ascending, of moves seen waiting
    struct Waiting
    {
        quint32 row = 0;
        QString registrationId;
        qint64 waitedMs = 0;
    };
    QList<Waiting> longest; ///< longest first, at most six
    QString note;           ///< a sentence under it all; empty for none
};

/// Facts of the selected flow, painted: it changes up to ten times a second. Rows of "Waiting longest" are buttons for
/// the mouse and can be walked with Up and Down and opened with Enter. GUI thread.
class FlowInspector : public QWidget
{
    Q_OBJECT
public:
    explicit FlowInspector(const Theme &theme, QWidget *parent = nullptr);
    void setFacts(FlowFacts facts);
    const FlowFacts &facts() const { return m_facts; }
    QSize sizeHint() const override { return {320, m_height}; }
    QSize minimumSizeHint() const override { return {260, 200}; }

Q_SIGNALS:
    void deviceActivated(quint32 row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int paintFacts(QPainter &painter, int y);
    int paintData(QPainter &painter, int y);
    int paintHistogram(QPainter &painter, int y);
    int paintLongest(QPainter &painter, int y);
    int section(QPainter &painter, int y, const QString &title);
    void pair(QPainter &painter, int y, const QString &name, const QString &value, const QColor &color);
    QRect inner() const;

    const Theme &m_theme;
    FlowFacts m_facts;
    QList<QRect> m_rows;
    int m_current = -1;
    int m_height = 480;
};

} // namespace rehome::ui
