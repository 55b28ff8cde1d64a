// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Arguments.h"
#include "app/rehomectl/Commands.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace rehome::ctl {

int helpCommand(const QStringList &)
{
    printLine(
        "Usage:\n"
        "  rehomectl serve --data DIR [--listen ADDRESS:PORT] [--mqtt-listen ADDRESS:PORT] [--also-name NAME[,NAME]]\n"
        "                  [--scenario NAME|FILE]\n"
        "                  [--registrations-per-minute N] [--operations-per-minute N]\n"
        "                  [--assign-delay-ms N] [--max-page N] [--quota NAME=N,...]\n"
        "                  [--sync full|normal] [--webhook-timeout-ms N] [--webhook-ca FILE]\n"
        "      Runs the local provisioning service in the foreground and prints one line of JSON when it is ready.\n"
        "  rehomectl control --data DIR hub NAME slow|throttle|dead|up [--json]\n"
        "  rehomectl control --data DIR hub NAME units N [--json]\n"
        "  rehomectl control --data DIR hub NAME link|unlink|rotate|weight N|apply on|off [--json]\n"
        "  rehomectl control --data DIR allocation hashed|geoLatency|static [--json]\n"
        "  rehomectl control --data DIR quota NAME N [--json]\n"
        "  rehomectl control --data DIR device ID[,ID...] region NAME [--json]\n"
        "  rehomectl control --data DIR scenario step [--json]\n"
        "      Gives an order to the service that runs on this data folder.\n"
        "      Quotas: registrations, operations, polls, records, individual-enrollments, x509-groups,\n"
        "      symmetric-key-groups, ca-certificates, linked-hubs, message-bytes, bulk-items.\n"
        "  rehomectl fleet --connect FILE|- (--scenario NAME|FILE | --group ID) [OPTION...]\n"
        "  rehomectl fleet --endpoint HOST[:PORT] --id-scope SCOPE [--ca FILE] [--group-key-file FILE] [OPTION...]\n"
        "                  [--devices N] [--prefix TEXT] [--api-version V] [--rate N] [--until assigned|SECONDS]\n"
        "                  [--behaviour steady|forgetful|impatient|connected] [--known] [--register-always]\n"
        "                  [--sdk guidance|node-http|python|c|csharp] [--reboots-per-minute N] [--no-hub]\n"
        "                  [--seed N] [--json]\n"
        "      Runs simulated devices against a provisioning service: the one whose ready line FILE holds, or any "
        "other\n"
        "      with a group's key from a file or from REHOME_GROUP_KEY.\n"
        "  rehomectl lint CONNECTION [--declare FILE] [--fail-on error|warning|notice] [--json]\n"
        "      Reads every enrollment and says what to look at before a device finds out.\n"
        "  rehomectl explain [CODE|WORD] [--json]\n"
        "      What an error code of the service or a word of a hub means, its likely causes and what to do.\n"
        "  rehomectl enrollments list CONNECTION [--filter TEXT] [--columns NAME[,NAME]] [--csv|--json]\n"
        "  rehomectl enrollments show ID CONNECTION [--kind individual|group] [--as json|az|curl]\n"
        "                 [--shell posix|powershell] [--keys] [--json]\n"
        "  rehomectl enrollments export CONNECTION [--filter TEXT] [--columns NAME[,NAME]] [--out FILE]\n"
        "                 [--csv [--for-spreadsheets]|--json]\n"
        "      What is configured at a provisioning service.\n"
        "  rehomectl enrollments set-policy migrate|reset|never|notset (ID... | --filter TEXT) CONNECTION\n"
        "                 [--kind individual|group] [--dry-run|--plan FILE|--yes] [--json]\n"
        "  rehomectl enrollments import FILE CONNECTION [--map HEADER=MEMBER[,HEADER=MEMBER]] [--skip-bad-lines]\n"
        "                 [--dry-run|--plan FILE [--keys]|--yes] [--json]\n"
        "  rehomectl enrollments diff PLAN|FILE CONNECTION [--rebase] [--map HEADER=MEMBER[,...]] [--json]\n"
        "  rehomectl enrollments apply PLAN CONNECTION [--rebase] [--dry-run|--yes] [--json]\n"
        "      Changes go out with the ETags that they were made from, keys kept, and are read back. --plan writes "
        "them\n"
        "      to a file that is reviewed and applied later; what is so already counts as applied. --rebase takes a "
        "new\n"
        "      version where the members to change are as they were. Without --yes a person is asked at the terminal.\n"
        "      FILE is CSV with a header, or JSON as the service gives it; what it does not name is left alone.\n"
        "      CONNECTION: [--connection FILE|-] [--ca FILE] [--linked-hubs FILE]; the file holds the connection\n"
        "      string or the ready line, else REHOME_CONNECTION_STRING does.\n"
        "  rehomectl version [--json]\n"
        "  rehomectl help\n"
        "\n"
        "Exit codes: 0 done, 1 refused, 2 wrong usage, 3 done with findings, differences\n"
        "or conflicts.");
    return Done;
}

int versionCommand(const QStringList &arguments)
{
    const Arguments parsed(arguments, {}, {QStringLiteral("json")});
    if (!parsed.error().isEmpty() || !parsed.positional().isEmpty())
        return wrongUsage(QStringLiteral("version"),
                          parsed.error().isEmpty() ? QStringLiteral("takes no words.") : parsed.error());
    const QString version = QStringLiteral(REHOME_VERSION);
    if (parsed.has(QStringLiteral("json")))
        printLine(QJsonDocument(QJsonObject{{QStringLiteral("version"), version}}).toJson(QJsonDocument::Compact));
    else
        printLine("rehomectl " + version.toUtf8());
    return Done;
}

} // namespace rehome::ctl
