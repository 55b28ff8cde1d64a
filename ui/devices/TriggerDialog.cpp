// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/TriggerDialog.h"

#include "ui/widgets/Format.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/ProgressLine.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/SegmentedControl.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

using fleet::TriggerObstacle;
using session::TriggerMeans;
using session::TriggerProgress;
using session::TriggerResult;
using Step = items::TriggeredDevice::Step;

namespace {

/// A JSON text of any kind; nothing when it is none. Empty is null.
std::optional<QJsonValue> jsonValue(const QString &text)
{
    if (text.trimmed().isEmpty())
        return QJsonValue();
    const auto list = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    return list.isArray() && list.array().size() == 1 ? std::optional(list.array().first()) : std::nullopt;
}

Step stepOf(TriggerResult::State state)
{
    switch (state) {
    case TriggerResult::State::Asked:
    case TriggerResult::State::EnabledAgain:
        return Step::Asked;
    case TriggerResult::State::Refused:
        return Step::Refused;
    case TriggerResult::State::Failed:
        return Step::Failed;
    case TriggerResult::State::Unknown:
        return Step::Unknown;
    case TriggerResult::State::LeftDisabled:
        return Step::LeftDisabled;
    }
    return Step::Failed;
}

QLabel *wrapped(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

TriggerDialog::TriggerDialog(const Theme &theme, session::Session &session, std::vector<fleet::RowId> devices,
                             QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_plan(fleet::TriggerPlan::of(*session.snapshot(), devices))
    , m_summary(wrapped(this))
    , m_hint(wrapped(this))
    , m_cost(wrapped(this))
    , m_numberLabel(new QLabel(this))
    , m_state(wrapped(this))
    , m_means(new SegmentedControl(theme, this))
    , m_form(new QFormLayout)
    , m_name(new QLineEdit(QStringLiteral("reprovision"), this))
    , m_payload(new QLineEdit(this))
    , m_number(new QLineEdit(this))
    , m_seconds(new QSpinBox(this))
    , m_rate(new QSpinBox(this))
    , m_first(new QSpinBox(this))
    , m_message(new MessageBar(theme, this))
    , m_progress(new ProgressLine(theme, this))
    , m_table(new RowTable(theme, tr("Devices to ask"), this))
{
    setWindowTitle(tr("Ask devices to register again"));
    resize(760, 660);
    m_summary->setFont(theme.font(TextRole::Section));
    m_means->setSegments({tr("Direct method"), tr("Desired property"), tr("Disable and enable")});
    m_means->setAccessibleName(tr("Means"));
    m_payload->setPlaceholderText(tr("none, or JSON"));
    m_seconds->setRange(1, 300);
    m_seconds->setValue(session::TriggerOrder().disabledSeconds);
    m_seconds->setSuffix(tr(" s"));
    const int quota = session.profile().registrationsPerMinute;
    const qint64 now = QDateTime::currentMSecsSinceEpoch() + session.clockOffsetMs();
    const auto seen = session.series()->sum(fleet::SeriesSource::ObservedRecords, now - 60'000, now);
    m_rate->setRange(1, qMax(1, quota));
    m_rate->setValue(fleet::triggerRate(quota, static_cast<double>(seen)));
    m_first->setRange(0, static_cast<int>(m_plan.rows.size()));
    m_first->setSpecialValueText(tr("all"));
    for (QSpinBox *number : {m_seconds, m_rate, m_first})
        number->setMaximumWidth(140);
    m_form->addRow(tr("Means"), m_means);
    m_form->addRow(tr("Name"), m_name);
    m_form->addRow(tr("Payload"), m_payload);
    m_form->addRow(tr("Disabled for"), m_seconds);
    m_form->addRow(tr("Devices a minute"), m_rate);
    m_form->addRow(tr("Only the first"), m_first);
    m_items.reset(session.snapshot(), m_plan.rows);
    m_table->setModel(&m_items);
    const auto width = [this](items::TriggerItems::Column column, int pixels) {
        m_table->setColumnWidth(static_cast<int>(column), pixels);
    };
    width(items::TriggerItems::Column::Device, 190);
    width(items::TriggerItems::Column::Hub, 130);
    width(items::TriggerItems::Column::State, 160);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_numberLabel->setBuddy(m_number);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_ask = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_stop = buttons->addButton(tr("&Stop"), QDialogButtonBox::ActionRole);
    m_ask->setAutoDefault(false);

    auto *column = new QVBoxLayout(this);
    column->addWidget(m_summary);
    column->addWidget(m_message);
    column->addLayout(m_form);
    column->addWidget(m_hint);
    column->addWidget(m_cost);
    column->addWidget(m_numberLabel);
    column->addWidget(m_number);
    column->addWidget(m_progress);
    column->addWidget(m_state);
    column->addWidget(m_table, 1);
    column->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ask, &QPushButton::clicked, this, &TriggerDialog::ask);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_session.cancelTrigger(); });
    connect(m_means, &SegmentedControl::currentChanged, this, &TriggerDialog::showMeans);
    for (QLineEdit *field : {m_name, m_payload, m_number})
        connect(field, &QLineEdit::textChanged, this, &TriggerDialog::refresh);
    for (QSpinBox *field : {m_rate, m_first})
        connect(field, &QSpinBox::valueChanged, this, &TriggerDialog::refresh);
    connect(&m_session, &session::Session::safetyChanged, this, &TriggerDialog::refresh);
    connect(&m_session, &session::Session::triggered, this, &TriggerDialog::take);
    connect(&m_session, &session::Session::triggerProgressChanged, this, &TriggerDialog::showProgress);
    m_later.setSingleShot(true);
    m_later.setInterval(250);
    connect(&m_later, &QTimer::timeout, this, [this] {
        m_items.setSnapshot(m_session.snapshot());
        showProgress(m_session.triggerProgress());
    });
    connect(&m_session, &session::Session::published, this, [this] {
        if (m_asked && !m_later.isActive())
            m_later.start();
    });
    showMeans();
}

TriggerMeans TriggerDialog::chosenMeans() const
{
    return static_cast<TriggerMeans>(m_means->current());
}

std::vector<fleet::RowId> TriggerDialog::chosen() const
{
    std::vector<fleet::RowId> rows = m_plan.rows;
    if (m_first->value() > 0 && static_cast<size_t>(m_first->value()) < rows.size())
        rows.resize(static_cast<size_t>(m_first->value()));
    return rows;
}

QString TriggerDialog::obstacleText() const
{
    QStringList parts;
    const auto add = [&](TriggerObstacle obstacle, const QString &text) {
        if (m_plan.obstacles[static_cast<size_t>(obstacle)] > 0)
            parts.append(text);
    };
    const auto n = [&](TriggerObstacle obstacle) { return m_plan.obstacles[static_cast<size_t>(obstacle)]; };
    add(TriggerObstacle::NoCredentials,
        tr("%Ln without the connection string of the hub", nullptr, n(TriggerObstacle::NoCredentials)));
    add(TriggerObstacle::NoHub, tr("%Ln on no known hub", nullptr, n(TriggerObstacle::NoHub)));
    add(TriggerObstacle::Assigning, tr("%Ln registering at this moment", nullptr, n(TriggerObstacle::Assigning)));
    add(TriggerObstacle::Disabled,
        tr("%Ln with a disabled enrollment, which would be refused", nullptr, n(TriggerObstacle::Disabled)));
    add(TriggerObstacle::Gone, tr("%Ln without a record", nullptr, n(TriggerObstacle::Gone)));
    return parts.join(QStringLiteral(", "));
}

QString TriggerDialog::summary() const
{
    return m_summary->text();
}

QString TriggerDialog::cost() const
{
    return m_cost->text();
}

bool TriggerDialog::needsNumber() const
{
    const auto &profile = m_session.profile();
    return profile.safety == session::SafetyLevel::Confirm &&
           chosen().size() > static_cast<size_t>(qMax(0, profile.typedCountAbove));
}

void TriggerDialog::showMeans()
{
    const TriggerMeans means = chosenMeans();
    m_form->setRowVisible(m_name, means != TriggerMeans::DisableEnable);
    m_form->setRowVisible(m_payload, means == TriggerMeans::DirectMethod);
    m_form->setRowVisible(m_seconds, means == TriggerMeans::DisableEnable);
    switch (means) {
    case TriggerMeans::DirectMethod:
        m_hint->setText(tr("The hub calls this method on each device that is connected. The device's code has to know "
                           "it and register again."));
        break;
    case TriggerMeans::DesiredProperty:
        m_hint->setText(
            tr("The twin gets this desired property with the time of asking. The device's code has to watch "
               "it; one that is not connected sees it when it connects."));
        break;
    case TriggerMeans::DisableEnable:
        m_hint->setText(tr("The device is disabled in its hub for some seconds: its connection ends, and code that "
                           "registers again when its hub refuses it comes back. Then it is enabled again, also after "
                           "a crash of this program."));
        break;
    }
    refresh();
}

void TriggerDialog::refresh()
{
    const auto count = static_cast<int>(chosen().size());
    QStringList lines{tr("%Ln device(s) can be asked.", nullptr, static_cast<int>(m_plan.rows.size()))};
    if (const QString others = obstacleText(); !others.isEmpty())
        lines.append(tr("%Ln cannot: %1.", nullptr, m_plan.left()).arg(others));
    m_summary->setText(lines.join(QLatin1Char(' ')));
    m_cost->setText(tr("Takes %1. Each device that comes back is at least one of %2 registrations a minute; half of "
                       "what the last minute left free is proposed.")
                        .arg(format::span(qMax(1, (count * 60 + m_rate->value() - 1) / m_rate->value())),
                             format::count(m_session.profile().registrationsPerMinute)));
    m_ask->setText(tr("&Ask %Ln device(s)", nullptr, count));
    const bool running = m_session.triggerProgress().running;
    const bool readOnly = m_session.profile().safety == session::SafetyLevel::ReadOnly;
    const auto wrong = session::wrongTriggerName(chosenMeans(), m_name->text());
    const bool goodPayload = chosenMeans() != TriggerMeans::DirectMethod || jsonValue(m_payload->text());
    const bool typing = needsNumber() && !running && !readOnly;
    m_numberLabel->setText(tr("Type %1 to ask that many:").arg(format::count(count)));
    m_number->setAccessibleName(m_numberLabel->text());
    m_numberLabel->setVisible(typing);
    m_number->setVisible(typing);
    const QString typed = m_number->text().trimmed();
    const bool agreed = !typing || typed == QString::number(count) || typed == format::count(count);
    m_ask->setEnabled(count > 0 && !running && !readOnly && !wrong && goodPayload && agreed);
    m_ask->setToolTip(readOnly       ? tr("This connection is read-only. Allow edits first.")
                      : wrong        ? wrong->message
                      : !goodPayload ? tr("The payload is no JSON value.")
                                     : QString());
    m_stop->setVisible(running);
    m_message->clear();
    if (!running && (readOnly || wrong || !goodPayload))
        m_message->showMessage(MessageBar::Kind::Warning, m_ask->toolTip());
}

void TriggerDialog::ask()
{
    session::TriggerOrder order;
    order.devices = chosen();
    order.means = chosenMeans();
    order.name = m_name->text();
    order.payload = jsonValue(m_payload->text()).value_or(QJsonValue());
    order.perMinute = m_rate->value();
    order.disabledSeconds = m_seconds->value();
    m_items.reset(m_session.snapshot(), order.devices);
    m_own = m_asked = true;
    if (const auto begun = m_session.trigger(order); !begun) {
        m_own = false;
        m_message->showError(begun.error());
    }
}

void TriggerDialog::take(const TriggerResult &result)
{
    if (!m_own)
        return;
    items::TriggeredDevice device;
    device.device = result.device;
    device.step = stepOf(result.state);
    device.detail = result.error ? result.error->message : result.answer;
    device.askedMs = result.askedMs;
    device.updatedBeforeMs = result.updatedBeforeMs;
    device.hubBefore = result.hubBefore;
    m_items.put(device);
}

void TriggerDialog::showProgress(const TriggerProgress &progress)
{
    if (progress.running)
        m_progress->setProgress(progress.done, progress.total);
    else
        m_progress->stop();
    if (!progress.running && m_own) {
        m_own = false;
        m_items.endWaiting();
    }
    if (m_asked) {
        QStringList parts{tr("%1 of %2 asked").arg(format::count(progress.asked), format::count(progress.total)),
                          tr("%Ln came back", nullptr, m_items.backCount())};
        if (progress.failed > 0)
            parts.append(tr("%Ln failed", nullptr, progress.failed));
        if (progress.cancelled)
            parts.append(tr("stopped, %Ln not asked", nullptr, progress.left()));
        m_state->setText(parts.join(QStringLiteral(" · ")));
    }
    const bool running = progress.running;
    for (QWidget *field : std::initializer_list<QWidget *>{m_means, m_name, m_payload, m_seconds, m_rate, m_first})
        field->setEnabled(!running);
    refresh();
}

} // namespace rehome::ui
