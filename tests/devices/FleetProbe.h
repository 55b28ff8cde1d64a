// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/DeviceFleet.h"

#include <QtCore/QMutex>
#include <algorithm>
#include <vector>

namespace rehome::test {

/// Collects a fleet's reports; the sink runs on the fleet's thread.
class FleetProbe
{
public:
    devices::DeviceFleet::ReportSink sink()
    {
        return [this](std::vector<devices::DeviceReport> reports) {
            const QMutexLocker lock(&m_mutex);
            m_reports.insert(m_reports.end(), reports.begin(), reports.end());
        };
    }
    std::vector<devices::DeviceReport> reports() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_reports;
    }
    int count(devices::DeviceOutcome outcome) const
    {
        const auto all = reports();
        return static_cast<int>(
            std::count_if(all.begin(), all.end(), [outcome](const auto &report) { return report.outcome == outcome; }));
    }
    int countOf(quint32 device, devices::DeviceOutcome outcome) const
    {
        const auto all = reports();
        return static_cast<int>(std::count_if(all.begin(), all.end(), [=](const auto &report) {
            return report.outcome == outcome && report.device == device;
        }));
    }
    int size() const { return static_cast<int>(reports().size()); }
    void clear()
    {
        const QMutexLocker lock(&m_mutex);
        m_reports.clear();
    }

private:
    mutable QMutex m_mutex;
    std::vector<devices::DeviceReport> m_reports;
};

} // namespace rehome::test
