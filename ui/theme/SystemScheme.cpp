// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/SystemScheme.h"

#include <QtCore/QFileInfo>
#include <QtCore/QTimer>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>
#include <QtGui/QStyleHints>
#ifdef REHOME_HAS_DBUS
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtDBus/QDBusVariant>
#endif

namespace rehome::ui {

namespace {

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)

class StyleHintsScheme final : public SystemScheme
{
public:
    StyleHintsScheme()
    {
        connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &SystemScheme::changed);
    }
    bool isDark() const override { return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark; }
};

#else

/// Qt 6.4: no colour scheme in the style hints.
class PaletteScheme final : public SystemScheme
{
    Q_OBJECT
public:
    PaletteScheme()
        : m_dark(platformIsDark())
    {
#ifdef REHOME_HAS_DBUS
        // After the first paint: connecting to the bus is a local socket, yet nothing that the first picture needs.
        QTimer::singleShot(0, this, &PaletteScheme::askPortal);
#endif
    }

    bool isDark() const override { return m_dark; }

    void recheck() override
    {
        if (!m_portalAnswered)
            setDark(platformIsDark());
    }

private:
    static bool platformIsDark()
    {
        // The program's palette hides that of the platform; an unresolved palette shows it again for a moment.
        const QPalette own = QGuiApplication::palette();
        const bool overridden = own.resolveMask() != 0;
        if (overridden)
            QGuiApplication::setPalette(QPalette());
        const bool dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
        if (overridden)
            QGuiApplication::setPalette(own);
        return dark;
    }

    void setDark(bool dark)
    {
        if (m_dark == dark)
            return;
        m_dark = dark;
        Q_EMIT changed();
    }

#ifdef REHOME_HAS_DBUS
    void askPortal()
    {
        // Without an address libdbus would start a bus of its own, which takes time and helps nobody.
        const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
        if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") &&
            (runtime.isEmpty() || !QFileInfo::exists(QString::fromLocal8Bit(runtime) + QLatin1String("/bus"))))
            return;
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
        const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
        const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
        bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                    SLOT(onSettingChanged(QString, QString, QDBusVariant)));
        QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
        call << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, 2000), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
            done->deleteLater();
            const QDBusPendingReply<QDBusVariant> reply = *done;
            if (!reply.isError())
                take(reply.value().variant());
        });
    }

    /// 0 no preference, 1 dark, 2 light; older portals wrap the value twice.
    void take(QVariant value)
    {
        while (value.userType() == qMetaTypeId<QDBusVariant>())
            value = value.value<QDBusVariant>().variant();
        const uint preference = value.toUInt();
        if (preference == 0)
            return;
        m_portalAnswered = true;
        setDark(preference == 1);
    }

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
    {
        if (group == QLatin1String("org.freedesktop.appearance") && key == QLatin1String("color-scheme"))
            take(value.variant());
    }

private:
#endif
    bool m_dark = false;
    bool m_portalAnswered = false;
};

#endif

} // namespace

std::unique_ptr<SystemScheme> SystemScheme::create()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return std::make_unique<StyleHintsScheme>();
#else
    return std::make_unique<PaletteScheme>();
#endif
}

} // namespace rehome::ui

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
#include "SystemScheme.moc"
#endif
