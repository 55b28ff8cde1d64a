// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/items/FindingItems.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

class QLabel;
class QListView;
class QListWidget;
class QPushButton;

namespace rehome::ui {

class ElidedLabel;

/// What the rules find in the fleet, live: at the left the findings, worst first, then the rules that stay silent and
/// why; at the right the rule, its evidence and the fix, which lands in the tray like any edit. GUI thread.
class FindingsPanel : public QWidget
{
    Q_OBJECT
public:
    FindingsPanel(const Theme &theme, session::Session &session, QWidget *parent = nullptr);

    /// The newest snapshot is looked at, now and then; cheap to call.
    void follow(const fleet::SnapshotPtr &snapshot, qint64 nowMs) { m_engine.follow(snapshot, nowMs); }
    /// Unsent edits or the safety level changed.
    void refresh();
    [[nodiscard]] const items::FindingItems &model() const { return m_model; }
    void select(int row);

Q_SIGNALS:
    void countChanged(int findings, int worst); ///< worst: fleet::FindingSeverity, -1 without any
    void filterRequested(const QString &text);  ///< of enrollments
    void devicesRequested(const QString &text); ///< of devices
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildDetail(class QVBoxLayout *column);
    void take(const items::FindingResultPtr &result);
    void showFinding(const fleet::Finding &finding);
    void showSilent(const fleet::SilentRule &silent);
    void showButtons(const fleet::Finding &finding);
    void fix();
    const fleet::Finding *current() const;
    bool waits(fleet::RowId row, const QString &path) const; ///< an unsent edit decides there already

    const Theme &m_theme;
    session::Session &m_session;
    items::FindingEngine m_engine;
    items::FindingItems m_model;
    QListView *m_list;
    QWidget *m_detail;
    ElidedLabel *m_title;
    ElidedLabel *m_count;
    QLabel *m_reason;
    QListWidget *m_evidence;
    QPushButton *m_show;
    QPushButton *m_fix;
    int m_key = -1; ///< of the selected row, over all results
};

} // namespace rehome::ui
