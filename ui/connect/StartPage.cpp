// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/StartPage.h"

#include "ui/connect/ConnectForm.h"
#include "ui/connect/StartRow.h"
#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/MessageBar.h"
#include "ui/window/ConnectionSwitcher.h"

#include <QtCore/QFuture>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

namespace rehome::ui {

using session::ConnectionProfile;
using session::ConnectionSecret;

StartPage::StartPage(const Theme &theme, session::ProfileStore &profiles, session::DemoHost *demo, QWidget *parent)
    : Page(Page::Start, parent)
    , m_theme(theme)
    , m_profiles(profiles)
    , m_demo(demo)
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(scroll);
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    scroll->setWidget(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);

    m_messages = new MessageBar(theme, content);
    auto *title = new QLabel(tr("Rehome"), content);
    title->setFont(theme.font(TextRole::Hero));
    auto *line = new QLabel(
        tr("See where every device is, try a change on the whole fleet, and apply it within the quota."), content);
    line->setWordWrap(true);
    line->setForegroundRole(QPalette::PlaceholderText);
    m_buttons = new QWidget(content);
    m_demoButton =
        new QPushButton(theme.icon(QStringLiteral("play"), IconTone::OnAccent), tr("Open the demo fleet"), m_buttons);
    setButtonKind(m_demoButton, ButtonKind::Primary);
    m_demoButton->setToolTip(tr("A local provisioning service with simulated devices: no account, no network"));
    m_demoButton->setVisible(demo != nullptr);
    m_connectButton =
        new QPushButton(theme.icon(QStringLiteral("plug"), IconTone::Text), tr("Connect to a service…"), m_buttons);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    buttons->addWidget(m_demoButton);
    buttons->addWidget(m_connectButton);
    buttons->addStretch();

    m_formColumn = new QVBoxLayout;
    m_savedHeading = heading(tr("Saved connections"), content);
    m_savedColumn = new QVBoxLayout;
    m_savedColumn->setSpacing(6);

    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(title);
    column->addWidget(line);
    column->addSpacing(12);
    column->addWidget(m_messages);
    column->addWidget(m_buttons);
    column->addLayout(m_formColumn);
    column->addSpacing(16);
    column->addWidget(m_savedHeading);
    column->addLayout(m_savedColumn);
    if (demo) {
        QList<session::DemoScenario> tours = demo->scenarios();
        tours.removeIf([](const session::DemoScenario &scenario) { return scenario.name == QLatin1String("demo"); });
        if (!tours.isEmpty()) {
            column->addSpacing(16);
            column->addWidget(heading(tr("Walkthroughs"), content));
        }
        for (const session::DemoScenario &tour : std::as_const(tours)) {
            auto *row = new StartRow(theme, tour.title, tour.summary, QStringLiteral("book"), content);
            connect(row, &StartRow::clicked, this, [this, name = tour.name] { Q_EMIT demoRequested(name); });
            column->addWidget(row);
            m_tours << row;
        }
    }
    column->addStretch(3);

    // One readable column in the middle, whatever the width of the window.
    auto *sides = new QHBoxLayout(content);
    sides->setContentsMargins(20, 24, 20, 24);
    auto *middle = new QWidget(content);
    middle->setLayout(column);
    middle->setMaximumWidth(620);
    column->setContentsMargins(0, 0, 0, 0);
    sides->addStretch(1);
    sides->addWidget(middle, 100);
    sides->addStretch(1);

    connect(m_demoButton, &QPushButton::clicked, this, [this] { Q_EMIT demoRequested(QStringLiteral("demo")); });
    connect(m_connectButton, &QPushButton::clicked, this, &StartPage::showForm);
    connect(&profiles, &session::ProfileStore::changed, this, &StartPage::rebuildSaved);
    connect(&profiles, &session::ProfileStore::problem, this, &StartPage::showError);
    rebuildSaved();
}

QLabel *StartPage::heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(m_theme.font(TextRole::Section));
    return label;
}

void StartPage::activated()
{
    if (isFormShown())
        m_form->connectionStringField()->setFocus(Qt::OtherFocusReason);
    else if (m_demo)
        m_demoButton->setFocus(Qt::OtherFocusReason);
    else
        m_connectButton->setFocus(Qt::OtherFocusReason);
}

ConnectForm *StartPage::form()
{
    if (!m_form) {
        m_form = new ConnectForm(m_theme, this);
        m_form->hide();
        m_formColumn->addWidget(m_form);
        connect(m_form, &ConnectForm::submitted, this, &StartPage::submit);
        connect(m_form, &ConnectForm::cancelled, this, [this] {
            m_form->hide();
            m_buttons->show();
            m_connectButton->setFocus(Qt::OtherFocusReason);
        });
    }
    return m_form;
}

