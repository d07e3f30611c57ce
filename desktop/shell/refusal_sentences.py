"""What to say about refusals and faults, by their codes."""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.errors import (
    BadInput,
    Conflict,
    CoulisseError,
    Damaged,
    DeviceError,
    NotAuthentic,
    Offline,
    Refused,
    StorageFull,
    TooNew,
)
from desktop.shell.machine_sentences import MACHINE_REFUSALS
from desktop.shell.people_sentences import PEOPLE_REFUSALS
from desktop.shell.return_sentences import RETURN_REFUSALS
from desktop.shell.saying import QT_TRANSLATE_NOOP
from desktop.shell.substitute_sentences import SUBSTITUTE_REFUSALS
from desktop.shell.truck_sentences import TRUCK_REFUSALS

_PARCEL_NUMBER = QT_TRANSLATE_NOOP("Sentences", "This is not the number of a parcel. Scan its label again.")
_BARCODE = QT_TRANSLATE_NOOP("Sentences", "This barcode was not read whole. Scan it again.")
_OPENING = QT_TRANSLATE_NOOP("Sentences", "The opening hours of this location cannot be read: “{text}”.")
_NUMBERS = QT_TRANSLATE_NOOP(
    "Sentences", "Parcels cannot be numbered now. Headquarters must look at this store’s number range."
)

REFUSALS: Mapping[str, str] = {
    # the intake of new work
    "intake_end_out_of_bounds": QT_TRANSLATE_NOOP(
        "Sentences",
        "Intake is limited for {hours} hours at most, and until a later hour. Choose another end.",
    ),
    "intake_cap_out_of_bounds": QT_TRANSLATE_NOOP(
        "Sentences", "Between 1 and {most} orders can wait at a time. Choose another number."
    ),
    "intake_without_reason": QT_TRANSLATE_NOOP("Sentences", "Write down why, then it can be limited."),
    # settling and counting
    "not_a_choice": QT_TRANSLATE_NOOP(
        "Sentences", "This is not possible any more where the order stands now. Choose something else."
    ),
    "unknown_count": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters does not know that this was to be counted."
    ),
    # preparing and handing over
    "state_of_a_newer_program": QT_TRANSLATE_NOOP(
        "Sentences",
        "Headquarters knows a step of {order_number} that this program does not. Update the program; until "
        "then do this on a workstation that is up to date.",
    ),
    "unknown_fulfilment": QT_TRANSLATE_NOOP("Sentences", "This order is not this store’s any more."),
    "other_location": QT_TRANSLATE_NOOP("Sentences", "This order is prepared in another store."),
    "arrived_elsewhere": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} had arrived where it is collected ({place}) before this was told."
    ),
    "unknown_line": QT_TRANSLATE_NOOP("Sentences", "This article is not part of the order any more."),
    "claimed_by_another": QT_TRANSLATE_NOOP(
        "Sentences", "{name} is preparing this order. A manager can take it over."
    ),
    "begun_meanwhile": QT_TRANSLATE_NOOP(
        "Sentences", "Somebody is at {order_number} by now: it was left to them."
    ),
    "changed_while_signing": QT_TRANSLATE_NOOP(
        "Sentences", "It was changed while the PIN was checked. Look at it again, then sign."
    ),
    "not_a_picture": QT_TRANSLATE_NOOP("Sentences", "This is not a picture that can be read."),
    "not_permitted": QT_TRANSLATE_NOOP("Sentences", "Only a manager may {permission}."),
    "not_in_this_state": QT_TRANSLATE_NOOP("Sentences", "This cannot be done now: the order is {state}."),
    "something_was_picked": QT_TRANSLATE_NOOP(
        "Sentences", "Something of {order_number} was picked: pack it, or put it back first."
    ),
    "unknown_case": QT_TRANSLATE_NOOP("Sentences", "There is nothing to settle here any more."),
    "not_acceptable": QT_TRANSLATE_NOOP(
        "Sentences", "This cannot be accepted as it was told. Leave it out, and enter it again if it is true."
    ),
    "not_the_author": QT_TRANSLATE_NOOP(
        "Sentences", "Whoever did it cannot accept it as well: somebody else who may settles it."
    ),
    "id_used_twice": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters knows another action under the same number. A manager decides."
    ),
    "nothing_to_pay": QT_TRANSLATE_NOOP("Sentences", "Nothing is left to pay for {order_number}."),
    "still_free_nowhere": QT_TRANSLATE_NOOP(
        "Sentences",
        "No place has what is missing of {order_number} yet. Cancel it, or let the customer wait.",
    ),
    "already_settled": QT_TRANSLATE_NOOP("Sentences", "A colleague has settled this already."),
    "absurd_quantity": QT_TRANSLATE_NOOP("Sentences", "This quantity cannot be right. Count again."),
    "absurd_weight": QT_TRANSLATE_NOOP("Sentences", "This weight cannot be right. Give it in grams."),
    "from_the_future": QT_TRANSLATE_NOOP(
        "Sentences", "This machine’s clock is ahead of headquarters’ by more than a day. Set it right."
    ),
    "from_long_ago": QT_TRANSLATE_NOOP(
        "Sentences", "This happened more than a year ago, by this machine’s clock. Set it right."
    ),
    "unknown_command": QT_TRANSLATE_NOOP(
        "Sentences", "This version of the program does not know what was asked. Update it."
    ),
    "unknown_timezone": QT_TRANSLATE_NOOP("Sentences", "The time zone of this location is not known."),
    "bad_opening_hours": _OPENING,
    # numbers and barcodes
    "numbers_used_up": QT_TRANSLATE_NOOP(
        "Sentences", "The parcel numbers are used up. Connect, so that headquarters can give new ones."
    ),
    "sscc_extension_invalid": _NUMBERS,
    "sscc_serial_out_of_range": _NUMBERS,
    "sscc_prefix_invalid": _NUMBERS,
    "sscc_malformed": _PARCEL_NUMBER,
    "sscc_check_digit": _PARCEL_NUMBER,
    "parcel_code_malformed": _PARCEL_NUMBER,
    "gtin_malformed": _BARCODE,
    "gtin_check_digit": _BARCODE,
    **PEOPLE_REFUSALS,
    **RETURN_REFUSALS,
    **SUBSTITUTE_REFUSALS,
    **MACHINE_REFUSALS,
    **TRUCK_REFUSALS,
}

