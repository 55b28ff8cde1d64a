// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/Roles.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Delegates.h"
#include "ui/widgets/RowTable.h"
#include "ui/window/Page.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QVBoxLayout>

namespace rehome::test {

/// A desktop whose preference the test decides.
class FakeScheme final : public ui::SystemScheme
{
public:
    [[nodiscard]] bool isDark() const override { return m_dark; }
    void recheck() override { ++rechecks; }
    void setDark(bool dark)
    {
        m_dark = dark;
        Q_EMIT changed();
    }
    int rechecks = 0;

private:
    bool m_dark = false;
};

/// Rows as the enrollment table gives them, by roles.
inline void fillRows(QStandardItemModel &model, int rows)
{
    using namespace items;
    model.setColumnCount(5);
    model.setHorizontalHeaderLabels({QStringLiteral("Registration ID"), QStringLiteral("Status"),
                                     QStringLiteral("Policy"), QStringLiteral("Hub"),
                                     QStringLiteral("Last registered")});
    const QStringList hubs{QStringLiteral("hub-weu-01.azure-devices.net"),
                           QStringLiteral("hub-weu-02.azure-devices.net"), QString()};
    for (int i = 0; i < rows; ++i) {
        QList<QStandardItem *> row;
        for (int column = 0; column < 5; ++column) {
            auto *item = new QStandardItem;
            item->setData(i % 4 == 2, PendingRole);
            row << item;
        }
        row[0]->setText(QStringLiteral("sn-%1").arg(39595 + i * 7919, 7, 10, QLatin1Char('0')));
        row[1]->setData(i % 6, StatusRole);
        row[1]->setData(i % 6 == 2 ? 60'000 : 0, WaitMsRole);
        row[2]->setData(i % 4, PolicyRole);
        if (i % 4 == 2) {
            row[2]->setData(0, PendingOldPolicyRole);
            row[2]->setData(1, PendingNewPolicyRole);
        }
        row[3]->setData(hubs.at(i % 3), HubNameRole);
        row[3]->setText(hubs.at(i % 3).section(QLatin1Char('.'), 0, 0));
        row[4]->setText(i % 6 == 0 ? QStringLiteral("not read") : QStringLiteral("%1 s ago").arg(i + 2));
        row[4]->setData(i % 6 == 0, NotReadRole);
        model.appendRow(row);
    }
}

/// A page that remembers what the window asked of it.
class FakePage final : public ui::Page
{
    Q_OBJECT
public:
    explicit FakePage(const QString &id, QWidget *parent = nullptr)
        : Page(id, parent)
        , inspectorWidget(new QWidget(this))
    {
        inspectorWidget->hide();
        inspectorWidget->setLayout(new QVBoxLayout);
        inspectorWidget->setFocusPolicy(Qt::StrongFocus);
        setFocusPolicy(Qt::StrongFocus);
    }

    [[nodiscard]] QString title() const override { return id().left(1).toUpper() + id().mid(1); }
    [[nodiscard]] QString railCount() const override { return count; }
    [[nodiscard]] QStringList facts() const override { return {title() + QStringLiteral(" facts")}; }
    [[nodiscard]] QWidget *inspector() override { return inspectorWidget; }
    [[nodiscard]] QString inspectorTitle() const override { return title(); }
    [[nodiscard]] QList<QAction *> pageActions() override { return actionsOfPage; }
    bool focusFilter() override
    {
        ++filterFocused;
        return true;
    }
    void refresh() override { ++refreshed; }
    [[nodiscard]] bool canPause() const override { return pausable; }
    [[nodiscard]] bool isPaused() const override { return paused; }
    void setPaused(bool on) override
    {
        paused = on;
        Q_EMIT pauseChanged();
    }
    bool escape() override
    {
        ++escaped;
        return true;
    }
    void activated() override { ++activations; }
    void deactivated() override { ++deactivations; }
    void showTarget(const QString &text) override { target = text; }
    [[nodiscard]] QByteArray saveState() const override { return state; }
    void restoreState(const QByteArray &bytes) override { state = bytes; }

    QWidget *inspectorWidget;
    QList<QAction *> actionsOfPage;
    QString count;
    QString target;
    QByteArray state;
    int filterFocused = 0, refreshed = 0, escaped = 0, activations = 0, deactivations = 0;
    bool pausable = false, paused = false;
};

} // namespace rehome::test
