// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Policy.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>
#include <array>
#include <optional>

class QAbstractButton;

namespace rehome::ui {

class PolicyCard;

/// The policy editor: Migrate, Reset, Never and Not set as four cards, each with a sentence and a small drawing of what
/// happens to the device, its registration on the old hub and its twin. Arrow keys move, Space or a click chooses;
/// nothing is sent.
class PolicyCards : public QWidget
{
    Q_OBJECT
public:
    explicit PolicyCards(const Theme &theme, QWidget *parent = nullptr);

    /// What the service holds; nothing when the selection is mixed.
    void setSaved(std::optional<domain::ReprovisionPolicy> saved);
    /// What is chosen: equal to saved, or an unsent edit, which is marked "pending". Nothing when the selection is
    /// mixed.
    void setChosen(std::optional<domain::ReprovisionPolicy> chosen);
    [[nodiscard]] std::optional<domain::ReprovisionPolicy> chosen() const { return m_chosen; }
    [[nodiscard]] std::optional<domain::ReprovisionPolicy> saved() const { return m_saved; }

    /// Short name of the hub the device is on, for "Stay on hub-weu-02."; empty for groups and mixed selections.
    void setCurrentHub(const QString &hub);
    /// More words on the Not set card: the declared API versions it touches.
    void setNotSetNote(const QString &note);
    /// Read-only connections show the cards without letting choose.
    void setEditable(bool editable);

    [[nodiscard]] QAbstractButton *card(domain::ReprovisionPolicy policy) const;
    [[nodiscard]] QString sentence(domain::ReprovisionPolicy policy) const;

Q_SIGNALS:
    void policyChosen(rehome::domain::ReprovisionPolicy policy);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();

    std::array<PolicyCard *, 4> m_cards{};
    std::optional<domain::ReprovisionPolicy> m_saved;
    std::optional<domain::ReprovisionPolicy> m_chosen;
    QString m_hub;
    QString m_note;
    bool m_editable = true;
};

} // namespace rehome::ui
