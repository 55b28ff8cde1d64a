// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/LocalService.h"
#include "app/local/ServiceState.h"
#include "models/wire/Sas.h"
#include "tests/bench/Bench.h"
#include "tests/bench/StoredFleet.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace rehome;
using bench::deviceKey;
using bench::deviceName;
using bench::fill;
using bench::Row;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr int clients = 64;
constexpr int registrations = 60'000;
constexpr int million = 1'000'000;
constexpr int pageItems = 1000;
const QString apiVersion = QStringLiteral("?api-version=2021-06-01");

/// The service in this process: what it takes of memory and time is part of what is measured.
class Service
{
public:
    bool start(const QString &folder, int delayMs = 0)
    {
        local::ServiceSettings settings;
        settings.dataFolder = folder;
        settings.maxPage = pageItems;
        settings.registrationsPerMinute = settings.operationsPerMinute = 2'000'000'000;
        settings.assignDelayMs = delayMs;
        if (!QFile::exists(folder + QStringLiteral("/service.sqlite"))) {
            local::Scenario scenario;
            for (const char *name : {"hub-weu", "hub-eus"}) {
                local::Scenario::Hub hub;
                hub.name = QString::fromLatin1(name);
                hub.link.hostName = hub.name + QStringLiteral(".localhost");
                scenario.hubs.append(hub);
            }
            settings.scenario = scenario;
        }
        m_service = std::make_unique<local::LocalService>();
        const auto started = m_service->start(settings);
        if (!started) {
            std::fprintf(stderr, "%s %s\n", qPrintable(started.error().message), qPrintable(started.error().detail));
            return false;
        }
        endpoint = *started;
        return true;
    }
    void stop() { m_service.reset(); }
    quint16 port() const { return static_cast<quint16>(QUrl(endpoint.endpoint).port(443)); }

    local::ServiceEndpoint endpoint;

private:
    std::unique_ptr<local::LocalService> m_service;
};

/// One keep-alive connection that sends a request after the other; as little work as possible besides.
class Connection
{
public:
    Connection(asio::io_context &io, asio::ssl::context &tls)
        : m_stream(io, tls)
    {
    }

    bool open(quint16 port)
    {
        boost::system::error_code error;
        m_stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), port}, error);
        if (!error)
            m_stream.next_layer().set_option(tcp::no_delay(true), error);
        SSL_set_tlsext_host_name(m_stream.native_handle(), "localhost");
        if (!error)
            m_stream.handshake(asio::ssl::stream_base::client, error);
        return !error;
    }

    template <class Done>
    void exchange(const std::string &request, Done done)
    {
        asio::async_write(m_stream, asio::buffer(request), [this, done](boost::system::error_code error, std::size_t) {
            if (error)
                return done(0);
            m_in.clear();
            m_wanted = 0;
            read(done);
        });
    }

    std::string_view header(std::string_view name) const
    {
        const auto at = head().find(name);
        if (at == std::string_view::npos)
            return {};
        const auto from = at + name.size() + 2;
        return head().substr(from, head().find('\r', from) - from);
    }
    std::string_view body() const { return std::string_view(m_in).substr(m_bodyAt); }

private:
    std::string_view head() const { return std::string_view(m_in).substr(0, m_bodyAt); }

    template <class Done>
    void read(Done done)
    {
        m_stream.async_read_some(asio::buffer(m_buffer),
                                 [this, done](boost::system::error_code error, std::size_t size) {
                                     if (error)
                                         return done(0);
                                     m_in.append(m_buffer.data(), size);
                                     if (m_wanted == 0 && !headIsThere())
                                         return read(done);
                                     if (m_in.size() < m_wanted)
                                         return read(done);
                                     done(std::atoi(m_in.c_str() + 9));
                                 });
    }

    bool headIsThere()
    {
        const auto end = m_in.find("\r\n\r\n");
        if (end == std::string::npos)
            return false;
        m_bodyAt = end + 4;
        m_wanted = m_bodyAt + static_cast<std::size_t>(std::atoi(std::string(header("Content-Length")).c_str()));
        return true;
    }

    asio::ssl::stream<tcp::socket> m_stream;
    std::array<char, 16 * 1024> m_buffer;
    std::string m_in;
    std::size_t m_bodyAt = 0, m_wanted = 0;
};

struct Plan
{
    std::vector<std::string> registers, pollHeads, pollTails; // a poll is head + operation ID + tail
};

