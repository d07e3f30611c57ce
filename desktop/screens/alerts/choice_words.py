"""What a person can do about an exception, in words: as it is offered, what follows, how it is told after."""

from __future__ import annotations

from collections.abc import Mapping

from core.commands import Resolution
from core.rules.delivery import CARTON_UNKNOWN, DELIVERY_OVERDUE
from core.rules.exceptions import (
    ARRIVED_ELSEWHERE,
    FREE_NOWHERE,
    LEFT_TWICE,
    QUARANTINED,
    REFUND_PAID_UNTOLD,
    REFUND_PERHAPS_PAID,
)
from core.rules.fulfilment import (
    DELIVERED_AFTER_LOSS,
    PARCEL_CAME_BACK,
    PARCEL_OVERDUE,
    SHIPMENT_OVERDUE,
)
from desktop.screens.alerts.state import Alert
from desktop.shell.saying import QT_TRANSLATE_NOOP

_CHOICES: Mapping[Resolution, tuple[str, str, str]] = {
    Resolution.CLOSE: (
        QT_TRANSLATE_NOOP("Alerts", "It is right as it stands"),
        QT_TRANSLATE_NOOP("Alerts", "Nothing changes, your words stay"),
        QT_TRANSLATE_NOOP("Alerts", "Settled by a word"),
    ),
    Resolution.ACCEPT: (
        QT_TRANSLATE_NOOP("Alerts", "It has happened: accept it"),
        QT_TRANSLATE_NOOP("Alerts", "It takes effect, in your name"),
        QT_TRANSLATE_NOOP("Alerts", "Accepted"),
    ),
    Resolution.COUNT: (
        QT_TRANSLATE_NOOP("Alerts", "Count it again"),
        QT_TRANSLATE_NOOP("Alerts", "A count is put on Today"),
        QT_TRANSLATE_NOOP("Alerts", "A count was asked for"),
    ),
    Resolution.PUT_BACK: (
        QT_TRANSLATE_NOOP("Alerts", "The goods are back on the shelf"),
        QT_TRANSLATE_NOOP("Alerts", "They can be sold again"),
        QT_TRANSLATE_NOOP("Alerts", "Goods put back"),
    ),
    Resolution.PUT_SURPLUS_BACK: (
        QT_TRANSLATE_NOOP("Alerts", "What was too many is back"),
        QT_TRANSLATE_NOOP("Alerts", "Picked stays what was ordered"),
        QT_TRANSLATE_NOOP("Alerts", "Surplus put back"),
    ),
    Resolution.SEND_ELSEWHERE: (
        QT_TRANSLATE_NOOP("Alerts", "Another store prepares it"),
        QT_TRANSLATE_NOOP("Alerts", "Another place is looked for"),
        QT_TRANSLATE_NOOP("Alerts", "Sent elsewhere"),
    ),
    Resolution.REOPEN: (
        QT_TRANSLATE_NOOP("Alerts", "Open the parcels again"),
        QT_TRANSLATE_NOOP("Alerts", "Labels void, packed anew"),
        QT_TRANSLATE_NOOP("Alerts", "Parcels opened again"),
    ),
    Resolution.PRINT_AGAIN: (
        QT_TRANSLATE_NOOP("Alerts", "Print the labels again"),
        QT_TRANSLATE_NOOP("Alerts", "On the same numbers"),
        QT_TRANSLATE_NOOP("Alerts", "Labels printed again"),
    ),
    Resolution.CALL_OFF: (
        QT_TRANSLATE_NOOP("Alerts", "Go on here, call the other off"),
        QT_TRANSLATE_NOOP("Alerts", "The other store puts it back"),
        QT_TRANSLATE_NOOP("Alerts", "The other was called off"),
    ),
    Resolution.FOUND: (
        QT_TRANSLATE_NOOP("Alerts", "It has come after all"),
        QT_TRANSLATE_NOOP("Alerts", "It is in the stock again"),
        QT_TRANSLATE_NOOP("Alerts", "Came after all"),
    ),
    Resolution.SEND_BACK: (
        QT_TRANSLATE_NOOP("Alerts", "It goes back to its sender"),
        QT_TRANSLATE_NOOP("Alerts", "It leaves the stock here"),
        QT_TRANSLATE_NOOP("Alerts", "Sent back"),
    ),
    Resolution.WRITE_OFF: (
        QT_TRANSLATE_NOOP("Alerts", "Write it off"),
        QT_TRANSLATE_NOOP("Alerts", "Damaged ones leave the stock"),
        QT_TRANSLATE_NOOP("Alerts", "Written off"),
    ),
    Resolution.GIVE_UP: (
        QT_TRANSLATE_NOOP("Alerts", "It does not come any more"),
        QT_TRANSLATE_NOOP("Alerts", "Off the transit stock; nobody awaits it"),
        QT_TRANSLATE_NOOP("Alerts", "Not awaited any more"),
    ),
    Resolution.LOST: (
        QT_TRANSLATE_NOOP("Alerts", "It is lost"),
        QT_TRANSLATE_NOOP("Alerts", "Sent again, or the refund proposed"),
        QT_TRANSLATE_NOOP("Alerts", "Given up for lost"),
    ),
    Resolution.DELIVERED: (
        QT_TRANSLATE_NOOP("Alerts", "Its customer has it"),
        QT_TRANSLATE_NOOP("Alerts", "Delivered; the days to return it begin"),
        QT_TRANSLATE_NOOP("Alerts", "Delivered"),
    ),
    Resolution.LOOK_AGAIN: (
        QT_TRANSLATE_NOOP("Alerts", "Ask every place again"),
        QT_TRANSLATE_NOOP("Alerts", "Also those that turned it down"),
        QT_TRANSLATE_NOOP("Alerts", "Found after all"),
    ),
    Resolution.CANCEL_MISSING: (
        QT_TRANSLATE_NOOP("Alerts", "Cancel what is missing"),
        QT_TRANSLATE_NOOP("Alerts", "The customer is told, not charged"),
        QT_TRANSLATE_NOOP("Alerts", "What was missing was cancelled"),
    ),
    Resolution.CANCEL: (
        QT_TRANSLATE_NOOP("Alerts", "No longer wanted: cancel"),
        QT_TRANSLATE_NOOP("Alerts", "The customer is told of it"),
        QT_TRANSLATE_NOOP("Alerts", "Cancelled for its customer"),
    ),
    Resolution.TAKE_AGAIN: (
        QT_TRANSLATE_NOOP("Alerts", "Try the credit again"),
        QT_TRANSLATE_NOOP("Alerts", "If money was put on it since"),
        QT_TRANSLATE_NOOP("Alerts", "Taken from it after all"),
    ),
    Resolution.PAID_SINCE: (
        QT_TRANSLATE_NOOP("Alerts", "The customer has paid it, in cash"),
        QT_TRANSLATE_NOOP("Alerts", "It counts as paid"),
        QT_TRANSLATE_NOOP("Alerts", "Paid since"),
    ),
    Resolution.WENT: (
        QT_TRANSLATE_NOOP("Alerts", "The customer has the money"),
        QT_TRANSLATE_NOOP("Alerts", "It counts as paid; nothing goes again"),
        QT_TRANSLATE_NOOP("Alerts", "Had been paid"),
    ),
    Resolution.SAME_BOX: (
        QT_TRANSLATE_NOOP("Alerts", "It came under another number"),
        QT_TRANSLATE_NOOP("Alerts", "The unknown carton is this one"),
        QT_TRANSLATE_NOOP("Alerts", "Came under another number"),
    ),
    Resolution.PAID_BY_CARD: (
        QT_TRANSLATE_NOOP("Alerts", "The customer has paid it, by card"),
        QT_TRANSLATE_NOOP("Alerts", "Goes back to the card, if it comes back"),
        QT_TRANSLATE_NOOP("Alerts", "Paid by card since"),
    ),
}
"""Each choice as it is offered, what follows from it, and how it is told once it is done."""

