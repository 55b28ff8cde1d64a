// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/WhyView.h"

#include <QtGui/QPainter>

namespace rehome::ui {

using domain::RuleKey;

QString ruleText(const domain::RuleStep &step)
{
    const auto argument = [&step](qsizetype i) { return i < step.arguments.size() ? step.arguments[i] : QString(); };
    const QString first = argument(0);
    switch (step.rule) {
    case RuleKey::EnrollmentDisabled:
        return WhyView::tr("The enrollment is disabled: the device is refused.");
    case RuleKey::EnrollmentEnabled:
        return WhyView::tr("The enrollment is enabled.");
    case RuleKey::IndividualMatched:
        return WhyView::tr("Its individual enrollment %1 decides; it beats any group.").arg(first);
    case RuleKey::GroupMatched:
        return WhyView::tr("The enrollment group %1 decides.").arg(first);
    case RuleKey::FirstAssignment:
        return WhyView::tr("It has no hub yet, so the allocation policy decides.");
    case RuleKey::PolicySetWins:
        return WhyView::tr("The reprovision policy is set (%1) and wins over the device's API version.").arg(first);
    case RuleKey::NotSetOldApiSticky:
        return WhyView::tr("No policy is set and the device uses API %1: it keeps its hub, as before 2018.").arg(first);
    case RuleKey::NotSetNewApiMigrates:
        return WhyView::tr("No policy is set and the device's API is newer than 2018-04-01: it moves with its data.");
    case RuleKey::NeverStays:
        return WhyView::tr("The policy is Never: the device stays on its hub.");
    case RuleKey::WebhookCalledAnyway:
        return WhyView::tr("The allocation webhook is called all the same; its hub is ignored.");
    case RuleKey::AllocationChoseSame:
        return WhyView::tr("Allocation gives the same hub again: %1.").arg(first);
    case RuleKey::AllocationChoseOther:
        return WhyView::tr("Allocation gives another hub: %1.").arg(argument(step.arguments.size() - 1));
    case RuleKey::AllocationFailed:
        return WhyView::tr("Allocation finds no hub: the registration fails.");
    case RuleKey::TwinCreated:
        return WhyView::tr("The hub gets a copy of the initial twin.");
    case RuleKey::TwinMigrated:
        return WhyView::tr("The twin moves to the new hub.");
    case RuleKey::TwinReset:
        return WhyView::tr("The twin starts again from the initial twin; reported properties are lost.");
    case RuleKey::TwinOverriddenByWebhook:
        return WhyView::tr("The webhook's initial twin replaces the twin.");
    case RuleKey::OldRegistrationRemoved:
        return WhyView::tr("The registration on the old hub is removed.");
    case RuleKey::DeviceAlreadyOnHub:
        return WhyView::tr("The hub has the device already; it keeps its twin.");
    case RuleKey::OldHubOutOfReach:
        return WhyView::tr("The old hub is not linked any more: its data and its registration stay there.");
    }
    return {};
}

QString decisionText(const domain::Decision &decision)
{
    const QString hub = decision.hub.section(QLatin1Char('.'), 0, 0);
    switch (decision.status) {
    case domain::RegistrationStatus::Disabled:
        return WhyView::tr("Is refused at its next request: the enrollment is disabled.");
    case domain::RegistrationStatus::Failed:
        return WhyView::tr("Fails at its next request: no hub can be assigned.");
    default:
        break;
    }
    if (decision.previousHub.isEmpty())
        return WhyView::tr("Gets %1 at its next request.").arg(hub);
    if (decision.moves) {
        return decision.twin == domain::TwinEffect::Migrated
                   ? WhyView::tr("Moves to %1 at its next request, with its twin.").arg(hub)
                   : WhyView::tr("Moves to %1 at its next request and starts from the initial twin.").arg(hub);
    }
    if (decision.twin == domain::TwinEffect::Reset)
        return WhyView::tr("Stays on %1; its twin is reset at its next request.").arg(hub);
    return WhyView::tr("Stays on %1.").arg(hub);
}

WhyView::WhyView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Why"));
}

void WhyView::setDecision(const domain::Decision &decision, const QStringList &assumptions)
{
    m_rows.clear();
    for (const domain::RuleStep &step : decision.explanation)
        m_rows.append({ruleText(step), step.decisive, false});
    for (const QString &assumption : assumptions)
        m_rows.append({assumption, false, true});
    QStringList words;
    for (const Row &row : std::as_const(m_rows))
        words << row.text;
    setAccessibleDescription(words.join(QLatin1Char(' ')));
    updateGeometry();
    update();
}

void WhyView::clear()
{
    m_rows.clear();
    updateGeometry();
    update();
}

QRect WhyView::textRect(const Row &row, int y, int width) const
{
    QFont font = m_theme.font(row.assumption ? TextRole::Secondary : TextRole::Body);
    if (row.decisive)
        font.setWeight(QFont::DemiBold);
    return QFontMetrics(font).boundingRect(QRect(22, y + 3, width - 26, 2000), Qt::TextWordWrap, row.text);
}

int WhyView::heightForWidth(int width) const
{
    int y = 0;
    for (const Row &row : m_rows)
        y += textRect(row, y, width).height() + 8;
    return y;
}

QSize WhyView::sizeHint() const
{
    const int wide = width() > 100 ? width() : 288;
    return {wide, heightForWidth(wide)};
}

void WhyView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &tokens = m_theme.tokens();
    int y = 0;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        const QRect text = textRect(row, y, width());
        const int height = text.height() + 8;
        if (row.decisive)
            painter.fillRect(QRect(0, y, width(), height - 2), tokens.accbg);
        if (!row.assumption) {
            // A path: dots joined by a line, the deciding one filled.
            painter.setPen(QPen(tokens.line2, 1));
            if (i > 0)
                painter.drawLine(10, y, 10, y + 8);
            if (i + 1 < m_rows.size() && !m_rows[i + 1].assumption)
                painter.drawLine(10, y + 16, 10, y + height);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(row.decisive ? tokens.acc : tokens.ctl, 1.5));
            painter.setBrush(row.decisive ? tokens.acc : tokens.surf);
            painter.drawEllipse(QPointF(10.5, y + 12), 3.5, 3.5);
            painter.setRenderHint(QPainter::Antialiasing, false);
        }
        QFont font = m_theme.font(row.assumption ? TextRole::Secondary : TextRole::Body);
        if (row.decisive)
            font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(row.assumption ? tokens.t3 : tokens.t1);
        painter.drawText(text, Qt::TextWordWrap, row.text);
        y += height;
    }
}

} // namespace rehome::ui
