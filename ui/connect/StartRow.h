// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QAbstractButton>
#include <optional>

namespace rehome::ui {

/// A row of the start page: edge in a colour, title, second line; the whole row is a button.
class StartRow : public QAbstractButton
{
    Q_OBJECT
public:
    StartRow(const Theme &theme, const QString &title, const QString &detail, const QString &icon,
             QWidget *parent = nullptr);

    void setBadge(const QString &word, std::optional<session::Environment> edge);
    [[nodiscard]] QSize sizeHint() const override { return {320, 48}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_detail;
    QString m_icon;
    QString m_badge;
    std::optional<session::Environment> m_edge;
};

} // namespace rehome::ui
