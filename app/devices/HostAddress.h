// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <boost/asio/ip/address.hpp>
#include <optional>

namespace rehome::devices {

/// The address of a host that needs no look-up: an address, or a name under localhost, which is always this computer.
inline std::optional<boost::asio::ip::address> fixedAddress(const QString &host)
{
    boost::system::error_code notAnAddress;
    const auto address = boost::asio::ip::make_address(host.toStdString(), notAnAddress);
    if (!notAnAddress)
        return address;
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0 ||
        host.endsWith(QLatin1String(".localhost"), Qt::CaseInsensitive))
        return boost::asio::ip::address_v4::loopback();
    return std::nullopt;
}

} // namespace rehome::devices
