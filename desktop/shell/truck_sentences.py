"""What to say about deliveries, parcels that arrive, and transfers."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.shell.saying import QT_TRANSLATE_NOOP

TRUCK_CASES: Mapping[str, str] = {
    "received_after_closing": QT_TRANSLATE_NOOP(
        "Sentences", "Something of delivery {delivery} came after its receipt was finished."
    ),
    "received_after_withdrawal": QT_TRANSLATE_NOOP(
        "Sentences", "Something of delivery {delivery} came although its sender had called it off."
    ),
    "delivery_overdue": QT_TRANSLATE_NOOP(
        "Sentences", "Delivery {delivery} was to be here long ago and has not come. Ask its sender."
    ),
    "parcel_overdue": QT_TRANSLATE_NOOP(
        "Sentences", "The parcel of {order_number} has not arrived from {origin}. Ask there where it is."
    ),
    "arrived_after_loss": QT_TRANSLATE_NOOP(
        "Sentences",
        "{order_number} was given up for lost, and is here. What took its place is called off, if nobody has "
        "begun it; ask the customer before anything is refunded twice.",
    ),
    "shipment_overdue": QT_TRANSLATE_NOOP(
        "Sentences",
        "{carrier} has not told that {order_number} has reached its customer. Ask it where the parcel is: "
        "{parcels}.",
    ),
    "delivered_after_loss": QT_TRANSLATE_NOOP(
        "Sentences",
        "{order_number} was given up for lost, and has reached its customer, who has had it refunded or sent "
        "again. Agree with them: they bring back what is too much, or pay for it.",
    ),
    "parcel_came_back": QT_TRANSLATE_NOOP(
        "Sentences",
        "The carrier has brought back one of several parcels of {order_number}: {number}. What was in it is "
        "in the stock here. Ask its customer whether they still want it.",
    ),
    "parcel_back": QT_TRANSLATE_NOOP(
        "Sentences",
        "The parcel {number} of {order_number} has come back with delivery {delivery}. Find out why: it is "
        "sent once more or called off, or received as a return if its customer had it.",
    ),
    "carton_received_twice": QT_TRANSLATE_NOOP(
        "Sentences", "The carton {number} of delivery {delivery} was received twice. It counts once."
    ),
    "carton_missing": QT_TRANSLATE_NOOP(
        "Sentences", "The carton {number} of delivery {delivery} has not come. Ask its sender."
    ),
    "carton_unknown": QT_TRANSLATE_NOOP(
        "Sentences", "The carton {number} came with delivery {delivery}, and nobody had announced it."
    ),
    "carton_went_back": QT_TRANSLATE_NOOP(
        "Sentences",
        "The carton {number} of delivery {delivery}, which was received here, has come back to the store "
        "that had sent it. It is taken off the stock here. If it is here all the same, scan it again.",
    ),
    "carton_of_another_delivery": QT_TRANSLATE_NOOP(
        "Sentences",
        "The carton {number} came with delivery {delivery} and is of delivery {other}. Receive it there.",
    ),
    "carton_of_another_store": QT_TRANSLATE_NOOP(
        "Sentences", "The carton {number} came with delivery {delivery} and is another store’s. Send it on."
    ),
    "parcel_of_another_store": QT_TRANSLATE_NOOP(
        "Sentences", "The parcel {number} of {order_number} is another store’s. Send it on."
    ),
    "units_missing": QT_TRANSLATE_NOOP(
        "Sentences", "Missing from delivery {delivery}: {units} of {expected} × {name}. Ask its sender."
    ),
    "units_extra": QT_TRANSLATE_NOOP(
        "Sentences", "Delivery {delivery} brought {units} × {name} more than the {expected} announced."
    ),
    "units_damaged": QT_TRANSLATE_NOOP(
        "Sentences", "Damaged in delivery {delivery}: {units} × {name}. Claim it from the sender."
    ),
    "units_taken_off_too_many": QT_TRANSLATE_NOOP(
        "Sentences", "More of {name} was taken off delivery {delivery} than had come. Count it."
    ),
    "delivery_unannounced": QT_TRANSLATE_NOOP(
        "Sentences", "A delivery came that nobody had announced; articles: {units}. Find out whose it is."
    ),
    "piece_without_serial": QT_TRANSLATE_NOOP(
        "Sentences", "{name} of delivery {delivery} was received without its serial number. Write it down."
    ),
    "serial_received_twice": QT_TRANSLATE_NOOP(
        "Sentences", "The piece {serial} ({name}) of delivery {delivery} was received twice."
    ),
    "serial_already_here": QT_TRANSLATE_NOOP(
        "Sentences", "The piece {serial} ({name}) was in this store before delivery {delivery} brought it."
    ),
    "serial_was_sold": QT_TRANSLATE_NOOP(
        "Sentences", "The piece {serial} ({name}) that delivery {delivery} brought had been sold."
    ),
    "serial_elsewhere": QT_TRANSLATE_NOOP(
        "Sentences", "The piece {serial} ({name}) that delivery {delivery} brought was in another store."
    ),
    "transfer_moved_unasked": QT_TRANSLATE_NOOP(
        "Sentences", "Transfer {number} was prepared or sent although nobody wanted it any more."
    ),
    "transfer_received_unasked": QT_TRANSLATE_NOOP(
        "Sentences", "Transfer {number} was received, and nobody had told that it was sent."
    ),
    "transfer_not_sent": QT_TRANSLATE_NOOP(
        "Sentences", "The other store does not send transfer {number}. Ask for it elsewhere."
    ),
}

PARCEL_TAKEN_IN = QT_TRANSLATE_NOOP(
    "Sentences",
    "The parcel {number} of {order_number} has come back with delivery {delivery}, and its order is in the "
    "stock here again. Find out why: it is sent once more or called off.",
)
"""The same as `parcel_back`, of what is in the stock again."""
PARCEL_NOT_TAKEN_IN = QT_TRANSLATE_NOOP(
    "Sentences",
    "The parcel {number} of {order_number} has come back with delivery {delivery}, and is not in the stock "
    "here. Find out why: others of the order are still to come, or it is received as a return if its "
    "customer had it.",
)
"""The same, of what is not: its people alone can say what it is."""
NONE_ANNOUNCED = QT_TRANSLATE_NOOP(
    "Sentences", "Delivery {delivery} brought {units} × {name}, which nobody had announced."
)
"""The same as `units_extra`, of what was not announced at all."""
NONE_ANNOUNCED_TITLE = QT_TRANSLATE_NOOP("Sentences", "Article not announced")
SEVERAL_OVERDUE = QT_TRANSLATE_NOOP(
    "Sentences",
    "{carrier} has not told that {order_number} has reached its customer. Ask it where its parcels are: "
    "{parcels}.",
)
"""The same as `shipment_overdue`, of several parcels."""
TRUCK_TITLES: Mapping[str, str] = {
    "received_after_closing": QT_TRANSLATE_NOOP("Sentences", "Received too late"),
    "received_after_withdrawal": QT_TRANSLATE_NOOP("Sentences", "Came after it was called off"),
    "delivery_overdue": QT_TRANSLATE_NOOP("Sentences", "Delivery has not come"),
    "parcel_overdue": QT_TRANSLATE_NOOP("Sentences", "Parcel has not arrived"),
    "arrived_after_loss": QT_TRANSLATE_NOOP("Sentences", "Lost parcel has come"),
    "shipment_overdue": QT_TRANSLATE_NOOP("Sentences", "Delivery not confirmed"),
    "delivered_after_loss": QT_TRANSLATE_NOOP("Sentences", "Lost parcel was delivered"),
    "parcel_came_back": QT_TRANSLATE_NOOP("Sentences", "Parcel came back"),
    "parcel_back": QT_TRANSLATE_NOOP("Sentences", "Parcel back by truck"),
    "carton_received_twice": QT_TRANSLATE_NOOP("Sentences", "Carton received twice"),
    "carton_missing": QT_TRANSLATE_NOOP("Sentences", "Carton missing"),
    "carton_unknown": QT_TRANSLATE_NOOP("Sentences", "Unknown carton"),
    "carton_went_back": QT_TRANSLATE_NOOP("Sentences", "Carton went back"),
    "carton_of_another_delivery": QT_TRANSLATE_NOOP("Sentences", "Another delivery’s carton"),
    "carton_of_another_store": QT_TRANSLATE_NOOP("Sentences", "Another store’s carton"),
    "parcel_of_another_store": QT_TRANSLATE_NOOP("Sentences", "Another store’s parcel"),
    "units_missing": QT_TRANSLATE_NOOP("Sentences", "Missing from a delivery"),
    "units_extra": QT_TRANSLATE_NOOP("Sentences", "More than announced"),
    "units_damaged": QT_TRANSLATE_NOOP("Sentences", "Damaged on arrival"),
    "units_taken_off_too_many": QT_TRANSLATE_NOOP("Sentences", "Took off too many"),
    "delivery_unannounced": QT_TRANSLATE_NOOP("Sentences", "Delivery not announced"),
    "piece_without_serial": QT_TRANSLATE_NOOP("Sentences", "Serial number not told"),
    "serial_received_twice": QT_TRANSLATE_NOOP("Sentences", "Piece received twice"),
    "serial_already_here": QT_TRANSLATE_NOOP("Sentences", "Piece was here already"),
    "serial_was_sold": QT_TRANSLATE_NOOP("Sentences", "Piece had been sold"),
    "serial_elsewhere": QT_TRANSLATE_NOOP("Sentences", "Piece was elsewhere"),
    "transfer_moved_unasked": QT_TRANSLATE_NOOP("Sentences", "Transfer sent unasked"),
    "transfer_received_unasked": QT_TRANSLATE_NOOP("Sentences", "Transfer received, never sent"),
    "transfer_not_sent": QT_TRANSLATE_NOOP("Sentences", "Transfer not sent"),
}

TRUCK_DEEDS: Mapping[str, str] = {
    "OpenDelivery": QT_TRANSLATE_NOOP("Sentences", "Delivery begun"),
    "ReceiveCarton": QT_TRANSLATE_NOOP("Sentences", "Carton received"),
    "ReceivePieces": QT_TRANSLATE_NOOP("Sentences", "Articles received"),
    "TakeOff": QT_TRANSLATE_NOOP("Sentences", "Article missing"),
    "TellDamaged": QT_TRANSLATE_NOOP("Sentences", "Article damaged"),
    "FinishDelivery": QT_TRANSLATE_NOOP("Sentences", "Delivery received"),
    "ArriveFulfilment": QT_TRANSLATE_NOOP("Sentences", "Parcel arrived"),
    "RequestTransfer": QT_TRANSLATE_NOOP("Sentences", "Transfer asked for"),
    "ApproveTransfer": QT_TRANSLATE_NOOP("Sentences", "Transfer approved"),
    "RefuseTransfer": QT_TRANSLATE_NOOP("Sentences", "Transfer refused"),
    "CancelTransfer": QT_TRANSLATE_NOOP("Sentences", "Transfer called off"),
}

TRUCK_REFUSALS: Mapping[str, str] = {
    "unknown_delivery": QT_TRANSLATE_NOOP("Sentences", "This delivery is not known here any more."),
    "no_other_carton": QT_TRANSLATE_NOOP(
        "Sentences",
        "There is no such carton: one is to be missing from this delivery, and one to have come with it that "
        "nobody had announced.",
    ),
    "which_carton": QT_TRANSLATE_NOOP(
        "Sentences", "It may be one of several: {numbers}. Type or scan the number of the one that it is."
    ),
    "unknown_transfer": QT_TRANSLATE_NOOP("Sentences", "This transfer is not known here any more."),
    "unknown_article": QT_TRANSLATE_NOOP("Sentences", "This article is not in the catalogue."),
    "unknown_location": QT_TRANSLATE_NOOP("Sentences", "This place is not known."),
    "same_location": QT_TRANSLATE_NOOP("Sentences", "This is your own store. Choose another one."),
    "not_free_there": QT_TRANSLATE_NOOP(
        "Sentences", "The other store has {free} of {name} to spare; asked for: {wanted}."
    ),
    "not_in_this_state_transfer": QT_TRANSLATE_NOOP(
        "Sentences", "This cannot be done any more where the transfer stands now."
    ),
}
