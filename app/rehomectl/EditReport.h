// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

namespace rehome::ctl {

/// One edit of a command, and how it fares.
struct EditLine
{
    enum class State : quint8
    {
        Ready,   ///< to be sent
        Already, ///< what it wants is so
        Conflict,
        Failed,
        Applied,
        NotSent, ///< the connection was lost before
    };
    fleet::EnrollmentEdit edit;
    State state = State::Ready;
    QString reason{}; ///< of a conflict or failure; a sentence
    bool keysLeftOut = false;
};

/// The edits of a command for a person or as JSON. No key is in either.
class EditReport
{
public:
    explicit EditReport(QList<EditLine> lines)
        : m_lines(std::move(lines))
    {
    }
    int count(EditLine::State state) const;
    /// What would be sent: each edit as a diff, then counts and cost.
    QByteArray previewText(const session::ApplyCost &cost) const;
    /// What is in conflict, has failed or was not sent, a line each; empty when nothing is.
    QByteArray troubleText() const;
    QByteArray countsText() const; ///< "3 applied, 1 in conflict."
    QByteArray json(const session::ApplyCost &cost) const;

private:
    QList<EditLine> m_lines;
};

} // namespace rehome::ctl
