// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/CallOptions.h"

#include <algorithm>
#include <utility>

namespace rehome::azure {

struct CancelToken::State
{
    bool cancelled = false;
    int nextId = 1;
    std::vector<std::pair<int, std::function<void()>>> callbacks;
};

CancelToken::CancelToken()
    : m_state(std::make_shared<State>())
{
}

void CancelToken::cancel()
{
    const auto state = m_state;
    if (std::exchange(state->cancelled, true))
        return;
    // A callback may forget() others: take them one by one.
    while (!state->callbacks.empty()) {
        const auto callback = std::move(state->callbacks.back().second);
        state->callbacks.pop_back();
        callback();
    }
}

bool CancelToken::isCancelled() const
{
    return m_state->cancelled;
}

int CancelToken::whenCancelled(std::function<void()> callback) const
{
    if (m_state->cancelled) {
        callback();
        return 0;
    }
    m_state->callbacks.emplace_back(m_state->nextId, std::move(callback));
    return m_state->nextId++;
}

void CancelToken::forget(int id) const
{
    std::erase_if(m_state->callbacks, [id](const auto &entry) { return entry.first == id; });
}

} // namespace rehome::azure
