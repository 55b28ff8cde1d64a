// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Icons.h"

#include "ui/theme/Theme.h"

#include <QtCore/QPointer>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPixmapCache>
#include <QtSvg/QSvgRenderer>
#include <cmath>

namespace rehome::ui {

namespace {

class TintedEngine final : public QIconEngine
{
public:
    TintedEngine(const Theme &theme, QString name, IconTone tone)
        : m_theme(&theme)
        , m_name(std::move(name))
        , m_tone(tone)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int size = std::min(rect.width(), rect.height());
        const QPixmap picture = make(size, painter->device()->devicePixelRatioF(), mode, state);
        painter->drawPixmap(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, picture);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // Qt asks in device pixels and sets the ratio of the result itself.
        Q_UNUSED(scale);
        QPixmap picture = make(std::min(size.width(), size.height()), 1.0, mode, state);
        return picture;
    }

    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        const int side = std::min(size.width(), size.height());
        return {side, side};
    }

    bool isNull() override { return !m_theme; }
    QString key() const override { return QStringLiteral("RehomeTinted"); }
    QString iconName() override { return m_name; }
    QIconEngine *clone() const override { return new TintedEngine(*this); }

private:
    QPixmap make(int size, qreal ratio, QIcon::Mode mode, QIcon::State state) const
    {
        if (!m_theme || size <= 0)
            return {};
        return icons::pixmap(m_name, color(mode, state), size, ratio);
    }

    QColor color(QIcon::Mode mode, QIcon::State state) const
    {
        const Tokens &t = m_theme->tokens();
        if (mode == QIcon::Disabled)
            return t.line2;
        switch (m_tone) {
        case IconTone::Auto:
            return state == QIcon::On || mode == QIcon::Selected ? t.acc : t.t2;
        case IconTone::Text:
            return t.t1;
        case IconTone::Muted:
            return t.t3;
        case IconTone::Accent:
            return t.acc;
        case IconTone::OnAccent:
            return t.onacc;
        case IconTone::Pending:
            return t.pend;
        case IconTone::Ok:
            return t.ok;
        case IconTone::Warning:
            return t.warn;
        case IconTone::Error:
            return t.bad;
        }
        return t.t2;
    }

    QPointer<const Theme> m_theme;
    QString m_name;
    IconTone m_tone;
};

} // namespace

QIcon icons::icon(const Theme &theme, const QString &name, IconTone tone)
{
    return name.isEmpty() ? QIcon() : QIcon(new TintedEngine(theme, name, tone));
}

QPixmap icons::pixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio)
{
    const int side = static_cast<int>(std::ceil(size * devicePixelRatio));
    const QString key =
        QStringLiteral("rehome/%1/%2/%3").arg(name, QString::number(color.rgba(), 16), QString::number(side));
    QPixmap picture;
    if (!QPixmapCache::find(key, &picture)) {
        picture = QPixmap(side, side);
        picture.fill(Qt::transparent);
        QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(name));
        if (renderer.isValid()) {
            QPainter painter(&picture);
            painter.setRenderHint(QPainter::Antialiasing);
            renderer.render(&painter, QRectF(0, 0, side, side));
            painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
            painter.fillRect(picture.rect(), color);
        }
        QPixmapCache::insert(key, picture);
    }
    picture.setDevicePixelRatio(devicePixelRatio);
    return picture;
}

} // namespace rehome::ui
