// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/DemoEngine.h"

#include "app/rehome/DemoScript.h"
#include "app/rehome/DemoTexts.h"
#include "app/rehome/DemoWorker.h"

#include <QtCore/QStandardPaths>

namespace rehome::demo {

namespace {

QString defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/demo");
}

bool isOrder(const QStringList &words)
{
    const QString first = words.value(0);
    if (first == QLatin1String("hub")) {
        static const QStringList ways{QStringLiteral("slow"), QStringLiteral("throttle"), QStringLiteral("dead"),
                                      QStringLiteral("up")};
        return words.size() == 3 && ways.contains(words[2]);
    }
    if (first == QLatin1String("quota")) {
        bool isNumber = false;
        const int limit = words.value(2).toInt(&isNumber);
        const bool known =
            words.value(1) == QLatin1String("registrations") || words.value(1) == QLatin1String("operations");
        return words.size() == 3 && known && isNumber && limit >= 1;
    }
    return words == QStringList{QStringLiteral("scenario"), QStringLiteral("step")};
}

Failure refused(ErrorKind kind, const QString &message)
{
    Error error;
    error.kind = kind;
    error.message = message;
    return Failure(error);
}

} // namespace

DemoEngine::DemoEngine(QString baseFolder, QObject *parent, int pace)
    : DemoHost(parent)
    , m_worker(new DemoWorker(baseFolder.isEmpty() ? defaultFolder() : std::move(baseFolder), pace))
{
    m_thread.setObjectName(QStringLiteral("demo"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &DemoWorker::started, this,
            [this](const session::ConnectionProfile &profile, const session::ConnectionSecret &secret,
                   const QList<QJsonObject> &guide) {
                m_guide = guide;
                m_running = true;
                emit started(profile, secret);
            });
    connect(m_worker, &DemoWorker::failed, this, &DemoEngine::failed);
    connect(m_worker, &DemoWorker::reports, this, &DemoEngine::reports);
    connect(m_worker, &DemoWorker::said, this, &DemoEngine::said);
    connect(m_worker, &DemoWorker::stopped, this, [this] {
        m_running = false;
        m_guide.clear();
        emit stopped();
    });
    m_thread.start(QThread::LowPriority);
}

DemoEngine::~DemoEngine()
{
    m_thread.quit();
    m_thread.wait(); // the worker ends its run in its own destructor, on its thread
}

QList<session::DemoScenario> DemoEngine::scenarios() const
{
    QList<session::DemoScenario> list{
        {QStringLiteral("demo"), scenarioText(QStringLiteral("Demo fleet")),
         tr("Thousands of devices on five hubs, a second administrator, and a burst at the quota.")}};
    for (const OfferedScenario &offered : offeredScenarios())
        list.append({QLatin1String(offered.name), scenarioText(QString::fromUtf8(offered.title)),
                     scenarioText(QString::fromUtf8(offered.summary))});
    return list;
}

void DemoEngine::start(const QString &scenario)
{
    m_running = false;
    m_guide.clear();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, scenario] { worker->start(scenario); }, Qt::QueuedConnection);
}

void DemoEngine::stop()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->stop(); }, Qt::QueuedConnection);
}

Result<void> DemoEngine::perform(const QJsonObject &action)
{
    if (!m_running)
        return refused(ErrorKind::BadInput, tr("The demo is not running. Start it first."));
    auto parsed = parseAction(action, QStringLiteral("action"), nullptr);
    if (!parsed)
        return Failure(parsed.error());
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, action = std::move(*parsed)] { worker->perform(action); }, Qt::QueuedConnection);
    return {};
}

Result<QString> DemoEngine::control(const QString &order)
{
    if (!m_running)
        return refused(ErrorKind::BadInput, tr("The demo is not running. Start it first."));
    if (!isOrder(order.split(QLatin1Char(' '), Qt::SkipEmptyParts))) {
        return refused(ErrorKind::BadInput,
                       tr("This is no order of the demo. Use hub NAME slow|throttle|dead|up, or quota "
                          "registrations|operations N."));
    }
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, order] { worker->control(order); }, Qt::QueuedConnection);
    return tr("Sent to the local service.");
}

} // namespace rehome::demo
