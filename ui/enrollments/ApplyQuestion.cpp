// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/ApplyQuestion.h"

#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/Format.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

ApplyAsk neededAsk(const session::ConnectionProfile &profile, const ApplyIntent &intent)
{
    const bool free = profile.safety == session::SafetyLevel::Free;
    const int counted = free ? intent.deletions : intent.edits;
    if (counted == 0)
        return ApplyAsk::Nothing;
    return counted > profile.typedCountAbove ? ApplyAsk::Number : ApplyAsk::Yes;
}

ApplyQuestion::ApplyQuestion(const Theme &theme, const session::ConnectionProfile &profile, const ApplyIntent &intent,
                             const QString &cost, QWidget *parent)
    : QDialog(parent)
    , m_edits(intent.edits)
    , m_question(new QLabel(this))
    , m_explanation(new QLabel(this))
{
    setWindowTitle(tr("Apply edits"));
    m_question->setText(tr("Apply %n edit(s) to %1?", nullptr, intent.edits).arg(profile.name));
    m_question->setFont(theme.font(TextRole::Section));
    m_question->setTextFormat(Qt::PlainText);
    m_question->setWordWrap(true);
    QStringList lines;
    if (intent.deletions > 0)
        lines << tr("%n enrollment(s) will be deleted.", nullptr, intent.deletions);
    if (intent.creations > 0)
        lines << tr("%n enrollment(s) will be created.", nullptr, intent.creations);
    lines << tr("They go to %1 with the version each was made from. Devices follow at their next request.")
                 .arg(profile.hostName);
    lines << cost;
    m_explanation->setText(lines.join(QLatin1Char('\n')));
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(this);
    m_apply = buttons->addButton(tr("Apply %n edit(s)", nullptr, intent.edits), QDialogButtonBox::AcceptRole);
    m_cancel = buttons->addButton(QDialogButtonBox::Cancel);
    m_apply->setAutoDefault(false);
    m_cancel->setDefault(true);
    if (intent.deletions > 0)
        setButtonKind(m_apply, ButtonKind::Danger);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addWidget(m_question);
    column->addWidget(m_explanation);
    if (neededAsk(profile, intent) == ApplyAsk::Number) {
        m_number = new QLineEdit(this);
        auto *label = new QLabel(tr("Type %1 to apply that many:").arg(format::count(intent.edits)), this);
        label->setBuddy(m_number);
        m_number->setAccessibleName(label->text());
        m_apply->setEnabled(false);
        column->addWidget(label);
        column->addWidget(m_number);
        connect(m_number, &QLineEdit::textChanged, this, [this] {
            const bool right = isNumberRight();
            m_apply->setEnabled(right);
            (right ? m_apply : m_cancel)->setDefault(true);
        });
        m_number->setFocus(Qt::OtherFocusReason);
    }
    column->addStretch(1);
    column->addWidget(buttons);
    setMinimumWidth(420);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString ApplyQuestion::question() const
{
    return m_question->text();
}

QString ApplyQuestion::explanation() const
{
    return m_explanation->text();
}

bool ApplyQuestion::isNumberRight() const
{
    const QString typed = m_number->text().trimmed();
    return typed == QString::number(m_edits) || typed == format::count(m_edits);
}

} // namespace rehome::ui
