// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <chrono>
#include <functional>
#include <memory>

namespace rehome::local {

class EventLoop;

struct WebhookSettings
{
    /// For the whole call, from the first byte sent to the last one read. No figure of the real service is public; 5 s
    /// is often named (protocol facts, section 6).
    std::chrono::milliseconds timeout{5000};
    QString caFile; ///< PEM; authorities that are trusted besides those of the system
};

struct WebhookReply
{
    int status = 0;  ///< 0: there was no answer
    QByteArray body; ///< at most 64 KB
    QString problem; ///< why there is none, or none that can be used; never an address or a query
};

/// Posts JSON to webhooks, each call on its own connection and none waiting for another: at most 64 at a time go to one
/// host and port, more queue behind those. Redirects are answers, not followed. https is verified against the system's
/// authorities and those of the settings. Loop thread. One of the three files of the programs that see Beast, and only
/// its parser: a second reader of HTTP/1.1 would be one too many.
class WebhookClient
{
public:
    using Done = std::function<void(WebhookReply)>;

    explicit WebhookClient(EventLoop &loop);
    ~WebhookClient(); ///< calls under way end unheard
    WebhookClient(const WebhookClient &) = delete;
    WebhookClient &operator=(const WebhookClient &) = delete;

    /// Before the first call. Error of kind BadInput when the CA file cannot be read.
    Result<void> configure(const WebhookSettings &settings);
    /// `done` is called exactly once, later, on the loop's thread.
    void post(const QString &url, const QByteArray &json, Done done);

    struct Private; ///< shared with the calls

private:
    std::shared_ptr<Private> d;
};

} // namespace rehome::local
