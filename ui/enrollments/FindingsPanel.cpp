// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/FindingsPanel.h"

#include "models/items/FindingWords.h"
#include "ui/theme/RehomeStyle.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Format.h"

#include <QtCore/QJsonArray>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

namespace rehome::ui {

using items::FindingItems;

namespace {

constexpr int PanelHeight = 214;
constexpr int Gap = 8; // to the filter bar
constexpr int ListWidth = 340;
constexpr size_t MostEvidence = 200; // the table with the rule as its filter shows all

/// Mark, title and figures in one line; a rule that was not checked is muted.
class FindingDelegate final : public QStyledItemDelegate
{
public:
    FindingDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {120, 26}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = m_theme.tokens();
        const QVariant severity = index.data(FindingItems::SeverityRole);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        if (chosen)
            painter->fillRect(option.rect, t.sel);
        const auto [name, color] = mark(severity);
        const QRect r = option.rect.adjusted(20, 0, -12, 0);
        painter->drawPixmap(r.left(), r.center().y() - 7,
                            icons::pixmap(QLatin1String(name), color, 16, option.widget->devicePixelRatioF()));
        const QString figures = index.data(FindingItems::FiguresRole).toString();
        painter->setFont(m_theme.font(TextRole::Secondary));
        const int width = painter->fontMetrics().horizontalAdvance(figures);
        painter->setPen(chosen ? t.t2 : t.t3);
        painter->drawText(r, Qt::AlignRight | Qt::AlignVCenter, figures);
        painter->setFont(m_theme.font(TextRole::Body));
        painter->setPen(severity.isValid() ? t.t1 : chosen ? t.t2 : t.t3);
        const QRect text = r.adjusted(24, 0, -width - 10, 0);
        painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(QPen(t.acc, 2));
            painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
        }
        painter->restore();
    }

private:
    [[nodiscard]] std::pair<const char *, QColor> mark(const QVariant &severity) const
    {
        const Tokens &t = m_theme.tokens();
        if (!severity.isValid())
            return {"eye-off", t.t3};
        switch (static_cast<fleet::FindingSeverity>(severity.toInt())) {
        case fleet::FindingSeverity::Error:
            return {"error", t.bad};
        case fleet::FindingSeverity::Warning:
            return {"warning", t.warn};
        case fleet::FindingSeverity::Notice:
            break;
        }
        return {"info", t.acc};
    }

    const Theme &m_theme;
};

} // namespace

FindingsPanel::FindingsPanel(const Theme &theme, session::Session &session, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_session(session)
    , m_list(new QListView(this))
    , m_detail(new QWidget(this))
    , m_title(new ElidedLabel(theme, {}, TextRole::Section, TextTone::Text, this))
    , m_count(new ElidedLabel(theme, {}, TextRole::Secondary, TextTone::Secondary, this))
    , m_reason(new QLabel(this))
    , m_evidence(new QListWidget(this))
    , m_show(new QPushButton(this))
    , m_fix(new QPushButton(this))
{
    setFixedHeight(PanelHeight);
    setAccessibleName(tr("Findings"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new FindingDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFixedWidth(ListWidth);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Findings"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 0, Gap + 1);
    row->setSpacing(1);
    row->addWidget(m_list);
    row->addWidget(m_detail, 1);
    auto *column = new QVBoxLayout(m_detail);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(4);
    buildDetail(column);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        m_key = index.isValid() ? index.data(FindingItems::KeyRole).toInt() : -1;
        refresh();
    });
    connect(&m_engine, &items::FindingEngine::ready, this, &FindingsPanel::take);
    connect(m_fix, &QPushButton::clicked, this, &FindingsPanel::fix);
    connect(m_show, &QPushButton::clicked, this, [this] {
        const fleet::Finding *finding = current();
        if (!finding)
            return;
        const QString term = QStringLiteral("finding:") + QLatin1String(fleet::findingRule(finding->rule).name);
        if (finding->devices.empty())
            Q_EMIT filterRequested(term);
        else
            Q_EMIT devicesRequested(term);
    });
}

void FindingsPanel::buildDetail(QVBoxLayout *column)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    auto *close = new QToolButton(this);
    close->setIcon(m_theme.icon(QStringLiteral("close")));
    close->setToolTip(tr("Hide the findings"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &FindingsPanel::closeRequested);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    head->addWidget(m_title);
    head->addWidget(m_count, 1);
    head->addWidget(close);
    column->addLayout(head);
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setForegroundRole(QPalette::WindowText);
    column->addWidget(m_reason);
    m_evidence->setFrameShape(QFrame::NoFrame);
    m_evidence->setFont(m_theme.font(TextRole::Secondary));
    m_evidence->setSelectionMode(QAbstractItemView::NoSelection);
    m_evidence->setUniformItemSizes(true);
    m_evidence->setAccessibleName(tr("Evidence"));
    column->addWidget(m_evidence, 1);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_show);
    foot->addWidget(m_fix);
    foot->addStretch(1);
    column->addLayout(foot);
}

