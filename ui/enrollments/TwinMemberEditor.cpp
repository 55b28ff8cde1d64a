// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/TwinMemberEditor.h"

#include "ui/widgets/JsonView.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {

enum Verb : int
{
    Set,
    Remove,
    Merge
};
constexpr int patchHeight = 84;

QString problemText(const domain::TwinMembers &members)
{
    using Problem = domain::TwinMemberProblem;
    switch (members.problem) {
    case Problem::None:
        return {};
    case Problem::NoPath:
        return TwinMemberEditor::tr("Name a member, for example tags.site or properties.desired.interval.");
    case Problem::NotInTwin:
        return TwinMemberEditor::tr("An initial twin holds tags and properties.desired.");
    case Problem::BadName:
        return TwinMemberEditor::tr("“%1” is no name of a member.").arg(members.detail);
    case Problem::NoObject:
        return TwinMemberEditor::tr("Here an object in { } is needed.");
    case Problem::NoMember:
        return TwinMemberEditor::tr("Write the members to merge; null removes one.");
    case Problem::Refused:
        return TwinMemberEditor::tr("A hub would refuse it: %1").arg(members.detail);
    }
    return {};
}

} // namespace

TwinMemberEditor::TwinMemberEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_verb(new QComboBox(this))
    , m_path(new QLineEdit(this))
    , m_value(new QLineEdit(this))
    , m_patch(new JsonView(theme, tr("Members to merge"), this))
    , m_note(new QLabel(this))
{
    m_verb->addItem(tr("Set a member"), Set);
    m_verb->addItem(tr("Remove a member"), Remove);
    m_verb->addItem(tr("Merge an object"), Merge);
    m_verb->setAccessibleName(tr("What to do with the initial twin"));
    m_path->setAccessibleName(tr("Path of the member"));
    m_path->setPlaceholderText(QStringLiteral("tags.site"));
    m_value->setAccessibleName(tr("Value of the member, as JSON"));
    m_value->setPlaceholderText(QStringLiteral("\"harbour\""));
    m_patch->setReadOnly(false);
    m_patch->setTabChangesFocus(true);
    m_patch->setFixedHeight(patchHeight);
    m_patch->setPlainText(QStringLiteral("{\"tags\": {}}"));
    m_note->setWordWrap(true);
    m_note->setFont(theme.font(TextRole::Secondary));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_verb);
    column->addWidget(m_path);
    column->addWidget(m_value);
    column->addWidget(m_patch);
    column->addWidget(m_note);
    setFocusProxy(m_verb);
    connect(m_verb, &QComboBox::currentIndexChanged, this, &TwinMemberEditor::take);
    connect(m_path, &QLineEdit::textChanged, this, &TwinMemberEditor::take);
    connect(m_value, &QLineEdit::textChanged, this, &TwinMemberEditor::take);
    connect(m_patch, &QPlainTextEdit::textChanged, this, &TwinMemberEditor::take);
    take();
}

void TwinMemberEditor::take()
{
    const int verb = m_verb->currentData().toInt();
    m_path->setVisible(verb != Merge);
    m_value->setVisible(verb == Set);
    m_patch->setVisible(verb == Merge);
    const QString problem = read();
    m_note->setText(problem);
    m_note->setVisible(!problem.isEmpty());
    Q_EMIT edited();
}

QString TwinMemberEditor::read()
{
    m_members.clear();
    domain::TwinMembers read;
    switch (m_verb->currentData().toInt()) {
    case Set: {
        const QJsonDocument value =
            QJsonDocument::fromJson(QByteArray("[") + m_value->text().toUtf8() + QByteArray("]"));
        if (read = domain::twinMember(m_path->text(), true);
            read.problem != domain::TwinMemberProblem::None && read.problem != domain::TwinMemberProblem::NoObject)
            break; // the path first
        if (value.array().size() != 1)
            return tr("Write the value as JSON: 5, true or \"text\" in quotes.");
        read = domain::twinMember(m_path->text(), value.array().first());
        break;
    }
    case Remove:
        read = domain::twinMember(m_path->text(), QJsonValue(QJsonValue::Undefined));
        break;
    default: {
        if (!m_patch->isValid())
            return m_patch->errorText();
        const QJsonDocument patch = QJsonDocument::fromJson(m_patch->toPlainText().toUtf8());
        if (!patch.isObject())
            return tr("Here an object in { } is needed.");
        read = domain::twinMembersOfPatch(patch.object());
        break;
    }
    }
    m_members = read.members;
    return problemText(read);
}

} // namespace rehome::ui
