"""What is said after a scan or a key, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop.screens.receive.state import ReceiveState, Said
from desktop.shell.amounts import article_words, bin_words, clock_words, moment_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate

SAYINGS: Final[Mapping[str, str]] = {
    # deliveries and cartons
    "begun": QT_TRANSLATE_NOOP("Receive", "Scan what is on the truck: cartons or articles."),
    "delivery_named": QT_TRANSLATE_NOOP("Receive", "This is delivery {number}. Scan its cartons."),
    "was_called_off": QT_TRANSLATE_NOOP(
        "Receive",
        "Delivery {number} was called off {moment}. Is it here all the same? Then scan its cartons: they are "
        "received, and a manager is told.",
    ),
    "carton_here": QT_TRANSLATE_NOOP(
        "Receive", "Carton {number} is here: {articles}. Open it and say what differs, or scan the next."
    ),
    "carton_here_serials": QT_TRANSLATE_NOOP(
        "Receive", "Carton {number} is here. Scan each piece of {name} by its serial number."
    ),
    "carton_twice": QT_TRANSLATE_NOOP("Receive", "Carton {number} was scanned already, at {time}."),
    "carton_not_announced": QT_TRANSLATE_NOOP(
        "Receive", "Nobody announced {number} with this truck. If it is yours, scan it again: it is kept."
    ),
    "carton_kept": QT_TRANSLATE_NOOP("Receive", "Carton {number} is kept. Scan the articles in it."),
    "carton_unknown": QT_TRANSLATE_NOOP(
        "Receive", "Nobody announced {number}. If a truck came unannounced, begin it with F2."
    ),
    "finished": QT_TRANSLATE_NOOP(
        "Receive", "{number} is received. Differences, now under Exceptions: {count}."
    ),
    "finished_whole": QT_TRANSLATE_NOOP("Receive", "{number} is received, and all of it was there."),
    # articles
    "delivery_wanted": QT_TRANSLATE_NOOP("Receive", "Open the delivery first, then scan its articles."),
    "article_unknown": QT_TRANSLATE_NOOP("Receive", "The article {gtin} is not in the catalogue."),
    "counted": QT_TRANSLATE_NOOP("Receive", "{article}: {here} of {of}."),
    "extra": QT_TRANSLATE_NOOP(
        "Receive", "{article}: {extra} more than announced. It counts; Ctrl Z takes it back."
    ),
    "extra_of_none": QT_TRANSLATE_NOOP(
        "Receive", "{article}: {extra} that nobody announced. It counts; Ctrl Z takes it back."
    ),
    "not_counted": QT_TRANSLATE_NOOP("Receive", "It was recorded, and does not count as received."),
    "missing": QT_TRANSLATE_NOOP("Receive", "{name}: {left} missing so far."),
    "missing_anyway": QT_TRANSLATE_NOOP("Receive", "{name}: what is not scanned is missing at the end."),
    "damaged": QT_TRANSLATE_NOOP("Receive", "{name}: {damaged} damaged. Put it aside, it is not for sale."),
    "all_damaged": QT_TRANSLATE_NOOP("Receive", "All of {name} is told as damaged already."),
    "undone": QT_TRANSLATE_NOOP("Receive", "{name} was taken back."),
    "too_many": QT_TRANSLATE_NOOP("Receive", "This is more of {name} than can be right. Count again."),
    "scan_it_first": QT_TRANSLATE_NOOP("Receive", "Scan the serial number of {name} first."),
    "serial_wanted": QT_TRANSLATE_NOOP("Receive", "{name}: now scan the serial number."),
    "serial_received_twice": QT_TRANSLATE_NOOP("Receive", "The piece {serial} was scanned already."),
    "doubt_serial_already_here": QT_TRANSLATE_NOOP(
        "Receive", "The piece {serial} is in this store already. Check its number; scan again to record it."
    ),
    "doubt_serial_was_sold": QT_TRANSLATE_NOOP(
        "Receive", "The piece {serial} was sold. Check its number; if it is in your hand, scan it again."
    ),
    "doubt_serial_elsewhere": QT_TRANSLATE_NOOP(
        "Receive", "The piece {serial} is in another store. Check its number; if it is here, scan it again."
    ),
    # customers' parcels
    "parcel_here": QT_TRANSLATE_NOOP("Receive", "{number} has arrived."),
    "parcel_found": QT_TRANSLATE_NOOP(
        "Receive", "{number} was given up for lost, and is here. A manager is told."
    ),
    "parcel_back_alone": QT_TRANSLATE_NOOP(
        "Receive",
        "One of several parcels of {number} is back. Put what is in it on the shelves; Exceptions asks what "
        "becomes of it.",
    ),
    "parcel_back_early": QT_TRANSLATE_NOOP(
        "Receive",
        "One of several parcels of {number} is back. Keep it as it is: with the last one the order is here "
        "again.",
    ),
    "parcel_unknown": QT_TRANSLATE_NOOP(
        "Receive",
        "{number} is another store’s parcel, or was not told as sent yet. Put it aside.",
    ),
    "parcel_wanted": QT_TRANSLATE_NOOP("Receive", "Scan a customer’s parcel first, then its bin."),
    "staged": QT_TRANSLATE_NOOP("Receive", "{number} is in bin {bin}. {customer} is told that it is ready."),
    "staged_awaiting": QT_TRANSLATE_NOOP(
        "Receive", "{number} is in bin {bin}. Another parcel of it is still on its way ({awaited})."
    ),
    "no_bin_free": QT_TRANSLATE_NOOP("Receive", "No bin is free. Scan the one that you put it in."),
    "bin_unknown": QT_TRANSLATE_NOOP("Receive", "This store has no bin {bin}."),
    "bin_full": QT_TRANSLATE_NOOP(
        "Receive",
        "Bin {bin} has room for {room}, not for {units}. Take another, or scan it again all the same.",
    ),
    "bin_in_use": QT_TRANSLATE_NOOP("Receive", "Bin {bin} holds {number}. Scan it again to put both in it."),
    # transfers
    "approved": QT_TRANSLATE_NOOP("Receive", "{number} is approved. {place} is asked to send it."),
    "refused": QT_TRANSLATE_NOOP("Receive", "{number} is refused."),
    "called_off": QT_TRANSLATE_NOOP("Receive", "{number} is called off."),
    "nothing_read": QT_TRANSLATE_NOOP("Receive", "This barcode says nothing here. Scan a carton’s label."),
}


def saying(said: Said, state: ReceiveState) -> str:
    """The sentence."""
    return translate("Receive", SAYINGS[said.code]).format(**_spoken(said.data, state))


def _spoken(data: Mapping[str, Any], state: ReceiveState) -> dict[str, Any]:
    told = dict(data)
    if "bin" in told:
        told["bin"] = bin_words(str(told["bin"])) or "–"
    if isinstance(told.get("at"), int):
        told["time"] = clock_words(told["at"], state.timezone) if told["at"] else "–"
    if isinstance(told.get("since"), int):
        told["moment"] = moment_words(told["since"], state.now, state.timezone)
    if isinstance(told.get("count"), int):
        told["articles"] = counts.articles(told["count"])
    if "colour" in told:
        told["article"] = article_words(told["name"], told["size"], told["colour"])
    return told
