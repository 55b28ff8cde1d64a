// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/Layering.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QLibraryInfo>
#include <QtCore/QRegularExpression>

namespace rehome::test {

namespace {

const QString s_everything = QStringLiteral("*");

struct Row
{
    const char *layer;
    /// Folders and libraries, separated by blanks. Every layer may use itself, Qt6::Core, tl::expected and the C++
    /// library.
    const char *mayUse;
};

// "Arrows that may exist" of the house's design, row by row.
constexpr Row s_rows[] = {
    {"resources", ""},
    {"models/domain", ""},
    {"models/wire", "models/domain simdjson"},
    {"models/fleet", "models/domain"},
    {"models/items", "models/fleet models/domain Qt6::Gui"},
    {"app/azure", "models/domain models/wire Qt6::Network QCoro OpenSSL"},
    {"app/local", "models/domain models/wire Boost OpenSSL Qt6::Sql resources"},
    {"app/devices", "models/domain models/wire Boost OpenSSL"},
    {"app/session", "models/domain models/wire models/fleet app/azure Qt6::Network Qt6::Sql QCoro QtKeychain"},
    {"ui",
     "models/items models/fleet models/domain app/session Qt6::Gui Qt6::Widgets Qt6::PrintSupport Qt6::Svg Qt6::DBus "
     "QCustomPlot resources translations"},
    {"app/rehomectl", "resources models/domain models/wire models/fleet models/items app/azure app/local app/devices "
                      "app/session Qt6::Network "
                      "Qt6::Sql QCoro QtKeychain Boost OpenSSL simdjson"},
    {"app/rehome", "*"},
};

// Targets of the house's CMake files, and where each lives.
constexpr std::pair<const char *, const char *> s_targets[] = {
    {"rehome_resources", "resources"},
    {"rehome_scenarios", "resources"},
    {"rehome_translations", "translations"},
    {"rehome_domain", "models/domain"},
    {"rehome_wire", "models/wire"},
    {"rehome_fleet", "models/fleet"},
    {"rehome_items", "models/items"},
    {"rehome_azure", "app/azure"},
    {"rehome_local", "app/local"},
    {"rehome_devices", "app/devices"},
    {"rehome_session", "app/session"},
    {"rehome_ui", "ui"},
    {"rehomectl", "app/rehomectl"},
    {"rehome", "app/rehome"},
    {"rehome_desktop", "app/rehome"},
    {"OpenSSL::SSL", "OpenSSL"},
    {"OpenSSL::Crypto", "OpenSSL"},
    {"Boost::headers", "Boost"},
    {"simdjson::simdjson", "simdjson"},
    {"QCoro6::Core", "QCoro"},
    {"QCoro6::Network", "QCoro"},
    {"Qt6Keychain::Qt6Keychain", "QtKeychain"},
    {"QCustomPlotQt6::QCustomPlotQt6", "QCustomPlot"},
};

// Not a layer: language, threads and platform libraries, which any target may use.
constexpr const char *s_freeTargets[] = {
    "rehome_flags", "Qt6::Core", "tl::expected", "Threads::Threads", "ws2_32", "mswsock", "crypt32", "bcrypt", "dl"};

QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n');
}

} // namespace

Layering::Layering(const QDir &root)
    : m_root(root)
{
    for (const Row &row : s_rows) {
        const QString layer = QString::fromLatin1(row.layer);
        const QStringList names = QString::fromLatin1(row.mayUse).split(u' ', Qt::SkipEmptyParts);
        QSet<QString> uses(names.begin(), names.end());
        uses.insert(layer);
        uses.insert(QStringLiteral("Qt6::Core"));
        m_allowed.insert(layer, uses);
    }
}

QString Layering::layerOf(const QString &relativePath) const
{
    const QStringList parts = relativePath.split(u'/');
    const QString one = parts.value(0);
    const QString two = one + u'/' + parts.value(1);
    if (m_allowed.contains(two))
        return two;
    // A folder below app or models that no row names is a layer nobody agreed on: it may use nothing.
    if (one == QLatin1String("app") || one == QLatin1String("models"))
        return two;
    return one;
}

QString Layering::libraryOfInclude(const QString &header) const
{
    static const std::pair<QLatin1String, QLatin1String> prefixes[] = {
        {QLatin1String("boost/"), QLatin1String("Boost")},
        {QLatin1String("openssl/"), QLatin1String("OpenSSL")},
        {QLatin1String("simdjson"), QLatin1String("simdjson")},
        {QLatin1String("qcustomplot"), QLatin1String("QCustomPlot")},
        {QLatin1String("qt6keychain/"), QLatin1String("QtKeychain")},
        {QLatin1String("qtkeychain/"), QLatin1String("QtKeychain")},
        {QLatin1String("keychain.h"), QLatin1String("QtKeychain")},
        {QLatin1String("QCoro"), QLatin1String("QCoro")},
        {QLatin1String("qcoro"), QLatin1String("QCoro")},
    };
    for (const auto &[prefix, library] : prefixes) {
        if (header.startsWith(prefix))
            return library;
    }
    if (header.startsWith(u'Q') || header.startsWith(QLatin1String("qt"))) {
        static const QRegularExpression moduleInPath(QStringLiteral("^Qt([A-Z][A-Za-z]*)/"));
        if (const auto match = moduleInPath.match(header); match.hasMatch())
            return QStringLiteral("Qt6::") + match.captured(1);
        // <QWidget>: the module is the folder of Qt's headers that has it.
        const QDir headers(QLibraryInfo::path(QLibraryInfo::HeadersPath));
        for (const QString &module : headers.entryList({QStringLiteral("Qt*")}, QDir::Dirs)) {
            if (headers.exists(module + u'/' + header))
                return QStringLiteral("Qt6::") + module.mid(2);
        }
        return QStringLiteral("unknown library");
    }
    // Standard and system headers have no folder, or one of these.
    static const QRegularExpression system(QStringLiteral("^(sys|netinet|arpa|net|linux|mach|tl)/|^[a-z0-9_]+(\\.h)?$"
                                                          "|^(Windows|winsock2|ws2tcpip)\\.h$"));
    return system.match(header).hasMatch() ? QString() : QStringLiteral("unknown library");
}

