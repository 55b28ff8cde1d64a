// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/ConnectForm.h"

#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/LockControl.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/window/ConnectionSwitcher.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

ConnectForm::ConnectForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_verdict(new QLabel(this))
    , m_name(new QLineEdit(this))
    , m_environment(new SegmentedControl(theme, this))
    , m_safety(new QComboBox(this))
    , m_typedAbove(new QSpinBox(this))
    , m_typedRow(new QWidget(this))
    , m_inKeychain(new QRadioButton(tr("Keep the key in this computer's keychain"), this))
    , m_thisRun(new QRadioButton(tr("Keep the key for this session only"), this))
    , m_moreButton(new QPushButton(tr("Certificate and hubs…"), this))
    , m_more(new QWidget(this))
    , m_connect(new QPushButton(tr("Connect"), this))
{
    m_service = secretField(QStringLiteral("HostName=…;SharedAccessKeyName=…;SharedAccessKey=…"),
                            tr("Service connection string"));
    m_verdict->setForegroundRole(QPalette::WindowText);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setFont(theme.font(TextRole::Secondary));
    m_verdict->setMinimumHeight(QFontMetrics(m_verdict->font()).height() * 2);
    m_verdict->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_name->setAccessibleName(tr("Name of the connection"));
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->setSegments({environmentText(session::Environment::Production),
                                environmentText(session::Environment::Staging),
                                environmentText(session::Environment::Lab)});
    buildSafety();
    const bool keychain = session::ProfileStore::keychainAvailable();
    m_inKeychain->setEnabled(keychain);
    m_inKeychain->setChecked(keychain);
    m_thisRun->setChecked(!keychain);
    if (!keychain)
        m_inKeychain->setToolTip(tr("This computer offers no keychain service."));
    setButtonKind(m_moreButton, ButtonKind::Link);
    m_moreButton->setCheckable(true);
    setButtonKind(m_connect, ButtonKind::Primary);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    buildMore();

    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    const auto cell = [&](const QString &label, QWidget *widget, int stretch) {
        auto *column = new QVBoxLayout;
        column->setSpacing(4);
        column->addWidget(caption(label));
        column->addWidget(widget);
        row->addLayout(column, stretch);
    };
    cell(tr("Name"), m_name, 1);
    cell(tr("Environment"), m_environment, 0);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_connect);
    buttons->addWidget(cancel);
    buttons->addStretch();
    buttons->addWidget(m_moreButton);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(caption(tr("Service connection string")));
    column->addWidget(m_service);
    column->addWidget(m_verdict);
    column->addSpacing(4);
    column->addLayout(row);
    column->addSpacing(8);
    column->addWidget(caption(tr("Safety level")));
    column->addWidget(m_safety);
    column->addWidget(m_typedRow);
    column->addSpacing(8);
    column->addWidget(m_inKeychain);
    column->addWidget(m_thisRun);
    column->addWidget(m_more);
    column->addSpacing(8);
    column->addLayout(buttons);

    connect(&theme, &Theme::changed, this, &ConnectForm::validate);
    connect(m_name, &QLineEdit::textChanged, this, &ConnectForm::validate);
    connect(m_environment, &SegmentedControl::currentChanged, this, &ConnectForm::validate);
    connect(m_safety, &QComboBox::currentIndexChanged, this, &ConnectForm::validate);
    connect(m_typedAbove, &QSpinBox::valueChanged, this, &ConnectForm::validate);
    connect(m_inKeychain, &QRadioButton::toggled, this, &ConnectForm::validate);
    connect(m_moreButton, &QPushButton::toggled, m_more, &QWidget::setVisible);
    connect(m_service, &QLineEdit::returnPressed, m_connect, &QPushButton::click);
    connect(m_connect, &QPushButton::clicked, this, [this] {
        if (m_request && !m_busy)
            Q_EMIT submitted();
    });
    connect(cancel, &QPushButton::clicked, this, [this] {
        clear();
        Q_EMIT cancelled();
    });
    validate();
}

