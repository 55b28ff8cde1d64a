<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>rehome::azure</name>
    <message numerus="yes">
        <source>The access token was refused, and this computer&apos;s clock is %n minute(s) off. Correct the clock, then connect again.</source>
        <translation>
            <numerusform>The access token was refused, and this computer&apos;s clock is %n minute off. Correct the clock, then connect again.</numerusform>
            <numerusform>The access token was refused, and this computer&apos;s clock is %n minutes off. Correct the clock, then connect again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::DevicesPage</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
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
</TS>
