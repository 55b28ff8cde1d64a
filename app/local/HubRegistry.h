// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/HubTwins.h"

namespace rehome::local {

/// The identity registry of the simulated hubs: single operations, the list and the bulk operation (protocol facts,
/// section 10). Loop thread; changes go into the batch.
class HubRegistry
{
public:
    static constexpr int bulkItems = 100;
    static constexpr int listItems = 1000;

    explicit HubRegistry(ServiceCore &core)
        : m_core(core)
        , m_twins(core)
    {
    }

    /// What connected devices are to be told once the batch is stored.
    struct TwinNews
    {
        QString deviceId;
        HubTwins::Change change;
    };

    HttpReply get(const QString &hub, const QString &id) const;
    /// Creates without If-Match, updates with it.
    HttpReply put(const QString &hub, const QString &id, const HttpRequest &request, WriteBatch &batch);
    HttpReply remove(const QString &hub, const QString &id, const HttpRequest &request, WriteBatch &batch);
    /// The first identities in order of their IDs; `top` from 1 to 1000.
    HttpReply list(const QString &hub, const QString &top) const;
    /// Up to 100 identities, each with its importMode. What can be done is done; a refusal of one makes the answer a
    /// 400 that says which.
    HttpReply bulk(const QString &hub, const HttpRequest &request, WriteBatch &batch, QList<TwinNews> &news);
    HttpReply statistics(const QString &hub) const;

private:
    struct Sections
    {
        QJsonObject tags, desired;
    };
    HubResult<wire::HubDevice> create(const QString &hub, const wire::HubDevice &wanted, const Sections &twin,
                                      WriteBatch &batch);
    HubResult<wire::HubDevice> update(const QString &hub, const wire::HubDevice &wanted, const QString &ifMatch,
                                      WriteBatch &batch);
    HubResult<void> erase(const QString &hub, const QString &id, const std::optional<QString> &ifMatch,
                          WriteBatch &batch);
    HubResult<void> bulkItem(const QString &hub, const QJsonObject &item, WriteBatch &batch, QList<TwinNews> &news);

    ServiceCore &m_core;
    HubTwins m_twins;
};

} // namespace rehome::local