const fleet::Finding *FindingsPanel::current() const
{
    return m_model.findingAt(m_model.rowOfKey(m_key));
}

bool FindingsPanel::waits(fleet::RowId row, const QString &path) const
{
    const fleet::EnrollmentEdit *edit = m_session.pending().find(row);
    return edit && (edit->action == fleet::EnrollmentEdit::Action::Delete ||
                    std::ranges::any_of(edit->fields, [&](const auto &field) { return field.path == path; }));
}

void FindingsPanel::select(int row)
{
    m_list->setCurrentIndex(m_model.index(row));
}

void FindingsPanel::take(const items::FindingResultPtr &result)
{
    const int key = m_key; // a reset of the model clears the current row
    m_model.setResult(result);
    const int row = std::max(0, m_model.rowOfKey(key));
    if (m_model.rowCount() > 0 && m_list->currentIndex().row() != row)
        select(row);
    refresh();
    const auto &findings = result->report.findings;
    Q_EMIT countChanged(static_cast<int>(findings.size()),
                        findings.empty() ? -1 : static_cast<int>(fleet::findingRule(findings.front().rule).severity));
}

void FindingsPanel::showEvent(QShowEvent *)
{
    refresh();
}

void FindingsPanel::refresh()
{
    if (!isVisible())
        return; // nobody looks; it is done when it is shown
    const int row = m_model.rowOfKey(m_key);
    const fleet::Finding *finding = m_model.findingAt(row);
    const fleet::SilentRule *silent = m_model.silentAt(row);
    m_show->setVisible(finding && (!finding->enrollments.empty() || !finding->devices.empty()));
    m_fix->setVisible(finding && !items::findingFixText(finding->rule).isEmpty());
    if (finding)
        return showFinding(*finding);
    m_evidence->clear();
    if (silent)
        return showSilent(*silent);
    m_title->setText(m_model.result() ? tr("Nothing found") : tr("The rules are being asked …"));
    m_count->setText({});
    m_reason->setText(m_model.result() ? tr("No rule has anything to say about this fleet.") : QString());
}

void FindingsPanel::showSilent(const fleet::SilentRule &silent)
{
    m_title->setText(items::findingTitle(silent.rule));
    m_count->setText(tr("not checked"));
    m_reason->setText(items::silentText(silent) + QLatin1Char('\n') + items::findingReason(silent.rule));
}

