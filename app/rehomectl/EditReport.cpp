// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/EditReport.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <algorithm>
#include <array>

namespace rehome::ctl {

using Action = fleet::EnrollmentEdit::Action;
using State = EditLine::State;

namespace {

struct StateWords
{
    State state;
    const char *key;   ///< in JSON
    const char *words; ///< after a number
};

constexpr std::array<StateWords, 6> stateWords{{
    {State::Ready, "ready", "to send"},
    {State::Applied, "applied", "applied"},
    {State::Already, "already", "already so"},
    {State::Conflict, "conflict", "in conflict"},
    {State::Failed, "failed", "failed"},
    {State::NotSent, "notSent", "not sent"},
}};

QString keyOf(State state)
{
    const auto found = std::ranges::find(stateWords, state, &StateWords::state);
    return QString::fromLatin1(found->key);
}

QString actionWord(Action action)
{
    return action == Action::Create   ? QStringLiteral("create")
           : action == Action::Delete ? QStringLiteral("delete")
                                      : QStringLiteral("update");
}

QString kindWord(domain::EnrollmentKind kind)
{
    return kind == domain::EnrollmentKind::Group ? QStringLiteral("group") : QStringLiteral("individual");
}

QString nameOf(const fleet::EnrollmentEdit &edit)
{
    return kindWord(edit.kind) + u' ' + edit.id;
}

QStringList signedLines(const fleet::EnrollmentEdit &edit)
{
    QStringList lines;
    const QList<fleet::DiffLine> diff = fleet::diffLines(edit);
    for (const fleet::DiffLine &line : diff) {
        const bool added = line.kind == fleet::DiffLine::Kind::Added;
        const QChar sign = line.kind == fleet::DiffLine::Kind::Context ? u' ' : added ? u'+' : u'-';
        lines << sign + line.text;
    }
    return lines;
}

bool isTrouble(State state)
{
    return state == State::Conflict || state == State::Failed || state == State::NotSent;
}

QString costText(const session::ApplyCost &cost)
{
    const QString minutes =
        cost.minutes < 0.1 ? QStringLiteral("less than 0.1") : QString::number(cost.minutes, 'f', 1);
    return QStringLiteral("Cost: %1 calls of the service API (%2 key reads, %3 bulk calls, %4 single writes, %5 read "
                          "back), %6 minutes of its quota.")
        .arg(cost.calls())
        .arg(cost.keyReads)
        .arg(cost.bulkCalls)
        .arg(cost.singleWrites)
        .arg(cost.readBacks)
        .arg(minutes);
}

} // namespace

int EditReport::count(State state) const
{
    return static_cast<int>(std::ranges::count(m_lines, state, &EditLine::state));
}

QByteArray EditReport::countsText() const
{
    QStringList parts;
    for (const StateWords &words : stateWords) {
        if (const int number = count(words.state); number > 0)
            parts << QStringLiteral("%1 %2").arg(number).arg(QLatin1String(words.words));
    }
    return parts.isEmpty() ? QByteArray("Nothing to do.") : (parts.join(QLatin1String(", ")) + u'.').toUtf8();
}

QByteArray EditReport::previewText(const session::ApplyCost &cost) const
{
    QString text;
    for (const EditLine &line : m_lines) {
        if (line.state != State::Ready)
            continue;
        text += actionWord(line.edit.action) + u' ' + nameOf(line.edit) + u'\n';
        const QStringList diff = signedLines(line.edit);
        for (const QString &one : diff)
            text += QStringLiteral("  ") + one + u'\n';
    }
    text += QString::fromUtf8(countsText()) + u'\n' + costText(cost);
    return text.toUtf8();
}

QByteArray EditReport::troubleText() const
{
    QStringList lines;
    for (const EditLine &line : m_lines) {
        if (isTrouble(line.state))
            lines << QStringLiteral("%1: %2: %3").arg(keyOf(line.state), nameOf(line.edit), line.reason);
    }
    return lines.join(u'\n').toUtf8();
}

QByteArray EditReport::json(const session::ApplyCost &cost) const
{
    QJsonArray edits;
    for (const EditLine &line : m_lines) {
        QJsonObject one{{QStringLiteral("kind"), kindWord(line.edit.kind)},
                        {QStringLiteral("id"), line.edit.id},
                        {QStringLiteral("action"), actionWord(line.edit.action)},
                        {QStringLiteral("state"), keyOf(line.state)}};
        if (!line.reason.isEmpty())
            one.insert(QStringLiteral("reason"), line.reason);
        if (!line.edit.fields.isEmpty() || line.edit.action == Action::Delete)
            one.insert(QStringLiteral("diff"), QJsonArray::fromStringList(signedLines(line.edit)));
        edits.append(one);
    }
    QJsonObject object{{QStringLiteral("edits"), edits},
                       {QStringLiteral("cost"), QJsonObject{{QStringLiteral("calls"), cost.calls()},
                                                            {QStringLiteral("keyReads"), cost.keyReads},
                                                            {QStringLiteral("bulkCalls"), cost.bulkCalls},
                                                            {QStringLiteral("singleWrites"), cost.singleWrites},
                                                            {QStringLiteral("readBacks"), cost.readBacks},
                                                            {QStringLiteral("minutes"), cost.minutes}}}};
    for (const StateWords &words : stateWords)
        object.insert(QString::fromLatin1(words.key), count(words.state));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace rehome::ctl