Plan planOf(const Service &service, int count)
{
    Plan plan;
    const QString host = QUrl(service.endpoint.endpoint).authority();
    const qint64 expires = QDateTime::currentSecsSinceEpoch() + 3600;
    for (int i = 0; i < count; ++i) {
        const QString id = deviceName(i);
        const QString path = QStringLiteral("/%1/registrations/%2").arg(service.endpoint.idScope, id);
        const auto token = wire::makeSasToken(path.mid(1), QString::fromLatin1(deviceKey(i, 'p')), expires,
                                              QStringLiteral("registration"));
        const QByteArray body = "{\"registrationId\":\"" + id.toLatin1() + "\"}";
        const QString common =
            QStringLiteral(" HTTP/1.1\r\nHost: %1\r\nUser-Agent: bench\r\nAccept: application/json\r\n"
                           "Authorization: %2\r\n")
                .arg(host, *token);
        plan.registers.push_back(
            (QStringLiteral("PUT ") + path + QStringLiteral("/register") + apiVersion + common +
             QStringLiteral("Content-Type: application/json; charset=utf-8\r\nContent-Length: %1\r\n\r\n%2")
                 .arg(body.size())
                 .arg(QString::fromLatin1(body)))
                .toStdString());
        plan.pollHeads.push_back((QStringLiteral("GET ") + path + QStringLiteral("/operations/")).toStdString());
        plan.pollTails.push_back((apiVersion + common + QStringLiteral("\r\n")).toStdString());
    }
    return plan;
}

struct Outcome
{
    int done = 0, failed = 0;
    double seconds = 0, p50 = 0, p99 = 0; ///< latencies in ms
    double processorSeconds = 0;          ///< of service and clients together
};

asio::ssl::context tlsFor(const Service &service)
{
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.load_verify_file(service.endpoint.caCertificatePath.toStdString());
    tls.set_verify_mode(asio::ssl::verify_peer);
    return tls;
}

/// Every client registers one device after the other: PUT, then the poll that tells the assignment.
class Load
{
public:
    Load(const Service &service, const Plan &plan, int count)
        : m_plan(plan)
        , m_count(count)
        , m_tls(tlsFor(service))
    {
        m_millis.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < clients; ++i) {
            m_clients.push_back(std::make_unique<Client>(m_io, m_tls));
            if (!m_clients.back()->connection.open(service.port()))
                ++m_outcome.failed;
        }
    }

    Outcome run()
    {
        const auto start = std::chrono::steady_clock::now();
        const std::clock_t processor = std::clock();
        for (const auto &client : m_clients)
            next(*client);
        m_io.run();
        m_outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        m_outcome.processorSeconds = static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
        std::sort(m_millis.begin(), m_millis.end());
        if (!m_millis.empty()) {
            m_outcome.p50 = m_millis[m_millis.size() / 2];
            m_outcome.p99 = m_millis[m_millis.size() * 99 / 100];
        }
        return m_outcome;
    }

private:
    struct Client
    {
        Client(asio::io_context &io, asio::ssl::context &tls)
            : connection(io, tls)
        {
        }
        Connection connection;
        std::string request;
        std::chrono::steady_clock::time_point began;
        std::size_t device = 0;
    };

    void next(Client &client)
    {
        if (m_next >= m_count)
            return;
        client.device = static_cast<std::size_t>(m_next++);
        client.began = std::chrono::steady_clock::now();
        client.connection.exchange(m_plan.registers[client.device], [this, &client](int status) {
            const auto body = client.connection.body();
            const auto at = status == 202 ? body.find("\"operationId\":\"") : std::string_view::npos;
            if (at == std::string_view::npos)
                return fail(client);
            const auto from = at + 15;
            client.request = m_plan.pollHeads[client.device];
            client.request.append(body.substr(from, body.find('"', from) - from));
            client.request.append(m_plan.pollTails[client.device]);
            poll(client);
        });
    }

    void poll(Client &client)
    {
        client.connection.exchange(client.request, [this, &client](int status) {
            if (status == 202)
                return poll(client);
            if (status != 200 || client.connection.body().find("\"assigned\"") == std::string_view::npos)
                return fail(client);
            ++m_outcome.done;
            m_millis.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - client.began).count());
            next(client);
        });
    }

    void fail(Client &client)
    {
        ++m_outcome.failed;
        next(client);
    }

    const Plan &m_plan;
    int m_count, m_next = 0;
    asio::io_context m_io{1};
    asio::ssl::context m_tls;
    std::vector<std::unique_ptr<Client>> m_clients;
    std::vector<double> m_millis;
    Outcome m_outcome;
};

