// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>
#include <memory>
#include <optional>
#include <tl/expected.hpp>
#include <vector>

namespace rehome::wire {

/// Where a query goes wrong. The position counts characters from 1.
struct HubQueryError
{
    QString message;
    qsizetype position = 1;
};

/// A query over the twins of a hub (IoT Hub developer guide, query language): SELECT of *, of members or of COUNT(),
/// FROM devices, with a WHERE of comparisons, IN, IS_DEFINED, AND, OR, NOT and parentheses. Aggregation by groups is
/// not part of it. Pure, any thread; safe for foreign text.
class HubQuery
{
public:
    static constexpr qsizetype maxLength = 64 * 1024;
    static constexpr int maxDepth = 64; ///< of parentheses and NOT

    static tl::expected<HubQuery, HubQueryError> parse(const QString &text);

    enum class Shape : quint8
    {
        Twins,   ///< SELECT *
        Columns, ///< SELECT deviceId, tags.site AS place
        Count    ///< SELECT COUNT() AS n
    };
    Shape shape() const { return m_shape; }
    std::optional<qint64> top() const { return m_top; } ///< SELECT TOP n
    bool hasCondition() const { return m_condition != nullptr; }
    /// `twin` as the hub answers it. Three values, as in the hub's store: a comparison with a member that is not there
    /// is neither true nor false, and so is its NOT.
    bool matches(const QJsonObject &twin) const;
    /// The row of one twin; members that are not there are left out. Shape Twins gives the twin.
    QJsonObject row(const QJsonObject &twin) const;
    /// The row of a count.
    QJsonObject countRow(qint64 count) const;

    struct Node;

private:
    friend class HubQueryParser;
    struct Column
    {
        QStringList path;
        QString name;
    };
    Shape m_shape = Shape::Twins;
    std::optional<qint64> m_top;
    std::vector<Column> m_columns;
    QString m_countName;
    std::shared_ptr<const Node> m_condition; ///< null: every twin
};

} // namespace rehome::wire
