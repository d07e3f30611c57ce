<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>ConnectionView</name>
    <message numerus="yes">
        <source>%n action(s) wait.</source>
        <translation>
            <numerusform>%n action waits.</numerusform>
            <numerusform>%n actions wait.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n order</numerusform>
            <numerusform>%n orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parcel(s)</source>
        <translation>
            <numerusform>%n parcel</numerusform>
            <numerusform>%n parcels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Packed in %n parcel(s)</source>
        <translation>
            <numerusform>Packed in %n parcel</numerusform>
            <numerusform>Packed in %n parcels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n label</numerusform>
            <numerusform>%n labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) wait</source>
        <translation>
            <numerusform>%n label waits</numerusform>
            <numerusform>%n labels wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s)</source>
        <translation>
            <numerusform>%n action</numerusform>
            <numerusform>%n actions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s), kept on this machine</source>
        <translation>
            <numerusform>%n action, kept on this machine</numerusform>
            <numerusform>%n actions, kept on this machine</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) in it still wait for headquarters.</source>
        <translation>
            <numerusform>%n action in it still waits for headquarters.</numerusform>
            <numerusform>%n actions in it still wait for headquarters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) in 24 h</source>
        <translation>
            <numerusform>%n action in 24 h</numerusform>
            <numerusform>%n actions in 24 h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The best %n</source>
        <translation>
            <numerusform>The best one</numerusform>
            <numerusform>The best %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{number} in %n place(s)</source>
        <translation>
            <numerusform>{number} in %n place</numerusform>
            <numerusform>{number} in %n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Counts %n movement(s) made here that headquarters has not confirmed yet.</source>
        <translation>
            <numerusform>Counts %n movement made here that headquarters has not confirmed yet.</numerusform>
            <numerusform>Counts %n movements made here that headquarters has not confirmed yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n missing</numerusform>
            <numerusform>%n missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged</source>
        <translation>
            <numerusform>%n damaged</numerusform>
            <numerusform>%n damaged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n zone(s) left</source>
        <translation>
            <numerusform>%n zone left</numerusform>
            <numerusform>%n zones left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n asked for</source>
        <translation>
            <numerusform>%n asked for</numerusform>
            <numerusform>%n asked for</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sent</source>
        <translation>
            <numerusform>%n sent</numerusform>
            <numerusform>%n sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n received</source>
        <translation>
            <numerusform>%n received</numerusform>
            <numerusform>%n received</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuitPage</name>
    <message numerus="yes">
        <source>%n action(s) are still on their way to headquarters.</source>
        <translation>
            <numerusform>%n action is still on its way to headquarters.</numerusform>
            <numerusform>%n actions are still on their way to headquarters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) are only on this computer</source>
        <translation>
            <numerusform>%n action is only on this computer</numerusform>
            <numerusform>%n actions are only on this computer</numerusform>
        </translation>
    </message>
</context>
</TS>