QString Layering::layerOfTarget(const QString &target) const
{
    for (const auto &[name, layer] : s_targets) {
        if (target == QLatin1String(name))
            return QString::fromLatin1(layer);
    }
    return target;
}

QString Layering::complaint(const QString &layer, const QString &used) const
{
    const QSet<QString> uses = m_allowed.value(layer);
    if (uses.contains(s_everything) || uses.contains(used))
        return {};
    if (!m_allowed.contains(layer))
        return QStringLiteral("%1 is no layer of the house").arg(layer);
    return QStringLiteral("%1 may not use %2").arg(layer, used);
}

void Layering::checkIncludes(const QString &relativePath, QStringList &violations) const
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"));
    const QString layer = layerOf(relativePath);
    const QStringList lines = linesOf(m_root.filePath(relativePath));
    for (int i = 0; i < lines.size(); ++i) {
        const auto match = include.match(lines[i]);
        if (!match.hasMatch())
            continue;
        const QString header = match.captured(2);
        const QString place = QStringLiteral("%1:%2: ").arg(relativePath).arg(i + 1);
        if (match.captured(1) == QLatin1String("<")) {
            const QString library = libraryOfInclude(header);
            if (library.isEmpty())
                continue;
            if (const QString text = complaint(layer, library); !text.isEmpty())
                violations << place + text + QStringLiteral(" (%1)").arg(header);
            continue;
        }
        if (header.endsWith(QLatin1String(".moc")))
            continue;
        if (!header.contains(u'/') || header.startsWith(u'.') || !m_root.exists(header)) {
            violations << place + QStringLiteral("\"%1\" is not a path from the repository's root").arg(header);
            continue;
        }
        if (const QString text = complaint(layer, layerOf(header)); !text.isEmpty())
            violations << place + text + QStringLiteral(" (%1)").arg(header);
    }
}

void Layering::checkLinks(const QString &relativePath, QStringList &violations) const
{
    QString text = linesOf(m_root.filePath(relativePath)).join(u'\n');
    text.remove(QRegularExpression(QStringLiteral("#[^\n]*")));
    static const QRegularExpression call(
        QStringLiteral("\\b(rehome_library|target_link_libraries)\\s*\\(\\s*([^()\\s]+)([^()]*)\\)"));
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    static const QRegularExpression word(QStringLiteral("^(LINKS|PRIVATE_LINKS|PRIVATE|PUBLIC|INTERFACE)$"));
    for (auto matches = call.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const QString layer = layerOfTarget(match.captured(2));
        const bool isLibrary = match.captured(1) == QLatin1String("rehome_library");
        for (const QString &token : match.captured(3).split(blanks, Qt::SkipEmptyParts)) {
            if (isLibrary && token == QLatin1String("PRECOMPILE"))
                break;
            if (word.match(token).hasMatch())
                continue;
            const auto isToken = [&token](const char *name) { return token == QLatin1String(name); };
            if (std::any_of(std::begin(s_freeTargets), std::end(s_freeTargets), isToken))
                continue;
            if (const QString problem = complaint(layer, layerOfTarget(token)); !problem.isEmpty())
                violations << QStringLiteral("%1: %2").arg(relativePath, problem);
        }
    }
}

QStringList Layering::filesBelow(const QStringList &folders, const QStringList &patterns) const
{
    QStringList files;
    for (const QString &folder : folders) {
        QDirIterator walk(m_root.filePath(folder), patterns, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            files << m_root.relativeFilePath(walk.next());
    }
    files.sort();
    m_filesRead += static_cast<int>(files.size());
    return files;
}

QStringList Layering::includeViolations() const
{
    QStringList violations;
    const QStringList files = filesBelow({QStringLiteral("models"), QStringLiteral("app"), QStringLiteral("ui")},
                                         {QStringLiteral("*.h"), QStringLiteral("*.cpp")});
    for (const QString &file : files)
        checkIncludes(file, violations);
    return violations;
}

QStringList Layering::linkViolations() const
{
    QStringList violations;
    const QStringList files =
        filesBelow({QStringLiteral("models"), QStringLiteral("app"), QStringLiteral("ui"), QStringLiteral("resources")},
                   {QStringLiteral("CMakeLists.txt")});
    for (const QString &file : files)
        checkLinks(file, violations);
    return violations;
}

} // namespace rehome::test
