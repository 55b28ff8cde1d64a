// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QStyledItemDelegate>

namespace rehome::ui {

/// Cells of a RowTable: background (selection, unsent edit), row line and text in one pass, asking the model only for
/// the roles that are painted. Driven by models/items/Roles.h. Subclasses paint the content.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit RowDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const final;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    void setElideMode(Qt::TextElideMode mode) { m_elide = mode; }
    /// Text in t2 instead of t1.
    void setSecondary(bool secondary) { m_secondary = secondary; }
    /// A mono cell: keys and JSON only.
    void setMono(bool mono) { m_mono = mono; }

protected:
    /// `rect` is the cell without its inset; painter has the view's font. `selected` decides t2 instead of t3.
    virtual void paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const;
    void paintText(QPainter &painter, const QRect &rect, const QString &text, const QColor &color,
                   Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter) const;
    [[nodiscard]] QColor mutedColor(bool selected) const { return selected ? tokens().t2 : tokens().t3; }
    [[nodiscard]] const Tokens &tokens() const { return m_theme.tokens(); }
    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    const Theme &m_theme;
    Qt::TextElideMode m_elide = Qt::ElideMiddle;
    bool m_secondary = false;
    bool m_mono = false;
};

/// StatusRole (fleet::DeviceStatus): glyph and word; a stuck triangle after the word when WaitMsRole is beyond the
/// limit.
class StatusDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    /// The column's width in which every word of a status stands in full, in the language of the program.
    static int widthOfWords(const QFont &font);
    /// The 99th percentile of waiting, in milliseconds; 0 = unknown, no triangle.
    void setStuckAfter(qint64 milliseconds) { m_stuckAfter = milliseconds; }

protected:
    void paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const override;

private:
    qint64 m_stuckAfter = 0;
};

/// PolicyRole: badge; with PendingOldPolicyRole and PendingNewPolicyRole: old badge → new badge.
class PolicyDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const override;
};

/// Swatch and name. HubNameRole gives the host name for the colour, DisplayRole the words; nothing there reads "none".
class HubDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    HubDelegate(const Theme &theme, const HubColors &colors, QObject *parent = nullptr);
    /// What an empty cell reads; "none" by default.
    void setEmptyText(const QString &text) { m_emptyText = text; }

protected:
    void paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const override;

private:
    const HubColors &m_colors;
    QString m_emptyText = tr("none");
};

/// Times and ages: DisplayRole, right-aligned, t2; muted when NotReadRole.
class AgeDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const override;
};

/// FractionRole: a bar behind the number, which stays readable; amber from 80 %, red from 100 % when limits matter.
class BarDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    void setIsLimit(bool isLimit) { m_isLimit = isLimit; }

protected:
    void paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const override;

private:
    bool m_isLimit = false;
};

} // namespace rehome::ui
