// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/WebhookTarget.h"

#include <QtCore/QUrl>
#include <boost/asio/ip/address.hpp>

namespace rehome::local {

namespace {

Failure refused(const QString &why)
{
    return Failure(Error{ErrorKind::BadInput, why});
}

} // namespace

QByteArray WebhookTarget::hostHeader() const
{
    const QByteArray name = host.contains(':') ? '[' + host + ']' : host;
    return port == (tls ? 443 : 80) ? name : name + ':' + QByteArray::number(port);
}

Result<WebhookTarget> webhookTarget(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return refused(QStringLiteral("its address is not valid"));
    const QString scheme = url.scheme().toLower();
    if (scheme != QLatin1String("https") && scheme != QLatin1String("http"))
        return refused(QStringLiteral("its address must begin with https"));
    if (!url.userInfo().isEmpty())
        return refused(QStringLiteral("its address must not hold a user name"));

    WebhookTarget target;
    target.tls = scheme == QLatin1String("https");
    target.host = url.host(QUrl::FullyEncoded).toLatin1().toLower();
    if (target.host.startsWith('[') && target.host.endsWith(']'))
        target.host = target.host.mid(1, target.host.size() - 2);
    boost::system::error_code none;
    const auto address = boost::asio::ip::make_address(target.host.toStdString(), none);
    target.isAddress = !none;
    target.loopback = target.isAddress ? address.is_loopback() : target.host == "localhost";
    if (!target.tls && !target.loopback)
        return refused(QStringLiteral("its address must begin with https; http is for this machine only"));
    const int port = url.port(target.tls ? 443 : 80);
    if (port < 1 || port > 65535)
        return refused(QStringLiteral("its port is not valid"));
    target.port = static_cast<quint16>(port);
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    target.pathAndQuery = path.isEmpty() ? QByteArray("/") : path;
    if (url.hasQuery())
        target.pathAndQuery += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

} // namespace rehome::local
