// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/SafetyQuestion.h"

#include "ui/widgets/LockControl.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

namespace rehome::ui {

namespace {
QString words(const char *text)
{
    return QCoreApplication::translate("rehome::ui::SafetyQuestion", text);
}
} // namespace

void askForSafety(const session::ConnectionProfile &profile, session::SafetyLevel level, bool canKeep, QWidget *parent,
                  std::function<void(bool keep)> agreed)
{
    auto *box =
        new QMessageBox(QMessageBox::Warning, words(QT_TRANSLATE_NOOP("rehome::ui::SafetyQuestion", "Allow edits")),
                        words(QT_TRANSLATE_NOOP("rehome::ui::SafetyQuestion", "Allow edits on %1?")).arg(profile.name),
                        QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        safetySentence(level) + QStringLiteral(".\n") +
        words(QT_TRANSLATE_NOOP("rehome::ui::SafetyQuestion",
                                "Nothing is sent before you apply. This lasts until the connection is closed.")));
    QCheckBox *keep = nullptr;
    if (canKeep) {
        keep = new QCheckBox(
            words(QT_TRANSLATE_NOOP("rehome::ui::SafetyQuestion", "Keep this level for the saved connection")), box);
        box->setCheckBox(keep);
    }
    QPushButton *yes =
        box->addButton(words(QT_TRANSLATE_NOOP("rehome::ui::SafetyQuestion", "Allow edits on %1")).arg(profile.name),
                       QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    QObject::connect(yes, &QPushButton::clicked, parent,
                     [keep, agreed = std::move(agreed)] { agreed(keep && keep->isChecked()); });
    box->open();
}

} // namespace rehome::ui