_AWAITED = (
    QT_TRANSLATE_NOOP("Alerts", "It is still on its way"),
    QT_TRANSLATE_NOOP("Alerts", "You are asked again in some days"),
    QT_TRANSLATE_NOOP("Alerts", "Still awaited"),
)
_AGREED = (
    QT_TRANSLATE_NOOP("Alerts", "It is agreed with the customer"),
    QT_TRANSLATE_NOOP("Alerts", "Nothing changes, your words stay"),
    QT_TRANSLATE_NOOP("Alerts", "Agreed with the customer"),
)
_SENT_AGAIN = (
    QT_TRANSLATE_NOOP("Alerts", "They want it: send it again"),
    QT_TRANSLATE_NOOP("Alerts", "Prepared anew, here or elsewhere"),
    QT_TRANSLATE_NOOP("Alerts", "Sent again"),
)
_ONE_OF_THEM = (
    QT_TRANSLATE_NOOP("Alerts", "It is one that was announced"),
    QT_TRANSLATE_NOOP("Alerts", "Its label is new: both are settled"),
    QT_TRANSLATE_NOOP("Alerts", "Announced under another number"),
)
_SEEN_TO = (
    QT_TRANSLATE_NOOP("Alerts", "I have seen to it here"),
    QT_TRANSLATE_NOOP("Alerts", "Nothing changes in the other store"),
    QT_TRANSLATE_NOOP("Alerts", "Seen to"),
)
_CLOSE: Mapping[str, tuple[str, str, str]] = {
    QUARANTINED: (
        QT_TRANSLATE_NOOP("Alerts", "It has not happened: leave it out"),
        QT_TRANSLATE_NOOP("Alerts", "It stays without effect"),
        QT_TRANSLATE_NOOP("Alerts", "Left out"),
    ),
    FREE_NOWHERE: (
        QT_TRANSLATE_NOOP("Alerts", "The customer waits for it"),
        QT_TRANSLATE_NOOP("Alerts", "It is sent as soon as goods come"),
        QT_TRANSLATE_NOOP("Alerts", "The customer waits"),
    ),
    "put_back_unasked": (
        QT_TRANSLATE_NOOP("Alerts", "It is right as it stands"),
        QT_TRANSLATE_NOOP("Alerts", "Another place is looked for"),
        QT_TRANSLATE_NOOP("Alerts", "Settled by a word"),
    ),
    PARCEL_CAME_BACK: _SENT_AGAIN,
    REFUND_PERHAPS_PAID: (
        QT_TRANSLATE_NOOP("Alerts", "It was not paid"),
        QT_TRANSLATE_NOOP("Alerts", "It can be refunded by another"),
        QT_TRANSLATE_NOOP("Alerts", "Had not been paid"),
    ),
    REFUND_PAID_UNTOLD: (
        QT_TRANSLATE_NOOP("Alerts", "It was for something else"),
        QT_TRANSLATE_NOOP("Alerts", "The other refunds of this sale may go"),
        QT_TRANSLATE_NOOP("Alerts", "Was for something else"),
    ),
    **dict.fromkeys((DELIVERED_AFTER_LOSS, LEFT_TWICE), _AGREED),
    **dict.fromkeys((DELIVERY_OVERDUE, PARCEL_OVERDUE, SHIPMENT_OVERDUE), _AWAITED),
}
"""What it means for some kinds that nothing is done."""


def words_of(choice: Resolution, alert: Alert) -> tuple[str, str, str]:
    """The three of a choice about this one."""
    if choice is Resolution.CANCEL_MISSING and alert.kind == PARCEL_CAME_BACK:
        return _CHOICES[Resolution.CANCEL]
    if choice is Resolution.SAME_BOX and alert.kind == CARTON_UNKNOWN:
        return _ONE_OF_THEM
    if choice is Resolution.CLOSE and alert.data.get("code") == ARRIVED_ELSEWHERE:
        return _SEEN_TO
    is_other = choice is Resolution.CLOSE and alert.kind in _CLOSE
    return _CLOSE[alert.kind] if is_other else _CHOICES[choice]
