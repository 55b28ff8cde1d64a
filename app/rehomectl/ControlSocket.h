// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <functional>

class QLocalServer;
class QLocalSocket;

namespace rehome::ctl {

/// Where a running `serve` takes orders: a socket in its data folder, or, when that path is too long for one, a name
/// made from it.
QString controlSocketName(const QString &dataFolder);

struct ControlAnswer
{
    bool done = false;
    QString message;
};
/// One line of JSON each way: {"order": "…"} and {"done": true, "message": "…"}.
QByteArray controlAnswerLine(const ControlAnswer &answer);
ControlAnswer controlAnswerFromLine(const QByteArray &line);

/// Takes orders, one per connection, from the folder's owner alone. Main thread.
class ControlSocket : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<ControlAnswer(const QString &order)>;
    explicit ControlSocket(Handler handler, QObject *parent = nullptr);
    /// A socket left by a killed service is replaced; the caller holds the folder's lock.
    bool listen(const QString &dataFolder);

private:
    void accept();
    void read(QLocalSocket *socket);

    Handler m_handler;
    QLocalServer *m_server;
};

} // namespace rehome::ctl
