// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/HubQueryParser.h"

#include <cmath>

namespace rehome::wire {

using Node = HubQuery::Node;

namespace {

bool beginsWord(QChar c)
{
    return c.isLetter() || c == QLatin1Char('_') || c == QLatin1Char('$');
}

bool isReserved(const QString &word)
{
    static const QStringList reserved{QStringLiteral("select"), QStringLiteral("from"), QStringLiteral("where"),
                                      QStringLiteral("and"),    QStringLiteral("or"),   QStringLiteral("not"),
                                      QStringLiteral("in"),     QStringLiteral("nin"),  QStringLiteral("as"),
                                      QStringLiteral("group"),  QStringLiteral("by")};
    return reserved.contains(word.toLower());
}

std::optional<Node::Op> comparisonOf(const QString &sign)
{
    if (sign == QLatin1String("="))
        return Node::Op::Equal;
    if (sign == QLatin1String("!=") || sign == QLatin1String("<>"))
        return Node::Op::NotEqual;
    if (sign == QLatin1String("<"))
        return Node::Op::Less;
    if (sign == QLatin1String("<="))
        return Node::Op::LessOrEqual;
    if (sign == QLatin1String(">"))
        return Node::Op::Greater;
    if (sign == QLatin1String(">="))
        return Node::Op::GreaterOrEqual;
    return std::nullopt;
}

std::unique_ptr<Node> nodeOf(Node::Kind kind)
{
    auto node = std::make_unique<Node>();
    node->kind = kind;
    return node;
}

} // namespace

tl::expected<HubQuery, HubQueryError> HubQuery::parse(const QString &text)
{
    if (text.size() > maxLength)
        return tl::unexpected(HubQueryError{QStringLiteral("the query is longer than 64 KB"), maxLength});
    return HubQueryParser(text).run();
}

tl::expected<HubQuery, HubQueryError> HubQueryParser::run()
{
    next();
    if (selection() && source()) {
        if (takeWord("where"))
            m_query.m_condition = condition(0);
        if (!m_error && isWord("group"))
            fail(QStringLiteral("GROUP BY is not served here"));
        if (!m_error) {
            takeSign(";");
            if (m_token != Token::End)
                fail(QStringLiteral("nothing more was expected"));
        }
    }
    if (m_error)
        return tl::unexpected(*m_error);
    return m_query;
}

bool HubQueryParser::fail(const QString &message)
{
    if (!m_error)
        m_error = HubQueryError{message, m_start + 1};
    m_token = Token::Broken;
    return false;
}

void HubQueryParser::next()
{
    if (m_error)
        return;
    while (m_at < m_text.size() && m_text.at(m_at).isSpace())
        ++m_at;
    m_start = m_at;
    m_value.clear();
    if (m_at >= m_text.size()) {
        m_token = Token::End;
        return;
    }
    const QChar c = m_text.at(m_at);
    const QChar following = m_at + 1 < m_text.size() ? m_text.at(m_at + 1) : QChar();
    if (beginsWord(c))
        return readWord();
    if (c == QLatin1Char('\'') || c == QLatin1Char('"'))
        return readText(c);
    const bool signedNumber =
        (c == QLatin1Char('-') || c == QLatin1Char('+')) && (following.unicode() >= '0' && following.unicode() <= '9');
    if ((c.unicode() >= '0' && c.unicode() <= '9') || signedNumber)
        return readNumber();
    m_token = Token::Sign;
    static const QStringList pairs{QStringLiteral("!="), QStringLiteral("<>"), QStringLiteral("<="),
                                   QStringLiteral(">=")};
    if (const QString pair = m_text.mid(m_at, 2); pairs.contains(pair)) {
        m_value = pair;
        m_at += 2;
        return;
    }
    if (!QStringLiteral(",.()[]*;=<>").contains(c)) {
        fail(QStringLiteral("this character has no meaning in a query"));
        return;
    }
    m_value = c;
    ++m_at;
}

void HubQueryParser::readWord()
{
    m_token = Token::Word;
    while (m_at < m_text.size() && (beginsWord(m_text.at(m_at)) || m_text.at(m_at).isDigit()))
        ++m_at;
    m_value = m_text.mid(m_start, m_at - m_start);
}

bool HubQueryParser::readHexadecimal(int digits, uint &value)
{
    bool isNumber = false;
    const QString part = m_text.mid(m_at, digits);
    if (part.size() != digits || !part.at(0).isLetterOrNumber())
        return false;
    value = part.toUInt(&isNumber, 16);
    m_at += digits;
    return isNumber;
}

void HubQueryParser::readText(QChar quote)
{
    m_token = Token::Text;
    for (++m_at; m_at < m_text.size(); ++m_at) {
        const QChar c = m_text.at(m_at);
        if (c == quote) {
            ++m_at;
            return;
        }
        if (c != QLatin1Char('\\')) {
            m_value += c;
            continue;
        }
        // The escapes are \' \" \\ and \uXXXX (developer guide, string literals).
        const QChar escaped = ++m_at < m_text.size() ? m_text.at(m_at) : QChar();
        if (escaped == QLatin1Char('u')) {
            ++m_at;
            uint code = 0;
            if (!readHexadecimal(4, code)) {
                fail(QStringLiteral("\\u needs four hexadecimal digits"));
                return;
            }
            m_value += QChar(static_cast<char16_t>(code));
            --m_at; // the loop steps over the last digit
        } else if (escaped == QLatin1Char('\'') || escaped == QLatin1Char('"') || escaped == QLatin1Char('\\')) {
            m_value += escaped;
        } else {
            fail(QStringLiteral("this escape is not one of \\' \\\" \\\\ \\uXXXX"));
            return;
        }
    }
    fail(QStringLiteral("the text has no closing quote"));
}

void HubQueryParser::readNumber()
{
    m_token = Token::Number;
    const auto digits = [this] {
        while (m_at < m_text.size() && m_text.at(m_at).unicode() >= '0' && m_text.at(m_at).unicode() <= '9')
            ++m_at;
    };
    bool isNumber = false;
    if (m_text.mid(m_at, 2).compare(QLatin1String("0x"), Qt::CaseInsensitive) == 0) {
        m_at += 2;
        const qsizetype first = m_at;
        while (m_at < m_text.size() && m_text.at(m_at).isLetterOrNumber())
            ++m_at;
        m_number = static_cast<double>(m_text.mid(first, m_at - first).toULongLong(&isNumber, 16));
    } else {
        ++m_at; // the sign or the first digit
        digits();
        if (m_at < m_text.size() && m_text.at(m_at) == QLatin1Char('.')) {
            ++m_at;
            digits();
        }
        if (m_at < m_text.size() && m_text.at(m_at).toLower() == QLatin1Char('e')) {
            ++m_at;
            if (m_at < m_text.size() && (m_text.at(m_at) == QLatin1Char('-') || m_text.at(m_at) == QLatin1Char('+')))
                ++m_at;
            digits();
        }
        m_number = m_text.mid(m_start, m_at - m_start).toDouble(&isNumber);
    }
    const bool runsOn = m_at < m_text.size() && beginsWord(m_text.at(m_at));
    if (!isNumber || runsOn || !std::isfinite(m_number))
        fail(QStringLiteral("this is not a number"));
}

bool HubQueryParser::isWord(const char *word) const
{
    return m_token == Token::Word && m_value.compare(QLatin1String(word), Qt::CaseInsensitive) == 0;
}

bool HubQueryParser::takeWord(const char *word)
{
    if (!isWord(word))
        return false;
    next();
    return true;
}

bool HubQueryParser::takeSign(const char *sign)
{
    if (!isSign(sign))
        return false;
    next();
    return true;
}

bool HubQueryParser::expectSign(const char *sign)
{
    return takeSign(sign) || fail(QStringLiteral("%1 was expected").arg(QLatin1String(sign)));
}

bool HubQueryParser::expectWord(const char *word)
{
    return takeWord(word) || fail(QStringLiteral("%1 was expected").arg(QLatin1String(word)));
}

bool HubQueryParser::selection()
{
    if (!expectWord("SELECT"))
        return false;
    if (takeWord("top")) {
        if (m_token != Token::Number || m_number < 1 || m_number > 1e15 || std::floor(m_number) != m_number)
            return fail(QStringLiteral("TOP needs a whole number from 1"));
        m_query.m_top = static_cast<qint64>(m_number);
        next();
    }
    if (takeSign("*"))
        return !m_error;
    do
        if (!column())
            return false;
    while (takeSign(","));
    if (m_query.m_shape == HubQuery::Shape::Count && !m_query.m_columns.empty())
        return fail(QStringLiteral("COUNT() stands alone, as GROUP BY is not served here"));
    return !m_error;
}

bool HubQueryParser::column()
{
    const qsizetype start = m_start;
    const auto names = path();
    if (!names)
        return false;
    QString name = names->isEmpty() ? QString() : names->last();
    const bool counts =
        names->size() == 1 && name.compare(QLatin1String("count"), Qt::CaseInsensitive) == 0 && takeSign("(");
    if (counts) {
        takeSign("*");
        if (!expectSign(")"))
            return false;
        if (m_query.m_shape == HubQuery::Shape::Count)
            return fail(QStringLiteral("one COUNT() is enough"));
        name = QStringLiteral("$1"); // the store's own name for it
    } else if (isSign("(")) {
        m_start = start;
        return fail(QStringLiteral("the only function here is COUNT()"));
    }
    if (takeWord("as")) {
        if (m_token != Token::Word || isReserved(m_value))
            return fail(QStringLiteral("a name was expected after AS"));
        name = m_value;
        next();
    }
    if (counts) {
        m_query.m_shape = HubQuery::Shape::Count;
        m_query.m_countName = name;
    } else {
        if (m_query.m_shape != HubQuery::Shape::Count)
            m_query.m_shape = HubQuery::Shape::Columns;
        m_query.m_columns.push_back({*names, name});
    }
    return !m_error;
}

bool HubQueryParser::source()
{
    if (!expectWord("FROM") || !expectWord("devices"))
        return false;
    if (isSign("."))
        return fail(QStringLiteral("only FROM devices is served here"));
    return !m_error;
}

std::optional<QStringList> HubQueryParser::path()
{
    QStringList names;
    do {
        if (m_token != Token::Word || (names.isEmpty() && isReserved(m_value))) {
            fail(QStringLiteral("the name of a member was expected"));
            return std::nullopt;
        }
        names.append(m_value);
        next();
    } while (takeSign("."));
    if (names.size() > 1 && names.first().compare(QLatin1String("devices"), Qt::CaseInsensitive) == 0)
        names.removeFirst();
    if (m_error)
        return std::nullopt;
    return names;
}

HubQueryParser::NodePtr HubQueryParser::condition(int depth)
{
    NodePtr first = conjunction(depth);
    if (!first || !isWord("or"))
        return first;
    NodePtr all = nodeOf(Node::Kind::Or);
    all->children.push_back(std::move(first));
    while (takeWord("or")) {
        NodePtr following = conjunction(depth);
        if (!following)
            return nullptr;
        all->children.push_back(std::move(following));
    }
    return all;
}

HubQueryParser::NodePtr HubQueryParser::conjunction(int depth)
{
    NodePtr first = negation(depth);
    if (!first || !isWord("and"))
        return first;
    NodePtr all = nodeOf(Node::Kind::And);
    all->children.push_back(std::move(first));
    while (takeWord("and")) {
        NodePtr following = negation(depth);
        if (!following)
            return nullptr;
        all->children.push_back(std::move(following));
    }
    return all;
}

HubQueryParser::NodePtr HubQueryParser::negation(int depth)
{
    if (!isWord("not"))
        return comparison(depth);
    if (depth >= HubQuery::maxDepth) {
        fail(QStringLiteral("the condition is nested too deep"));
        return nullptr;
    }
    next();
    NodePtr inner = negation(depth + 1);
    if (!inner)
        return nullptr;
    NodePtr node = nodeOf(Node::Kind::Not);
    node->children.push_back(std::move(inner));
    return node;
}

HubQueryParser::NodePtr HubQueryParser::comparison(int depth)
{
    NodePtr left = operand(depth);
    if (!left)
        return nullptr;
    if (takeWord("not")) {
        if (!expectWord("IN"))
            return nullptr;
        return membership(std::move(left), true);
    }
    if (takeWord("in"))
        return membership(std::move(left), false);
    if (takeWord("nin"))
        return membership(std::move(left), true);
    const auto op = m_token == Token::Sign ? comparisonOf(m_value) : std::nullopt;
    if (!op)
        return left;
    next();
    NodePtr right = operand(depth);
    if (!right)
        return nullptr;
    NodePtr node = nodeOf(Node::Kind::Compare);
    node->op = *op;
    node->children.push_back(std::move(left));
    node->children.push_back(std::move(right));
    return node;
}

HubQueryParser::NodePtr HubQueryParser::operand(int depth)
{
    if (isSign("(")) {
        if (depth >= HubQuery::maxDepth) {
            fail(QStringLiteral("the condition is nested too deep"));
            return nullptr;
        }
        next();
        NodePtr inner = condition(depth + 1);
        if (!inner || !expectSign(")"))
            return nullptr;
        return inner;
    }
    if (const auto value = literal()) {
        NodePtr node = nodeOf(Node::Kind::Literal);
        node->literal = *value;
        return node;
    }
    if (m_error)
        return nullptr;
    const qsizetype start = m_start;
    const auto names = path();
    if (!names)
        return nullptr;
    NodePtr node = nodeOf(Node::Kind::Path);
    if (takeSign("(")) {
        if (names->size() != 1 || names->first().compare(QLatin1String("is_defined"), Qt::CaseInsensitive) != 0) {
            m_start = start;
            fail(QStringLiteral("the only function here is IS_DEFINED()"));
            return nullptr;
        }
        const auto of = path();
        if (!of || !expectSign(")"))
            return nullptr;
        node->kind = Node::Kind::IsDefined;
        node->path = *of;
        return node;
    }
    node->path = *names;
    return node;
}

HubQueryParser::NodePtr HubQueryParser::membership(NodePtr left, bool negated)
{
    if (!expectSign("["))
        return nullptr;
    NodePtr node = nodeOf(Node::Kind::In);
    node->negated = negated;
    node->children.push_back(std::move(left));
    do {
        const auto value = literal();
        if (!value) {
            fail(QStringLiteral("a list holds texts, numbers, true, false and null"));
            return nullptr;
        }
        node->list.push_back(*value);
    } while (takeSign(","));
    if (!expectSign("]"))
        return nullptr;
    return node;
}

std::optional<QJsonValue> HubQueryParser::literal()
{
    QJsonValue value;
    if (m_token == Token::Text)
        value = m_value;
    else if (m_token == Token::Number)
        value = m_number;
    else if (isWord("true") || isWord("false"))
        value = isWord("true");
    else if (isWord("undefined"))
        value = QJsonValue(QJsonValue::Undefined);
    else if (!isWord("null"))
        return std::nullopt;
    next();
    if (m_error)
        return std::nullopt;
    return value;
}

} // namespace rehome::wire
