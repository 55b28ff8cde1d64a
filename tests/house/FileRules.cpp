// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/FileRules.h"

#include <QtCore/QRegularExpression>

namespace rehome::test::FileRules {

namespace {

struct Rule
{
    QRegularExpression pattern;
    QString why;
    /// Path prefixes it holds for; empty: everywhere.
    QStringList folders;
};

// The words are written in two halves so that this file does not break its own rules.
const QList<Rule> &rules()
{
    static const QStringList program = {QStringLiteral("models/"), QStringLiteral("app/"), QStringLiteral("ui/")};
    static const QList<Rule> list = {
        {QRegularExpression(QStringLiteral("\\b(TO"
                                           "DO|FIX"
                                           "ME|XX"
                                           "X|HA"
                                           "CK)\\b")),
         QStringLiteral("work left undone belongs to the tracker, not into the file"),
         {}},
        {QRegularExpression(QStringLiteral("\\bfor n"
                                           "ow\\b"),
                            QRegularExpression::CaseInsensitiveOption),
         QStringLiteral("say what holds, not what holds at the moment"),
         {}},
        {QRegularExpression(QStringLiteral("(/wo"
                                           "rk/|/ho"
                                           "me/|/ro"
                                           "ot/|C:\\\\Users)")),
         QStringLiteral("a path of one machine"),
         {}},
        {QRegularExpression(QStringLiteral("\"/t"
                                           "mp/")),
         QStringLiteral("QTemporaryDir knows where"), program},
        {QRegularExpression(QStringLiteral("\\bQSK"
                                           "IP\\b")),
         QStringLiteral("a skipped test proves nothing"),
         {}},
        {QRegularExpression(QStringLiteral("\\b(QEventLoop|processEvents|QCoro::waitFor)\\b")),
         QStringLiteral("a nested event loop"), program},
        {QRegularExpression(QStringLiteral("\\bwaitFor(Finished|ReadyRead|Connected|Encrypted|BytesWritten|Started|"
                                           "Disconnected|NewConnection)\\b")),
         QStringLiteral("a blocking wait"), program},
        {QRegularExpression(QStringLiteral("\\b(QThread::m?sleep|QThread::usleep)\\b")),
         QStringLiteral("a blocking wait"), program},
        {QRegularExpression(QStringLiteral("(\\.|->)exec\\(")),
         QStringLiteral("a nested event loop: use open() or popup()"),
         {QStringLiteral("ui/")}},
    };
    return list;
}

bool holdsFor(const Rule &rule, const QString &path)
{
    if (rule.folders.isEmpty())
        return true;
    return std::any_of(rule.folders.begin(), rule.folders.end(),
                       [&path](const QString &folder) { return path.startsWith(folder); });
}

} // namespace

QStringList violations(const QString &path, const QString &text)
{
    QStringList found;
    QStringList lines = text.split(u'\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    if (lines.size() > longestFile)
        found << QStringLiteral("%1: %2 lines; %3 is the limit").arg(path).arg(lines.size()).arg(longestFile);
    const bool isCode = path.endsWith(QLatin1String(".cpp")) || path.endsWith(QLatin1String(".h"));
    if (isCode && lines.value(0) != QLatin1String("// SPDX-License-Identifier: GPL-3.0-or-later"))
        found << QStringLiteral("%1:1: the licence line is missing").arg(path);
    for (int i = 0; i < lines.size(); ++i) {
        for (const Rule &rule : rules()) {
            const auto match = rule.pattern.match(lines[i]);
            if (match.hasMatch() && holdsFor(rule, path))
                found << QStringLiteral("%1:%2: \"%3\": %4").arg(path).arg(i + 1).arg(match.captured(0), rule.why);
        }
    }
    return found;
}

} // namespace rehome::test::FileRules
