// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/HubQueryNode.h"

namespace rehome::wire {

/// Recursive descent over the text of one query; the first error ends it. Used by HubQuery::parse() alone.
class HubQueryParser
{
public:
    explicit HubQueryParser(const QString &text)
        : m_text(text)
    {
    }
    tl::expected<HubQuery, HubQueryError> run();

private:
    using NodePtr = std::unique_ptr<HubQuery::Node>;

    enum class Token : quint8
    {
        End,
        Word,
        Text, ///< a literal in quotes
        Number,
        Sign, ///< one of , . ( ) [ ] * ; and the comparisons
        Broken
    };

    void next();
    void readWord();
    void readText(QChar quote);
    void readNumber();
    bool readHexadecimal(int digits, uint &value);
    bool isWord(const char *word) const;
    bool isSign(const char *sign) const { return m_token == Token::Sign && m_value == QLatin1String(sign); }
    bool takeWord(const char *word);
    bool takeSign(const char *sign);
    bool fail(const QString &message);
    bool expectSign(const char *sign);
    bool expectWord(const char *word);

    bool selection();
    bool column();
    bool source();
    std::optional<QStringList> path();
    NodePtr condition(int depth);
    NodePtr conjunction(int depth);
    NodePtr negation(int depth);
    NodePtr comparison(int depth);
    NodePtr operand(int depth);
    NodePtr membership(NodePtr left, bool negated);
    std::optional<QJsonValue> literal();

    const QString m_text;
    qsizetype m_at = 0;    ///< behind the token
    qsizetype m_start = 0; ///< of the token
    Token m_token = Token::End;
    QString m_value;
    double m_number = 0;
    HubQuery m_query;
    std::optional<HubQueryError> m_error;
};

} // namespace rehome::wire