/// All enrollments by pages; gives how many came, counted by their IDs' member.
int listed(const Service &service)
{
    asio::io_context io;
    asio::ssl::context tls = tlsFor(service);
    Connection connection(io, tls);
    if (!connection.open(service.port()))
        return 0;
    const auto target = wire::parseConnectionString(service.endpoint.serviceConnectionString);
    const auto token =
        wire::makeSasToken(target->hostName, target->key, QDateTime::currentSecsSinceEpoch() + 3600, target->keyName);
    // Joined, not filled in: a token is full of percent signs.
    const std::string head =
        "POST /enrollments/query?api-version=2021-10-01 HTTP/1.1\r\nHost: " + target->hostName.toStdString() +
        "\r\nAuthorization: " + token->toStdString() +
        "\r\nContent-Type: application/json\r\nContent-Length: 37\r\nx-ms-max-item-count: " +
        std::to_string(pageItems) + "\r\n";
    const std::string body = "\r\n{\"query\":\"SELECT * FROM enrollments\"}";
    std::string request = head + body;
    int count = 0;
    std::function<void(int)> onPage = [&](int status) {
        if (status != 200)
            return;
        count += std::atoi(std::string(connection.header("x-ms-max-item-count")).c_str());
        const auto next = connection.header("x-ms-continuation");
        if (next.empty())
            return;
        request = head + "x-ms-continuation: " + std::string(next) + "\r\n" + body;
        connection.exchange(request, onPage);
    };
    connection.exchange(request, onPage);
    io.run();
    return count;
}

double processorSeconds(std::clock_t since)
{
    return static_cast<double>(std::clock() - since) / CLOCKS_PER_SEC;
}

double seconds(QElapsedTimer &timer)
{
    const double elapsed = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    timer.restart();
    return elapsed;
}

void registrationRows(QList<Row> &rows)
{
    QTemporaryDir place;
    const QString folder = place.filePath(QStringLiteral("data"));
    Service service;
    if (!service.start(folder))
        return;
    service.stop();
    if (!fill(folder, registrations, 0) || !service.start(folder))
        return;
    const Plan plan = planOf(service, registrations);
    Load(service, plan, clients).run(); // connections and caches are warm
    const auto report = [&](const char *what, const Outcome &outcome, bool isTarget) {
        const QString name = QString::fromLatin1(what);
        if (outcome.failed > 0)
            std::fprintf(stderr, "%s: %d of %d failed\n", what, outcome.failed, outcome.done + outcome.failed);
        rows.append({name, outcome.done / outcome.seconds, QStringLiteral("1/s"),
                     isTarget ? std::optional<double>(5000) : std::nullopt, true});
        rows.append({name + QStringLiteral(": processor time of service and clients"),
                     outcome.processorSeconds / outcome.done * 1e6,
                     QStringLiteral("us each"),
                     {},
                     false});
        rows.append({name + QStringLiteral(": middle latency"), outcome.p50, QStringLiteral("ms"), {}, false});
        rows.append({name + QStringLiteral(": latency, 99 %"), outcome.p99, QStringLiteral("ms"), {}, false});
    };
    report("first registrations, 64 clients (PUT and poll)", Load(service, plan, registrations).run(), true);
    report("further registrations, 64 clients (PUT and poll)", Load(service, plan, registrations).run(), false);
}

void millionRows(QList<Row> &rows)
{
    QTemporaryDir place;
    const QString folder = place.filePath(QStringLiteral("data"));
    Service service;
    if (!service.start(folder))
        return;
    service.stop();
    QElapsedTimer timer;
    timer.start();
    if (!fill(folder, million, million))
        return;
    rows.append(
        {QStringLiteral("1,000,000 enrollments and records stored"), seconds(timer), QStringLiteral("s"), {}, false});
    bench::releaseFreedMemory();
    const qint64 before = bench::residentBytes();
    std::clock_t processor = std::clock();
    timer.restart();
    if (!service.start(folder))
        return;
    rows.append({QStringLiteral("start with 1,000,000 enrollments and records"), seconds(timer), QStringLiteral("s"),
                 5.0, false});
    rows.append({QStringLiteral("processor time of that start, all threads"),
                 processorSeconds(processor),
                 QStringLiteral("s"),
                 {},
                 false});
    rows.append({QStringLiteral("resident with them (whole process)"),
                 static_cast<double>(bench::residentBytes()) / 1e6, QStringLiteral("MB"), 1500.0, false});
    rows.append({QStringLiteral("of that before the start"),
                 static_cast<double>(before) / 1e6,
                 QStringLiteral("MB"),
                 {},
                 false});
    timer.restart();
    processor = std::clock();
    const int count = listed(service);
    rows.append({QStringLiteral("enrollments listed by pages of 1,000"), count / seconds(timer), QStringLiteral("1/s"),
                 count == million ? 100'000.0 : 1e12, true});
    rows.append({QStringLiteral("processor time of that listing, service and client"),
                 processorSeconds(processor),
                 QStringLiteral("s"),
                 {},
                 false});
    rows.append({QStringLiteral("resident after the listing"),
                 static_cast<double>(bench::residentBytes()) / 1e6,
                 QStringLiteral("MB"),
                 {},
                 false});
}

const bench::Area area("service", [] {
    QList<Row> rows;
    // REHOME_BENCH_PART narrows the area while something is being improved: "registrations" or "million".
    const QString part = qEnvironmentVariable("REHOME_BENCH_PART");
    if (part != QLatin1String("million"))
        registrationRows(rows);
    if (part != QLatin1String("registrations"))
        millionRows(rows);
    return rows;
});

} // namespace
