// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/PendingEffects.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

namespace rehome::ui {

namespace {

using Action = fleet::EnrollmentEdit::Action;

QString words(const char *text)
{
    return QCoreApplication::translate("rehome::ui::PendingEffects", text);
}

} // namespace

// Protocol facts, section 9.
QString effectOfAction(fleet::EnrollmentEdit::Action action, domain::EnrollmentKind kind)
{
    const bool group = kind == domain::EnrollmentKind::Group;
    if (action == Action::Create)
        return group ? words(QT_TRANSLATE_NOOP("rehome::ui::PendingEffects",
                                               "Admits devices with its key or certificate from then on."))
                     : words(QT_TRANSLATE_NOOP("rehome::ui::PendingEffects",
                                               "Decides for its device from the next request on."));
    return group ? words(QT_TRANSLATE_NOOP("rehome::ui::PendingEffects",
                                           "Devices keep their hubs; their next requests are refused."))
                 : words(QT_TRANSLATE_NOOP("rehome::ui::PendingEffects",
                                           "The device keeps its hub; its next request is refused unless a group "
                                           "admits it."));
}

PendingEffects::PendingEffects(const session::Session &session)
    : m_session(session)
{
}

void PendingEffects::forget()
{
    m_byEnrollment.clear();
    m_byKind.clear();
}

void PendingEffects::release()
{
    forget();
    m_indexed.reset();
    m_firstPlace = {};
    m_devices = {};
}

void PendingEffects::index()
{
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    if (m_indexed == snapshot)
        return;
    // A counting sort: places by enrollment first, then the devices into them.
    const auto &devices = snapshot->devices;
    const fleet::RowId enrollments = snapshot->enrollments.rowCount();
    m_firstPlace.assign(enrollments + 1, 0);
    const auto enrollmentOf = [&](fleet::RowId device) {
        return devices.isGone(device) ? fleet::NoRow : snapshot->enrollmentOfDevice(device);
    };
    for (fleet::RowId device = 0; device < devices.rowCount(); ++device) {
        if (const fleet::RowId row = enrollmentOf(device); row < enrollments)
            ++m_firstPlace[row + 1];
    }
    for (fleet::RowId row = 0; row < enrollments; ++row)
        m_firstPlace[row + 1] += m_firstPlace[row];
    m_devices.assign(m_firstPlace.back(), fleet::NoRow);
    std::vector<quint32> next = m_firstPlace;
    for (fleet::RowId device = 0; device < devices.rowCount(); ++device) {
        if (const fleet::RowId row = enrollmentOf(device); row < enrollments)
            m_devices[next[row]++] = device;
    }
    m_indexed = snapshot;
}

std::pair<quint32, quint32> PendingEffects::placesOf(fleet::RowId enrollment) const
{
    if (enrollment + 1 >= m_firstPlace.size())
        return {0, 0};
    return {m_firstPlace[enrollment], m_firstPlace[enrollment + 1]};
}

const EffectPreview &PendingEffects::of(const fleet::EnrollmentEdit &edit)
{
    auto found = m_byEnrollment.find(edit.row);
    if (found == m_byEnrollment.end()) {
        index();
        const auto [begin, end] = placesOf(edit.row);
        const quint32 looked = std::min<quint32>(end, begin + EffectPreview::usualSample);
        found = m_byEnrollment.insert(
            edit.row, effectOfDevices(m_session, {m_devices.begin() + begin, m_devices.begin() + looked}, end - begin));
    }
    return *found;
}

QString PendingEffects::sentence(const fleet::EnrollmentEdit &edit)
{
    return edit.action == Action::Update ? effectSentence(of(edit)) : effectOfAction(edit.action, edit.kind);
}

QString PendingEffects::sentence(const fleet::PendingGroup &group)
{
    if (group.action != Action::Update)
        return effectOfAction(group.action, group.kind);
    for (const auto &[known, sentence] : std::as_const(m_byKind)) {
        if (known.sameKind(group))
            return sentence;
    }
    index();
    std::vector<fleet::RowId> looked;
    qint64 devices = 0;
    for (const fleet::RowId row : group.rows) {
        const auto [begin, end] = placesOf(row);
        devices += end - begin;
        for (quint32 place = begin; place < end && std::ssize(looked) < EffectPreview::usualSample; ++place)
            looked.push_back(m_devices[place]);
    }
    const QString sentence = effectSentence(effectOfDevices(m_session, looked, devices));
    fleet::PendingGroup kind = group;
    kind.rows.clear();
    m_byKind.append({kind, sentence});
    return sentence;
}

} // namespace rehome::ui
