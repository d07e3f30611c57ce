"""What to say about contradictions that a person settles, and about what came of a command."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.shell.return_case_sentences import RETURN_CASES, RETURN_DEEDS, RETURN_TITLES
from desktop.shell.saying import QT_TRANSLATE_NOOP
from desktop.shell.substitute_sentences import SUBSTITUTE_CASES, SUBSTITUTE_DEEDS, SUBSTITUTE_TITLES
from desktop.shell.truck_sentences import TRUCK_CASES, TRUCK_DEEDS, TRUCK_TITLES

PAID_ONLINE_TOO = QT_TRANSLATE_NOOP(
    "Sentences",
    "{order_number} was paid online as a whole, and {amount} had been taken for it at the counter before. "
    "Its shop gives {amount} back to the customer; nothing goes back at the counter.",
)
"""What was paid too much where the counter took its part first: the counter gives nothing back."""
HELD_FOR_GOOD = QT_TRANSLATE_NOOP(
    "Sentences",
    "“{deed}” has no effect: {why} Put what is still in hand here back on its shelf, and have it counted if "
    "its stock is not right.",
)
"""The same as `quarantined`, of what nobody can vouch for any more."""

CASES: Mapping[str, str] = {
    # the lifecycle: a fact that was not expected where it was told
    "worked_on_after_it_moved_on": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was worked on although it was {state} already. Check its parcels."
    ),
    "worked_on_before_claim": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was worked on before anybody had taken it. Check who has it."
    ),
    "prepared_after_cancellation": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was prepared although it is {state}. Put the goods back."
    ),
    "step_skipped": QT_TRANSLATE_NOOP(
        "Sentences", "A step of {order_number} was left out: it was only {state}. Check what is in it."
    ),
    "device_forked": QT_TRANSLATE_NOOP(
        "Sentences",
        "Two machines act under the name of {device}: its disk was copied or put back. Enrol both again, "
        "each with a code of its own; what they have not sent is kept.",
    ),
    "handed_over_unprepared": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was handed over although it was only {state}. Check what has left."
    ),
    "handed_over_after_cancellation": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was handed over although it is {state}. The money must be looked at."
    ),
    "handed_over_twice": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was handed over twice. Find out who has the goods."
    ),
    "dispatched_after_cancellation": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was sent although it is {state}. Call the parcel back."
    ),
    "dispatched_twice": QT_TRANSLATE_NOOP("Sentences", "{order_number} was told as sent twice."),
    "delivered_without_dispatch": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was delivered, and nobody had told that it was sent."
    ),
    "delivered_twice": QT_TRANSLATE_NOOP("Sentences", "{order_number} was told as delivered twice."),
    "arrived_without_dispatch": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} arrived, and nobody had told that it was sent."
    ),
    "arrived_twice": QT_TRANSLATE_NOOP("Sentences", "{order_number} was told as arrived twice."),
    "put_back_unasked": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was put back although it was {state}. Does the customer still come?"
    ),
    "put_back_after_it_left": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was put back although it had left. Count its articles."
    ),
    "put_back_twice": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was put back twice. Count its articles."
    ),
    # quantities and pieces
    "picked_too_many": QT_TRANSLATE_NOOP(
        "Sentences", "More of {name} was picked for {order_number} than was ordered. Put one back."
    ),
    "put_back_too_many": QT_TRANSLATE_NOOP(
        "Sentences", "More of {name} was taken back for {order_number} than had been told. Count it."
    ),
    "short_too_many": QT_TRANSLATE_NOOP(
        "Sentences", "More of {name} was told short for {order_number} than was ordered. Count it."
    ),
    "serial_missing": QT_TRANSLATE_NOOP(
        "Sentences", "{name} was picked for {order_number} without its serial number. Write it down."
    ),
    "serial_picked_twice": QT_TRANSLATE_NOOP(
        "Sentences", "The piece {serial} ({name}) was picked twice. Look which piece is in the parcel."
    ),
    "serial_not_here": QT_TRANSLATE_NOOP(
        "Sentences", "The piece {serial} ({name}) is not known to be in this store. Check its number."
    ),
    "packed_other_than_picked": QT_TRANSLATE_NOOP(
        "Sentences", "What was packed for {order_number} is not what was picked. Open the parcel."
    ),
    "staged_unknown_parcel": QT_TRANSLATE_NOOP(
        "Sentences", "The parcel {number} in the bin is not one of {order_number}."
    ),
    "parcel_number_wrong": QT_TRANSLATE_NOOP(
        "Sentences", "{number} on a parcel of {order_number} is no parcel number. Print its label again."
    ),
    "parcel_number_reused": QT_TRANSLATE_NOOP(
        "Sentences", "{number} is on two parcels, one of {order_number}. Give that one a new label."
    ),
    "parcel_number_not_leased": QT_TRANSLATE_NOOP(
        "Sentences", "{number} on {order_number} is not of this machine’s range. Check its label."
    ),
    # a claim on stock
    "consumed_before_allocation": QT_TRANSLATE_NOOP(
        "Sentences", "Goods of {order_number} left before they were set aside for it. Count its articles."
    ),
    "consumed_twice": QT_TRANSLATE_NOOP(
        "Sentences", "Goods of {order_number} were told as gone twice. Count its articles."
    ),
    "consumed_after_release": QT_TRANSLATE_NOOP(
        "Sentences", "Goods of {order_number} left although they were free for others. Count its articles."
    ),
    "consumed_after_short": QT_TRANSLATE_NOOP(
        "Sentences", "Goods of {order_number} left although they were told missing. Count its articles."
    ),
    "shorted_before_allocation": QT_TRANSLATE_NOOP(
        "Sentences",
        "Goods of {order_number} were told missing before they were set aside. Count its articles.",
    ),
    "shorted_after_it_left": QT_TRANSLATE_NOOP(
        "Sentences", "Goods of {order_number} were told missing after they had left. Count its articles."
    ),
    "shorted_after_release": QT_TRANSLATE_NOOP(
        "Sentences",
        "Goods of {order_number} were told missing when they were free again. Count its articles.",
    ),
    "shorted_twice": QT_TRANSLATE_NOOP(
        "Sentences", "Goods of {order_number} were told missing twice. Count its articles."
    ),
    # what headquarters has found
    "found_after_resourcing": QT_TRANSLATE_NOOP(
        "Sentences",
        "Articles of {order_number} were found here when another store had begun to prepare them.",
    ),
    "free_nowhere": QT_TRANSLATE_NOOP(
        "Sentences", "No place has what is missing of {order_number}. It cannot be sent or collected whole."
    ),
    "paid_after_cancellation": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was paid after it had been cancelled. The money must be given back."
    ),
    "customer_not_told": QT_TRANSLATE_NOOP(
        "Sentences", "The customer of {order_number} could not be told by mail. Tell them another way."
    ),
    **TRUCK_CASES,
    # what headquarters keeps without effect
    "quarantined": QT_TRANSLATE_NOOP(
        "Sentences", "“{deed}” has no effect yet: {why} Accept it if it has happened, or leave it out."
    ),
    # the counter
    "wrong_pickup_code": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was handed over with a wrong pickup code. Ask who was at the counter."
    ),
    "refused_unprepared": QT_TRANSLATE_NOOP(
        "Sentences",
        "{order_number} was refused by its customer although it was only {state}. Put back what was picked.",
    ),
    "refused_after_cancellation": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was refused by its customer although it is {state}. Put the goods back."
    ),
    "refused_after_it_left": QT_TRANSLATE_NOOP(
        "Sentences",
        "{order_number} was refused by its customer although it had left. Find out who has the goods.",
    ),
    "refused_what_was_paid": QT_TRANSLATE_NOOP(
        "Sentences",
        "Articles of {order_number} worth {amount} were refused at the counter. "
        "Give back what was paid for them.",
    ),
    "gave_more_than_there_was": QT_TRANSLATE_NOOP(
        "Sentences", "More of {name} was handed over for {order_number} than was left of it. Count it."
    ),
    "left_unpaid": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} left with {amount} unpaid. Claim it from the customer."
    ),
    "left_twice": QT_TRANSLATE_NOOP(
        "Sentences",
        "{order_number} has left here, and from {place} too. Agree with the customer: they bring back what "
        "is too much, or pay for it.",
    ),
    "paid_too_much": QT_TRANSLATE_NOOP(
        "Sentences", "{order_number} was paid {amount} more than was due. Give it back to the customer."
    ),
    **RETURN_CASES,
    **SUBSTITUTE_CASES,
}

TITLES: Mapping[str, str] = {
    "worked_on_after_it_moved_on": QT_TRANSLATE_NOOP("Sentences", "Worked on too late"),
    "worked_on_before_claim": QT_TRANSLATE_NOOP("Sentences", "Worked on before it was taken"),
    "prepared_after_cancellation": QT_TRANSLATE_NOOP("Sentences", "Prepared though cancelled"),
    "step_skipped": QT_TRANSLATE_NOOP("Sentences", "A step was left out"),
    "device_forked": QT_TRANSLATE_NOOP("Sentences", "Two machines under one name"),
    "handed_over_unprepared": QT_TRANSLATE_NOOP("Sentences", "Handed over unprepared"),
    "handed_over_after_cancellation": QT_TRANSLATE_NOOP("Sentences", "Handed over though cancelled"),
    "handed_over_twice": QT_TRANSLATE_NOOP("Sentences", "Handed over twice"),
    "dispatched_after_cancellation": QT_TRANSLATE_NOOP("Sentences", "Sent though cancelled"),
    "dispatched_twice": QT_TRANSLATE_NOOP("Sentences", "Sent twice"),
    "delivered_without_dispatch": QT_TRANSLATE_NOOP("Sentences", "Delivered, never sent"),
    "delivered_twice": QT_TRANSLATE_NOOP("Sentences", "Delivered twice"),
    "arrived_without_dispatch": QT_TRANSLATE_NOOP("Sentences", "Arrived, never sent"),
    "arrived_twice": QT_TRANSLATE_NOOP("Sentences", "Arrived twice"),
    "put_back_unasked": QT_TRANSLATE_NOOP("Sentences", "Put back unasked"),
    "put_back_after_it_left": QT_TRANSLATE_NOOP("Sentences", "Put back after it left"),
    "put_back_twice": QT_TRANSLATE_NOOP("Sentences", "Put back twice"),
    "picked_too_many": QT_TRANSLATE_NOOP("Sentences", "Picked too many"),
    "put_back_too_many": QT_TRANSLATE_NOOP("Sentences", "Took back too many"),
    "short_too_many": QT_TRANSLATE_NOOP("Sentences", "Told too many short"),
    "serial_missing": QT_TRANSLATE_NOOP("Sentences", "Serial number missing"),
    "serial_picked_twice": QT_TRANSLATE_NOOP("Sentences", "Picked the same piece twice"),
    "serial_not_here": QT_TRANSLATE_NOOP("Sentences", "Piece not known here"),
    "packed_other_than_picked": QT_TRANSLATE_NOOP("Sentences", "Packed other than picked"),
    "staged_unknown_parcel": QT_TRANSLATE_NOOP("Sentences", "Unknown parcel in the bin"),
    "wrong_pickup_code": QT_TRANSLATE_NOOP("Sentences", "Wrong pickup code"),
    "refused_unprepared": QT_TRANSLATE_NOOP("Sentences", "Refused unprepared"),
    "refused_after_cancellation": QT_TRANSLATE_NOOP("Sentences", "Refused though cancelled"),
    "refused_after_it_left": QT_TRANSLATE_NOOP("Sentences", "Refused after it left"),
    "refused_what_was_paid": QT_TRANSLATE_NOOP("Sentences", "Refused at the counter, paid"),
    "gave_more_than_there_was": QT_TRANSLATE_NOOP("Sentences", "Handed over too many"),
    "left_unpaid": QT_TRANSLATE_NOOP("Sentences", "Left unpaid"),
    "left_twice": QT_TRANSLATE_NOOP("Sentences", "Left from two stores"),
    "paid_too_much": QT_TRANSLATE_NOOP("Sentences", "Paid too much"),
    "parcel_number_wrong": QT_TRANSLATE_NOOP("Sentences", "Wrong parcel number"),
    "parcel_number_reused": QT_TRANSLATE_NOOP("Sentences", "Parcel number used twice"),
    "parcel_number_not_leased": QT_TRANSLATE_NOOP("Sentences", "Parcel number of another machine"),
    "consumed_before_allocation": QT_TRANSLATE_NOOP("Sentences", "Gone before it was set aside"),
    "consumed_twice": QT_TRANSLATE_NOOP("Sentences", "Gone twice"),
    "consumed_after_release": QT_TRANSLATE_NOOP("Sentences", "Gone though free for others"),
    "consumed_after_short": QT_TRANSLATE_NOOP("Sentences", "Gone though told missing"),
    "shorted_before_allocation": QT_TRANSLATE_NOOP("Sentences", "Missing before it was set aside"),
    "shorted_after_it_left": QT_TRANSLATE_NOOP("Sentences", "Missing after it left"),
    "shorted_after_release": QT_TRANSLATE_NOOP("Sentences", "Missing when free again"),
    "shorted_twice": QT_TRANSLATE_NOOP("Sentences", "Told missing twice"),
    "found_after_resourcing": QT_TRANSLATE_NOOP("Sentences", "Found, and begun elsewhere"),
    "free_nowhere": QT_TRANSLATE_NOOP("Sentences", "Free nowhere"),
    "paid_after_cancellation": QT_TRANSLATE_NOOP("Sentences", "Paid though cancelled"),
    "customer_not_told": QT_TRANSLATE_NOOP("Sentences", "Customer not told"),
    "quarantined": QT_TRANSLATE_NOOP("Sentences", "Held back"),
    **RETURN_TITLES,
    **SUBSTITUTE_TITLES,
    **TRUCK_TITLES,
}
"""A contradiction in a few words, for a list."""

DEEDS: Mapping[str, str] = {
    "ClaimFulfilment": QT_TRANSLATE_NOOP("Sentences", "Order taken"),
    "ReleaseFulfilment": QT_TRANSLATE_NOOP("Sentences", "Order released"),
    "PickLine": QT_TRANSLATE_NOOP("Sentences", "Article picked"),
    "UndoPick": QT_TRANSLATE_NOOP("Sentences", "Pick undone"),
    "ShortLine": QT_TRANSLATE_NOOP("Sentences", "Article short"),
    "UndoShort": QT_TRANSLATE_NOOP("Sentences", "Short undone"),
    "CloseEmpty": QT_TRANSLATE_NOOP("Sentences", "Nothing found"),
    "PackFulfilment": QT_TRANSLATE_NOOP("Sentences", "Order packed"),
    "StageFulfilment": QT_TRANSLATE_NOOP("Sentences", "Parcels put in bins"),
    "HandOver": QT_TRANSLATE_NOOP("Sentences", "Order handed over"),
    "HandOverPart": QT_TRANSLATE_NOOP("Sentences", "Part handed over"),
    "TryOn": QT_TRANSLATE_NOOP("Sentences", "Being tried on"),
    "RefuseAtCounter": QT_TRANSLATE_NOOP("Sentences", "Refused by the customer"),
    "RefusePart": QT_TRANSLATE_NOOP("Sentences", "Refused in part by the customer"),
    "LiftPayment": QT_TRANSLATE_NOOP("Sentences", "May leave unpaid"),
    "DispatchFulfilment": QT_TRANSLATE_NOOP("Sentences", "Given to the carrier"),
    "PutBack": QT_TRANSLATE_NOOP("Sentences", "Articles put back"),
    "RejectFulfilment": QT_TRANSLATE_NOOP("Sentences", "Order rejected"),
    "ReopenFulfilment": QT_TRANSLATE_NOOP("Sentences", "Order opened again"),
    "LimitIntake": QT_TRANSLATE_NOOP("Sentences", "Intake of new orders limited"),
    "CountArticle": QT_TRANSLATE_NOOP("Sentences", "Article counted"),
    "AskCount": QT_TRANSLATE_NOOP("Sentences", "Count asked for"),
    "PublishLabelTemplate": QT_TRANSLATE_NOOP("Sentences", "Label template published"),
    "KeepPlace": QT_TRANSLATE_NOOP("Sentences", "Place kept"),
    "SettleException": QT_TRANSLATE_NOOP("Sentences", "Exception settled"),
    **RETURN_DEEDS,
    **SUBSTITUTE_DEEDS,
    **TRUCK_DEEDS,
}
"""What a command has told, in a few words, where no more of it is known than its name."""
