// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/session/SessionFixture.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/window/Page.h"

#include <QtCore/QTranslator>
#include <QtTest/QtTest>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <memory>

namespace rehome::test {

/// A page with its inspector in a shown window, over a real session and a real local service.
class PageFixture : public SessionFixture
{
public:
    PageFixture()
    {
        // The English file holds the plural forms: tests read what a person reads.
        if (m_translator.load(QStringLiteral(":/i18n/rehome_en.qm")))
            QCoreApplication::installTranslator(&m_translator);
        theme.install();
    }
    ~PageFixture() { window.reset(); }

    bool open(const local::Scenario &scenario, const std::function<void(session::ConnectionProfile &)> &edit = {},
              bool withHubs = false)
    {
        if (!start(scenario) || !newSession(edit, withHubs))
            return false;
        // Every record of every group is known, not only how long a pass will take.
        quint32 devices = quint32(scenario.enrollments.size());
        for (const local::ScenarioDevices &row : scenario.devices)
            devices += row.initiallyAssigned ? quint32(row.count) : 0;
        session->open();
        return waitUntil([&] {
            return session->state() == session::SessionState::Watching && snapshot()->devices.liveCount == devices;
        });
    }

    /// Takes the page, shows it beside its inspector and activates it.
    template <class PageType>
    PageType *show(PageType *page)
    {
        window = std::make_unique<QWidget>();
        window->resize(1400, 860);
        auto *row = new QHBoxLayout(window.get());
        row->addWidget(page, 1);
        if (QWidget *inspector = page->inspector()) {
            inspector->setFixedWidth(360);
            row->addWidget(inspector);
            inspector->show();
        }
        window->show();
        page->activated();
        window->activateWindow();
        return QTest::qWaitForWindowExposed(window.get()) ? page : nullptr;
    }

    ui::Theme theme;
    ui::HubColors colors;
    std::unique_ptr<QWidget> window;

private:
    QTranslator m_translator;
};

/// The visible button with this text, without the & of its key; null when there is none.
inline QPushButton *buttonOf(const QWidget *parent, const QString &text)
{
    const auto buttons = parent->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text().remove(QLatin1Char('&')) == text && !button->isHidden())
            return button;
    }
    return nullptr;
}

/// The open message box of a widget; null when none is open.
inline QMessageBox *boxOf(const QWidget *parent)
{
    const auto boxes = parent->findChildren<QMessageBox *>();
    for (QMessageBox *box : boxes) {
        if (box->isVisible())
            return box;
    }
    return nullptr;
}

/// Whether a label under this widget says this, as a part of its text.
inline bool says(const QWidget *parent, const QString &text)
{
    const auto any = [&](const auto &labels) {
        return std::ranges::any_of(labels, [&](const auto *label) {
            return label->text().contains(text) && label->isVisibleTo(parent->window());
        });
    };
    return any(parent->findChildren<QLabel *>()) || any(parent->findChildren<ui::ElidedLabel *>());
}

} // namespace rehome::test
