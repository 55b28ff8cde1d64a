// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/HubQuery.h"
#include "models/wire/HubQueryNode.h"

namespace rehome::wire {

namespace {

using Node = HubQuery::Node;

const QJsonValue undefined{QJsonValue::Undefined};

bool isPrimitive(const QJsonValue &value)
{
    return !value.isObject() && !value.isArray() && !value.isUndefined();
}

bool ordered(Node::Op op, int sign)
{
    switch (op) {
    case Node::Op::Less:
        return sign < 0;
    case Node::Op::LessOrEqual:
        return sign <= 0;
    case Node::Op::Greater:
        return sign > 0;
    case Node::Op::GreaterOrEqual:
        return sign >= 0;
    case Node::Op::Equal:
        return sign == 0;
    case Node::Op::NotEqual:
        break;
    }
    return sign != 0;
}

/// "comparisons are supported only between primitive types" (developer guide); anything else is undefined.
QJsonValue compared(Node::Op op, const QJsonValue &left, const QJsonValue &right)
{
    if (!isPrimitive(left) || !isPrimitive(right))
        return undefined;
    if (left.type() != right.type()) {
        if (op == Node::Op::Equal || op == Node::Op::NotEqual)
            return op == Node::Op::NotEqual;
        return undefined; // there is no order between kinds
    }
    if (left.isString())
        return ordered(op, QString::compare(left.toString(), right.toString()));
    if (left.isDouble()) {
        const double a = left.toDouble(), b = right.toDouble();
        return ordered(op, a < b ? -1 : a > b ? 1 : 0);
    }
    if (left.isBool())
        return ordered(op, static_cast<int>(left.toBool()) - static_cast<int>(right.toBool()));
    return ordered(op, 0); // null and null
}

QJsonValue among(const Node &node, const QJsonValue &value)
{
    if (!isPrimitive(value))
        return undefined;
    const bool found =
        std::any_of(node.list.begin(), node.list.end(), [&value](const QJsonValue &item) { return item == value; });
    return found != node.negated;
}

/// AND stops at false, OR at true; otherwise one member without a truth value leaves the whole without one.
QJsonValue joined(const Node &node, const QJsonObject &twin, bool stopsAt)
{
    bool open = false;
    for (const auto &child : node.children) {
        const QJsonValue value = evaluated(*child, twin);
        if (!value.isBool())
            open = true;
        else if (value.toBool() == stopsAt)
            return stopsAt;
    }
    return open ? undefined : QJsonValue(!stopsAt);
}

} // namespace

QJsonValue valueAt(const QJsonObject &twin, const QStringList &path)
{
    QJsonValue value = twin;
    for (const QString &name : path) {
        if (!value.isObject())
            return undefined;
        value = value.toObject().value(name);
    }
    return value;
}

QJsonValue evaluated(const Node &node, const QJsonObject &twin)
{
    switch (node.kind) {
    case Node::Kind::Literal:
        return node.literal;
    case Node::Kind::Path:
        return valueAt(twin, node.path);
    case Node::Kind::IsDefined:
        return !valueAt(twin, node.path).isUndefined();
    case Node::Kind::Compare:
        return compared(node.op, evaluated(*node.children[0], twin), evaluated(*node.children[1], twin));
    case Node::Kind::In:
        return among(node, evaluated(*node.children[0], twin));
    case Node::Kind::Not: {
        const QJsonValue value = evaluated(*node.children[0], twin);
        return value.isBool() ? QJsonValue(!value.toBool()) : undefined;
    }
    case Node::Kind::And:
        return joined(node, twin, false);
    case Node::Kind::Or:
        return joined(node, twin, true);
    }
    return undefined;
}

bool HubQuery::matches(const QJsonObject &twin) const
{
    // "Any constant different than Boolean true is considered as false" (developer guide).
    if (!m_condition)
        return true;
    const QJsonValue value = evaluated(*m_condition, twin);
    return value.isBool() && value.toBool();
}

QJsonObject HubQuery::row(const QJsonObject &twin) const
{
    if (m_shape == Shape::Twins)
        return twin;
    QJsonObject out;
    for (const Column &column : m_columns) {
        const QJsonValue value = valueAt(twin, column.path);
        if (!value.isUndefined())
            out.insert(column.name, value);
    }
    return out;
}

QJsonObject HubQuery::countRow(qint64 count) const
{
    return {{m_countName, count}};
}

} // namespace rehome::wire
