// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/HubQuery.h"

#include <QtCore/QJsonValue>

namespace rehome::wire {

/// One node of a condition: what it is decides which members are used.
struct HubQuery::Node
{
    enum class Kind : quint8
    {
        Literal,
        Path,
        IsDefined, ///< of `path`
        Compare,   ///< children[0] `op` children[1]
        In,        ///< children[0] among `list`; `negated` for NIN and NOT IN
        Not,
        And,
        Or
    };
    enum class Op : quint8
    {
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual
    };
    Kind kind = Kind::Literal;
    Op op = Op::Equal;
    bool negated = false;
    QJsonValue literal; ///< undefined for the word `undefined`
    QStringList path;
    std::vector<QJsonValue> list;
    std::vector<std::unique_ptr<Node>> children;
};

/// The value at a path; undefined when it leads nowhere.
QJsonValue valueAt(const QJsonObject &twin, const QStringList &path);
QJsonValue evaluated(const HubQuery::Node &node, const QJsonObject &twin);

} // namespace rehome::wire
