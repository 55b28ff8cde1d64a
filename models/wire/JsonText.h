// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

// Two things that a shape can be written to, member after member in the order of their names: a tree for those who look
// into it, a text for those who only send or store it. A shape is a template over them, so that it exists once. Value
// types, any thread.
namespace rehome::wire {

class JsonTree
{
public:
    explicit JsonTree(QJsonObject start = {})
        : m_object(std::move(start))
    {
    }
    void text(QLatin1String name, const QString &value) { m_object.insert(name, value); }
    void number(QLatin1String name, qint64 value) { m_object.insert(name, value); }
    void truth(QLatin1String name, bool value) { m_object.insert(name, value); }
    void value(const QString &name, const QJsonValue &value) { m_object.insert(name, value); }
    void value(QLatin1String name, const QJsonValue &value) { m_object.insert(name, value); }
    template <class Write>
    void object(QLatin1String name, Write write)
    {
        JsonTree inner;
        write(inner);
        m_object.insert(name, inner.m_object);
    }
    const QJsonObject &json() const { return m_object; }

private:
    QJsonObject m_object;
};

/// Compact UTF-8. A tree costs an allocation or two for each member, which an answer to a device need not pay.
class JsonText
{
public:
    JsonText() { m_text.reserve(firstCapacity); }

    void text(QLatin1String name, const QString &value);
    void number(QLatin1String name, qint64 value);
    void truth(QLatin1String name, bool value);
    void value(const QString &name, const QJsonValue &value);
    void value(QLatin1String name, const QJsonValue &value);
    /// `json` is compact JSON already.
    void raw(QLatin1String name, const QByteArray &json);
    template <class Write>
    void object(QLatin1String name, Write write)
    {
        begin(name);
        open();
        write(*this);
        close();
    }
    /// The whole object; the writer is done with it.
    QByteArray take();

private:
    static constexpr qsizetype firstCapacity = 640;
    void begin(QLatin1String name);
    void open();
    void close();
    void append(QStringView text);
    void append(const QJsonValue &value);
    void append(const QJsonObject &object);

    QByteArray m_text = QByteArray(1, '{');
    bool m_isFirst = true; ///< no comma before the next member
};

} // namespace rehome::wire
