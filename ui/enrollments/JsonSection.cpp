// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/JsonSection.h"

#include "models/fleet/CopySecrets.h"
#include "ui/enrollments/EditedBody.h"
#include "ui/widgets/JsonView.h"

#include <QtCore/QJsonDocument>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {
QString webhookUrlOf(const QJsonObject &body)
{
    return body.value(QLatin1String("customAllocationDefinition"))
        .toObject()
        .value(QLatin1String("webhookUrl"))
        .toString();
}
} // namespace

JsonSection::JsonSection(const Theme &theme, session::Session &session, const QString &name, const QString &member,
                         QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_member(member)
    , m_view(new JsonView(theme, name, this))
    , m_note(new QLabel(this))
    , m_stage(new QPushButton(tr("Put into the tray"), this))
    , m_revert(new QPushButton(tr("Revert"), this))
{
    m_note->setWordWrap(true);
    m_note->setFont(theme.font(TextRole::Secondary));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_view, 1);
    column->addWidget(m_note);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_revert, 1);
    buttons->addWidget(m_stage, 1);
    column->addLayout(buttons);
    connect(m_view, &QPlainTextEdit::textChanged, this, &JsonSection::typed);
    connect(m_stage, &QPushButton::clicked, this, &JsonSection::stage);
    connect(m_revert, &QPushButton::clicked, this, &JsonSection::revert);
    setBody(fleet::NoRow, {});
}

void JsonSection::setBody(fleet::RowId row, const QJsonObject &stored)
{
    m_row = row;
    m_stored = stored;
    reload();
}

void JsonSection::setEditable(bool editable)
{
    m_editable = editable;
    m_view->setReadOnly(!editable || m_row == fleet::NoRow);
    m_stage->setVisible(editable);
    m_revert->setVisible(editable);
}

void JsonSection::reload()
{
    QString text;
    if (m_row != fleet::NoRow) {
        const QJsonObject body = editedBody(m_stored, m_session.pending().find(m_row));
        const QJsonObject part = m_member.isEmpty() ? fleet::withMaskedWebhookCode(QString(), body).toObject()
                                                    : body.value(m_member).toObject();
        text = QString::fromUtf8(QJsonDocument(part).toJson(QJsonDocument::Indented)).trimmed();
    }
    m_shown = text;
    const QString wanted = m_typed.value(m_row, text);
    if (m_view->toPlainText() != wanted) {
        m_filling = true;
        m_view->setPlainText(wanted);
        m_filling = false;
    }
    setEditable(m_editable);
    typed();
}

void JsonSection::typed()
{
    const QString text = m_view->toPlainText();
    const bool changed = m_row != fleet::NoRow && text != m_shown;
    if (!m_filling && changed)
        m_typed.insert(m_row, text);
    else if (!m_filling)
        m_typed.remove(m_row);
    const QString problem = changed ? wrong() : QString();
    m_note->setText(problem);
    m_note->setVisible(!problem.isEmpty());
    m_stage->setEnabled(changed && problem.isEmpty());
    m_revert->setEnabled(changed);
}

QString JsonSection::wrong() const
{
    if (!m_view->isValid())
        return m_view->errorText();
    const QString text = m_view->toPlainText().trimmed();
    if (text.isEmpty() && !m_member.isEmpty())
        return {}; // without the member
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject())
        return tr("Line 1: an object in { } is expected.");
    if (m_member != QLatin1String("initialTwin"))
        return {};
    for (const QLatin1String name : {QLatin1String("tags"), QLatin1String("properties")}) {
        const QJsonValue part = document.object().value(name);
        if (!part.isUndefined() && !part.isNull() && !part.isObject())
            return tr("\"%1\" has to be an object in { }.").arg(name);
    }
    const QJsonValue desired =
        document.object().value(QLatin1String("properties")).toObject().value(QLatin1String("desired"));
    return desired.isUndefined() || desired.isNull() || desired.isObject()
               ? QString()
               : tr("\"%1\" has to be an object in { }.").arg(QLatin1String("properties.desired"));
}

void JsonSection::stage()
{
    if (m_row == fleet::NoRow || !wrong().isEmpty())
        return;
    const QJsonObject typedObject = QJsonDocument::fromJson(m_view->toPlainText().toUtf8()).object();
    const fleet::EnrollmentEdit *edit = m_session.pending().find(m_row);
    QJsonObject body = typedObject;
    if (m_member.isEmpty()) {
        // Dots in the text stand for the code that is there.
        static const QString path = QStringLiteral("customAllocationDefinition.webhookUrl");
        const QString url = webhookUrlOf(body);
        const QString meant = fleet::unmaskedWebhookCode(url, webhookUrlOf(editedBody(m_stored, edit)));
        if (meant != url)
            body = fleet::withValueAt(body, path, meant).toObject();
    } else {
        body = editedBody(m_stored, edit);
        if (m_view->toPlainText().trimmed().isEmpty())
            body.remove(m_member);
        else
            body.insert(m_member, typedObject);
    }
    m_typed.remove(m_row);
    // Everything else that waits for this enrollment stays as it is, new keys too, which are not in the text.
    const Result<void> staged = m_session.stageBody(m_row, withPendingKeys(body, edit));
    if (!staged) {
        m_typed.insert(m_row, m_view->toPlainText());
        m_note->setText(staged.error().message);
        m_note->show();
        return;
    }
    reload();
}

void JsonSection::revert()
{
    m_typed.remove(m_row);
    reload();
    m_view->setFocus();
}

} // namespace rehome::ui