QLabel *ConnectForm::caption(const QString &text)
{
    auto *label = new QLabel(text, this);
    label->setFont(m_theme.font(TextRole::Secondary));
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLineEdit *ConnectForm::secretField(const QString &placeholder, const QString &name)
{
    auto *field = new QLineEdit(this);
    field->setEchoMode(QLineEdit::Password);
    field->setPlaceholderText(placeholder);
    field->setAccessibleName(name);
    field->setFont(m_theme.font(TextRole::Mono));
    QAction *eye = field->addAction(m_theme.icon(QStringLiteral("eye")), QLineEdit::TrailingPosition);
    eye->setCheckable(true);
    eye->setToolTip(tr("Show or hide the key"));
    connect(eye, &QAction::toggled, field, [this, field, eye](bool shown) {
        field->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        eye->setIcon(m_theme.icon(shown ? QStringLiteral("eye-off") : QStringLiteral("eye")));
    });
    connect(field, &QLineEdit::textChanged, this, &ConnectForm::validate);
    return field;
}

void ConnectForm::buildSafety()
{
    for (const auto level : {session::SafetyLevel::ReadOnly, session::SafetyLevel::Confirm, session::SafetyLevel::Free})
        m_safety->addItem(safetySentence(level));
    m_safety->setAccessibleName(tr("Safety level"));
    m_safety->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_typedAbove->setRange(0, 1'000'000);
    m_typedAbove->setGroupSeparatorShown(true);
    m_typedAbove->setValue(session::ConnectionProfile().typedCountAbove);
    m_typedAbove->setAccessibleName(tr("Type the number when more than so many edits are applied"));
    auto *row = new QHBoxLayout(m_typedRow);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(8);
    row->addWidget(caption(tr("Type the number when more edits are applied than")));
    row->addWidget(m_typedAbove);
    row->addStretch();
}

void ConnectForm::buildMore()
{
    m_certificate = new QLineEdit(m_more);
    m_certificate->setAccessibleName(tr("CA certificate file"));
    m_certificate->setPlaceholderText(tr("Only for a local service: ca.pem"));
    auto *browse = new QPushButton(tr("Choose file…"), m_more);
    auto *add = new QPushButton(m_theme.icon(QStringLiteral("plus")), tr("Add a hub connection string"), m_more);
    setButtonKind(add, ButtonKind::Link);
    auto *file = new QHBoxLayout;
    file->setSpacing(8);
    file->addWidget(m_certificate, 1);
    file->addWidget(browse);
    m_hubColumn = new QVBoxLayout;
    m_hubColumn->setSpacing(4);
    auto *column = new QVBoxLayout(m_more);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(4);
    column->addWidget(caption(tr("CA certificate file, trusted besides the system's own")));
    column->addLayout(file);
    column->addSpacing(6);
    column->addWidget(caption(tr("Hubs, to see which hub holds which device (optional)")));
    column->addLayout(m_hubColumn);
    column->addWidget(add, 0, Qt::AlignLeft);
    m_more->hide();

    connect(m_certificate, &QLineEdit::textChanged, this, &ConnectForm::validate);
    connect(add, &QPushButton::clicked, this, [this] { addHubField()->setFocus(Qt::OtherFocusReason); });
    connect(browse, &QPushButton::clicked, this, [this] {
        auto *dialog =
            new QFileDialog(this, tr("CA certificate"), {}, tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, m_certificate, &QLineEdit::setText);
        dialog->open();
    });
}

QLineEdit *ConnectForm::addHubField()
{
    QLineEdit *field =
        secretField(QStringLiteral("HostName=…azure-devices.net;SharedAccessKeyName=…;SharedAccessKey=…"),
                    tr("Hub connection string %1").arg(m_hubs.size() + 1));
    m_hubs << field;
    m_hubColumn->addWidget(field);
    return field;
}

void ConnectForm::validate()
{
    m_request.reset();
    m_problem.clear();
    m_typedRow->setVisible(m_safety->currentIndex() > static_cast<int>(session::SafetyLevel::ReadOnly));
    QStringList hubs;
    for (const QLineEdit *field : std::as_const(m_hubs))
        hubs << field->text();
    const bool empty = m_service->text().trimmed().isEmpty();
    auto parsed =
        session::ProfileStore::fromConnectionStrings(m_service->text(), hubs, m_certificate->text().trimmed());
    if (!parsed) {
        m_problem = parsed.error().message;
        // The detail of a hub's error says which of the fields it is; that of the main string is in the message
        // already.
        if (!parsed.error().detail.isEmpty() && !m_problem.contains(parsed.error().detail))
            m_problem += QLatin1Char(' ') + parsed.error().detail;
    } else {
        ConnectRequest request{std::move(parsed->first), std::move(parsed->second),
                               m_inKeychain->isChecked() ? session::KeepSecret::InKeychain
                                                         : session::KeepSecret::ThisRunOnly};
        m_name->setPlaceholderText(request.profile.name);
        if (m_again) {
            request.profile.id = m_again->id;
            request.profile.name = m_again->name;
        }
        if (const QString name = m_name->text().trimmed(); !name.isEmpty())
            request.profile.name = name;
        request.profile.environment = static_cast<session::Environment>(m_environment->current());
        request.profile.safety = static_cast<session::SafetyLevel>(m_safety->currentIndex());
        request.profile.typedCountAbove = m_typedAbove->value();
        m_request = std::move(request);
    }
    QPalette palette = m_verdict->palette();
    const Tokens &t = m_theme.tokens();
    if (m_request) {
        m_verdict->setText(tr("Connects to %1 as %2.").arg(m_request->profile.hostName, m_request->profile.keyName));
        palette.setColor(QPalette::WindowText, t.ok);
    } else {
        m_verdict->setText(empty ? tr("Copy it from the portal: Device Provisioning Service, Shared access policies.")
                                 : m_problem);
        palette.setColor(QPalette::WindowText, empty ? t.t3 : t.bad);
    }
    m_verdict->setPalette(palette);
    m_service->setAccessibleDescription(m_verdict->text());
    m_connect->setEnabled(m_request.has_value() && !m_busy);
}

std::optional<ConnectRequest> ConnectForm::request() const
{
    return m_request;
}

QString ConnectForm::problem() const
{
    return m_problem;
}

void ConnectForm::clear()
{
    m_again.reset();
    m_service->clear();
    qDeleteAll(m_hubs);
    m_hubs.clear();
    m_name->clear();
    m_certificate->clear();
    m_environment->setCurrent(0);
    m_safety->setCurrentIndex(0);
    m_typedAbove->setValue(session::ConnectionProfile().typedCountAbove);
    validate();
}

void ConnectForm::askAgain(const session::ConnectionProfile &profile)
{
    clear();
    m_again = profile;
    m_name->setText(profile.name);
    m_environment->setCurrent(static_cast<int>(profile.environment));
    m_safety->setCurrentIndex(static_cast<int>(profile.safety));
    m_typedAbove->setValue(profile.typedCountAbove);
    m_certificate->setText(profile.caCertificatePath);
    m_service->setFocus(Qt::OtherFocusReason);
}

void ConnectForm::setBusy(bool busy)
{
    m_busy = busy;
    validate();
}

} // namespace rehome::ui
