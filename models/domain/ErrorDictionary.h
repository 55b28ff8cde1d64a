// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QStringList>

namespace rehome::domain {

/// What one error means to the person who has it. Texts are English; errorText() translates each.
struct ErrorEntry
{
    int code = 0; ///< DPS errorCode such as 400207, or a bare HTTP status
    QString name; ///< the hub's word for it ("DeviceNotFound"); empty: the provisioning service says only the code
    bool convention = false; ///< this number stands in no public text: it is what the local service answers
    QString title;
    QString means;
    QStringList causes; ///< likely ones, the likeliest first
    QStringList todo;   ///< in order
};

/// The error dictionary of resources/errors: code → meaning → likely causes → what to do. Immutable, any thread.
class ErrorDictionary
{
public:
    /// BadInput for bytes that are no dictionary, that lack a text or that name a code twice.
    static Result<ErrorDictionary> parse(const QByteArray &json);

    const QList<ErrorEntry> &entries() const { return m_entries; }
    /// The entry of exactly this code, without a hub's word before one with; null: none.
    const ErrorEntry *find(int code) const;
    /// Likewise, else the one of the code's HTTP status (protocol facts, section 1: errorCode = status × 1000 +
    /// detail).
    const ErrorEntry *findOrStatus(int code) const;
    /// By a hub's word, without case; null: none.
    const ErrorEntry *findName(QStringView name) const;
    /// What explains an error of this code and text, the nearest first: the code, then the hub's word within the text
    /// (a failed record carries the hub's own answer). Empty: nothing is known of it.
    QList<ErrorEntry> explain(int code, const QString &message) const;

private:
    QList<ErrorEntry> m_entries;
};

/// The word in a hub's answer: "IotHubUnauthorizedAccess" out of {"Message":"ErrorCode:IotHubUnauthorizedAccess;…"}.
QString hubWordOf(const QString &message);
/// The tracking ID in a hub's answer: {"ExceptionMessage":"Tracking ID:…-TimeStamp:…"}; empty: none.
QString trackingIdOf(const QString &message);

/// A text of the dictionary in the language of the program.
QString errorText(const QString &english);
/// Every text that errorText() can translate.
QStringList translatableErrorTexts();

} // namespace rehome::domain
