<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>Finding</name>
    <message numerus="yes">
        <source>%Ln enrollment(s)</source>
        <translation>
            <numerusform>%Ln enrollment</numerusform>
            <numerusform>%Ln enrollments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>names %Ln hub(s)</source>
        <translation>
            <numerusform>names %Ln hub</numerusform>
            <numerusform>names %Ln hubs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::azure</name>
    <message numerus="yes">
        <source>%n enrollment(s)</source>
        <translation>
            <numerusform>%n enrollment</numerusform>
            <numerusform>%n enrollments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::session::Session</name>
    <message numerus="yes">
        <source>%1 (%n enrollment(s))</source>
        <translation>
            <numerusform>%1 (%n enrollment)</numerusform>
            <numerusform>%1 (%n enrollments)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo of %n applied change(s)</source>
        <translation>
            <numerusform>Undo of %n applied change</numerusform>
            <numerusform>Undo of %n applied changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::session::Trigger</name>
    <message numerus="yes">
        <source>The device was asked and did not answer within %Ln second(s).</source>
        <translation>
            <numerusform>The device was asked and did not answer within %Ln second.</numerusform>
            <numerusform>The device was asked and did not answer within %Ln seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::session::Worker</name>
    <message numerus="yes">
        <source>%Ln device(s) are still disabled in their hub since they were asked to register again. Allow edits, and they are enabled.</source>
        <translation>
            <numerusform>%Ln device is still disabled in its hub since it was asked to register again. Allow edits, and it is enabled.</numerusform>
            <numerusform>%Ln devices are still disabled in their hub since they were asked to register again. Allow edits, and they are enabled.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::AppliedDialog</name>
    <message numerus="yes">
        <source>Undo the &amp;whole apply (%n)</source>
        <translation>
            <numerusform>Undo the &amp;whole apply (%n)</numerusform>
            <numerusform>Undo the &amp;whole apply (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n edit(s) wait in the tray. Nothing was sent.</source>
        <translation>
            <numerusform>%n edit wait in the tray. Nothing was sent.</numerusform>
            <numerusform>%n edits wait in the tray. Nothing was sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n the earlier keys are not kept.</source>
        <translation>
            <numerusform>Of %n the earlier keys are not kept.</numerusform>
            <numerusform>Of %n the earlier keys are not kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were left: %1: %2</source>
        <translation>
            <numerusform>%n change were left: %1: %2</numerusform>
            <numerusform>%n changes were left: %1: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::ApplyQuestion</name>
    <message numerus="yes">
        <source>Apply %n edit(s) to %1?</source>
        <translation>
            <numerusform>Apply %n edit to %1?</numerusform>
            <numerusform>Apply %n edits to %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n enrollment(s) will be deleted.</source>
        <translation>
            <numerusform>%n enrollment will be deleted.</numerusform>
            <numerusform>%n enrollments will be deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n enrollment(s) will be created.</source>
        <translation>
            <numerusform>%n enrollment will be created.</numerusform>
            <numerusform>%n enrollments will be created.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %n edit(s)</source>
        <translation>
            <numerusform>Apply %n edit</numerusform>
            <numerusform>Apply %n edits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::DeleteDialog</name>
    <message numerus="yes">
        <source>A device that one of the %n enabled group(s) covers is admitted again at its next request. A disabled individual enrollment keeps it out.</source>
        <translation>
            <numerusform>A device that one of the %n enabled group covers is admitted again at its next request. A disabled individual enrollment keeps it out.</numerusform>
            <numerusform>A device that one of the %n enabled groups covers is admitted again at its next request. A disabled individual enrollment keeps it out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n registration record(s) known of the group(s) stay and count towards the quota. Delete them first.</source>
        <translation>
            <numerusform>%n registration record known of the group stay and count towards the quota. Delete them first.</numerusform>
            <numerusform>%n registration records known of the groups stay and count towards the quota. Delete them first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n enrollment(s) from %1?</source>
        <translation>
            <numerusform>Delete %n enrollment from %1?</numerusform>
            <numerusform>Delete %n enrollments from %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n enrollment(s)</source>
        <translation>
            <numerusform>Delete %n enrollment</numerusform>
            <numerusform>Delete %n enrollments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::EnrollmentTransfer</name>
    <message numerus="yes">
        <source>%Ln enrollment(s) copied.</source>
        <translation>
            <numerusform>%Ln enrollment copied.</numerusform>
            <numerusform>%Ln enrollments copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln enrollment(s) written to %1.</source>
        <translation>
            <numerusform>%Ln enrollment written to %1.</numerusform>
            <numerusform>%Ln enrollments written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln edit(s) written to %1.</source>
        <translation>
            <numerusform>%Ln edit written to %1.</numerusform>
            <numerusform>%Ln edits written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keys are not in it: %Ln edit(s) cannot be applied from there.</source>
        <translation>
            <numerusform>Keys are not in it: %Ln edit cannot be applied from there.</numerusform>
            <numerusform>Keys are not in it: %Ln edits cannot be applied from there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln edit(s) of the plan wait in the tray.</source>
        <translation>
            <numerusform>%Ln edit of the plan wait in the tray.</numerusform>
            <numerusform>%Ln edits of the plan wait in the tray.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are so already.</source>
        <translation>
            <numerusform>%Ln are so already.</numerusform>
            <numerusform>%Ln are so already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were made from an older version and will be compared.</source>
        <translation>
            <numerusform>%Ln were made from an older version and will be compared.</numerusform>
            <numerusform>%Ln were made from an older version and will be compared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are of enrollments that are gone.</source>
        <translation>
            <numerusform>%Ln are of enrollments that are gone.</numerusform>
            <numerusform>%Ln are of enrollments that are gone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lack their keys and were left out.</source>
        <translation>
            <numerusform>%Ln lack their keys and were left out.</numerusform>
            <numerusform>%Ln lack their keys and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln edit(s) wait in the tray.</source>
        <translation>
            <numerusform>%Ln edit wait in the tray.</numerusform>
            <numerusform>%Ln edits wait in the tray.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::EnrollmentsPage</name>
    <message numerus="yes">
        <source>%n enrollment(s)</source>
        <translation>
            <numerusform>%n enrollment</numerusform>
            <numerusform>%n enrollments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::FindingsPanel</name>
    <message numerus="yes">
        <source>Show %Ln enrollment(s)</source>
        <translation>
            <numerusform>Show %Ln enrollment</numerusform>
            <numerusform>Show %Ln enrollments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln record(s)</source>
        <translation>
            <numerusform>Show %Ln record</numerusform>
            <numerusform>Show %Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::FleetTable</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::ImportDialog</name>
    <message numerus="yes">
        <source>%Ln enrollment(s) change.</source>
        <translation>
            <numerusform>%Ln enrollment change.</numerusform>
            <numerusform>%Ln enrollments change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are new.</source>
        <translation>
            <numerusform>%Ln are new.</numerusform>
            <numerusform>%Ln are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay as they are.</source>
        <translation>
            <numerusform>%Ln stay as they are.</numerusform>
            <numerusform>%Ln stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) are wrong.</source>
        <translation>
            <numerusform>%Ln line are wrong.</numerusform>
            <numerusform>%Ln lines are wrong.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::LiveMapPainter</name>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::LivePage</name>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Devices moving between hubs, last %n minute(s)</source>
        <translation>
            <numerusform>Devices moving between hubs, last %n minute</numerusform>
            <numerusform>Devices moving between hubs, last %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hub(s)</source>
        <translation>
            <numerusform>%n hub</numerusform>
            <numerusform>%n hubs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flow(s)</source>
        <translation>
            <numerusform>%n flow</numerusform>
            <numerusform>%n flows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>1 dot = %n device(s)</source>
        <translation>
            <numerusform>1 dot = %n device</numerusform>
            <numerusform>1 dot = %n devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::LiveTimeline</name>
    <message numerus="yes">
        <source>%n new event(s), End returns to live</source>
        <translation>
            <numerusform>%n new event, End returns to live</numerusform>
            <numerusform>%n new events, End returns to live</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::PendingTray</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n enrollment(s), nothing sent yet</source>
        <translation>
            <numerusform>%n enrollment, nothing sent yet</numerusform>
            <numerusform>%n enrollments, nothing sent yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n unsent edit(s)?</source>
        <translation>
            <numerusform>Discard %n unsent edit?</numerusform>
            <numerusform>Discard %n unsent edits?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n edit(s)</source>
        <translation>
            <numerusform>Discard %n edit</numerusform>
            <numerusform>Discard %n edits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n edit(s) applied and read back.</source>
        <translation>
            <numerusform>%n edit applied and read back.</numerusform>
            <numerusform>%n edits applied and read back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 applied, %n not. Someone changed these enrollments after you loaded them.</source>
        <translation>
            <numerusform>%1 applied, %n not. Someone changed this enrollment after you loaded it.</numerusform>
            <numerusform>%1 applied, %n not. Someone changed these enrollments after you loaded them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The connection is lost: %n edit(s) wait and go on by themselves.</source>
        <translation>
            <numerusform>The connection is lost: %n edit waits and goes on by itself.</numerusform>
            <numerusform>The connection is lost: %n edits wait and go on by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key read(s)</source>
        <translation>
            <numerusform>%n key read</numerusform>
            <numerusform>%n key reads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n write(s)</source>
        <translation>
            <numerusform>%n write</numerusform>
            <numerusform>%n writes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n read-back(s)</source>
        <translation>
            <numerusform>%n read-back</numerusform>
            <numerusform>%n read-backs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::RatePage</name>
    <message numerus="yes">
        <source>%n min shown</source>
        <translation>
            <numerusform>%n min shown</numerusform>
            <numerusform>%n min shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>1 point = %n s</source>
        <translation>
            <numerusform>1 point = %n s</numerusform>
            <numerusform>1 point = %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::TrayFoot</name>
    <message numerus="yes">
        <source>Apply %n edit(s)</source>
        <translation>
            <numerusform>Apply %n edit</numerusform>
            <numerusform>Apply %n edits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending %n edit(s) in %1 s</source>
        <translation>
            <numerusform>Sending %n edit in %1 s</numerusform>
            <numerusform>Sending %n edits in %1 s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::TriggerDialog</name>
    <message numerus="yes">
        <source>%Ln without the connection string of the hub</source>
        <translation>
            <numerusform>%Ln without the connection string of the hub</numerusform>
            <numerusform>%Ln without the connection string of the hub</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on no known hub</source>
        <translation>
            <numerusform>%Ln on no known hub</numerusform>
            <numerusform>%Ln on no known hub</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registering at this moment</source>
        <translation>
            <numerusform>%Ln registering at this moment</numerusform>
            <numerusform>%Ln registering at this moment</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with a disabled enrollment, which would be refused</source>
        <translation>
            <numerusform>%Ln with a disabled enrollment, which would be refused</numerusform>
            <numerusform>%Ln with a disabled enrollment, which would be refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without a record</source>
        <translation>
            <numerusform>%Ln without a record</numerusform>
            <numerusform>%Ln without a record</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln device(s) can be asked.</source>
        <translation>
            <numerusform>%Ln device can be asked.</numerusform>
            <numerusform>%Ln devices can be asked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot: %1.</source>
        <translation>
            <numerusform>%Ln cannot: %1.</numerusform>
            <numerusform>%Ln cannot: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Ask %Ln device(s)</source>
        <translation>
            <numerusform>&amp;Ask %Ln device</numerusform>
            <numerusform>&amp;Ask %Ln devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln came back</source>
        <translation>
            <numerusform>%Ln came back</numerusform>
            <numerusform>%Ln came back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stopped, %Ln not asked</source>
        <translation>
            <numerusform>stopped, %Ln not asked</numerusform>
            <numerusform>stopped, %Ln not asked</numerusform>
        </translation>
    </message>
</context>
</TS>
