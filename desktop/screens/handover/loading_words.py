"""What a carrier takes along, in words and on its manifest."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from core.rules.time import Instant
from desktop.screens.fulfilments import Head
from desktop.screens.handover.loading import MANIFEST_TEMPLATE, Loading, missing
from desktop.screens.order_words import bins_words
from desktop.shell.amounts import clock_words, local_time, weight_words
from desktop.shell.counts import counts
from desktop.shell.language import LOCALES
from desktop.shell.saying import translate
from desktop.shell.widgets import Cell, Row, time_words
from sync.workstation import Print

MAX_DESTINATION_CHARS = 60


def carrier_name(loading: Loading) -> str:
    """ "Colivia"; whoever comes, where none is known."""
    return loading.carrier.name or translate("HandOver", "Carrier")


def closing_words(loading: Loading, now: Instant, timezone: str) -> str:
    """When it comes: "comes at 17:30, in 52 min"."""
    at = loading.carrier.closes_at
    if not at:
        return translate("HandOver", "no fixed hour")
    words = translate("HandOver", "comes at {time}, in {left}")
    if at < now:
        words = translate("HandOver", "was to come at {time}, {left} ago")
    return words.format(time=clock_words(at, timezone), left=time_words(abs(at - now) // 60_000))


def rows(loading: Loading) -> list[Row]:
    """One row an order."""
    return [_row(head, loading) for head in loading.heads]


def _row(head: Head, loading: Loading) -> Row:
    absent = len(missing(head, loading.in_hand))
    there, every = len(head.parcels) - absent, len(head.parcels)
    words = translate("HandOver", "{number} of {wanted} in hand").format(number=there, wanted=every)
    grams = sum(parcel.weight_g for parcel in head.parcels)
    mark = Cell(icon="check" if not absent and every else "parcel", icon_colour="ok" if there else "ink3")
    action = translate("HandOver", "In hand") if absent else translate("HandOver", "Not yet")
    return Row(
        head.id,
        (
            mark,
            Cell(head.number, _whereto(head), strong=True),
            Cell(weight_words(grams) if grams else "", bins_words(head.bins)),
            Cell(words, strong=bool(there), colour="ok" if not absent else "ink"),
        ),
        action if every else "",
        is_aside=not absent,
    )


def _whereto(head: Head) -> str:
    """The town, which carriers sort by, then whose it is."""
    return " · ".join(part for part in (head.destination.rpartition(", ")[2], head.customer) if part)


def count_words(loading: Loading) -> str:
    """How many parcels are in hand, of how many."""
    every = sum(len(head.parcels) for head in loading.heads)
    words = translate("HandOver", "{number} of {wanted}")
    return words.format(number=len(loading.in_hand), wanted=every)


def missing_words(loading: Loading) -> str:
    """What is still missing before it leaves; empty for nothing."""
    if not loading.complete:
        return translate("HandOver", "Scan each parcel that the driver takes.")
    if not loading.is_signed:
        return translate("HandOver", "Still missing: the driver’s name.")
    if loading.begun:
        numbers = ", ".join(head.number for head in loading.begun)
        return translate("HandOver", "Stays here, not all parcels are in hand: {numbers}").format(
            numbers=numbers
        )
    return ""


def go_words(loading: Loading) -> str:
    """What Enter does."""
    words = translate("HandOver", "Give {parcels} to {carrier}")
    return words.format(parcels=counts.parcels(loading.parcels), carrier=carrier_name(loading))


def manifest_print(loading: Loading, number: str, place: dict[str, str], printed: str, lang: str) -> Print:
    """The list that the driver signs.

    Args:
        place: `store_name` and `store_address`, and the `departure` that it is for, if its carrier has an
            hour; `printed` is when, by whom.
    """
    locale = LOCALES.get(lang, QLocale())
    lines = [
        {
            "number": parcel.number,
            "content": f"{head.number} · {head.destination or head.customer}"[:MAX_DESTINATION_CHARS],
            "quantity": str(sum(parcel.contents.values())),
            "weight": weight_words(parcel.weight_g, locale) if parcel.weight_g else "",
        }
        for head in loading.complete
        for parcel in head.parcels
    ]
    fields = {
        "manifest_number": number,
        "store_name": place["store_name"],
        "store_address": place["store_address"],
        "printed": printed,
        "from_name": place["store_name"],
        "from_address": place["store_address"],
        "to_name": carrier_name(loading),
        "carrier": loading.driver.strip()[:40],
        "departure": place.get("departure", ""),
        "parcels": str(len(lines)),
        "units": str(sum(int(line["quantity"]) for line in lines)),
    }
    return Print(MANIFEST_TEMPLATE, {**fields, "rows": lines}, lang)


def manifest_number(at: Instant, timezone: str, device_id: str) -> str:
    """A number that people read: the day, the time, and which workstation drew it."""
    return f"M-{local_time(at, timezone):%y%m%d-%H%M%S}-{device_id[-2:].upper()}"
