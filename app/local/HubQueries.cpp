// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubQueries.h"

#include "app/local/EventLoop.h"
#include "app/local/Paging.h"
#include "app/local/Replies.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/HubQuery.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonDocument>
#include <limits>

namespace rehome::local {

namespace {

constexpr int sliceDevices = 500;

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// What a continuation says after its tag: rows served so far (for TOP), a colon, the ID of the last device judged.
struct Place
{
    qint64 served = 0;
    std::optional<QByteArray> after;
};

std::optional<Place> placeOf(const std::optional<QByteArray> &after)
{
    Place place;
    if (!after)
        return place;
    const qsizetype colon = after->indexOf(':');
    bool isNumber = false;
    place.served = after->left(colon).toLongLong(&isNumber);
    place.after = after->mid(colon + 1);
    if (colon < 1 || !isNumber || place.served < 0)
        return std::nullopt;
    return place;
}

} // namespace

struct HubQueries::Scan
{
    QString hub;
    wire::HubQuery query;
    QByteArray tag;
    int pageSize = 0;
    Place place;
    qint64 left = 0; ///< rows that TOP still allows
    qint64 count = 0;
    PageWriter writer;
    ReplySink sink;
};

void HubQueries::run(const HubConfig &hub, const HttpRequest &request, const ReplySink &sink)
{
    const auto refuse = [&sink](const QString &why) { sink(hubReply(argumentInvalid(why).value())); };
    const auto document = wire::parseDocument(request.body);
    if (!document)
        return refuse(document.error().message);
    const QJsonValue text = document->value(QLatin1String("query"));
    if (!text.isString())
        return refuse(QStringLiteral("query: a text is needed."));
    auto query = wire::HubQuery::parse(text.toString());
    if (!query)
        return refuse(QStringLiteral("query: not valid at position %1: %2.")
                          .arg(query.error().position)
                          .arg(query.error().message));
    const QByteArray print =
        QCryptographicHash::hash(text.toString().toUtf8(), QCryptographicHash::Sha256).left(6).toHex();
    const QByteArray tag = "d2:" + hub.name.toUtf8() + ':' + print; // a token goes on with its own query alone
    const PageParse parse = pageFrom(request, maxPage, tag);
    const auto place = placeOf(parse.page.after);
    if (!parse.error.isEmpty() || !place)
        return refuse(parse.error.isEmpty() ? QStringLiteral("x-ms-continuation: not a token of this query.")
                                            : parse.error);
    auto scan = std::make_shared<Scan>(Scan{hub.link.hostName, std::move(*query), tag, parse.page.size, *place});
    scan->left = scan->query.top().value_or(std::numeric_limits<qint64>::max()) - place->served;
    scan->sink = sink;
    slice(scan);
}

void HubQueries::slice(const std::shared_ptr<Scan> &scan)
{
    using Shape = wire::HubQuery::Shape;
    const HubState *state = m_core.state.hub(scan->hub);
    if (!state)
        return scan->sink(hubReply({404, QStringLiteral("IotHubNotFound"), QStringLiteral("The IoT hub is gone.")}));
    const auto &all = state->devices;
    const bool counts = scan->query.shape() == Shape::Count;
    if (counts && !scan->query.hasCondition()) {
        scan->writer.add(compact(scan->query.countRow(static_cast<qint64>(all.size()))), {});
        return scan->sink(pageReply(std::move(scan->writer), false, scan->tag, "Raw"));
    }
    auto it = scan->place.after ? all.upper_bound(*scan->place.after) : all.begin();
    const auto pageIsFull = [&scan] { return scan->writer.count >= scan->pageSize || scan->left <= 0; };
    for (int judged = 0; it != all.end() && judged < sliceDevices && !pageIsFull(); ++it, ++judged) {
        scan->place.after = it->first;
        const QJsonObject twin = m_twins.shown(scan->hub, QString::fromUtf8(it->first), it->second);
        if (!scan->query.matches(twin))
            continue;
        if (counts) {
            ++scan->count;
            continue;
        }
        ++scan->place.served;
        --scan->left;
        scan->writer.add(compact(scan->query.row(twin)), {});
    }
    if (it != all.end() && !pageIsFull())
        return m_core.loop.post([this, scan] { slice(scan); });
    if (counts)
        scan->writer.add(compact(scan->query.countRow(scan->count)), {});
    scan->writer.lastKey = QByteArray::number(scan->place.served) + ':' + scan->place.after.value_or(QByteArray());
    const bool more = it != all.end() && scan->left > 0;
    scan->sink(
        pageReply(std::move(scan->writer), more, scan->tag, scan->query.shape() == Shape::Twins ? "Twin" : "Raw"));
}

} // namespace rehome::local
