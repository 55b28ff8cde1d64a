// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"

namespace rehome::wire {

/// X509CertificateInfo of the service and of the device API: every member is required there.
QJsonObject certificateInfoToJson(const domain::X509CertificateInfo &info);

} // namespace rehome::wire