FAULTS: Mapping[type[CoulisseError], str] = {
    Offline: REFUSALS["offline"],
    NotAuthentic: REFUSALS["bad_signature"],
    Damaged: QT_TRANSLATE_NOOP("Sentences", "A file is not as it was written ({code})."),
    TooNew: REFUSALS["piece_too_new"],
    StorageFull: REFUSALS["disk_full"],
    DeviceError: QT_TRANSLATE_NOOP("Sentences", "The device does not do its part ({code})."),
    Conflict: QT_TRANSLATE_NOOP("Sentences", "Something else was done meanwhile ({code}). Look again."),
    BadInput: QT_TRANSLATE_NOOP("Sentences", "This cannot be understood ({code})."),
    Refused: QT_TRANSLATE_NOOP("Sentences", "This could not be done ({code})."),
    CoulisseError: QT_TRANSLATE_NOOP("Sentences", "This could not be done ({code})."),
}
"""By kind of error, for codes that only another version of the core can bring."""

PERMISSIONS: Mapping[str, str] = {
    "prepare": QT_TRANSLATE_NOOP("Sentences", "prepare orders"),
    "hand_over": QT_TRANSLATE_NOOP("Sentences", "hand over orders"),
    "take_over": QT_TRANSLATE_NOOP("Sentences", "take over a colleague’s order"),
    "reject_fulfilment": QT_TRANSLATE_NOOP("Sentences", "reject an order"),
    "reopen_fulfilment": QT_TRANSLATE_NOOP("Sentences", "open a packed order again"),
    "put_back": QT_TRANSLATE_NOOP("Sentences", "put goods back"),
    "dispatch": QT_TRANSLATE_NOOP("Sentences", "send parcels"),
    "receive": QT_TRANSLATE_NOOP("Sentences", "receive goods"),
    "request_transfer": QT_TRANSLATE_NOOP("Sentences", "ask another store for goods"),
    "approve_transfer": QT_TRANSLATE_NOOP("Sentences", "approve a transfer"),
    "settle_exception": QT_TRANSLATE_NOOP("Sentences", "settle this"),
    "cancel_order": QT_TRANSLATE_NOOP("Sentences", "cancel an order"),
    "count": QT_TRANSLATE_NOOP("Sentences", "count an article"),
    "lift_payment": QT_TRANSLATE_NOOP("Sentences", "let an order leave unpaid"),
    "limit_intake": QT_TRANSLATE_NOOP("Sentences", "limit the intake of new orders"),
    "take_return": QT_TRANSLATE_NOOP("Sentences", "take goods back"),
    "override_return": QT_TRANSLATE_NOOP("Sentences", "take goods back all the same"),
    "propose_refund": QT_TRANSLATE_NOOP("Sentences", "propose a refund"),
    "give_goodwill": QT_TRANSLATE_NOOP("Sentences", "give goodwill"),
    "pay_out": QT_TRANSLATE_NOOP("Sentences", "pay cash out"),
    "approve_refund": QT_TRANSLATE_NOOP("Sentences", "approve a refund"),
    "edit_labels": QT_TRANSLATE_NOOP("Sentences", "change label templates"),
    "publish_labels": QT_TRANSLATE_NOOP("Sentences", "publish label templates to the chain"),
    "run_timers": QT_TRANSLATE_NOOP("Sentences", "do this by hand"),
}
