// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/items/DeviceItems.h"
#include "models/items/FeedItems.h"
#include "ui/window/Page.h"

#include <QtCore/QTimer>

namespace rehome::ui {

class DeviceInspector;
class FleetTable;
class HubColors;
class PageHead;
class StatusDelegate;
class Theme;

/// "Who is where, in which state?": every registration known of every group and individual enrollment in one live
/// table; what was not asked yet reads `not read`. Listens to one session; GUI thread.
class DevicesPage : public Page
{
    Q_OBJECT
public:
    DevicesPage(const Theme &theme, const HubColors &colors, session::Session &session, QWidget *parent = nullptr);
    ~DevicesPage() override;

    QString title() const override { return tr("Devices"); }
    QString railCount() const override;
    QStringList facts() const override;
    QWidget *inspector() override;
    QString inspectorTitle() const override;
    bool focusFilter() override;
    void refresh() override { m_session.refresh(); }
    bool escape() override;
    void activated() override;
    void deactivated() override;
    void showTarget(const QString &target) override;
    QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;
    const items::DeviceItems &model() const { return m_model; }

private:
    void setUpTable(const HubColors &colors);
    void published(const fleet::Publication &publication);
    void tick();
    void tellAttention();
    void askToRegister();
    qint64 nowMs() const;

    const Theme &m_theme;
    session::Session &m_session;
    items::DeviceItems m_model;
    items::FeedItems m_feed;
    PageHead *m_head;
    FleetTable *m_table;
    DeviceInspector *m_inspector = nullptr;
    QTimer m_clock;
    bool m_visible = false;
};

} // namespace rehome::ui
