// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <coroutine>
#include <memory>
#include <optional>
#include <utility>

namespace rehome::azure {

/// One value handed from a callback to one waiting coroutine of the same thread. Copies share the value. Only the first
/// set() counts, so several callbacks may race to end a wait.
template <class T>
class Handover
{
public:
    Handover()
        : m_state(std::make_shared<State>())
    {
    }

    /// Resumes the waiting coroutine inside this call.
    void set(T value) const
    {
        const auto state = m_state; // the coroutine may destroy the last other copy
        if (state->value || state->taken)
            return;
        state->value.emplace(std::move(value));
        if (state->waiter)
            std::exchange(state->waiter, {}).resume();
    }
    bool isSet() const { return m_state->value.has_value() || m_state->taken; }

    bool await_ready() const noexcept { return m_state->value.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) const noexcept { m_state->waiter = waiter; }
    T await_resume() const
    {
        m_state->taken = true;
        T value = std::move(*m_state->value);
        m_state->value.reset();
        return value;
    }

private:
    struct State
    {
        std::optional<T> value;
        std::coroutine_handle<> waiter;
        bool taken = false;
    };
    std::shared_ptr<State> m_state;
};

} // namespace rehome::azure
