// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/HubTwins.h"

namespace rehome::local {

/// POST /devices/query over the twins of one hub. A long scan goes on in slices, so that it delays nobody else: a
/// device that is there throughout is judged once, whatever is created or deleted meanwhile. Loop thread.
class HubQueries
{
public:
    static constexpr int maxPage = 1000;

    explicit HubQueries(ServiceCore &core)
        : m_core(core)
        , m_twins(core)
    {
    }
    void run(const HubConfig &hub, const HttpRequest &request, const ReplySink &sink);

private:
    struct Scan;
    void slice(const std::shared_ptr<Scan> &scan);

    ServiceCore &m_core;
    HubTwins m_twins;
};

} // namespace rehome::local
