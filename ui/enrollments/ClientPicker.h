// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/DeclaredClient.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>
#include <optional>

class QComboBox;
class QLabel;

namespace rehome::ui {

/// What devices speak: unknown, an API version, or an SDK and its version; a note tells on which side of native
/// reprovisioning that is. GUI thread.
class ClientPicker : public QWidget
{
    Q_OBJECT
public:
    explicit ClientPicker(const Theme &theme, QWidget *parent = nullptr);

    /// Nothing: several that differ. The same again leaves alone what is being typed.
    void setClient(const std::optional<domain::DeclaredClient> &client);
    /// What is being typed is given up with the next setClient().
    void forget() { m_shown.reset(); }
    /// As it stands; nothing while the version is missing or is none.
    std::optional<domain::DeclaredClient> client() const;

Q_SIGNALS:
    /// By the person; complete and other than before.
    void chosen(const rehome::domain::DeclaredClient &client);
    void edited(); ///< any change by the person, complete or not

private:
    void fillVersions();
    void tell();
    void choose();

    QComboBox *m_kind;
    QComboBox *m_version;
    QLabel *m_note;
    std::optional<std::optional<domain::DeclaredClient>> m_shown;
};

} // namespace rehome::ui
