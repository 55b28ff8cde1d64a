// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Allocation.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rehome::domain {

namespace {

struct Region
{
    QLatin1String name;
    double latitude, longitude; // degrees, of the city or district that the cloud names for the region
};

// Public Azure regions, by name. Distance stands for latency, which no public table gives for every pair.
constexpr std::array regions{
    Region{QLatin1String("australiacentral"), -35.31, 149.12},
    Region{QLatin1String("australiacentral2"), -35.31, 149.12},
    Region{QLatin1String("australiaeast"), -33.86, 151.21},
    Region{QLatin1String("australiasoutheast"), -37.81, 144.96},
    Region{QLatin1String("austriaeast"), 48.21, 16.37},
    Region{QLatin1String("belgiumcentral"), 50.85, 4.35},
    Region{QLatin1String("brazilsouth"), -23.55, -46.63},
    Region{QLatin1String("brazilsoutheast"), -22.91, -43.21},
    Region{QLatin1String("canadacentral"), 43.65, -79.38},
    Region{QLatin1String("canadaeast"), 46.82, -71.22},
    Region{QLatin1String("centralindia"), 18.58, 73.92},
    Region{QLatin1String("centralus"), 41.59, -93.62},
    Region{QLatin1String("chilecentral"), -33.45, -70.67},
    Region{QLatin1String("chinaeast"), 31.23, 121.47},
    Region{QLatin1String("chinaeast2"), 31.23, 121.47},
    Region{QLatin1String("chinanorth"), 39.90, 116.41},
    Region{QLatin1String("chinanorth2"), 39.90, 116.41},
    Region{QLatin1String("chinanorth3"), 40.82, 114.88},
    Region{QLatin1String("eastasia"), 22.27, 114.19},
    Region{QLatin1String("eastus"), 37.37, -79.82},
    Region{QLatin1String("eastus2"), 36.67, -78.39},
    Region{QLatin1String("francecentral"), 46.38, 2.37},
    Region{QLatin1String("francesouth"), 43.84, 2.20},
    Region{QLatin1String("germanynorth"), 53.07, 8.81},
    Region{QLatin1String("germanywestcentral"), 50.11, 8.68},
    Region{QLatin1String("indonesiacentral"), -6.20, 106.85},
    Region{QLatin1String("israelcentral"), 31.27, 33.45},
    Region{QLatin1String("italynorth"), 45.47, 9.18},
    Region{QLatin1String("japaneast"), 35.68, 139.77},
    Region{QLatin1String("japanwest"), 34.69, 135.50},
    Region{QLatin1String("jioindiacentral"), 21.15, 79.09},
    Region{QLatin1String("jioindiawest"), 22.47, 70.06},
    Region{QLatin1String("koreacentral"), 37.57, 126.98},
    Region{QLatin1String("koreasouth"), 35.18, 129.08},
    Region{QLatin1String("malaysiawest"), 3.14, 101.69},
    Region{QLatin1String("mexicocentral"), 20.59, -100.39},
    Region{QLatin1String("newzealandnorth"), -36.85, 174.76},
    Region{QLatin1String("northcentralus"), 41.88, -87.63},
    Region{QLatin1String("northeurope"), 53.35, -6.26},
    Region{QLatin1String("norwayeast"), 59.91, 10.75},
    Region{QLatin1String("norwaywest"), 58.97, 5.73},
    Region{QLatin1String("polandcentral"), 52.23, 21.02},
    Region{QLatin1String("qatarcentral"), 25.55, 51.44},
    Region{QLatin1String("southafricanorth"), -25.73, 28.22},
    Region{QLatin1String("southafricawest"), -34.08, 18.84},
    Region{QLatin1String("southcentralus"), 29.42, -98.50},
    Region{QLatin1String("southeastasia"), 1.28, 103.83},
    Region{QLatin1String("southindia"), 12.98, 80.16},
    Region{QLatin1String("spaincentral"), 40.42, -3.70},
    Region{QLatin1String("swedencentral"), 60.67, 17.14},
    Region{QLatin1String("swedensouth"), 55.60, 13.00},
    Region{QLatin1String("switzerlandnorth"), 47.45, 8.56},
    Region{QLatin1String("switzerlandwest"), 46.20, 6.14},
    Region{QLatin1String("taiwannorth"), 25.03, 121.57},
    Region{QLatin1String("uaecentral"), 24.47, 54.37},
    Region{QLatin1String("uaenorth"), 25.27, 55.32},
    Region{QLatin1String("uksouth"), 50.94, -0.80},
    Region{QLatin1String("ukwest"), 53.43, -3.08},
    Region{QLatin1String("usgovarizona"), 33.45, -112.07},
    Region{QLatin1String("usgovtexas"), 29.42, -98.49},
    Region{QLatin1String("usgovvirginia"), 37.37, -79.82},
    Region{QLatin1String("westcentralus"), 40.89, -110.23},
    Region{QLatin1String("westeurope"), 52.37, 4.90},
    Region{QLatin1String("westindia"), 19.09, 72.87},
    Region{QLatin1String("westus"), 37.78, -122.42},
    Region{QLatin1String("westus2"), 47.23, -119.85},
    Region{QLatin1String("westus3"), 33.45, -112.07},
};

constexpr double earthRadiusKm = 6371.0;
constexpr double radiansPerDegree = 3.14159265358979323846 / 180.0;

const Region *find(QStringView name)
{
    for (const Region &region : regions) {
        if (name.compare(region.name, Qt::CaseInsensitive) == 0)
            return &region;
    }
    return nullptr;
}

} // namespace

std::optional<double> regionDistanceKm(QStringView a, QStringView b)
{
    const Region *from = find(a);
    const Region *to = find(b);
    if (!from || !to)
        return std::nullopt;
    // Haversine: exact zero for the same place, good for short distances.
    const double phi1 = from->latitude * radiansPerDegree;
    const double phi2 = to->latitude * radiansPerDegree;
    const double sinPhi = std::sin((phi2 - phi1) / 2);
    const double sinLambda = std::sin((to->longitude - from->longitude) * radiansPerDegree / 2);
    const double h = sinPhi * sinPhi + std::cos(phi1) * std::cos(phi2) * sinLambda * sinLambda;
    return 2 * earthRadiusKm * std::asin(std::sqrt(std::min(1.0, h)));
}

QStringList knownRegions()
{
    QStringList names;
    names.reserve(static_cast<qsizetype>(regions.size()));
    for (const Region &region : regions)
        names.append(region.name);
    return names;
}

} // namespace rehome::domain
