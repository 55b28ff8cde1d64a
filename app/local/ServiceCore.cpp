// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ServiceCore.h"

#include "app/local/EventLoop.h"

#include <QtCore/QDateTime>
#include <QtCore/QRandomGenerator>

namespace rehome::local {

void ServiceCore::commit(WriteBatch batch, std::function<void(bool)> done)
{
    store.write(std::move(batch),
                [&l = loop, done = std::move(done)](bool good) { l.post([done, good] { done(good); }); });
}

void ServiceCore::applyRates()
{
    registrations.setLimit(limits().registrationsPerMinute);
    operations.setLimit(limits().operationsPerMinute);
}

QString newEtag()
{
    // The counter starts anywhere: tags of two runs within one second differ as well.
    static std::atomic<quint32> counter{QRandomGenerator::system()->generate()};
    const quint32 number = ++counter;
    const qint64 seconds = QDateTime::currentSecsSinceEpoch();
    return QStringLiteral("%1-0000-0300-0000-%2%3")
        .arg(number, 8, 16, QLatin1Char('0'))
        .arg(seconds, 8, 16, QLatin1Char('0'))
        .arg(QStringLiteral("0000"));
}

QString withPort(const QString &host, quint16 port)
{
    return port == 443 ? host : QStringLiteral("%1:%2").arg(host).arg(port);
}

} // namespace rehome::local