void StartPage::showForm()
{
    form()->show();
    m_buttons->hide();
    m_form->connectionStringField()->setFocus(Qt::OtherFocusReason);
}

bool StartPage::isFormShown() const
{
    return m_form && !m_form->isHidden();
}

bool StartPage::escape()
{
    if (!isFormShown())
        return false;
    m_form->clear();
    m_form->hide();
    m_buttons->show();
    return true;
}

void StartPage::setBusy(bool busy, const QString &what)
{
    m_busy = busy;
    m_demoButton->setEnabled(!busy);
    m_connectButton->setEnabled(!busy);
    if (m_form)
        m_form->setBusy(busy);
    for (QWidget *widget : std::as_const(m_savedWidgets))
        widget->setEnabled(!busy);
    for (StartRow *row : std::as_const(m_tours))
        row->setEnabled(!busy);
    if (busy && !what.isEmpty()) {
        m_messages->showMessage(MessageBar::Kind::Info, what);
        m_messages->setClosable(false);
    } else if (!busy && m_messages->kind() == MessageBar::Kind::Info) {
        m_messages->clear();
    }
}

void StartPage::showError(const Error &error)
{
    setBusy(false);
    m_messages->showError(error);
    m_messages->setClosable(true);
}

void StartPage::submit()
{
    const auto request = m_form->request();
    if (!request)
        return;
    m_messages->clear();
    setBusy(true, tr("Saving the connection…"));
    const auto future = m_profiles.save(request->profile, request->secret, request->keep);
    QFuture<Result<void>>(future).then(
        this, [this, profile = request->profile, secret = request->secret](const Result<void> &saved) {
            setBusy(false);
            if (!saved) {
                // Nothing is opened behind the person's back: the key was to be kept and could not be.
                showError(saved.error());
                return;
            }
            m_form->clear();
            m_form->hide();
            m_buttons->show();
            Q_EMIT openRequested(profile, secret);
        });
}

void StartPage::openSaved(const ConnectionProfile &profile)
{
    m_messages->clear();
    setBusy(true, tr("Reading the key of %1…").arg(profile.name));
    m_profiles.secret(profile.id).then(this, [this, profile](const Result<ConnectionSecret> &secret) {
        setBusy(false);
        if (secret) {
            Q_EMIT openRequested(profile, *secret);
            return;
        }
        showError(secret.error());
        if (secret.error().kind == ErrorKind::NotFound) {
            showForm();
            m_form->askAgain(profile);
        }
    });
}

void StartPage::removeSaved(const ConnectionProfile &profile)
{
    auto *box = new QMessageBox(
        QMessageBox::Warning, tr("Remove connection"),
        tr("Remove the saved connection %1? Its key is deleted here. The service is not touched.").arg(profile.name),
        QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *remove = box->addButton(tr("Remove connection"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(remove, &QPushButton::clicked, this, [this, id = profile.id] {
        m_profiles.remove(id).then(this, [this](const Result<void> &removed) {
            if (!removed)
                showError(removed.error());
        });
    });
    box->open();
}

void StartPage::rebuildSaved()
{
    qDeleteAll(m_savedWidgets);
    m_savedWidgets.clear();
    m_saved.clear();
    QList<ConnectionProfile> profiles = m_profiles.profiles();
    std::stable_sort(profiles.begin(), profiles.end(), [](const ConnectionProfile &a, const ConnectionProfile &b) {
        return a.lastOpenedMs > b.lastOpenedMs;
    });
    for (const ConnectionProfile &profile : std::as_const(profiles)) {
        auto *holder = new QWidget(this);
        auto *row = new StartRow(m_theme, profile.name, profile.hostName, QStringLiteral("database"), holder);
        row->setBadge(environmentText(profile.environment), profile.environment);
        auto *remove = new QToolButton(holder);
        remove->setIcon(m_theme.icon(QStringLiteral("trash")));
        remove->setToolTip(tr("Remove %1…").arg(profile.name));
        remove->setAccessibleName(remove->toolTip());
        auto *line = new QHBoxLayout(holder);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(4);
        line->addWidget(row, 1);
        line->addWidget(remove);
        connect(row, &StartRow::clicked, this, [this, profile] { openSaved(profile); });
        connect(remove, &QToolButton::clicked, this, [this, profile] { removeSaved(profile); });
        m_savedColumn->addWidget(holder);
        holder->setEnabled(!m_busy);
        m_savedWidgets << holder;
        m_saved << row;
    }
    m_savedHeading->setVisible(!profiles.isEmpty());
}

} // namespace rehome::ui
