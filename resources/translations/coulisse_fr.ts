<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Do the selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picked by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more parcel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Named proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pickup code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid at the till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ages</name>
    <message>
        <source>{0} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>tomorrow {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectionView</name>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by headquarters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data from {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} s ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workstation is held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters answers and takes nothing from it. Your work is kept; call support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline since {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can prepare, hand over and print.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) wait.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parcel(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n zone(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This barcode means nothing on this screen. {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandOver</name>
    <message>
        <source>Identity check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pickup code, six digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the parcels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code {text} is not this order&apos;s. Nothing was handed over. Ask for the code again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code {text} belongs to {number}, not to this order. Nothing was handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No parcel here has the code {text}. Look for the customer&apos;s name or the order&apos;s number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here for “{text}”. Perhaps it waits in another store, under another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This order is not this store&apos;s any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workstation has not heard of the parcel {digits} yet. Look for the customer&apos;s name instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This parcel is for {customer}, {number}: not for this customer. Put it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to hand over stands in bin {bin}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}, {customer}: {matter}. There is nothing to hand over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First the pickup code, an identity card, or a proxy&apos;s name. Nothing was handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} must be paid at the till first. Nothing was handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state} by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state}, promised {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pickup code, name or order number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>told {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in its bin since {time}, not told yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arrived {time}, not in a bin yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to be put back since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packed {time}, not in a bin yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no bin yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bin {bins}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bins {bins}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No parcel waits to be handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you put in a bin comes here, on this workstation at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{parcels} to hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest here: {number}, {customer}. {bins}, {told}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all that wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan its parcels to be sure that they are the right ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the customer&apos;s code, or one of these parcels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the next customer&apos;s code, or a parcel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the customer&apos;s code, a parcel or a bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{parcels} in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} of {wanted} in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packed, says its label; this workstation has not heard of it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code {code} is right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card says {customer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the driver who takes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who collects for {customer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not paid after all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid at the till: {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to pay here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paid at the till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to be paid before it leaves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still missing: the identity check, and the payment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still missing: the identity check.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still missing: the payment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over {parcels}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount}, at the till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{parcels}, {articles}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyCap</name>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LoadBars</name>
    <message>
        <source>{hour}: {orders} of {capacity}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hour}, over</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Put away</source>
        <extracomment>How long good news stays, ms. Bad news stays until the next message or until it is put away.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is called “{0}”. Fewer letters find more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinDots</name>
    <message>
        <source>PIN</source>
        <extracomment>A PIN has at most this many digits.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>Erase</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Prepare</name>
    <message>
        <source>Nothing of {number} was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it here: another source is looked for, and the customer is told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} stands in {bins}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The customer is told by headquarters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{articles}, in {zones}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parcel {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight in grams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One to parcel {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty so far. An empty parcel is not packed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pack {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is worked: {short} short, the rest goes in a parcel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is picked. It goes in one parcel, or in more of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next, in walking order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders to prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New orders come here by themselves. Parcels that are ready are under Hand over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{action} {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With colleagues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing else to prepare. Next promise: {time}, {orders}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in a bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind}, promised {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size}, serial number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why is it short? {article}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{units} of {left} missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One less is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another bin: its number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label from the printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label of the parcel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the parcel in its bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put parcel {place} of {count} in its bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bin {bin}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{article}: right one. {done} of {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: right one. Now its serial number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} comes at the end of the round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {units} short ({reason}). Another source is looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back: one {name} is on the shelf again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back: {name} is not short any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One too many: all {wanted} of {name} are picked. Put this one back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was told short. Take that back first (Ctrl+Z), then scan it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong one: this is {variant}. Wanted: {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{article} is for {number} ({customer}), not for this order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{article} is not in this order. Put it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No article has the barcode {gtin}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The barcode was not read whole. Scan it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This barcode is no article&apos;s: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the article&apos;s barcode again. Scan the serial number of this {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The piece {serial} is picked already. Take another {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the number of {number}. Scan an article, or leave this order first (Esc).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no article. Scan the next article.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is picked. Pack it first (Enter).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything was told short. Close it (Enter).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packed: {parcels}. The label is being printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parcel {place}. Now scan its bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This parcel is not one of this order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parcel {place} is in bin {bin}. Now the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no bin. Scan the label of a bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This store has no bin {bin}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bin {bin} holds {number}. Take another one, or scan it again to share it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No bin is free. Scan the one to put it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is in {bins}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is in {bins}. Its label is printed again, with the right bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is closed here. Another source is looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is free again for whoever takes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has taken over {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is {state} now. Put back what you have of it in hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the number of an order, or take one below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is wanted for {number} ({customer}). Take that order first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No open order wants this article.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bin {bins}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bins {bins}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zone {zone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aisle {aisle}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelf {shelf}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No place known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here: none, by the stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here: {count} on the shelf, {display} on display</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here: {count} on the shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {wanted} picked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {wanted}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A scan of {name} picks it after all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the serial number of this {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan {name}, or another article of the order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the bin, or take the one proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to scan: pack what is picked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the number of another order, or go on with the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the number of an order, or take the next one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picked by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pack {parcels}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in bin {bin}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without a parcel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressThin</name>
    <message>
        <source>{percent} % done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuantityDots</name>
    <message>
        <source>{done} of {wanted}</source>
        <extracomment>More than this many are told by words alone.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Sections</source>
        <extracomment>A count above this is told as &quot;99+&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>{order_number} was worked on although it was {state} already. Check its parcels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was worked on before anybody had taken it. Check who has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was prepared although it is {state}. Put the goods back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A step of {order_number} was left out: it was only {state}. Check what is in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was handed over although it was only {state}. Check what has left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was handed over although it is {state}. The money must be looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was handed over twice. Find out who has the goods.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was sent although it is {state}. Call the parcel back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was told as sent twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was delivered, and nobody had told that it was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was told as delivered twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} arrived, and nobody had told that it was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was told as arrived twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was put back although it was {state}. Does the customer still come?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was put back although it had left. Count its articles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was put back twice. Count its articles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More of {name} was picked for {order_number} than was ordered. Put one back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More of {name} was taken back for {order_number} than had been told. Count it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More of {name} was told short for {order_number} than was ordered. Count it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was picked for {order_number} without its serial number. Write it down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The piece {serial} ({name}) was picked twice. Look which piece is in the parcel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The piece {serial} ({name}) is not known to be in this store. Check its number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was packed for {order_number} is not what was picked. Open the parcel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parcel {number} in the bin is not one of {order_number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} was handed over with a wrong pickup code. Ask who was at the counter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_number} left with {amount} unpaid. Claim it from the customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worked on too late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worked on before it was taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepared though cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A step was left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over unprepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over though cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent though cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered, never sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrived, never sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrived twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back unasked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back after it left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picked too many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took back too many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Told too many short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial number missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picked the same piece twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Piece not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packed other than picked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown parcel in the bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong pickup code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left unpaid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done, with a change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused by headquarters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded; somebody must look at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept without effect until somebody looks at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the number of a parcel. Scan its label again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This barcode was not read whole. Scan it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The opening hours of this location cannot be read: “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parcels cannot be numbered now. Headquarters must look at this store&apos;s number range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came from headquarters cannot be read. It is asked for again; nothing here is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy of the network is not whole. It is fetched again; orders go on meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program made something that cannot be sent. Please tell support; nothing was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This label cannot be made. Please tell support: {code}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This order is not this store&apos;s any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This order is prepared in another store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This article is not part of the order any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is preparing this order. A manager can take it over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a manager may {permission}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} does not work here any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be done now: the order is {state}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something of {order_number} was picked: pack it, or put it back first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to settle here any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A colleague has settled this already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This quantity cannot be right. Count again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This weight cannot be right. Give it in grams.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine&apos;s clock is ahead of headquarters&apos; by more than a day. Set it right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This happened more than a year ago, by this machine&apos;s clock. Set it right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of the program does not know what was asked. Update it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time zone of this location is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parcel numbers are used up. Connect, so that headquarters can give new ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person does not work here any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}&apos;s PIN must be confirmed by headquarters first. Connect, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs. Wait {wait_s} s, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PIN is not right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody here has this badge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: nothing was written. Make room, then do it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workstation&apos;s file is damaged. Restore it from a backup, or enrol again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk does not answer as it should: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workstation&apos;s file was made with another key. Restore the key, or enrol again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer version of the program has been here. Update this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coulisse is open already on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workstation is not enrolled. Ask headquarters for an enrolment code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program holds this workstation&apos;s file. Close it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of this workstation&apos;s file cannot be read. Restore it, or enrol again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo&apos;s headquarters did not start. What it said is in {log}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo could not be set up (exit code {exit_code}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters cannot be reached. Work goes on here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters does not know this workstation any more; it must be enrolled again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the address of a headquarters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters does not take this enrolment code. Ask for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters has other actions of this workstation; it is held until support looks at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters holds this workstation until support looks at it. Work here goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters asks again for actions that are not kept here any more. Please tell support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters has a newer version of the program. Update this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network&apos;s copy was made for a newer version of the program. Update this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came is not signed by headquarters. It was not used; please tell support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came is not signed as it should be. It was not used; please tell support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer has no paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer has no ribbon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer is too hot. It goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer is warming up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer has lost its memory. Switch it off and on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer is paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer is busy with earlier labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answers in the label printer&apos;s place is not one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer cannot be reached. Is it switched on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer stopped half-way. Look whether the label came out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label printer took the label and does not answer any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder for labels cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file is not as it was written ({code}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not do its part ({code}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else was done meanwhile ({code}). Look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be understood ({code}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This could not be done ({code}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prepare orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hand over orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>take over a colleague&apos;s order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reject an order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open a packed order again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>put goods back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>send parcels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>receive goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>settle this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hand over what is not paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancel an order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>do this by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To settle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{lead} {sentence}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Who works here?</source>
        <extracomment>More rows of names than this scroll.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose your name, or scan your badge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stock</name>
    <message>
        <source>Size by colour, this store</source>
        <extracomment>Room, px, under which the article takes more than the network. What the scroll bar needs beside the cards, px.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places that have it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why {0} here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can be promised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, size, colour, number, or the last digits of the barcode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Articles found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No article has the barcode {0}. Type its name instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network is still arriving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders can be prepared meanwhile. Sync says how far it has come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No article is called “{0}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer letters find more: “rob lin 40” finds the linen dresses in 40.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which article?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan it, or type its name, its number or the last digits of its barcode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked at lately</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are more: type another word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no price yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{now}, was {was}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zone {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aisle {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelf {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has no piece with the number {serial}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Piece {serial}: {where}, {state}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}, counted {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}: {orders}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Till heard {ago}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Besides, not to be promised: {parts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none anywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the way here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in transit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>display only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>partner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} km</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Line to headquarters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network arrives: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What waits and what was answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done here shows here until headquarters has answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you do now waits here and goes by itself when the line is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits, nothing was refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken to prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picked {quantity} × {article}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back on the shelf: {quantity} × {article}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short: {quantity} × {article}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found after all: {quantity} × {article}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed: nothing could be found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in bin {bins}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back on the shelves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done, changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label of a parcel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label of a bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a manager does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not accepted by headquarters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To settle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for headquarters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered lately</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything works. What is done here is with headquarters within seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work goes on and is kept here; nothing is sent until support has looked at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can prepare, hand over, look up stock and print. New orders come when the line is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{left} of {leased} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parcel numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still arriving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version {version}, as of {ago}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimePill</name>
    <message>
        <source>{minutes} min</source>
        <extracomment>A longer pill may be cut with an ellipsis before it is narrower than this, px. A promise is at risk when less than this is left, minutes.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days} d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>late {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message>
        <source>Selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load of the next 4 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To settle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is all of it back in its place?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to settle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wait for a manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready to collect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New orders come here by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last one was handed over at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in a bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zone {zones}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zones {zones}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bin {bins}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bins {bins}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>promised {time} · {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for a manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{orders}, {articles}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind}, promised {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state} since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{articles}, serial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no bin yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}, in {zones}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{units} × {name}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing, paid online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hour} h</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Article, order, name, code</source>
        <extracomment>Narrower than this, px, the name of the person gives way to the initials.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost. Free some room on this disk, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed on this disk. Call support before anything is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VariantCell</name>
    <message>
        <source>{colour}, {size}: {number}</source>
        <extracomment>As few as this are told as few.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Collect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>click and collect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reserved to try on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ship</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ship from store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transfer to another store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being picked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>labelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in its bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not collected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>put back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The free stock here goes to zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer than the stock says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stock here falls by what is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It leaves the stock that can be sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept for another customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stock stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes to the end of the round; the stock stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hand, can be sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held for orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held for baskets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept from this channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arriving in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less than nothing counts as nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This location is shut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This channel is shut here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on hand, can be sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held for orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held for baskets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on display</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in quarantine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in repair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the way here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the way out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a partner&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line was cut in the middle of an answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secure connection failed; check this machine&apos;s date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else answered, perhaps the sign-in page of the shop&apos;s Wi-Fi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters answered with a fault of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters is busy and asked us to wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters does not know this workstation any more; it must be enrolled again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters has other actions of this workstation; it is held until support looks at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Associate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pickup code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>identity card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proxy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>speaker</name>
    <message>
        <source>Associate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>view</name>
    <message>
        <source>Something else answers in the place of headquarters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters has a fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters is overloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection is not secure.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
