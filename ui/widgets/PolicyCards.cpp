// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PolicyCards.h"

#include "ui/widgets/PolicyCard.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

using domain::ReprovisionPolicy;

constexpr std::array Order{ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset, ReprovisionPolicy::Never,
                           ReprovisionPolicy::NotSet};

} // namespace

PolicyCards::PolicyCards(const Theme &theme, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Reprovision policy"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(7);
    for (std::size_t i = 0; i < Order.size(); ++i) {
        auto *card = new PolicyCard(theme, Order.at(i), this);
        card->installEventFilter(this);
        m_cards.at(i) = card;
        column->addWidget(card);
        connect(card, &QAbstractButton::clicked, this, [this, card] {
            const bool changed = m_chosen != card->policy();
            m_chosen = card->policy();
            refresh();
            if (changed)
                Q_EMIT policyChosen(card->policy());
        });
    }
    refresh();
}

QString PolicyCards::sentence(ReprovisionPolicy policy) const
{
    switch (policy) {
    case ReprovisionPolicy::Migrate:
        return tr("Pick a hub again. If it changes, the twin moves to the new hub.");
    case ReprovisionPolicy::Reset:
        return tr("Pick a hub again. If it changes, start from the initial twin.");
    case ReprovisionPolicy::Never:
        return m_hub.isEmpty() ? tr("Stay on the first hub, whatever changes.") : tr("Stay on %1.").arg(m_hub);
    case ReprovisionPolicy::NotSet: {
        const QString rule =
            tr("Saves no policy. Old API versions (2018-04-01 and before) stay, newer ones move with their data.");
        return m_note.isEmpty() ? rule : rule + QLatin1Char(' ') + m_note;
    }
    }
    return {};
}

void PolicyCards::refresh()
{
    for (PolicyCard *card : m_cards) {
        const bool chosen = m_chosen == card->policy();
        const bool saved = m_saved == card->policy();
        card->setChecked(chosen);
        card->setSentence(sentence(card->policy()));
        card->setMark(chosen && !saved ? PolicyCard::Mark::Pending
                      : saved          ? PolicyCard::Mark::Saved
                                       : PolicyCard::Mark::None);
        card->setEnabled(m_editable);
    }
}

void PolicyCards::setSaved(std::optional<ReprovisionPolicy> saved)
{
    m_saved = saved;
    refresh();
}

void PolicyCards::setChosen(std::optional<ReprovisionPolicy> chosen)
{
    m_chosen = chosen;
    refresh();
}

void PolicyCards::setCurrentHub(const QString &hub)
{
    m_hub = hub;
    refresh();
}

void PolicyCards::setNotSetNote(const QString &note)
{
    m_note = note;
    refresh();
}

void PolicyCards::setEditable(bool editable)
{
    m_editable = editable;
    refresh();
}

QAbstractButton *PolicyCards::card(ReprovisionPolicy policy) const
{
    for (PolicyCard *card : m_cards) {
        if (card->policy() == policy)
            return card;
    }
    return nullptr;
}

bool PolicyCards::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const auto found = std::find(m_cards.begin(), m_cards.end(), watched);
        if (found != m_cards.end()) {
            // Arrows only move the focus: choosing stages an edit and so is an act of its own (Space or a click).
            const auto index = found - m_cards.begin();
            if ((key->key() == Qt::Key_Down || key->key() == Qt::Key_Right) && index + 1 < 4) {
                m_cards.at(static_cast<std::size_t>(index + 1))->setFocus(Qt::TabFocusReason);
                return true;
            }
            if ((key->key() == Qt::Key_Up || key->key() == Qt::Key_Left) && index > 0) {
                m_cards.at(static_cast<std::size_t>(index - 1))->setFocus(Qt::TabFocusReason);
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rehome::ui
