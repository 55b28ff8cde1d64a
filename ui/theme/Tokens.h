// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGui/QColor>
#include <array>

namespace rehome::ui {

/// Every colour of the program, for one scheme. The only place where colours are written as numbers; the pairs used for
/// text keep a WCAG contrast of at least 4.5 (TokensTest computes them), control borders and focus rings at least 3.
struct Tokens
{
    QColor win;                   ///< window, docks, rail
    QColor surf;                  ///< content surface, fields
    QColor alt;                   ///< zebra, footers
    QColor hdr;                   ///< table header, status bar
    QColor line;                  ///< separators (decorative)
    QColor line2;                 ///< button borders (decorative: fill and text identify the button)
    QColor ctl;                   ///< check box, meter and field borders
    QColor t1;                    ///< text
    QColor t2;                    ///< secondary text, icons
    QColor t3;                    ///< muted text; never on `sel`, use t2 there
    QColor acc;                   ///< accent, links, primary fill, focus
    QColor accbg;                 ///< chip or toggle that is on
    QColor sel;                   ///< selected row
    QColor pend;                  ///< unsent edit, and nothing else
    QColor pendbg;                ///< row with an unsent edit
    QColor bad;                   ///< error, limit
    QColor badbg;                 ///< removed line of a diff, error bar
    QColor warn;                  ///< warning
    QColor warnbg;                ///< warning bar
    QColor ok;                    ///< success
    QColor okbg;                  ///< added line of a diff
    QColor grid;                  ///< grid lines and row lines (decorative)
    QColor title;                 ///< reserved for a title bar drawn by the program
    QColor fill;                  ///< area under a curve
    QColor warnln;                ///< border of a warning bar
    QColor onacc;                 ///< text on a primary button
    QColor band;                  ///< forecast band, empty part of a bar
    QColor wave;                  ///< wave marks of a rollout
    std::array<QColor, 5> status; ///< by Status order: unassigned, assigning, assigned, failed, disabled
    std::array<QColor, 8> hubs;   ///< by rank of the hub, see HubColors

    [[nodiscard]] static const Tokens &light(); ///< constant for the life of the program, any thread
    [[nodiscard]] static const Tokens &dark();
};

} // namespace rehome::ui