void FindingsPanel::showFinding(const fleet::Finding &finding)
{
    m_title->setText(items::findingTitle(finding.rule));
    m_count->setText(items::findingCount(finding));
    m_reason->setText(items::findingReason(finding.rule));
    const items::FindingResult &result = *m_model.result();
    QStringList lines;
    const auto left = [&lines](size_t all) {
        if (all > MostEvidence)
            lines << tr("and %1 more").arg(format::count(static_cast<qint64>(all - MostEvidence)));
    };
    for (size_t i = 0; i < std::min(MostEvidence, finding.enrollments.size()); ++i) {
        const fleet::RowId row = finding.enrollments[i];
        const QString evidence = items::findingEvidence(result.rules, *result.snapshot, finding.rule, row);
        lines << result.snapshot->enrollmentId(row) +
                     (evidence.isEmpty() ? QString() : QStringLiteral("   ") + evidence);
    }
    left(finding.enrollments.size());
    for (size_t i = 0; i < std::min(MostEvidence, finding.devices.size()); ++i)
        lines << result.snapshot->registrationId(finding.devices[i]);
    left(finding.devices.size());
    // Set anew only when it differs, so that a live fleet does not scroll it back.
    QStringList shown;
    for (int i = 0; i < m_evidence->count(); ++i)
        shown << m_evidence->item(i)->text();
    if (shown != lines) {
        m_evidence->clear();
        m_evidence->addItems(lines);
    }
    showButtons(finding);
}

void FindingsPanel::showButtons(const fleet::Finding &finding)
{
    m_show->setText(finding.devices.empty() ? tr("Show %Ln enrollment(s)", nullptr, static_cast<int>(finding.size()))
                                            : tr("Show %Ln record(s)", nullptr, static_cast<int>(finding.size())));
    const items::FindingResult &result = *m_model.result();
    // What waits is found from the edits, which are fewer than the rows of a finding can be.
    const QString path = fleet::findingFixPath(finding.rule);
    const QList<fleet::RowId> edited = m_session.pending().rows();
    const auto waiting = std::ranges::count_if(edited, [&](fleet::RowId row) {
        return std::ranges::binary_search(finding.enrollments, row) && waits(row, path) &&
               result.rules.isFixable(finding.rule, row);
    });
    const qint64 open = result.fixable[static_cast<size_t>(&finding - result.report.findings.data())] - waiting;
    const bool editable = m_session.profile().safety != session::SafetyLevel::ReadOnly;
    m_fix->setEnabled(editable && open > 0);
    m_fix->setText(open == 0 && waiting > 0
                       ? tr("In the tray: %1").arg(format::count(waiting))
                       : tr("%1: %2").arg(items::findingFixText(finding.rule), format::count(open)));
    m_fix->setToolTip(!editable     ? tr("This connection is read-only. Allow edits first.")
                      : open > 0    ? tr("Puts the edits into the tray. Nothing is sent before you apply.")
                      : waiting > 0 ? tr("The finding goes when the edits are applied.")
                                    : tr("A person has to decide here: no hub would be left."));
}

void FindingsPanel::fix()
{
    const fleet::Finding *finding = current();
    if (!finding || m_session.profile().safety == session::SafetyLevel::ReadOnly)
        return;
    const items::FindingResultPtr result = m_model.result(); // staging asks everybody, this panel as well
    const fleet::FindingRule rule = finding->rule;
    std::vector<session::Session::FieldChange> changes;
    std::vector<fleet::RowId> rows;
    std::optional<domain::ReprovisionPolicy> policy;
    const QString path = fleet::findingFixPath(rule);
    for (const fleet::RowId row : finding->enrollments) {
        if (waits(row, path))
            continue; // what the person began there is the person's
        const std::optional<fleet::FindingFix> fix = result->rules.fix(rule, row);
        if (!fix)
            continue;
        if (path == QLatin1String("reprovisionPolicy")) {
            policy = fleet::policyOfValue(fix->value);
            rows.push_back(row);
        } else {
            changes.push_back({row, path, fix->value});
        }
    }
    // A policy is staged without reading a body, which counts with a hundred thousand rows.
    if (policy)
        m_session.stagePolicy(rows, *policy);
    if (!changes.empty())
        m_session.stageFields(items::findingFixText(rule), changes);
}

void FindingsPanel::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.fillRect(rect(), t.surf);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
    const int bottom = height() - Gap - 1;
    painter.fillRect(QRect(0, bottom, width(), 1), t.line);
    painter.fillRect(QRect(ListWidth, 1, 1, bottom - 1), t.line);
}

} // namespace rehome::ui
